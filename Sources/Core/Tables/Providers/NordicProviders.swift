import Deliverability

extension ProviderTable {
    /// Telia and its older names.
    static let telia = ProviderTable(
        "telia", hosts: ["telia.com", "teliamail.com", "bredband.net"],
        domains: ["telia.com", "bredband.net", "spray.se"],
        limits: ProviderLimits(connections: 5), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "unknown", .hard, .unknownUser,
                list: """
                    user unknown | unknown user | recipient unknown | mailbox unavailable
                    """,
                sample: "550 5.1.1 <user@example.se> User unknown"),
            Rule("full", .soft, .mailboxFull, "mailbox full", "over quota", sample: "552 5.2.2 <user@example.se> Mailbox full"),
            Rule("spam", .block, .content, "spam message rejected", "rejected as spam", sample: "554 5.7.1 Message rejected as spam"),
        ])

    /// Com Hem and Tele2.
    static let comHem = ProviderTable(
        "com-hem", hosts: ["comhem.se", "tele2.se"],
        domains: ["comhem.se", "tele2.se"],
        limits: ProviderLimits(connections: 5), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "unknown", .hard, .unknownUser, "user unknown", "unknown user", "no such user",
                sample: "550 5.1.1 <user@example.se> No such user")
        ])

    /// Elisa, Saunalahti and Kolumbus.
    static let elisa = ProviderTable(
        "elisa", hosts: ["elisa.fi", "saunalahti.fi", "kolumbus.fi", "elisanet.fi"],
        domains: ["elisanet.fi", "saunalahti.fi", "kolumbus.fi"],
        limits: ProviderLimits(connections: 5), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule("unknown", .hard, .unknownUser, "user unknown", "unknown user", sample: "550 5.1.1 <user@example.fi>: User unknown")
        ])
}
