import Deliverability

extension ProviderTable {
    /// Gmail and Google Workspace.
    static let gmail = ProviderTable(
        "gmail",
        hosts: ["google.com", "googlemail.com", "aspmx.l.google.com", "psmtp.com"],
        domains: ["gmail.com", "googlemail.com", "googlegroups.com"],
        limits: ProviderLimits(connections: 10, recipientsPerMessage: 100, messageMiB: 50),
        source: "Google Workspace Admin: SMTP error reference", date: "2025-08",
        rules: [
            Rule(
                "group-refused", .block, .policy, "groups.google.com/support", "support.google.com/a/googlegroups", distinctive: true,
                remedy: "the group does not exist or takes no mail from this sender",
                sample: "550 See https://groups.google.com/support/ for help"),
            Rule(
                "because-address-couldnt", .hard, .unknownUser, "because the address couldn't be found. check for typos or unnecessary",
                distinctive: true,
                sample: "550 because the address couldn't be found. check for typos or unnecessary example.com - gsmtp"),
            Rule(
                "blocked-because-content", .block, .policy, "blocked because its content presents a potential security issue",
                sample: "552 5.7.0 blocked because its content presents a potential security issue example.com - gsmtp"),
            Rule(
                "rate-prevents-additional", .block, .rateLimited, "rate that prevents additional messages from being delivered",
                distinctive: true,
                sample: "450 4.2.1 rate that prevents additional messages from being delivered example.com - gsmtp"),
            Rule(
                "recipient-server-did", .soft, .network, "the recipient server did not accept our requests to connect",
                sample: "421 the recipient server did not accept our requests to connect example.com - gsmtp"),
            Rule(
                "multiple-destination-domains", .soft, .systemError, "multiple destination domains per transaction is unsupported",
                sample: "451 4.3.0 multiple destination domains per transaction is unsupported example.com - gsmtp"),
            Rule(
                "sending-policy-prohibited", .block, .policy, "you are sending to (or from) has a policy that prohibited",
                sample: "550 5.7.1 you are sending to (or from) has a policy that prohibited example.com - gsmtp"),
            Rule(
                "message-exceeded-googles", .soft, .tooLarge, "your message exceeded google's message header size limits",
                distinctive: true,
                sample: "552 5.3.4 your message exceeded google's message header size limits example.com - gsmtp"),
            Rule(
                "email-account-tried", .hard, .unknownUser, "the email account that you tried to reach does not exist", distinctive: true,
                sample: "550 5.1.1 the email account that you tried to reach does not exist example.com - gsmtp"),
            Rule(
                "nature-content-links", .block, .content, "due to the nature of the content or the links within", distinctive: true,
                sample: "421 4.7.0 due to the nature of the content or the links within example.com - gsmtp"),
            Rule(
                "contains-unicode-character", .block, .rfcViolation, "contains a unicode character in a disallowed header",
                sample: "550 5.7.1 contains a unicode character in a disallowed header example.com - gsmtp"),
            Rule(
                "multiple-addresses-header", .block, .rfcViolation, "multiple addresses in from: header are not accepted",
                sample: "550 5.7.1 multiple addresses in from: header are not accepted example.com - gsmtp"),
            Rule(
                "cannot-authenticate-temporary", .soft, .systemError, "cannot authenticate due to temporary system problem",
                sample: "454 4.7.0 cannot authenticate due to temporary system problem example.com - gsmtp"),
            Rule(
                "mail-server-temporarily", .soft, .systemError, "mail server has temporarily rejected this message",
                sample: "451 4.3.0 mail server has temporarily rejected this message example.com - gsmtp"),
            Rule(
                "werent-able-find", .hard, .hostUnknown, "we weren't able to find the recipient domain",
                sample: "553 5.1.2 we weren't able to find the recipient domain example.com - gsmtp"),
            Rule(
                "exceeds-googles-limit", .soft, .tooLarge, "exceeds google's limit of limit attachments.", distinctive: true,
                sample: "552 5.3.4 exceeds google's limit of limit attachments. example.com - gsmtp"),
            Rule(
                "daily-smtp-relay", .block, .rateLimited, "daily smtp relay sending limit exceeded for",
                sample: "550 5.7.1 daily smtp relay sending limit exceeded for example.com - gsmtp"),
            Rule(
                "missing-valid-address", .block, .rfcViolation, "missing a valid address in the from: header",
                sample: "550 5.7.1 missing a valid address in the from: header example.com - gsmtp"),
            Rule(
                "peak-smtp-relay", .block, .rateLimited, "peak smtp relay limit exceeded for customer",
                sample: "450 4.2.1 peak smtp relay limit exceeded for customer example.com - gsmtp"),
            Rule(
                "account-tried-reach", .hard, .disabled, "account that you tried to reach is disabled", distinctive: true,
                sample: "550 5.2.1 account that you tried to reach is disabled example.com - gsmtp"),
            Rule(
                "account-tried-reach-inactive", .hard, .disabled, "account that you tried to reach is inactive", distinctive: true,
                sample: "550 5.2.1 account that you tried to reach is inactive example.com - gsmtp"),
            Rule(
                "domain-policy-size", .soft, .systemError, "domain policy size per transaction exceeded",
                sample: "452 4.5.3 domain policy size per transaction exceeded example.com - gsmtp"),
            Rule(
                "sending-messages-same", .block, .policy, "sending messages with the same message-id:",
                sample: "421 4.7.28 sending messages with the same message-id: example.com - gsmtp"),
            Rule(
                "exceeds-googles-message", .soft, .tooLarge, "exceeds google's message header size limit", distinctive: true,
                sample: "552 5.3.4 exceeds google's message header size limit example.com - gsmtp"),
            Rule(
                "inbox-out-storage", .soft, .mailboxFull, "inbox is out of storage space and inactive", distinctive: true,
                sample: "552 5.2.2 inbox is out of storage space and inactive example.com - gsmtp"),
            Rule(
                "mail-server-temporarily-rejected", .soft, .systemError, "mail server temporarily rejected message",
                sample: "451 4.3.0 mail server temporarily rejected message example.com - gsmtp"),
            Rule(
                "too-many-unrecognized", .block, .protocol, "too many unrecognized commands, goodbye",
                sample: "502 5.5.1 too many unrecognized commands, goodbye example.com - gsmtp"),
            Rule(
                "exceeds-googles-message-size", .soft, .tooLarge, "exceeds google's message size limit of", distinctive: true,
                sample: "552 5.3.4 exceeds google's message size limit of example.com - gsmtp"),
            Rule(
                "connection-dropped-remote", .soft, .network, "connection was dropped by remote host",
                sample: "421 connection was dropped by remote host example.com - gsmtp"),
            Rule(
                "exceeded-googles-message", .soft, .tooLarge, "exceeded google's message size limits", distinctive: true,
                sample: "552 5.2.3 exceeded google's message size limits example.com - gsmtp"),
            Rule(
                "exceeds-googles-header", .soft, .tooLarge, "exceeds google's header name limit of", distinctive: true,
                sample: "552 5.3.4 exceeds google's header name limit of example.com - gsmtp"),
            Rule(
                "encoded-word-syntax", .block, .rfcViolation, "encoded-word syntax is not permitted",
                sample: "550 5.7.1 encoded-word syntax is not permitted example.com - gsmtp"),
            Rule(
                "try-again-later", .block, .rateLimited, "try again later, closing connection.",
                sample: "421 4.7.0 try again later, closing connection. example.com - gsmtp"),
            Rule(
                "message-too-many", .block, .rateLimited, "your message has too many recipients",
                sample: "452 4.5.3 your message has too many recipients example.com - gsmtp"),
            Rule(
                "unusual-rate-unsolicited", .block, .rateLimited, "an unusual rate of unsolicited mail", distinctive: true,
                sample: "421 4.7.0 an unusual rate of unsolicited mail example.com - gsmtp"),
            Rule(
                "daily-smtp-relay-limit", .block, .rateLimited, "daily smtp relay limit exceeded for",
                sample: "550 5.4.5 daily smtp relay limit exceeded for example.com - gsmtp"),
            Rule(
                "too-many-recipients", .block, .rateLimited, "too many recipients for this sender",
                sample: "550 5.5.3 too many recipients for this sender example.com - gsmtp"),
            Rule(
                "illegal-attachment-message", .block, .policy, "illegal attachment on your message",
                sample: "552 5.7.0 illegal attachment on your message example.com - gsmtp"),
            Rule(
                "missing-valid-message", .block, .rfcViolation, "missing a valid message-id: header",
                sample: "550 5.7.1 missing a valid message-id: header example.com - gsmtp"),
            Rule(
                "daily-user-sending", .block, .rateLimited, "daily user sending limit exceeded",
                sample: "550 5.4.5 daily user sending limit exceeded example.com - gsmtp"),
            Rule(
                "too-many-unauthenticated", .block, .protocol, "too many unauthenticated commands",
                sample: "554 5.7.0 too many unauthenticated commands example.com - gsmtp"),
            Rule(
                "unrecognized-authentication-type", .block, .protocol, "unrecognized authentication type",
                sample: "504 5.7.4 unrecognized authentication type example.com - gsmtp"),
            Rule(
                "bytes-per-individual", .soft, .tooLarge, "bytes per individual header size",
                sample: "552 5.3.4 bytes per individual header size example.com - gsmtp"),
            Rule(
                "valid-rfc-5321", .block, .rfcViolation, "is not a valid rfc 5321 address", status: "5.1.7",
                sample: "553 5.1.7 is not a valid rfc 5321 address example.com - gsmtp"),
            Rule(
                "valid-rfc-5321-address", .hard, .unknownUser, "is not a valid rfc 5321 address", status: "5.1.3",
                sample: "553 5.1.3 is not a valid rfc 5321 address example.com - gsmtp"),
            Rule(
                "optional-argument-permitted", .block, .protocol, "optional argument not permitted",
                sample: "535 5.5.4 optional argument not permitted example.com - gsmtp"),
            Rule(
                "mail-been-rate", .block, .rateLimited, "this mail has been rate limited",
                sample: "550 5.7.1 this mail has been rate limited example.com - gsmtp"),
            Rule(
                "receiving-mail-too", .block, .rateLimited, "is receiving mail too quickly",
                sample: "450 4.2.1 is receiving mail too quickly example.com - gsmtp"),
            Rule(
                "xoauth-no-longer", .block, .protocol, "xoauth is no longer supported",
                sample: "504 5.7.4 xoauth is no longer supported example.com - gsmtp"),
            Rule(
                "inbox-out-storage-space", .soft, .mailboxFull, "inbox is out of storage space", distinctive: true,
                sample: "452 4.2.2 inbox is out of storage space example.com - gsmtp"),
            Rule(
                "daily-sending-quota", .block, .rateLimited, "daily sending quota exceeded",
                sample: "550 5.4.5 daily sending quota exceeded example.com - gsmtp"),
            Rule(
                "timeout-closing-connection", .soft, .expired, "timeout - closing connection",
                sample: "451 4.4.2 timeout - closing connection example.com - gsmtp"),
            Rule(
                "responded-code-nxdomain", .hard, .hostUnknown, "responded with code nxdomain",
                sample: "550 responded with code nxdomain example.com - gsmtp"),
            Rule(
                "rfc-5322-compliant", .block, .rfcViolation, "is not rfc 5322 compliant",
                sample: "550 5.7.1 is not rfc 5322 compliant example.com - gsmtp"),
            Rule(
                "mail-message-malformed", .block, .rfcViolation, "mail message is malformed",
                sample: "554 5.6.0 mail message is malformed example.com - gsmtp"),
            Rule(
                "bad-sequence-commands", .block, .protocol, "bad sequence of commands",
                sample: "503 5.5.1 bad sequence of commands example.com - gsmtp"),
            Rule(
                "message-exceeded-50", .soft, .loop, "message exceeded 50 hops",
                sample: "554 5.4.6 message exceeded 50 hops example.com - gsmtp"),
            Rule(
                "temporary-system-problem", .soft, .systemError, "temporary system problem",
                sample: "421 4.3.0 temporary system problem example.com - gsmtp"),
            Rule(
                "had-no-relevant", .soft, .network, "had no relevant answers.",
                sample: "421 had no relevant answers. example.com - gsmtp"),
            Rule(
                "unusual-rate-mail", .block, .rateLimited, "an unusual rate of mail", distinctive: true,
                sample: "421 4.7.28 an unusual rate of mail example.com - gsmtp"),
            Rule(
                "likely-unsolicited-mail", .block, .content, "likely unsolicited mail", distinctive: true,
                sample: "550 5.7.1 likely unsolicited mail example.com - gsmtp"),
            Rule(
                "smtp-protocol-violation", .block, .protocol, "smtp protocol violation",
                sample: "451 4.5.0 smtp protocol violation example.com - gsmtp"),
            Rule(
                "unimplemented-command", .block, .protocol, "unimplemented command",
                sample: "502 5.5.1 unimplemented command example.com - gsmtp"),
            Rule(
                "domain-name-found", .hard, .hostUnknown, "domain name not found",
                sample: "550 domain name not found example.com - gsmtp"),
            Rule(
                "unrecognized-command", .block, .protocol, "unrecognized command",
                sample: "502 5.5.1 unrecognized command example.com - gsmtp"),
            Rule(
                "email-quota-exceeded", .soft, .mailboxFull, "email quota exceeded",
                sample: "550 5.7.1 email quota exceeded example.com - gsmtp"),
            Rule("no-data-after", .block, .protocol, "no data after bdat", sample: "503 5.5.1 no data after bdat example.com - gsmtp"),
            Rule("connection-expired", .soft, .expired, "connection expired", sample: "421 4.7.0 connection expired example.com - gsmtp"),
            Rule("ehlo-helo-first", .block, .protocol, "ehlo/helo first", sample: "503 5.5.1 ehlo/helo first example.com - gsmtp"),
            Rule("over-quota", .soft, .mailboxFull, "is over quota", sample: "452 4.2.2 is over quota example.com - gsmtp"),
            Rule("server-busy", .soft, .systemError, "server busy", sample: "421 4.4.5 server busy example.com - gsmtp"),
        ] + gmailSenderRules)
}
