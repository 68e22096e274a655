import Deliverability

extension ProviderTable {
    /// What Gmail says of the sender's authentication, address and reputation.
    static let gmailSenderRules: [Rule] = [
        Rule(
            "send-as-denied", .block, .authentication, "customfromdenied", distinctive: true,
            remedy: "correct the send-as account at the provider", sample: "See https://support.google.com/mail/?p=CustomFromDenied"),
        Rule(
            "does-meet-ipv6", .block, .ptr, "does not meet ipv6 sending guidelines regarding ptr records and authen",
            sample: "550 5.7.1 does not meet ipv6 sending guidelines regarding ptr records and authen example.com - gsmtp"),
        Rule(
            "fails-pass-spf", .block, .spf, "fails to pass spf checks for an spf record with a hard fail", distinctive: true,
            sample: "550 5.7.26 fails to pass spf checks for an spf record with a hard fail example.com - gsmtp"),
        Rule(
            "very-low-reputation", .block, .reputation, "due to the very low reputation of the sending ip address", distinctive: true,
            sample: "550 5.7.1 due to the very low reputation of the sending ip address example.com - gsmtp"),
        Rule(
            "authorized-send-email", .block, .relayDenied, "is not authorized to send email directly to our servers",
            sample: "550 5.7.1 is not authorized to send email directly to our servers example.com - gsmtp"),
        Rule(
            "very-low-reputation-sending", .block, .reputation, "due to the very low reputation of the sending domain", distinctive: true,
            sample: "550 5.7.1 due to the very low reputation of the sending domain example.com - gsmtp"),
        Rule(
            "aligned-either-authenticated", .block, .authentication, "aligned with either the authenticated spf or dkim",
            sample: "421 4.7.32 aligned with either the authenticated spf or dkim example.com - gsmtp"),
        Rule(
            "senders-authenticate-either", .block, .authentication, "senders to authenticate with either spf or dkim",
            sample: "421 4.7.26 senders to authenticate with either spf or dkim example.com - gsmtp"),
        Rule(
            "does-match-ip", .block, .ptr, "does not match the ip address of the hostname",
            sample: "550 5.7.25 does not match the ip address of the hostname example.com - gsmtp"),
        Rule(
            "senders-authenticate-their", .block, .dkim, "senders to authenticate their email with dkim",
            sample: "421 4.7.30 senders to authenticate their email with dkim example.com - gsmtp"),
        Rule(
            "very-low-reputation-sending-ip", .block, .reputation, "very low reputation of the sending ip address", distinctive: true,
            sample: "421 4.7.0 very low reputation of the sending ip address example.com - gsmtp"),
        Rule(
            "accepted-domains-dmarc", .block, .dmarc, "is not accepted due to domain's dmarc policy",
            sample: "451 4.7.26 is not accepted due to domain's dmarc policy example.com - gsmtp"),
        Rule(
            "senders-authenticate-their-email", .block, .spf, "senders to authenticate their email with spf",
            sample: "421 4.7.27 senders to authenticate their email with spf example.com - gsmtp"),
        Rule(
            "spf-record-hard", .block, .spf, "has an spf record with a hard fail policy", distinctive: true,
            sample: "550 5.7.26 has an spf record with a hard fail policy example.com - gsmtp"),
        Rule(
            "very-low-reputation-sending-domain", .block, .reputation, "very low reputation of the sending domain", distinctive: true,
            sample: "421 4.7.0 very low reputation of the sending domain example.com - gsmtp"),
        Rule(
            "application-specific-password", .block, .authentication, "application-specific password required",
            sample: "535 5.7.1 application-specific password required example.com - gsmtp"),
        Rule(
            "please-log-through", .block, .authentication, "please log in through your web browser",
            sample: "534 5.7.14 please log in through your web browser example.com - gsmtp"),
        Rule(
            "unauthenticated-email-accepted", .block, .senderRejected, "unauthenticated email is not accepted",
            sample: "550 5.7.1 unauthenticated email is not accepted example.com - gsmtp"),
        Rule(
            "empty-helo-ehlo", .block, .helo, "empty helo/ehlo argument not allowed",
            sample: "501 5.5.4 empty helo/ehlo argument not allowed example.com - gsmtp"),
        Rule(
            "ptr-record-ptr", .block, .ptr, "have a ptr record, or the ptr record",
            sample: "421 4.7.23 have a ptr record, or the ptr record example.com - gsmtp"),
        Rule(
            "spf-record-sending", .block, .spf, "the spf record of the sending domain",
            sample: "451 4.7.24 the spf record of the sending domain example.com - gsmtp"),
        Rule(
            "fails-pass-authentication", .block, .authentication, "fails to pass authentication checks",
            sample: "550 5.7.1 fails to pass authentication checks example.com - gsmtp"),
        Rule(
            "ip-whitelist-rcpt", .block, .reputation, "ip not in whitelist for rcpt domain",
            sample: "421 4.7.0 ip not in whitelist for rcpt domain example.com - gsmtp"),
        Rule(
            "must-issue-starttls", .block, .tls, "must issue a starttls command first",
            sample: "530 5.7.0 must issue a starttls command first example.com - gsmtp"),
        Rule(
            "please-log-web", .block, .authentication, "please log in with your web browser",
            sample: "535 5.7.1 please log in with your web browser example.com - gsmtp"),
        Rule(
            "username-password-accepted", .block, .authentication, "username and password not accepted",
            sample: "535 5.7.1 username and password not accepted example.com - gsmtp"),
        Rule(
            "senders-authenticate-dkim", .block, .dkim, "senders to authenticate with dkim",
            sample: "550 5.7.30 senders to authenticate with dkim example.com - gsmtp"),
        Rule(
            "senders-authenticate-spf", .block, .spf, "senders to authenticate with spf",
            sample: "421 4.7.27 senders to authenticate with spf example.com - gsmtp"),
        Rule(
            "senders-use-tls", .block, .tls, "senders to use tls/ssl for smtp",
            sample: "421 4.7.29 senders to use tls/ssl for smtp example.com - gsmtp"),
        Rule(
            "helo-ehlo-argument", .block, .helo, "helo/ehlo argument is invalid",
            sample: "501 5.5.4 helo/ehlo argument is invalid example.com - gsmtp"),
        Rule(
            "invalid-credentials-relay", .block, .relayDenied, "invalid credentials for relay",
            sample: "550 5.7.1 invalid credentials for relay example.com - gsmtp"),
        Rule(
            "no-identity-changes", .block, .authentication, "no identity changes permitted",
            sample: "503 5.7.0 no identity changes permitted example.com - gsmtp"),
        Rule(
            "starttls-may-repeated", .block, .tls, "starttls may not be repeated",
            sample: "454 5.5.1 starttls may not be repeated example.com - gsmtp"),
        Rule(
            "tls-required-rcpt", .block, .tls, "tls required for rcpt domain",
            sample: "421 4.7.0 tls required for rcpt domain example.com - gsmtp"),
        Rule(
            "does-ptr-record", .block, .ptr, "does not have a ptr record",
            sample: "421 4.7.0 does not have a ptr record example.com - gsmtp"),
        Rule(
            "too-many-login", .block, .authentication, "too many login attempts",
            sample: "454 4.7.0 too many login attempts example.com - gsmtp"),
        Rule(
            "cannot-decode-response", .block, .authentication, "cannot decode response",
            sample: "501 5.5.2 cannot decode response example.com - gsmtp"),
        Rule(
            "mail-sending-denied", .block, .senderRejected, "mail sending denied",
            sample: "550 5.7.0 mail sending denied example.com - gsmtp"),
        Rule("mail-relay-denied", .block, .relayDenied, "mail relay denied", sample: "550 5.7.0 mail relay denied example.com - gsmtp"),
    ]
}
