import Deliverability

extension ProviderTable {
    /// QQ Mail and Tencent Exmail.
    static let tencent = ProviderTable(
        "tencent", hosts: ["qq.com", "exmail.qq.com"], domains: ["qq.com", "foxmail.com", "vip.qq.com"],
        limits: ProviderLimits(connections: 3, messageMiB: 50),
        source: "QQ Mail: bounce reasons", date: "2025-02",
        rules: [
            Rule(
                "connection-frequency", .block, .tooManyConnections, "connection frequency limited",
                sample: "550 Connection frequency limited."),
            Rule(
                "frequency", .block, .rateLimited, "domain frequency limited", "ip frequency limited", "sender frequency limited",
                "mailbox unavailable or access denied", "mailbox unavailable or access denined", sample: "550 Ip frequency limited."),
            Rule("connection-denied", .block, .reputation, "connection denied", sample: "550 Connection denied."),
            Rule("dmarc", .block, .dmarc, "dmarc check failed", sample: "550 DMARC check failed."),
            Rule("spf", .block, .spf, "spf check failed", sample: "550 SPF check failed."),
            Rule(
                "content", .block, .content, "mail content denied", "spam is embedded in the email", "mail is rejected by recipients",
                sample: "550 Mail content denied."),
            Rule(
                "suspected", .block, .reputation, "suspected bounce attacks", "suspected spam ip", "suspected spam",
                sample: "550 Suspected spam ip."),
            Rule("bad-syntax", .block, .protocol, "bad address syntax", sample: "550 Bad address syntax."),
            Rule(
                "deactivated", .hard, .disabled, "is a deactivated mailbox", distinctive: true,
                sample: "550 user@example.org is a deactivated mailbox"),
            Rule(
                "non-existent", .hard, .unknownUser, "may contain a non-existent account",
                distinctive: true, sample: "550 The recipient may contain a non-existent account, please check the recipient address."),
            Rule("not-found", .hard, .unknownUser, "mailbox not found", "mailbox unavailable", sample: "550 Mailbox not found."),
            Rule("size", .soft, .tooLarge, "message too large", sample: "552 Message too large."),
        ])

    /// NetEase: 163, 126, yeah. Its replies begin with a two-part token.
    static let netease = ProviderTable(
        "netease", hosts: ["163.com", "126.com", "netease.com", "yeah.net"], domains: ["163.com", "126.com", "yeah.net", "vip.163.com"],
        limits: ProviderLimits(connections: 3, messageMiB: 50),
        source: "NetEase mail: help on bounces", date: "2025-06",
        rules: [
            Rule(
                "listed", .block, .blocklist, "dt:rbl", distinctive: true,
                sample: "450 DT:RBL 163 mx1,Asking for help at the postmaster page"),
            Rule("spam", .block, .content, "dt:spm", "mi:spb", distinctive: true, sample: "554 DT:SPM 163 mx3,please see the help page"),
            Rule(
                "spam-page", .block, .content, "mail.163.com/help/help_spam_16.htm", distinctive: true,
                sample: "554 please see http://mail.163.com/help/help_spam_16.htm?ip=192.0.2.1"),
            Rule("connections", .block, .tooManyConnections, "hl:icc", "hl:ifc", distinctive: true, sample: "421 HL:ICC 163 mx5"),
            Rule("authentication", .block, .authentication, "hl:mep", distinctive: true, sample: "421 HL:MEP 163 mx5"),
            Rule("reputation", .block, .reputation, "hl:rep", "wm:bli", "hl:itc", distinctive: true, sample: "421 HL:REP 163 mx5"),
            Rule("commands", .block, .protocol, "mi:cel", distinctive: true, sample: "450 MI:CEL 163 mx1"),
            Rule(
                "rate", .block, .rateLimited, "mi:dmc", "mi:sfq", "rp:drc", "rp:trc", "mi:stc", distinctive: true,
                sample: "450 RP:DRC 163 mx2"),
            Rule(
                "locked", .hard, .disabled,
                list: """
                    user is locked | user locked | user suspended | user is suspended
                    """,
                sample: "550 User is locked: user@example.org"),
            Rule("unknown", .hard, .unknownUser, "user not found", "invalid user", sample: "550 User not found: user@example.org"),
        ])

    /// Sina Mail.
    static let sina = ProviderTable(
        "sina", hosts: ["sina.com", "sina.com.cn", "sina.cn"], domains: ["sina.com", "sina.cn", "vip.sina.com"],
        source: "replies of sina.com", date: "2025-02",
        rules: [
            Rule("address", .block, .reputation, "black ip", sample: "550 Black ip: 192.0.2.66"),
            Rule("content", .block, .content, "message rejected by anti-spam engine", sample: "552 Message rejected by anti-spam engine"),
            Rule("locked", .hard, .disabled, "user is locked", sample: "550 #<user@example.org> user is locked"),
            Rule("loop", .soft, .loop, "looping message", sample: "552 Looping message"),
        ])
}
