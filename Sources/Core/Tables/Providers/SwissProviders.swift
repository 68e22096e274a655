import Deliverability

extension ProviderTable {
    /// Swisscom.
    static let bluewin = ProviderTable(
        "bluewin", hosts: ["bluewin.ch", "swisscom.com"],
        domains: ["bluewin.ch", "hispeed.ch", "swissonline.ch"],
        limits: ProviderLimits(connections: 5), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "unknown", .hard, .unknownUser, "unknown user", "user unknown", "no such mailbox",
                sample: "550 5.1.1 <user@example.ch> unknown user"),
            Rule("full", .soft, .mailboxFull, "mailbox is full", "over quota", sample: "552 5.2.2 <user@example.ch> mailbox is full"),
        ])

    /// freenet.
    static let freenet = ProviderTable(
        "freenet", hosts: ["freenet.de"],
        domains: ["freenet.de", "freenetmail.de"],
        limits: ProviderLimits(connections: 5), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule("inactive", .hard, .disabled, "user is inactive", "account is inactive", sample: "550 5.2.1 user is inactive"),
            Rule("unknown", .hard, .unknownUser, "unknown user", "user unknown", sample: "550 5.1.1 unknown user"),
            Rule("full", .soft, .mailboxFull, "mailbox is full", "quota exceeded", sample: "552 5.2.2 quota exceeded"),
        ])
}
