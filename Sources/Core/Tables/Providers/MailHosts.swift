import Deliverability

extension ProviderTable {
    /// Zoho Mail.
    static let zoho = ProviderTable(
        "zoho", hosts: ["zoho.com", "zoho.eu", "zoho.in", "zohomail.com"],
        domains: ["zoho.com", "zohomail.com", "zohomail.eu", "zohomail.in"],
        limits: ProviderLimits(connections: 5), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "policy", .block, .policy, "mailpolicy violation", "mail rejected by destination domain",
                distinctive: true, sample: "554 5.2.3 MailPolicy violation Error delivering to mailboxes"),
            Rule(
                "spam", .block, .content, "detected as spam by spam filters",
                distinctive: true, sample: "550 5.7.1 Email cannot be delivered. Reason: Email detected as Spam by spam filters."),
            Rule(
                "activity", .block, .rateLimited, "unusual sending activity detected",
                distinctive: true, sample: "550 5.4.6 Unusual sending activity detected. Please try after sometime"),
            Rule(
                "unknown", .hard, .unknownUser, "user does not exist", "invalid recipient",
                sample: "550 5.1.1 User does not exist - <user@example.org>"),
            Rule("full", .soft, .mailboxFull, "mailbox full", "quota exceeded", sample: "552 5.2.2 Mailbox full"),
        ])

    /// Proton Mail.
    static let proton = ProviderTable(
        "proton", hosts: ["protonmail.ch", "proton.ch"],
        domains: ["proton.me", "protonmail.com", "protonmail.ch", "pm.me"],
        limits: ProviderLimits(connections: 5), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "unknown", .hard, .unknownUser, "address does not exist", "recipient address rejected: address",
                sample: "550 5.1.1 <user@example.org>: Recipient address rejected: Address does not exist"),
            Rule(
                "spam", .block, .content, "high spam score", "message rejected: spam",
                sample: "554 5.7.1 Message rejected: high spam score"),
        ])

    /// Fastmail.
    static let fastmail = ProviderTable(
        "fastmail", hosts: ["messagingengine.com"],
        domains: ["fastmail.com", "fastmail.fm"],
        limits: ProviderLimits(connections: 5), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "locked", .hard, .disabled, "account is locked", "account has been locked", "account is suspended",
                sample: "550 5.2.1 <user@example.org>: Recipient address rejected: account is locked"),
            Rule(
                "unknown", .hard, .unknownUser, "user unknown in virtual mailbox table", "mailbox unavailable",
                sample: "550 5.1.1 <user@example.org>: Recipient address rejected: User unknown in virtual mailbox table"),
        ])

    /// Aliyun's mail for persons and firms.
    static let alibaba = ProviderTable(
        "alibaba", hosts: ["aliyun.com", "mxhichina.com", "alibaba-inc.com"],
        domains: ["aliyun.com"],
        limits: ProviderLimits(connections: 5), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "behaviour", .block, .reputation, "reject by behaviour spam",
                distinctive: true, sample: "554 Reject by behaviour spam at Rcpt State(Connection IP address:192.0.2.1)"),
            Rule(
                "content", .block, .content, "reject by content spam", "antispam_bat",
                distinctive: true, sample: "554 Reject by content spam at DATA State"),
            Rule(
                "unknown", .hard, .unknownUser, ") dosn't exist", "user not exist",
                distinctive: true, sample: "554 RCPT (user@example.org) dosn't exist"),
            Rule("full", .soft, .mailboxFull, "mailbox is full", "over quota", sample: "552 mailbox is full"),
        ])

    /// Rackspace Email.
    static let rackspace = ProviderTable(
        "rackspace", hosts: ["emailsrvr.com"],
        limits: ProviderLimits(connections: 5), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "unknown", .hard, .unknownUser, "recipient address rejected: user unknown", "user unknown",
                sample: "550 5.1.1 <user@example.org>: Recipient address rejected: User unknown"),
            Rule("full", .soft, .mailboxFull, "mailbox full", "quota exceeded", sample: "452 4.2.2 <user@example.org>: Mailbox full"),
        ])
}
