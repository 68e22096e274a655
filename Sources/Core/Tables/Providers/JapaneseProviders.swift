import Deliverability

extension ProviderTable {
    /// @nifty.
    static let nifty = ProviderTable(
        "nifty", hosts: ["nifty.com"],
        domains: ["nifty.com"],
        limits: ProviderLimits(connections: 3), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule("unknown", .hard, .unknownUser, "user unknown", "unknown user", sample: "550 5.1.1 <user@example.jp>: User unknown"),
            Rule(
                "full", .soft, .mailboxFull, "mailbox full", "mailbox would exceed",
                sample: "552 5.2.2 Mailbox would exceed maximum allowed storage"),
        ])

    /// OCN and Plala.
    static let ocn = ProviderTable(
        "ocn", hosts: ["ocn.ad.jp", "ocn.ne.jp", "plala.or.jp"],
        domains: ["ocn.ne.jp", "plala.or.jp"],
        limits: ProviderLimits(connections: 3), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "unknown", .hard, .unknownUser, "user unknown", "unknown user", "invalid recipient",
                sample: "550 5.1.1 <user@example.jp> User unknown"),
            Rule("full", .soft, .mailboxFull, "mailbox full", "over quota", sample: "552 5.2.2 <user@example.jp> Mailbox full"),
        ])

    /// BIGLOBE.
    static let biglobe = ProviderTable(
        "biglobe", hosts: ["biglobe.ne.jp"],
        domains: ["biglobe.ne.jp"],
        limits: ProviderLimits(connections: 3), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "unknown", .hard, .unknownUser, "user unknown", "unknown user", "no such user",
                sample: "550 5.1.1 <user@example.jp>... User Unknown"),
            Rule("full", .soft, .mailboxFull, "mailbox full", "mailbox is full", sample: "552 5.2.2 <user@example.jp>... Mailbox Full"),
        ])

    /// Rakuten Mobile.
    static let rakutenMobile = ProviderTable(
        "rakuten", hosts: ["rakumail.jp", "rakuten.jp"],
        domains: ["rakumail.jp"],
        limits: ProviderLimits(connections: 3), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule("unknown", .hard, .unknownUser, "user unknown", "unknown user", sample: "550 5.1.1 <user@example.jp> User unknown")
        ])
}
