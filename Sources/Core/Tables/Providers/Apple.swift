import Deliverability

extension ProviderTable {
    /// iCloud Mail.
    static let apple = ProviderTable(
        "apple",
        hosts: ["mail.icloud.com", "apple.com", "icloud.com"],
        domains: ["icloud.com", "me.com", "mac.com"],
        limits: ProviderLimits(connections: 5, recipientsPerMessage: 100, messageMiB: 20),
        source: "replies of iCloud mail exchangers", date: "2025-02",
        rules: [
            Rule(
                "blocked-failing-both", .block, .authentication, "blocked for failing both spf and dkim autentication checks",
                sample: "550 blocked for failing both spf and dkim autentication checks"),
            Rule(
                "rejected-having-domain", .block, .blocklist, "rejected due to having a domain present in the spamhaus",
                sample: "550 rejected due to having a domain present in the spamhaus"),
            Rule(
                "rejected-listing-spamhaus", .block, .blocklist, "rejected due to listing in spamhaus",
                sample: "550 rejected due to listing in spamhaus"),
            Rule(
                "host-domain-does", .hard, .noMailDomain, "host/domain does not accept mail",
                sample: "550 host/domain does not accept mail"),
            Rule("recipient-no-longer", .hard, .moved, "recipient no longer on server", sample: "550 recipient no longer on server"),
            Rule("accepting-connections", .block, .reputation, "not accepting connections", sample: "550 not accepting connections"),
            Rule("unknown-illegal-alias", .hard, .unknownUser, "unknown or illegal alias", sample: "550 unknown or illegal alias"),
            Rule("excessive-volume", .block, .rateLimited, "due to excessive volume", sample: "550 due to excessive volume"),
            Rule("sender-address-rejected", .block, .senderRejected, "sender address rejected", sample: "550 sender address rejected"),
            Rule("inactive-email-address", .hard, .unknownUser, "inactive email address", sample: "550 inactive email address"),
            Rule("local-policy", .block, .policy, "due to local policy", sample: "550 due to local policy"),
            Rule("relay-access-denied", .block, .relayDenied, "relay access denied", sample: "550 relay access denied"),
            Rule("user-does-exist", .hard, .unknownUser, "user does not exist", sample: "550 user does not exist"),
            Rule("user-over-quota", .soft, .mailboxFull, "user is over quota", sample: "421 user is over quota"),
            Rule("s-dmarc-policy", .block, .dmarc, "s dmarc policy", sample: "550 s dmarc policy"),
        ])
}
