import Deliverability

extension ProviderTable {
    /// Libero, Virgilio and the other brands of Italiaonline; replies end in a code `LIB_…`.
    static let italiaonline = ProviderTable(
        "italiaonline", hosts: ["libero.it", "virgilio.it", "italiaonline.it", "iol.it", "inwind.it"],
        domains: ["libero.it", "virgilio.it", "inwind.it", "iol.it", "blu.it", "giallo.it"],
        limits: ProviderLimits(connections: 3, messagesPerConnection: 100), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "listed", .block, .blocklist, "lib_102", "ip blacklisted by csi",
                distinctive: true,
                sample: "550 smtp-32.iol.local IP blacklisted by CSI. For remediation please see the page [smtp-32.iol.local; LIB_102]"),
            Rule(
                "rate", .block, .rateLimited, "lib_101", "too many messages",
                sample: "421 too many messages from 192.0.2.1 [LIB_101]"),
            Rule(
                "inactive", .hard, .disabled, "mailbox inactive", "account not active", "utenza non attiva",
                sample: "550 user@example.it account not active"),
            Rule(
                "unknown", .hard, .unknownUser, "user unknown", "unknown user", "mailbox unavailable",
                sample: "550 RCPT TO:<user@example.it> User unknown"),
            Rule(
                "full", .soft, .mailboxFull, "mailbox full", "over quota", "mailbox is full",
                sample: "552 RCPT TO:<user@example.it> Mailbox full"),
        ])

    /// TIM, Alice and tin.it.
    static let telecomItalia = ProviderTable(
        "telecom-italia", hosts: ["tim.it", "alice.it", "tin.it", "telecomitalia.it"],
        domains: ["tim.it", "alice.it", "tin.it"],
        limits: ProviderLimits(connections: 3), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "unknown", .hard, .unknownUser, "user unknown", "invalid recipient", "unknown user",
                sample: "550 5.1.1 <user@example.it> User unknown"),
            Rule("full", .soft, .mailboxFull, "mailbox full", "over quota", sample: "552 5.2.2 <user@example.it> Mailbox full"),
            Rule("spam", .block, .content, "message rejected as spam", "spam detected", sample: "554 5.7.1 Spam detected"),
        ])

    /// Aruba's hosting and PEC.
    static let aruba = ProviderTable(
        "aruba", hosts: ["aruba.it", "arubabusiness.it", "technorail.com", "aruba.cloud"],
        domains: ["aruba.it", "technet.it"],
        limits: ProviderLimits(connections: 3), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "unknown", .hard, .unknownUser, "user unknown", "recipient unknown", "invalid recipient",
                sample: "550 5.1.1 <user@example.it> recipient unknown"),
            Rule("full", .soft, .mailboxFull, "quota exceeded", "over quota", sample: "552 5.2.2 <user@example.it> Quota exceeded"),
            Rule(
                "sender", .block, .authentication, "smtp authentication required", "sender not authenticated",
                sample: "530 5.7.0 SMTP Authentication required"),
        ])
}
