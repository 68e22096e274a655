import Deliverability

extension ProviderTable {
    /// GMX, web.de, mail.com and the hosting of IONOS: one platform.
    static let unitedInternet = ProviderTable(
        "united-internet",
        hosts: ["gmx.net", "gmx.com", "web.de", "kundenserver.de", "ui-dns.com", "1and1.com", "ionos.de", "ionos.com", "perfora.net"],
        domains: ["gmx.de", "gmx.net", "gmx.at", "gmx.ch", "gmx.com", "web.de", "mail.com", "1und1.de", "online.de"],
        limits: ProviderLimits(connections: 10, messageMiB: 64),
        source: "GMX and web.de postmaster pages", date: "2025-06",
        rules: [
            Rule(
                "bad-ptr", .block, .ptr, "bad dns ptr resource record", distinctive: true,
                sample: "554 Transaction failed. Bad DNS PTR resource record."),
            Rule("listed", .block, .blocklist, "ip address is black listed", sample: "554 Transaction failed. IP address is black listed."),
            Rule("rate", .block, .rateLimited, "rate limit reached", sample: "421 Rate limit reached. Try again later."),
            Rule(
                "spf", .block, .spf, "reject due to spf policy", distinctive: true,
                sample: "550 Requested action not taken. Reject due to SPF policy."),
            Rule(
                "policy", .block, .reputation, "reject due to policy violations", "reject due to policy restrictions", distinctive: true,
                sample: "554 Transaction failed. Reject due to policy restrictions."),
            Rule("spam-listed", .block, .blocklist, "mfaq.info", distinctive: true, sample: "550 Your address is listed, see mfaq.info"),
            Rule(
                "user-unknown", .hard, .unknownUser, "benutzer nicht bekannt", "benutzer unbekannt", distinctive: true,
                sample: "550 Benutzer nicht bekannt"),
            Rule("inactive", .hard, .disabled, "user is inactive", sample: "550 5.2.1 User is inactive"),
            Rule(
                "storage", .soft, .mailboxFull, "benutzer hat das speichervolumen ueberschritten",
                "benutzer hat zuviele mails auf dem server",
                distinctive: true, sample: "550 Benutzer hat zuviele Mails auf dem Server"),
            Rule(
                "busy", .soft, .temporary, "requested mail action not taken: mailbox unavailable", reply: 450,
                sample: "450 Requested mail action not taken: mailbox unavailable"),
            Rule(
                "mailbox-unavailable", .hard, .unknownUser, "requested action not taken: mailbox unavailable",
                "requested mail action not taken: mailbox unavailable", sample: "550 Requested action not taken: mailbox unavailable"),
            Rule(
                "local-error", .soft, .systemError, "local error in processing",
                sample: "451 Requested action aborted: local error in processing"),
        ])

    /// T-Online (Deutsche Telekom).
    static let tOnline = ProviderTable(
        "t-online", hosts: ["t-online.de", "t-ipnet.de"], domains: ["t-online.de", "magenta.de"],
        limits: ProviderLimits(connections: 5, messageMiB: 32),
        source: "T-Online postmaster pages", date: "2025-06",
        rules: [
            Rule(
                "unknown-sender-address", .block, .reputation, "a problem occurred. (ask your postmaster", distinctive: true,
                remedy: "ask the provider's postmaster to admit the sending address; it needs a PTR and a web page with a contact",
                sample: "554 IP=192.0.2.7 - A problem occurred. (Ask your postmaster for help or to contact tosa@rx.example.)"),
            Rule(
                "spam", .block, .content, "message considered as spam or virus",
                distinctive: true, sample: "550 5.7.0 Message considered as spam or virus, rejected"),
            Rule("quota", .soft, .mailboxFull, "over storage quota", sample: "552 5.2.2 <user@example.org> Over STORAGE quota"),
            Rule("unknown", .hard, .unknownUser, "unknown recipient", "user unknown", sample: "550 5.1.1 <user@example.org> user unknown"),
        ])

    /// Free, SFR, Bouygues: French access providers with short vocabularies.
    static let free = ProviderTable(
        "free", hosts: ["free.fr", "proxad.net", "sfr.fr", "sfr.net", "neuf.fr", "bbox.fr"],
        domains: ["free.fr", "sfr.fr", "neuf.fr", "cegetel.net", "bbox.fr", "aliceadsl.fr"],
        limits: ProviderLimits(connections: 3),
        source: "replies of free.fr, sfr.fr and bbox.fr", date: "2025-06",
        rules: [
            Rule("spam", .block, .content, "spam detected", sample: "550 spam detected"),
            Rule("greylisted", .soft, .greylisted, "too many errors from your ip", sample: "451 too many errors from your ip (192.0.2.4)"),
            Rule("over-quota", .soft, .mailboxFull, "rejected: over quota", sample: "552 Recipient address rejected: over quota"),
            Rule(
                "size", .soft, .tooLarge, "taille limite du message atteinte", distinctive: true,
                sample: "552 Taille limite du message atteinte"),
            Rule(
                "archived", .hard, .disabled, "boite du destinataire archivee", distinctive: true,
                sample: "550 Boite du destinataire archivee"),
            Rule(
                "sender", .block, .senderRejected, "emetteur invalide", distinctive: true, sample: "550 Emetteur invalide. Invalid Sender."),
        ])
}
