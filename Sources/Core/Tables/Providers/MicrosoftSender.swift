import Deliverability

extension ProviderTable {
    /// What Microsoft says of the sender's authentication, address and reputation.
    static let microsoftSenderRules: [Rule] = [
        Rule(
            "service-unavailable-client", .block, .senderRejected, "service unavailable. client blocked from sending from unregistered dom",
            sample: "550 5.7.750 service unavailable. client blocked from sending from unregistered dom"),
        Rule(
            "starttls-supported-destination", .block, .tls, "starttls-not-supported: destination mail server must support tls to re",
            sample: "450 4.7.321 starttls-not-supported: destination mail server must support tls to re"),
        Rule(
            "certificate-expired-destination", .block, .tls, "certificate-expired: destination mail server's certificate is expired",
            sample: "550 5.7.322 certificate-expired: destination mail server's certificate is expired"),
        Rule(
            "message-rejected-because", .block, .spf, "the message was rejected because of sender policy framework violation",
            sample: "550 5.7.23 the message was rejected because of sender policy framework violation"),
        Rule(
            "client-authenticated-send", .block, .authentication, "client was not authenticated to send anonymous mail during mail from",
            sample: "550 5.7.57 client was not authenticated to send anonymous mail during mail from"),
        Rule(
            "must-pass-either", .block, .authentication, "must pass either spf or dkim validation, this message is not signed",
            sample: "450 4.7.26 must pass either spf or dkim validation, this message is not signed"),
        Rule(
            "dnssec-invalid-destination", .block, .tls, "dnssec-invalid: destination domain returned invalid dnssec records",
            sample: "450 4.7.324 dnssec-invalid: destination domain returned invalid dnssec records"),
        Rule(
            "access-denied-message", .block, .senderRejected, "access denied, message must be rfc 5322 section 3.6.2 compliant",
            sample: "550 5.7.512 access denied, message must be rfc 5322 section 3.6.2 compliant"),
        Rule(
            "restrictdomainstoipaddresses-restrictdomains", .block, .tls, "restrictdomainstoipaddresses or restrictdomainstocertificate",
            distinctive: true,
            sample: "550 5.7.51 restrictdomainstoipaddresses or restrictdomainstocertificate"),
        Rule(
            "been-temporarily-rate", .block, .reputation, "has been temporarily rate limited due to ip reputation",
            sample: "450 4.7.650 has been temporarily rate limited due to ip reputation"),
        Rule(
            "part-their-network", .block, .reputation, "part of their network is on our block list (s3150)", distinctive: true,
            sample: "550 5.7.1 part of their network is on our block list (s3150)"),
        Rule(
            "tlsa-invalid-domain", .block, .tls, "tlsa-invalid: the domain failed dane validation",
            sample: "450 4.7.323 tlsa-invalid: the domain failed dane validation"),
        Rule(
            "sender-authenticated-public", .block, .senderRejected, "sender was not authenticated for public folder",
            sample: "550 5.7.13 sender was not authenticated for public folder"),
        Rule(
            "cannot-achieve-exchange", .block, .authentication, "cannot achieve exchange server authentication",
            sample: "550 5.7.3 cannot achieve exchange server authentication"),
        Rule(
            "remote-certificate-failed", .block, .tls, "remote certificate failed mta-sts validation",
            sample: "450 4.7.5 remote certificate failed mta-sts validation"),
        Rule(
            "sender-authenticated-organization", .block, .senderRejected, "sender was not authenticated by organization",
            sample: "550 5.7.12 sender was not authenticated by organization"),
        Rule(
            "sender-authenticated-mailbox", .block, .senderRejected, "sender was not authenticated for mailbox",
            sample: "550 5.7.134 sender was not authenticated for mailbox"),
        Rule(
            "tenantattribution-relay-access", .block, .relayDenied, "tenantattribution; relay access denied", distinctive: true,
            sample: "550 5.7.64 tenantattribution; relay access denied"),
        Rule(
            "access-denied-rejected", .block, .reputation, "access denied, rejected by recipient",
            sample: "550 5.7.507 access denied, rejected by recipient"),
        Rule(
            "access-denied-bad", .block, .senderRejected, "access denied, bad outbound sender",
            sample: "550 5.1.8 access denied, bad outbound sender"),
        Rule(
            "access-denied-spam", .block, .senderRejected, "access denied, spam abuse detected",
            sample: "550 5.7.501 access denied, spam abuse detected"),
        Rule(
            "sender-authenticated-group", .block, .senderRejected, "sender not authenticated for group",
            sample: "550 5.7.133 sender not authenticated for group"),
        Rule(
            "sender-allowed-senders", .block, .senderRejected, "sender not in allowed-senders list",
            sample: "550 5.7.124 sender not in allowed-senders list"),
        Rule(
            "starttls-required-send", .block, .tls, "starttls is required to send mail",
            sample: "450 4.4.317 starttls is required to send mail"),
        Rule(
            "access-denied-banned", .block, .blocklist, "access denied, banned sending ip", distinctive: true,
            sample: "550 5.7.606 access denied, banned sending ip"),
        Rule(
            "does-pass-dmarc", .block, .dmarc, "does not pass dmarc verification",
            sample: "550 5.7.509 does not pass dmarc verification"),
        Rule(
            "does-accept-email", .block, .reputation, "does not accept email over ipv6",
            distinctive: true, sample: "550 5.7.510 does not accept email over ipv6"),
        Rule("must-reverse-dns", .block, .ptr, "must have a reverse dns record", sample: "550 5.7.25 must have a reverse dns record"),
        Rule(
            "client-authenticated", .block, .relayDenied, "client was not authenticated",
            sample: "550 5.7.1 client was not authenticated"),
        Rule(
            "sender-authenticated", .block, .senderRejected, "sender was not authenticated",
            sample: "550 5.7.136 sender was not authenticated"),
        Rule("failed-mta-sts", .block, .tls, "failed mta-sts validation", sample: "450 4.4.8 failed mta-sts validation"),
        Rule("using-customer-block", .block, .reputation, "using customer block list", sample: "550 5.7.513 using customer block list"),
        Rule("access-denied-bad-helo", .block, .helo, "access denied, bad helo", sample: "550 5.7.506 access denied, bad helo"),
        Rule("unknown-sender-address", .block, .senderRejected, "unknown sender address", sample: "550 5.1.7 unknown sender address"),
        Rule("relay-access-denied", .block, .relayDenied, "relay access denied", sample: "550 5.4.1 relay access denied"),
        Rule("block-list-s3150", .block, .blocklist, "block list (s3150)", distinctive: true, sample: "550 5.7.1 block list (s3150)"),
        Rule("banned-sending-ip", .block, .blocklist, "banned sending ip", distinctive: true, sample: "550 5.7.606 banned sending ip"),
        Rule("unable-relay", .block, .relayDenied, "unable to relay", sample: "550 5.7.1 unable to relay"),
        Rule("sender-denied", .block, .senderRejected, "sender denied", sample: "550 5.1.0 sender denied"),
        Rule("dy-001", .block, .reputation, " dy-001 ", "(dy-001)", distinctive: true, sample: "550 (dy-001)"),
        Rule("ou-001", .block, .blocklist, " ou-001 ", "(ou-001)", distinctive: true, sample: "550 (ou-001)"),
        Rule("sc-002", .block, .reputation, " sc-002 ", "(sc-002)", distinctive: true, sample: "550 (sc-002)"),
        Rule("sc-003", .block, .reputation, " sc-003 ", "(sc-003)", distinctive: true, sample: "550 (sc-003)"),
        Rule("sc-004", .block, .blocklist, " sc-004 ", "(sc-004)", distinctive: true, sample: "550 (sc-004)"),
    ]
}
