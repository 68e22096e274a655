import Deliverability

extension ProviderTable {
    /// Mail.ru and its sister domains.
    static let mailru = ProviderTable(
        "mailru", hosts: ["mail.ru", "mxs.mail.ru", "inbox.ru", "vk.com"],
        domains: ["mail.ru", "inbox.ru", "list.ru", "bk.ru", "internet.ru", "xmail.ru", "vk.com"],
        limits: ProviderLimits(connections: 10, messageMiB: 25),
        source: "Mail.ru postmaster: SMTP replies", date: "2025-06",
        rules: [
            Rule("address-banned", .block, .reputation, "access from ip address", sample: "550 Access from ip address 192.0.2.8 blocked."),
            Rule(
                "sending-disabled", .block, .authentication, "message sending for this account is disabled",
                remedy: "the sending account is closed for sending: see the provider",
                sample: "550 Message sending for this account is disabled"),
            Rule(
                "dmarc", .block, .dmarc, "not accepted due to domain owner dmarc policy", distinctive: true,
                sample: "550 5.7.1 This message was not accepted due to domain owner DMARC policy"),
            Rule(
                "spam", .block, .content, "spam message rejected", "spam message discarded", distinctive: true,
                sample: "550 spam message rejected. Please visit http://help.example/notspam-support/id?c=x"),
            Rule(
                "no-such-mailbox", .hard, .unknownUser, "is unavailable: user not found", "no such mailbox", "no such message, local error",
                sample: "550 Message was not accepted -- invalid mailbox. Local mailbox user@example.org is unavailable: user not found"),
            Rule(
                "terminated", .hard, .disabled, "user is terminated", "account is disabled",
                sample: "550 Message was not accepted -- invalid mailbox. Local mailbox user@example.org is unavailable: user is terminated"
            ),
            Rule("quota", .soft, .mailboxFull, "user quota exceeded", sample: "552 user quota exceeded"),
            Rule("ratelimit", .block, .rateLimited, "ratelimit exceeded", "try again later", sample: "451 Ratelimit exceeded for mailbox"),
        ])

    /// Yandex Mail.
    static let yandex = ProviderTable(
        "yandex", hosts: ["yandex.ru", "yandex.net", "yandex.com"],
        domains: ["yandex.ru", "yandex.com", "ya.ru", "yandex.by", "yandex.kz", "yandex.ua", "narod.ru"],
        limits: ProviderLimits(connections: 10, messageMiB: 30),
        source: "Yandex 360: SMTP errors", date: "2025-06",
        rules: [
            Rule(
                "suspected-spam", .block, .content, "message rejected under suspicion of spam", distinctive: true,
                sample: "554 5.7.1 [2] Message rejected under suspicion of SPAM; https://ya.example/1"),
            Rule(
                "busy", .soft, .temporary, "service is currently unavailable",
                sample: "451 4.7.1 Sorry, the service is currently unavailable."),
            Rule("no-such-user", .hard, .unknownUser, "no such user!", "no such user", sample: "550 5.7.1 No such user!"),
            Rule(
                "policy", .block, .policy, "policy rejection on the target address", distinctive: true,
                sample: "550 5.7.1 Policy rejection on the target address"),
            Rule("full", .soft, .mailboxFull, "mailbox size limit exceeded", sample: "552 5.2.2 Mailbox size limit exceeded"),
        ])

    /// i.ua, whose codes are addresses of its help pages.
    static let iua = ProviderTable(
        "i-ua", hosts: ["i.ua"], domains: ["i.ua", "ua.fm", "email.ua"],
        source: "i.ua: mail error pages", date: "2025-02",
        rules: [
            Rule(
                "recipient-filter", .other, .undetermined, ".i.ua/err/10", distinctive: true,
                remedy: "the recipient's own filter refused the message", sample: "550 http://mail.i.ua/err/10/"),
            Rule("relay", .block, .relayDenied, ".i.ua/err/1", ".i.ua/err/6", distinctive: true, sample: "550 http://mail.i.ua/err/1/"),
            Rule("unknown", .hard, .unknownUser, ".i.ua/err/2", distinctive: true, sample: "550 http://mail.i.ua/err/2/"),
            Rule("disabled", .hard, .disabled, ".i.ua/err/3", distinctive: true, sample: "550 http://mail.i.ua/err/3/"),
            Rule("full", .soft, .mailboxFull, ".i.ua/err/4", distinctive: true, sample: "550 http://mail.i.ua/err/4/"),
            Rule("rate", .block, .rateLimited, ".i.ua/err/5", distinctive: true, sample: "450 http://mail.i.ua/err/5/"),
            Rule("address", .block, .reputation, ".i.ua/err/7", ".i.ua/err/9", distinctive: true, sample: "550 http://mail.i.ua/err/7/"),
            Rule("sender", .block, .senderRejected, ".i.ua/err/8", distinctive: true, sample: "550 http://mail.i.ua/err/8/"),
        ])
}
