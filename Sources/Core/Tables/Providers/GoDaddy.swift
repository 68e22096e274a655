import Deliverability

extension ProviderTable {
    /// GoDaddy (secureserver.net).
    static let goDaddy = ProviderTable(
        "godaddy",
        hosts: ["secureserver.net"],
        domains: [],
        source: "GoDaddy: email bounceback codes", date: "2025-02",
        rules: [
            Rule(
                "message-rejected-spam", .block, .content, "message rejected for spam or virus content",
                sample: "550 5.1.1 mailbox.example server message rejected for spam or virus content . <https://www.example.com/help/>"),
            Rule(
                "been-queue-too", .soft, .expired, "has been in the queue too long",
                sample: "421 mailbox.example server has been in the queue too long . <https://www.example.com/help/>"),
            Rule(
                "www-spamhaus-org", .block, .blocklist, "www.spamhaus.org/query/bl?ip=",
                sample: "550 5.1.1 mailbox.example server www.spamhaus.org/query/bl?ip= . <https://www.example.com/help/>"),
            Rule(
                "account-does-exist", .hard, .unknownUser, "account does not exist",
                sample: "550 5.1.1 mailbox.example server account does not exist . <https://www.example.com/help/>"),
            Rule(
                "account-storage-limit", .soft, .mailboxFull, "account storage limit",
                sample: "421 mailbox.example server account storage limit . <https://www.example.com/help/>"),
            Rule(
                "recipient-found", .hard, .unknownUser, "recipient not found",
                sample: "550 5.1.1 mailbox.example server recipient not found . <https://www.example.com/help/>"),
            Rule(
                "message-looping", .soft, .loop, "message is looping",
                sample: "421 mailbox.example server message is looping . <https://www.example.com/help/>"),
            Rule(
                "account-disabled", .hard, .disabled, "account disabled",
                sample: "550 5.1.1 mailbox.example server account disabled . <https://www.example.com/help/>"),
            Rule(
                "delivery-timeout", .soft, .expired, "delivery timeout",
                sample: "421 mailbox.example server delivery timeout . <https://www.example.com/help/>"),
            Rule(
                "rbl-reject", .block, .reputation, "rbl reject",
                sample: "550 5.1.1 mailbox.example server rbl reject . <https://www.example.com/help/>"),
            Rule(
                "ib007", .block, .rateLimited, "ib007", distinctive: true,
                sample: "550 5.1.1 mailbox.example server IB007 . <https://www.example.com/help/IB007>"),
            Rule(
                "ib101", .block, .rateLimited, "ib101", distinctive: true,
                sample: "550 5.1.1 mailbox.example server IB101 . <https://www.example.com/help/IB101>"),
            Rule(
                "ib103", .block, .reputation, "ib103", distinctive: true,
                sample: "550 5.1.1 mailbox.example server IB103 . <https://www.example.com/help/IB103>"),
            Rule(
                "ib104", .block, .reputation, "ib104", distinctive: true,
                sample: "550 5.1.1 mailbox.example server IB104 . <https://www.example.com/help/IB104>"),
            Rule(
                "ib105", .block, .reputation, "ib105", distinctive: true,
                sample: "550 5.1.1 mailbox.example server IB105 . <https://www.example.com/help/IB105>"),
            Rule(
                "ib106", .block, .reputation, "ib106", distinctive: true,
                sample: "550 5.1.1 mailbox.example server IB106 . <https://www.example.com/help/IB106>"),
            Rule(
                "ib108", .block, .ptr, "ib108", distinctive: true,
                sample: "550 5.1.1 mailbox.example server IB108 . <https://www.example.com/help/IB108>"),
            Rule(
                "ib110", .block, .reputation, "ib110", distinctive: true,
                sample: "550 5.1.1 mailbox.example server IB110 . <https://www.example.com/help/IB110>"),
            Rule(
                "ib111", .block, .reputation, "ib111", distinctive: true,
                sample: "550 5.1.1 mailbox.example server IB111 . <https://www.example.com/help/IB111>"),
            Rule(
                "ib112", .block, .reputation, "ib112", distinctive: true,
                sample: "550 5.1.1 mailbox.example server IB112 . <https://www.example.com/help/IB112>"),
            Rule(
                "ib113", .block, .reputation, "ib113", distinctive: true,
                sample: "550 5.1.1 mailbox.example server IB113 . <https://www.example.com/help/IB113>"),
            Rule(
                "ib212", .block, .content, "ib212", distinctive: true,
                sample: "550 5.1.1 mailbox.example server IB212 . <https://www.example.com/help/IB212>"),
            Rule(
                "ib401", .block, .authentication, "ib401", distinctive: true,
                sample: "550 5.1.1 mailbox.example server IB401 . <https://www.example.com/help/IB401>"),
            Rule(
                "ib501", .block, .rfcViolation, "ib501", distinctive: true,
                sample: "550 5.1.1 mailbox.example server IB501 . <https://www.example.com/help/IB501>"),
            Rule(
                "ib502", .block, .rfcViolation, "ib502", distinctive: true,
                sample: "550 5.1.1 mailbox.example server IB502 . <https://www.example.com/help/IB502>"),
            Rule(
                "ib504", .block, .rateLimited, "ib504", distinctive: true,
                sample: "550 5.1.1 mailbox.example server IB504 . <https://www.example.com/help/IB504>"),
            Rule(
                "ib506", .block, .senderRejected, "ib506", distinctive: true,
                sample: "550 5.1.1 mailbox.example server IB506 . <https://www.example.com/help/IB506>"),
            Rule(
                "ib508", .block, .authentication, "ib508", distinctive: true,
                sample: "550 5.1.1 mailbox.example server IB508 . <https://www.example.com/help/IB508>"),
            Rule(
                "ib510", .block, .rateLimited, "ib510", distinctive: true,
                sample: "550 5.1.1 mailbox.example server IB510 . <https://www.example.com/help/IB510>"),
            Rule(
                "ib605", .block, .rateLimited, "ib605", distinctive: true,
                sample: "550 5.1.1 mailbox.example server IB605 . <https://www.example.com/help/IB605>"),
            Rule(
                "ib607", .block, .rateLimited, "ib607", distinctive: true,
                sample: "550 5.1.1 mailbox.example server IB607 . <https://www.example.com/help/IB607>"),
            Rule(
                "ib705", .block, .virus, "ib705", distinctive: true,
                sample: "550 5.1.1 mailbox.example server IB705 . <https://www.example.com/help/IB705>"),
        ])
}
