import Deliverability

extension PhraseTable {
    /// Single words that hint at a verdict when neither a sentence nor a specific code gave one (decision 2: a 550 with
    /// policy words is a block).
    static let hints = PhraseTable(
        "hint", .hint, source: "RFC 5321 §4.2 replies without an enhanced code", date: "2025-06",
        rules: [
            Rule("quota", .soft, .mailboxFull, "quota", "mailbox size", "storage", "disk space", sample: "550 quota"),
            Rule("spam", .block, .content, "spam", "bulk", "content", "offensive", sample: "550 spam"),
            Rule("virus", .block, .virus, "virus", "malicious", "infected", sample: "550 virus"),
            Rule(
                "blocklist", .block, .blocklist, "blacklist", "black list", "black-list", "blocklist", "block list", " rbl",
                sample: "550 blacklist"),
            Rule("authentication", .block, .authentication, " spf ", " dkim ", " dmarc", "authenticat", sample: "550 DMARC"),
            Rule("relay", .block, .relayDenied, "relay", sample: "550 relay"),
            Rule("ptr", .block, .ptr, " ptr ", "hostname", sample: "550 PTR"),
            Rule("reputation", .block, .reputation, "reputation", "ip address", "client host", sample: "550 reputation"),
            Rule("sender", .block, .senderRejected, "sender", "mail from", sample: "550 sender"),
            Rule("rate", .block, .rateLimited, "too many", "too much", " rate ", "volume", sample: "550 too many"),
            Rule("tls", .block, .tls, "starttls", " tls", sample: "550 TLS"),
            Rule("time", .soft, .expired, "expired", "timed out", "timeout", "time out", "too long in", sample: "expired"),
            Rule("connection", .soft, .network, "connection", "network", " dns ", "unreachable", sample: "connection"),
            Rule(
                "disabled", .hard, .disabled, "disabled", "inactive", "deactivated", "suspended", "discontinued", "closed", reply: 550,
                sample: "550 disabled"),
            Rule(
                "policy", .block, .policy,
                list: """
                    policy | policies | prohibit | blocked | block_ | refus | denied | not allowed | not permitted | administrat | access |
                    banned | forbidden | unauthori | not authori | restrict | violat | abuse | disallow | suspicious | unwanted | not accept |
                    permission
                    """, sample: "550 policy"),
            Rule("temporary", .soft, .temporary, "temporar", "again", "later", "unavailable", "busy", sample: "later"),
        ])
}
