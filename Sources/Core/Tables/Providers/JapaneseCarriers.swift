import Deliverability

extension ProviderTable {
    /// NTT docomo: a 5.2.0 is the recipient's own filter, not a missing mailbox.
    static let docomo = ProviderTable(
        "docomo", hosts: ["docomo.ne.jp"], domains: ["docomo.ne.jp"],
        source: "replies of docomo.ne.jp", date: "2025-02",
        rules: [
            Rule("unknown", .hard, .unknownUser, "unknown user", "user unknown", sample: "550 Unknown user user@example.ne.jp"),
            Rule("mailbox-full", .soft, .mailboxFull, "too much mail data", sample: "552 too much mail data"),
            Rule(
                "recipient-filter", .other, .undetermined, status: "5.2.0", remedy: "the recipient's own filter refused the message",
                sample: "550 5.2.0 refused"),
        ])

    /// KDDI au: `550 <address>: User unknown` is a missing mailbox, `550 : User unknown` the recipient's filter.
    static let kddi = ProviderTable(
        "kddi", hosts: ["ezweb.ne.jp", "au.com", "dion.ne.jp", "kddi.com"], domains: ["ezweb.ne.jp", "au.com"],
        source: "replies of ezweb.ne.jp", date: "2025-02",
        rules: [
            Rule("unknown", .hard, .unknownUser, ">: user unknown", sample: "550 <user@example.ne.jp>: User unknown"),
            Rule(
                "recipient-filter", .other, .undetermined, "550 : user unknown", remedy: "the recipient's own filter refused the message",
                sample: "550 : User unknown"),
        ])

    /// SoftBank.
    static let softBank = ProviderTable(
        "softbank", hosts: ["softbank.ne.jp", "i.softbank.jp", "vodafone.ne.jp"],
        domains: ["softbank.ne.jp", "i.softbank.jp", "vodafone.ne.jp"],
        source: "replies of softbank.ne.jp", date: "2025-02",
        rules: [Rule("unknown", .hard, .unknownUser, "invalid recipient", sample: "550 Invalid recipient: <user@example.ne.jp>")])
}
