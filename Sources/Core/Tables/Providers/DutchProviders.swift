import Deliverability

extension ProviderTable {
    /// Ziggo, UPC and their sisters; replies begin with `MXIN` and a number.
    static let ziggo = ProviderTable(
        "ziggo", hosts: ["ziggo.nl", "upcmail.net", "upc.nl", "chello.at", "libertyglobal.com"],
        domains: ["ziggo.nl", "home.nl", "chello.nl", "upcmail.nl", "casema.nl", "quicknet.nl", "zinders.nl"],
        limits: ProviderLimits(connections: 5), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "unknown", .hard, .unknownUser, "mxin501",
                distinctive: true, sample: "550 MXIN501 mailbox <user@example.nl> unknown ;id=abc"),
            Rule("dmarc", .block, .dmarc, "mxin603", distinctive: true, sample: "554 5.7.1 MXIN603 DMARC validation failed. ;id=abc"),
            Rule("virus", .block, .virus, "mxin600", distinctive: true, sample: "554 5.7.1 MXIN600 message contains virus ;id=abc"),
            Rule(
                "spam", .block, .content, "mxin506", "message blocked due to spam content",
                distinctive: true, sample: "554 5.7.1 [P4] Message blocked due to spam content in the message. ;id=abc"),
        ])

    /// KPN, Planet, Het Net and XS4ALL.
    static let kpn = ProviderTable(
        "kpn", hosts: ["kpnmail.nl", "kpn.com", "planet.nl", "xs4all.nl", "hetnet.nl", "kpnxchange.com"],
        domains: ["kpnmail.nl", "kpnplanet.nl", "planet.nl", "hetnet.nl", "xs4all.nl", "telfort.nl"],
        limits: ProviderLimits(connections: 5), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "spam", .block, .content, "message was rejected as spam", "spam message rejected", "message considered spam",
                sample: "554 5.7.1 Message considered spam"),
            Rule(
                "unknown", .hard, .unknownUser,
                list: """
                    user unknown | mailbox unknown | no such user | recipient unknown
                    """,
                sample: "550 5.1.1 <user@example.nl> recipient unknown"),
            Rule("full", .soft, .mailboxFull, "over quota", "mailbox full", sample: "552 5.2.2 <user@example.nl> over quota"),
        ])

    /// Telenet in Belgium.
    static let telenet = ProviderTable(
        "telenet", hosts: ["telenet.be", "telenet-ops.be"],
        domains: ["telenet.be", "pandora.be"],
        limits: ProviderLimits(connections: 5), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "unknown", .hard, .unknownUser, "unknown user", "user unknown", "recipient rejected",
                sample: "550 5.1.1 <user@example.be> recipient rejected"),
            Rule(
                "rate", .block, .rateLimited, "too many messages", "rate limited",
                sample: "421 4.7.1 too many messages from 192.0.2.1"),
        ])
}
