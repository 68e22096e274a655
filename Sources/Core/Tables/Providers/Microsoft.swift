import Deliverability

extension ProviderTable {
    /// Outlook.com, Microsoft 365 and Exchange.
    static let microsoft = ProviderTable(
        "microsoft",
        hosts: ["protection.outlook.com", "outlook.com", "hotmail.com", "mx.microsoft", "office365.us", "msn.com"],
        domains: [
            "outlook.com", "hotmail.com", "live.com", "msn.com", "outlook.fr", "outlook.de", "outlook.es", "outlook.it", "outlook.jp",
            "outlook.com.br", "hotmail.fr", "hotmail.de", "hotmail.co.uk", "hotmail.it", "hotmail.es", "live.fr", "live.co.uk", "live.de",
            "live.nl", "live.it", "passport.com", "windowslive.com",
        ],
        limits: ProviderLimits(connections: 10, recipientsPerMessage: 500, messageMiB: 36),
        source: "Microsoft Learn: NDR codes in Exchange Online; Outlook.com postmaster", date: "2025-05",
        rules: [
            Rule(
                "recipient-rate", .block, .rateLimited,
                "the number of messages they can receive per hour", "recipient has exceeded their limit",
                distinctive: true,
                sample: "550 5.2.122 The recipient has exceeded their limit for the number of messages they can receive per hour"),
            Rule("recipient-rate-status", .block, .rateLimited, status: "5.2.121-122", sample: "550 5.2.121 refused"),
            Rule(
                "domain-nonexistent", .hard, .hostUnknown, "infodomainnonexistent",
                distinctive: true, sample: "550 5.4.310 DNS domain example.invalid does not exist [Message=InfoDomainNonexistent]"),
            Rule(
                "mailbox-quota", .soft, .mailboxFull, "quotaexceededexception", "mapiexceptionshutoffquotaexceeded",
                distinctive: true,
                sample:
                    "554 5.2.0 STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded; Failed to process message"
            ),
            Rule(
                "mailbox-gone-exception", .hard, .disabled, "mapiexceptionmailboxdisabled", "accountdisabledexception",
                distinctive: true, sample: "554 5.2.1 STOREDRV.Deliver.Exception:AccountDisabledException; mailbox disabled"),
            Rule(
                "recipients-per-hour", .block, .rateLimited, "recipient's per hour message receive limit from specific sender exceed",
                sample: "550 5.2.121 recipient's per hour message receive limit from specific sender exceed"),
            Rule(
                "message-cant-sent", .block, .rateLimited, "your message can't be sent because you've reached your daily limit for",
                sample: "550 5.1.90 your message can't be sent because you've reached your daily limit for"),
            Rule(
                "journaling-premises-messages", .soft, .systemError,
                "journaling on-premises messages to microsoft 365 or office 365 not sup",
                sample: "421 5.3.190 journaling on-premises messages to microsoft 365 or office 365 not sup"),
            Rule(
                "message-failed-replicated", .soft, .systemError, "message failed to be replicated: no healthy secondary server available",
                sample: "450 4.4.25 message failed to be replicated: no healthy secondary server available"),
            Rule(
                "mail-could-delivered", .hard, .hostUnknown, "the mail could not be delivered to the recipient because the domain is",
                distinctive: true,
                sample: "550 the mail could not be delivered to the recipient because the domain is"),
            Rule(
                "resolver-rst-recipsizelimit", .soft, .tooLarge, "resolver.rst.recipsizelimit; message too large for this recipient",
                distinctive: true,
                sample: "421 5.2.3 resolver.rst.recipsizelimit; message too large for this recipient"),
            Rule(
                "remote-server-returned", .hard, .unknownUser, "remote server returned unknown recipient or mailbox unavailable",
                sample: "550 5.1.351 remote server returned unknown recipient or mailbox unavailable"),
            Rule(
                "message-failed-replicated-insufficient", .soft, .systemError,
                "message failed to be replicated: insufficient system resource:",
                sample: "450 4.4.24 message failed to be replicated: insufficient system resource:"),
            Rule(
                "requested-action-taken", .block, .policy, "requested action not taken: policy violation detected (as345)",
                sample: "550 5.0.350 requested action not taken: policy violation detected (as345)"),
            Rule(
                "temporary-server-error", .soft, .systemError, "temporary server error. please try again later. prx4 nexthop:",
                distinctive: true,
                sample: "450 4.7.0 temporary server error. please try again later. prx4 nexthop:"),
            Rule(
                "message-failed-replicated-operation", .soft, .systemError, "message failed to be replicated: the operation was canceled",
                sample: "450 4.4.28 message failed to be replicated: the operation was canceled"),
            Rule(
                "storedrv-deliver-missing", .soft, .systemError, "storedrv.deliver: missing or bad storedriver mdb properties",
                distinctive: true,
                sample: "421 5.3.2 storedrv.deliver: missing or bad storedriver mdb properties"),
            Rule(
                "recipient-addresses-single", .hard, .unknownUser, "recipient addresses in single label domains not accepted",
                sample: "550 5.1.6 recipient addresses in single label domains not accepted"),
            Rule(
                "hosted-tenant-which", .soft, .temporary, "hosted tenant which has no mail-enabled subscriptions", distinctive: true,
                sample: "450 4.4.4 hosted tenant which has no mail-enabled subscriptions"),
            Rule(
                "temporary-server-error-please", .soft, .systemError, "temporary server error. please try again later attr18",
                distinctive: true,
                sample: "450 4.4.3 temporary server error. please try again later attr18"),
            Rule(
                "recipients-per-hour-message", .block, .rateLimited, "recipient's per hour message receive limit exceeded",
                sample: "550 5.2.122 recipient's per hour message receive limit exceeded"),
            Rule(
                "smtpsend-dns-nonexistentdomain", .hard, .hostUnknown, "smtpsend.dns.nonexistentdomain; nonexistent domain",
                distinctive: true,
                sample: "550 5.4.4 smtpsend.dns.nonexistentdomain; nonexistent domain"),
            Rule(
                "storedrv-deliver-recipient", .block, .rateLimited, "storedrv.deliver; recipient thread limit exceeded", distinctive: true,
                sample: "450 4.3.2 storedrv.deliver; recipient thread limit exceeded"),
            Rule(
                "access-denied-traffic", .block, .rateLimited, "access denied, traffic not accepted from this ip",
                sample: "550 5.7.700 access denied, traffic not accepted from this ip"),
            Rule(
                "requested-action-taken-mailbox", .hard, .unknownUser, "requested action not taken: mailbox unavailable",
                sample: "550 5.5.0 requested action not taken: mailbox unavailable"),
            Rule(
                "message-size-exceeds", .soft, .tooLarge, "message size exceeds fixed maximum message size",
                sample: "421 5.3.4 message size exceeds fixed maximum message size"),
            Rule(
                "exceeded-maximum-number", .block, .tooManyConnections, "has exceeded the maximum number of connections",
                sample: "450 4.7.652 has exceeded the maximum number of connections"),
            Rule(
                "content-filter-agent", .block, .content, "content filter agent quarantined this message",
                sample: "550 5.2.1 content filter agent quarantined this message"),
            Rule(
                "access-denied-tenant", .block, .rateLimited, "access denied, tenant has exceeded threshold",
                sample: "550 5.7.700 access denied, tenant has exceeded threshold"),
            Rule(
                "storedrv-submit-invalid", .hard, .unknownUser, "storedrv.submit; invalid recipient address", distinctive: true,
                sample: "550 5.1.3 storedrv.submit; invalid recipient address"),
            Rule(
                "recipient-address-rejected", .hard, .unknownUser, "recipient address rejected: access denied", status: "5.4.1",
                distinctive: true, sample: "550 5.4.1 recipient address rejected: access denied"),
            Rule(
                "delivery-authorized-message", .block, .policy, "delivery not authorized, message refused",
                sample: "550 5.7.900 delivery not authorized, message refused"),
            Rule(
                "server-busy-please", .soft, .systemError, "server busy. please try again later from",
                sample: "450 4.7.500 server busy. please try again later from"),
            Rule(
                "resolver-adr-exrecipnotfound", .hard, .unknownUser, "resolver.adr.exrecipnotfound; not found", distinctive: true,
                sample: "550 5.1.1 resolver.adr.exrecipnotfound; not found"),
            Rule(
                "hop-count-exceeded", .soft, .loop, "hop count exceeded - possible mail loop",
                sample: "421 5.4.6 hop count exceeded - possible mail loop"),
            Rule(
                "agent-generated-message", .block, .policy, "agent generated message depth exceeded",
                sample: "550 5.4.11 agent generated message depth exceeded"),
            Rule(
                "recipient-address-reserved", .hard, .unknownUser, "recipient address reserved by rfc 2606",
                sample: "550 5.1.4 recipient address reserved by rfc 2606"),
            Rule(
                "access-denied-please", .block, .rateLimited, "access denied, please try again later",
                sample: "450 4.7.850 access denied, please try again later"),
            Rule(
                "destination-mailbox-address", .soft, .systemError, "destination mailbox address ambiguous",
                sample: "421 5.1.4 destination mailbox address ambiguous"),
            Rule(
                "system-accepting-network", .soft, .temporary, "system not accepting network messages",
                sample: "450 4.3.2 system not accepting network messages"),
            Rule(
                "exceeded-permitted-limits", .block, .rateLimited, "has exceeded permitted limits within",
                sample: "550 5.7.508 has exceeded permitted limits within"),
            Rule(
                "helo-ehlo-requires", .soft, .systemError, "helo / ehlo requires domain address",
                sample: "421 5.0.0 helo / ehlo requires domain address"),
            Rule(
                "pfa-agent-busy", .soft, .systemError, "pfa agent busy, please try again.", distinctive: true,
                sample: "450 4.7.700 pfa agent busy, please try again."),
            Rule(
                "misconfigured-forwarding-address", .soft, .systemError, "misconfigured forwarding address",
                sample: "421 5.2.14 misconfigured forwarding address"),
            Rule(
                "access-denied-banned-recipient", .hard, .disabled, "access denied, banned recipient",
                sample: "550 5.7.505 access denied, banned recipient"),
            Rule(
                "bad-destination-mailbox", .hard, .unknownUser, "bad destination mailbox address",
                sample: "550 5.1.1 bad destination mailbox address"),
            Rule(
                "resolver-adr-recipientnotfound", .hard, .unknownUser, "resolver.adr.recipientnotfound", distinctive: true,
                sample: "550 5.1.10 resolver.adr.recipientnotfound"),
            Rule(
                "mailing-list-expansion", .soft, .systemError, "mailing list expansion problem",
                sample: "421 5.2.4 mailing list expansion problem"),
            Rule(
                "queue-expired-message", .soft, .expired, "queue expired; message expired",
                sample: "450 4.4.7 queue expired; message expired"),
            Rule(
                "suspiciousremoteservererror", .soft, .systemError, "(suspiciousremoteservererror)",
                sample: "450 4.4.318 (suspiciousremoteservererror)"),
            Rule(
                "insufficient-system-resources", .soft, .systemFull, "insufficient system resources",
                sample: "450 4.3.1 insufficient system resources"),
            Rule(
                "system-incorrectly-configured", .soft, .systemError, "system incorrectly configured",
                sample: "421 5.3.5 system incorrectly configured"),
            Rule(
                "access-denied-banned-sender", .block, .blocklist, "access denied, banned sender", status: "5.7.511", distinctive: true,
                sample: "550 5.7.511 access denied, banned sender"),
            Rule(
                "access-denied-banned-sender-2", .block, .senderRejected, "access denied, banned sender", status: "5.7.501-503",
                distinctive: true,
                sample: "550 5.7.501 access denied, banned sender"),
            Rule("x-dg-ref", .block, .policy, "x-dg-ref header is too long", sample: "550 5.0.350 x-dg-ref header is too long"),
            Rule(
                "resolver-rst-recipsizelimit-2", .soft, .tooLarge, "resolver.rst.recipsizelimit", distinctive: true,
                sample: "550 5.2.3 resolver.rst.recipsizelimit"),
            Rule(
                "mailbox-cannot-accessed", .hard, .disabled, "mailbox cannot be accessed", status: "5.2.1",
                sample: "550 5.2.1 mailbox cannot be accessed"),
            Rule(
                "resolver-adr-recipnotfound", .hard, .unknownUser, "resolver.adr.recipnotfound", distinctive: true,
                sample: "550 5.1.1 resolver.adr.recipnotfound"),
            Rule(
                "resolver-rst-sendsizelimit", .soft, .tooLarge, "resolver.rst.sendsizelimit", distinctive: true,
                sample: "550 5.2.3 resolver.rst.sendsizelimit"),
            Rule("message-too-big", .soft, .tooLarge, "message too big for system", sample: "421 5.3.4 message too big for system"),
            Rule(
                "submission-quota-exceeded", .block, .rateLimited, "submission quota exceeded",
                sample: "550 5.2.2 submission quota exceeded"),
            Rule(
                "delivery-authorized", .block, .senderRejected, "delivery not authorized", status: "5.7.1",
                sample: "550 5.7.1 delivery not authorized"),
            Rule("invalid-message-content", .block, .content, "invalid message content", sample: "550 5.5.6 invalid message content"),
            Rule("too-many-related", .block, .content, "too many related errors", sample: "550 5.3.0 too many related errors"),
            Rule("invalid-x-400", .hard, .unknownUser, "invalid x.400 address", sample: "550 5.1.2 invalid x.400 address"),
            Rule("routing-loop-detected", .soft, .loop, "routing loop detected", sample: "421 5.4.6 routing loop detected"),
            Rule("service-available", .soft, .systemError, "service not available", sample: "450 4.3.2 service not available"),
            Rule("unrecognized-command", .block, .protocol, "unrecognized command", sample: "550 5.3.3 unrecognized command"),
            Rule("connection-timed-out", .soft, .expired, "connection timed out", sample: "450 4.4.1 connection timed out"),
            Rule(
                "invalid-domain-name", .block, .reputation, "invalid domain name", status: "5.5.4",
                sample: "550 5.5.4 invalid domain name"),
            Rule("too-many-recipients", .block, .rateLimited, "too many recipients", sample: "550 5.5.3 too many recipients"),
            Rule("recipient-found", .hard, .unknownUser, "recipient not found", sample: "550 5.1.10 recipient not found"),
            Rule("connection-dropped", .soft, .network, "connection dropped", status: "4.4.2", sample: "450 4.4.2 connection dropped"),
            Rule("invalid-characters", .block, .content, "invalid characters", status: "5.6.11", sample: "550 5.6.11 invalid characters"),
            Rule("connection-refused", .soft, .network, "connection refused", status: "4.4.316", sample: "450 4.4.316 connection refused"),
            Rule(
                "connection-refused-2", .soft, .network, "connection refused", status: "5.4.316",
                sample: "421 5.4.316 connection refused"),
            Rule("service-active", .soft, .systemError, "service not active", sample: "450 4.3.2 service not active"),
            Rule("invalid-arguments", .soft, .network, "invalid arguments", status: "5.4.4", sample: "421 5.4.4 invalid arguments"),
            Rule("send-hello-first", .block, .protocol, "send hello first", sample: "550 5.5.2 send hello first"),
            Rule("dns-query-failed", .soft, .network, "dns query failed", sample: "450 4.4.312 dns query failed"),
            Rule("invalid-address", .block, .senderRejected, "invalid address", status: "5.1.7", sample: "550 5.1.7 invalid address"),
            Rule("message-delayed", .soft, .expired, "message delayed", sample: "450 4.4.7 message delayed"),
            Rule("message-expired", .soft, .expired, "message expired", sample: "450 4.4.7 message expired"),
            Rule("does-exist", .block, .relayDenied, "does not exist", status: "5.4.310", sample: "550 5.4.310 does not exist"),
            Rule("authorized", .block, .authentication, "not authorized", status: "5.7.3", sample: "550 5.7.3 not authorized"),
            Rule("user-unknown", .hard, .unknownUser, "user unknown", status: "5.1.1", sample: "550 5.1.1 user unknown"),
            Rule("mailbox-full", .soft, .mailboxFull, "mailbox full", sample: "421 5.2.2 mailbox full"),
            Rule("dy-002", .block, .virus, " dy-002 ", "(dy-002)", distinctive: true, sample: "550 (dy-002)"),
            Rule("ou-002", .block, .content, " ou-002 ", "(ou-002)", distinctive: true, sample: "550 (ou-002)"),
            Rule("rp-001", .block, .rateLimited, " rp-001 ", "(rp-001)", distinctive: true, sample: "421 (rp-001)"),
            Rule("rp-002", .block, .rateLimited, " rp-002 ", "(rp-002)", distinctive: true, sample: "421 (rp-002)"),
            Rule("rp-003", .block, .rateLimited, " rp-003 ", "(rp-003)", distinctive: true, sample: "421 (rp-003)"),
            Rule("sc-001", .block, .content, " sc-001 ", "(sc-001)", distinctive: true, sample: "550 (sc-001)"),
            Rule("banned-address-status", .block, .reputation, status: "5.7.606-649", sample: "550 5.7.606 refused"),
            Rule("rate-limited-address-status", .block, .reputation, status: "4.7.500-699", sample: "451 4.7.650 refused"),
            Rule("throttled-tenant-status", .block, .rateLimited, status: "5.7.700-749", sample: "550 5.7.708 refused"),
            Rule("authentication-required-status", .block, .authentication, status: "5.7.515", sample: "550 5.7.515 refused"),
            Rule("recipient-unknown-status", .hard, .unknownUser, status: "5.1.10", sample: "550 5.1.10 refused"),
        ] + microsoftSenderRules)
}
