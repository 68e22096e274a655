import Deliverability

extension ProviderTable {
    /// Naver.
    static let naver = ProviderTable(
        "naver", hosts: ["naver.com"],
        domains: ["naver.com"],
        limits: ProviderLimits(connections: 5, messagesPerConnection: 20), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule(
                "blocked", .block, .reputation, "your ip blocked from this server", "ip blocked",
                distinctive: true, sample: "421 4.3.2 Your ip blocked from this server 192.0.2.1"),
            Rule(
                "full", .soft, .mailboxFull, "user is overquota", "mailbox is full", "quota exceeded",
                sample: "552 5.2.2 user is overquota"),
            Rule(
                "unknown", .hard, .unknownUser, "unknown user", "user unknown", "no such user",
                sample: "550 5.1.1 Unknown user <user@example.kr>"),
            Rule(
                "spam", .block, .content, "message blocked by spam filter", "spam message",
                sample: "554 5.7.1 Message blocked by spam filter"),
        ])

    /// Daum, Hanmail and Kakao.
    static let daum = ProviderTable(
        "daum", hosts: ["hanmail.net", "daum.net", "kakao.com"],
        domains: ["hanmail.net", "daum.net", "kakao.com"],
        limits: ProviderLimits(connections: 5), source: "own knowledge of its replies", date: "2026-11",
        rules: [
            Rule("listed", .block, .blocklist, "5rbl", "spamrbl", distinctive: true, sample: "550 5.7.1 5RBL 192.0.2.1"),
            Rule("dormant", .hard, .disabled, "dormant", "inactive", sample: "550 5.2.1 <user@example.kr> dormant account"),
            Rule(
                "unknown", .hard, .unknownUser, "user unknown", "unknown user", "no such user",
                sample: "550 5.1.1 <user@example.kr>: user unknown"),
            Rule("full", .soft, .mailboxFull, "mailbox full", "over quota", sample: "552 5.2.2 <user@example.kr>: mailbox full"),
        ])
}
