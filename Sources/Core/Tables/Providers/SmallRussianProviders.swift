import Deliverability

extension ProviderTable {
    /// Rambler.
    static let rambler = ProviderTable(
        "rambler", hosts: ["rambler.ru"],
        domains: ["rambler.ru", "lenta.ru", "autorambler.ru", "myrambler.ru", "ro.ru", "rambler.ua"],
        limits: ProviderLimits(connections: 5), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "inactive", .hard, .disabled, "mailbox is inactive", "mailbox is disabled", "account is blocked",
                sample: "550 5.2.1 <user@example.ru>: mailbox is disabled"),
            Rule(
                "unknown", .hard, .unknownUser, "no such user", "user not found", "recipient not found",
                sample: "550 5.1.1 <user@example.ru>: no such user"),
            Rule("full", .soft, .mailboxFull, "mailbox is full", "over quota", sample: "552 5.2.2 <user@example.ru>: mailbox is full"),
            Rule(
                "spam", .block, .content, "spam message rejected", "message identified as spam",
                sample: "550 5.7.1 Message identified as spam"),
        ])

    /// Ukr.net.
    static let ukrNet = ProviderTable(
        "ukr-net", hosts: ["ukr.net"],
        domains: ["ukr.net"],
        limits: ProviderLimits(connections: 5), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule("full", .soft, .mailboxFull, "mailbox is full", "over quota", sample: "552 5.2.2 mailbox is full"),
            Rule("unknown", .hard, .unknownUser, "no such user", "unknown user", sample: "550 5.1.1 no such user"),
        ])
}
