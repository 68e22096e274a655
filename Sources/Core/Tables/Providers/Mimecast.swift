import Deliverability

extension ProviderTable {
    /// Mimecast, a gateway in front of company mailboxes.
    static let mimecast = ProviderTable(
        "mimecast",
        hosts: ["mimecast.com", "mimecast.co.za"],
        domains: [],
        source: "Mimecast: SMTP error codes", date: "2025-02",
        rules: [
            Rule(
                "rejected-header-based", .block, .senderRejected, "rejected by header-based blocked senders - block policy for header fro",
                sample: "550 rejected by header-based blocked senders - block policy for header fro"),
            Rule(
                "rejected-header-based-manually", .block, .senderRejected,
                "rejected by header-based manually blocked senders - block for manual b",
                sample: "550 rejected by header-based manually blocked senders - block for manual b"),
            Rule(
                "envelope-rejected-block", .block, .senderRejected, "envelope rejected - block policy for envelope from address",
                sample: "550 envelope rejected - block policy for envelope from address"),
            Rule(
                "message-bounced-content", .block, .policy, "message bounced due to content examination policy",
                sample: "550 message bounced due to content examination policy"),
            Rule(
                "internal-resources-temporarily", .block, .reputation, "internal resources are temporarily unavailable",
                sample: "451 internal resources are temporarily unavailable"),
            Rule(
                "route-requires-tls", .block, .tls, "this route requires tls version 1.2 or greater",
                sample: "553 this route requires tls version 1.2 or greater"),
            Rule(
                "configuration-invalid-certificate", .block, .tls, "configuration is invalid for this certificate",
                sample: "554 configuration is invalid for this certificate"),
            Rule(
                "rejected-header-based-anti", .block, .policy, "rejected by header-based anti-spoofing policy",
                sample: "550 rejected by header-based anti-spoofing policy"),
            Rule(
                "administrative-prohibition-envelope", .block, .senderRejected, "administrative prohibition envelope blocked",
                sample: "550 administrative prohibition envelope blocked"),
            Rule(
                "account-service-temporarily", .block, .rateLimited, "account service is temporarily unavailable",
                sample: "451 account service is temporarily unavailable"),
            Rule(
                "anti-spoofing-policy", .block, .policy, "anti-spoofing policy - inbound not allowed",
                sample: "550 anti-spoofing policy - inbound not allowed"),
            Rule(
                "route-requires-high", .block, .tls, "this route requires high-strength ciphers",
                sample: "553 this route requires high-strength ciphers"),
            Rule(
                "unable-process-connection", .soft, .systemError, "unable to process connection at this time",
                sample: "451 unable to process connection at this time"),
            Rule(
                "dmarc-sender-invalid", .block, .dmarc, "dmarc sender invalid - envelope rejected",
                sample: "550 dmarc sender invalid - envelope rejected"),
            Rule(
                "incorrect-hostname-used", .soft, .network, "the incorrect hostname used for inbounds",
                sample: "451 the incorrect hostname used for inbounds"),
            Rule(
                "dkim-sender-invalid", .block, .dkim, "dkim sender invalid - envelope rejected",
                sample: "550 dkim sender invalid - envelope rejected"),
            Rule(
                "email-rejected-security", .block, .virus, "email rejected due to security policies",
                sample: "554 email rejected due to security policies"),
            Rule(
                "unable-process-email", .soft, .systemError, "unable to process an email at this time",
                sample: "451 unable to process an email at this time"),
            Rule(
                "spf-sender-invalid", .block, .spf, "spf sender invalid - envelope rejected",
                sample: "550 spf sender invalid - envelope rejected"),
            Rule(
                "envelope-blocked-user", .block, .senderRejected, "envelope blocked - user domain entry",
                sample: "550 envelope blocked - user domain entry"),
            Rule(
                "route-requires-encryption", .block, .tls, "this route requires encryption (tls)",
                sample: "553 this route requires encryption (tls)"),
            Rule(
                "journal-messages-past", .soft, .expired, "journal messages past the expiration",
                sample: "550 journal messages past the expiration"),
            Rule("local-ct-ip", .block, .reputation, "local ct ip reputation - (reject)", sample: "550 local ct ip reputation - (reject)"),
            Rule(
                "recipient-temporarily-unavailable", .block, .reputation, "recipient temporarily unavailable",
                sample: "451 recipient temporarily unavailable"),
            Rule(
                "submitter-failed-authenticate", .block, .authentication, "submitter failed to authenticate",
                sample: "550 submitter failed to authenticate"),
            Rule(
                "exceeding-outbound-thread", .block, .rateLimited, "exceeding outbound thread limit",
                sample: "550 exceeding outbound thread limit"),
            Rule(
                "journal-message-past", .other, .undetermined, "journal message past expiration",
                sample: "550 journal message past expiration"),
            Rule(
                "envelope-blocked-user-entry", .block, .senderRejected, "envelope blocked - user entry",
                sample: "550 envelope blocked - user entry"),
            Rule(
                "incorrect-authentication-data", .block, .authentication, "incorrect authentication data",
                sample: "535 incorrect authentication data"),
            Rule(
                "submitter-failed-disabled", .block, .authentication, "submitter failed to disabled",
                sample: "550 submitter failed to disabled"),
            Rule("maximum-email-size", .soft, .tooLarge, "maximum email size exceeded", sample: "554 maximum email size exceeded"),
            Rule("ip-temporarily-blacklisted", .block, .reputation, "ip temporarily blacklisted", sample: "451 ip temporarily blacklisted"),
            Rule(
                "account-outbounds-disabled", .other, .undetermined, "account outbounds disabled",
                sample: "451 account outbounds disabled"),
            Rule("hostname-authorized", .other, .undetermined, "hostname is not authorized", sample: "451 hostname is not authorized"),
            Rule("host-network-allowed", .block, .policy, "host network, not allowed", sample: "554 host network, not allowed"),
            Rule("open-relay-allowed", .block, .relayDenied, "open relay is not allowed", sample: "451 open relay is not allowed"),
            Rule("account-inbounds-disabled", .soft, .temporary, "account inbounds disabled", sample: "451 account inbounds disabled"),
            Rule("unable-process-command", .soft, .systemError, "unable to process command", sample: "451 unable to process command"),
            Rule("host-network-allowed-2", .block, .policy, "host network not allowed", sample: "554 host network not allowed"),
            Rule("open-relay-allowed-2", .block, .relayDenied, "open relay not allowed", sample: "451 open relay not allowed"),
            Rule("sender-address-blocked", .block, .reputation, "sender address blocked", sample: "421 sender address blocked"),
            Rule("message-ended-early", .soft, .systemError, "message ended early", sample: "451 message ended early"),
            Rule("mail-loop-detected", .soft, .loop, "mail loop detected", sample: "554 mail loop detected"),
            Rule("invalid-recipient", .hard, .unknownUser, "invalid recipient", sample: "550 invalid recipient"),
        ])
}
