import Deliverability

extension ProviderTable {
    /// Yahoo Mail and AOL.
    static let yahoo = ProviderTable(
        "yahoo",
        hosts: ["yahoodns.net", "yahoo.com", "aol.com", "yahoo.co.jp"],
        domains: [
            "yahoo.com", "ymail.com", "rocketmail.com", "aol.com", "aim.com", "yahoo.co.uk", "yahoo.fr", "yahoo.de", "yahoo.it", "yahoo.es",
            "yahoo.ca", "yahoo.com.br", "yahoo.com.au", "yahoo.co.in", "yahoo.co.jp", "yahoo.com.mx", "yahoo.com.ar", "netscape.net",
            "compuserve.com",
        ],
        limits: ProviderLimits(connections: 5, messagesPerConnection: 20, messageMiB: 40),
        source: "Yahoo Sender Hub: SMTP error codes; AOL postmaster", date: "2025-02",
        rules: [
            Rule(
                "yahoo-requires-all", .block, .authentication, "yahoo requires all senders to authenticate with either spf or dkim",
                distinctive: true,
                sample: "550 yahoo requires all senders to authenticate with either spf or dkim"),
            Rule(
                "temporarily-deferred-unexpected", .block, .rateLimited, "temporarily deferred due to unexpected volume or user complaints",
                distinctive: true,
                sample: "550 temporarily deferred due to unexpected volume or user complaints"),
            Rule(
                "accepting-mail-attachments", .block, .policy, "not accepting mail with attachments or embedded images",
                sample: "550 not accepting mail with attachments or embedded images"),
            Rule(
                "type-mx-malformed", .hard, .noMailDomain, "type=mx: malformed or unexpected name server reply",
                sample: "550 type=mx: malformed or unexpected name server reply"),
            Rule(
                "account-been-disabled", .hard, .disabled, "account has been disabled or discontinued [#102]", distinctive: true,
                sample: "554 account has been disabled or discontinued [#102]"),
            Rule(
                "accepted-ip-addresses", .block, .blocklist, "not accepted from ip addresses on spamhaus xbl",
                sample: "550 not accepted from ip addresses on spamhaus xbl"),
            Rule(
                "user-doesnt-yahoo", .hard, .unknownUser, "this user doesn't have a yahoo.com account", distinctive: true,
                sample: "554 this user doesn't have a yahoo.com account"),
            Rule(
                "because-ip-spamhauss", .block, .blocklist, "because the ip is in spamhaus's list;",
                sample: "550 because the ip is in spamhaus's list;"),
            Rule(
                "unresolvable-rfc-5321", .block, .senderRejected, "due to unresolvable rfc.5321 domain",
                sample: "550 due to unresolvable rfc.5321 domain"),
            Rule(
                "max-message-per", .block, .tooManyConnections, "max message per connection reached",
                sample: "550 max message per connection reached"),
            Rule(
                "user-receiving-mail", .block, .rateLimited, "user is receiving mail too quickly",
                sample: "550 user is receiving mail too quickly"),
            Rule(
                "they-accepting-mail", .block, .policy, "they are not accepting mail from",
                sample: "550 they are not accepting mail from"),
            Rule(
                "accepted-policy-reasons", .block, .policy, "not accepted for policy reasons",
                sample: "550 not accepted for policy reasons"),
            Rule("host-domain-name", .hard, .hostUnknown, "host or domain name not found", sample: "550 host or domain name not found"),
            Rule(
                "headers-rfc-compliant", .block, .rfcViolation, "headers are not rfc compliant",
                sample: "550 headers are not rfc compliant"),
            Rule(
                "will-permanently-deferred", .block, .reputation, "will be permanently deferred",
                sample: "550 will be permanently deferred"),
            Rule("dd-user-doesnt", .hard, .unknownUser, "dd this user doesn't have a", sample: "550 dd this user doesn't have a"),
            Rule("mailbox-disabled", .hard, .disabled, "this mailbox is disabled", sample: "550 this mailbox is disabled"),
            Rule("e4-12-user", .soft, .mailboxFull, "e4.12 user mailbox full", sample: "552 5.2.2 e4.12 user mailbox full"),
            Rule("valid-recipient", .hard, .unknownUser, "not a valid recipient", sample: "554 not a valid recipient"),
            Rule("relaying-denied", .block, .relayDenied, "relaying denied for", sample: "550 relaying denied for"),
            Rule("no-longer-valid", .hard, .disabled, "is no longer valid.", sample: "550 is no longer valid."),
            Rule("mailbox-found", .hard, .unknownUser, "mailbox not found", sample: "550 mailbox not found"),
            Rule("tss04", .block, .rateLimited, "[tss04]", distinctive: true, sample: "421 4.7.0 [tss04]"),
            Rule("tss09", .block, .reputation, "[tss09]", distinctive: true, sample: "553 5.7.2 [tss09]"),
            Rule("con-b1", .block, .reputation, "con:b1", distinctive: true, sample: "554 con:b1"),
            Rule("dmarc", .block, .dmarc, "dmarc:", distinctive: true, sample: "554 dmarc:"),
            Rule("dyn-t1", .block, .rateLimited, "dyn:t1", distinctive: true, sample: "421 dyn:t1"),
            Rule("hvu-b1", .block, .content, "hvu:b1", distinctive: true, sample: "554 hvu:b1"),
            Rule("rly-b1", .block, .rateLimited, "rly:b1", distinctive: true, sample: "554 rly:b1"),
            Rule("rly-bd", .block, .content, "rly:bd", distinctive: true, sample: "554 rly:bd"),
            Rule("rly-sn", .block, .senderRejected, "rly:sn", distinctive: true, sample: "554 rly:sn"),
            Rule("rtr-bb", .block, .reputation, "rtr:bb", distinctive: true, sample: "554 rtr:bb"),
            Rule("rtr-bl", .block, .blocklist, "rtr:bl", distinctive: true, sample: "554 rtr:bl"),
            Rule("rtr-ch", .block, .virus, "rtr:ch", distinctive: true, sample: "554 rtr:ch"),
            Rule("rtr-du", .block, .reputation, "rtr:du", distinctive: true, sample: "554 rtr:du"),
            Rule("rtr-rd", .block, .ptr, "rtr:rd", distinctive: true, sample: "554 rtr:rd"),
            Rule("rtr-sc", .block, .reputation, "rtr:sc", distinctive: true, sample: "554 rtr:sc"),
            Rule("au01", .block, .authentication, "(au01)", distinctive: true, sample: "554 5.7.5 (au01)"),
            Rule("ipts04", .block, .reputation, "ipts04", sample: "554 ipts04"),
            Rule("vs1-ip", .block, .reputation, "vs1-ip", sample: "451 vs1-ip"),
            Rule("vs1-mf", .block, .reputation, "vs1-mf", sample: "451 vs1-mf"),
            Rule("bl21", .block, .blocklist, "[bl21]", distinctive: true, sample: "553 5.7.1 [bl21]"),
            Rule("bl23", .block, .blocklist, "[bl23]", distinctive: true, sample: "553 5.7.1 [bl23]"),
            Rule("ph01", .block, .policy, "[ph01]", distinctive: true, sample: "554 [ph01]"),
            Rule("ts01", .block, .rateLimited, "[ts01]", distinctive: true, sample: "421 4.7.0 [ts01]"),
            Rule("ts03", .block, .reputation, "[ts03]", distinctive: true, sample: "421 4.7.1 [ts03]"),
        ])
}
