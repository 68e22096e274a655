import Deliverability

extension PhraseTable {
    /// Sentences that a mail server's software writes of its own accord, whoever runs it.
    static let mailServers = PhraseTable(
        "server", source: "the servers' documentation and replies", date: "2025-06",
        rules: [
            // An access table (access(5)) may hold this very address, or a restriction class may keep strangers out: neither
            // says that there is no such mailbox.
            Rule(
                "postfix-recipient-access", .block, .policy, "recipient address rejected: access denied",
                status: "x.7.1", sample: "554 5.7.1 <user@example.org>: Recipient address rejected: Access denied"),
            Rule(
                "postfix-access", .block, .policy,
                list: """
                    client host rejected: access denied | sender address rejected: access denied | helo command rejected: access denied
                    """,
                sample: "554 5.7.1 <mx.example.com[192.0.2.1]>: Client host rejected: Access denied"),
            Rule(
                "postfix-queue-file", .soft, .systemError, "queue file write error",
                sample: "451 4.3.0 Error: queue file write error"),
            Rule(
                "remote-protocol", .block, .protocol, "remote protocol error",
                sample: "554 <user@example.org>... Remote protocol error"),
            Rule(
                "cpanel-domain", .hard, .hostUnknown, "the account or domain may not exist, they may be blacklisted",
                sample:
                    "The mail server could not deliver mail to user@example.org. The account or domain may not exist, they may be blacklisted, or missing the proper dns entries."
            ),
            Rule(
                "cpanel-rate", .block, .rateLimited,
                "exceeded the max defers and failures per hour", "exceeded the max emails per hour",
                remedy: "our own host's limit: slow down, and take out the addresses that fail",
                sample: "Domain example.com has exceeded the max defers and failures per hour (5/5 (100%)) allowed. Message discarded."),
            Rule(
                "exim-may-not-follow", .block, .rfcViolation, " may not follow ",
                remedy: "correct the address field of the message that was sent",
                sample: "malformed address: <news@example.com> may not follow user@example.org"),
            Rule(
                "does-not-take-mail", .hard, .noMailDomain, "system not accepting network messages",
                reply: 521, sample: "521 5.3.2 <user@example.org>: Recipient address rejected: System not accepting network messages"),
            Rule(
                "relaying-disallowed", .block, .relayDenied,
                list: """
                    relaying disallowed | relaying denied | relaying not allowed | relaying prohibited | relaying not permitted
                    """,
                sample: "553 Relaying disallowed"),
            Rule(
                "aol-refuses", .block, .reputation, "will not accept delivery of this message",
                sample: "521 5.2.1 : AOL will not accept delivery of this message."),
            Rule(
                "no-gateway", .soft, .network, "could not find a gateway", sample: "Routing: Could not find a gateway for user@example.org"),
            Rule(
                "dragonfly-host", .hard, .hostUnknown, "dns lookup failure: host",
                sample: "DNS lookup failure: host example.invalid not found"),
            Rule(
                "qmail-helo", .block, .helo, "but my name was rejected",
                sample: "Connected to 192.0.2.1 but my name was rejected. Remote host said: 501 invalid"),
            Rule(
                "qmail-sender", .block, .senderRejected, "but sender was rejected",
                sample: "Connected to 192.0.2.1 but sender was rejected. Remote host said: 550 no"),
            Rule(
                "interscan-attempts", .soft, .expired, "exceeded maximum delivery attempts",
                sample: "Reason: Exceeded Maximum Delivery Attempts."),
            Rule("postfix-loop", .soft, .loop, "loops back to myself", sample: "5.4.6 mail for example.org loops back to myself"),
            Rule(
                "too-many-hops", .soft, .loop, "too many hops", "hop count exceeded", "routing loop detected", "mail loop",
                "message looping", "looping message", "message is looping", "mail forwarding loop",
                "routing loop", "maximum hop count", "too many received", "forwarding loop", "circular routing", "mail is looping",
                "loop detected", "exceeded the hop limit", sample: "554 5.4.0 Error: too many hops"),
            Rule(
                "fml-loop", .soft, .loop, "loop alert", "duplicated message-id in",
                remedy: "find what sends the list its own mail again; the contact is not at fault",
                sample: "Loop Alert: Duplicated Message-ID in <list@example.org>", source: "the warnings of the fml list server"),
            Rule(
                "gmail-null-mx", .hard, .noMailDomain, "returned null mx",
                sample:
                    "DNS Error: 1 DNS type 'mx' lookup of example.org responded with code NOERROR The domain example.org doesn't receive email according to the administrator: returned Null MX"
            ),
            // Gmail's own look into the DNS, which it reports as 4.0.0 itself: a second look decides.
            Rule(
                "gmail-dns", .soft, .hostUnknown, "dns type 'mx' lookup of", "dns type 'a' lookup of", "dns type 'aaaa' lookup of",
                remedy: "look the domain up again; stop mailing the address if it is still not found",
                sample: "DNS Error: 1 DNS type 'mx' lookup of example.org responded with code NXDOMAIN Domain name not found: example.org"),
            Rule(
                "dns-not-found-for-now", .soft, .network, "host not found, try again",
                sample: "4.4.3 Name service error for example.org: Host not found, try again"),
            Rule(
                "dns-not-found", .hard, .hostUnknown, "host or domain name not found. name service error for name=", "host not found",
                "host or domain name not found", "domain name not found", "couldn't find any host by that name",
                "couldn't find any host named",
                sample: "5.4.4 Host or domain name not found. Name service error for name=example.invalid type=A: Host not found"),
            Rule(
                "dns-try-again", .soft, .network, "name service error for name", "host name lookup failure", "dns lookup failure",
                "name lookup failed", "name server: host name lookup failure", "cname lookup failed temporarily", "hostname lookup failure",
                "unable to lookup", "dns server returned answer with no data", "temporary dns failure", "servfail",
                sample: "4.4.3 Name server: mx.example.org: host name lookup failure"),
            Rule(
                "null-mx", .hard, .noMailDomain, "null mx", "does not accept mail (nullmx)", "nullmx", "domain does not accept mail",
                "host does not accept mail", "does not accept email", "domain has null mx",
                "no longer accepts mail", "domain accepts no mail", sample: "556 5.1.10 Domain example.org does not accept mail (nullMX)"),
            Rule(
                "qmail-rcpthosts", .block, .relayDenied, "isn't in my list of allowed rcpthosts", "not in my list of allowed rcpthosts",
                "not in our list of allowed rcpthosts", sample: "553 5.7.1 sorry, that domain isn't in my list of allowed rcpthosts"),
            Rule(
                "qmail-refused-recipient", .hard, .disabled, "badrecipientto list", "badrcptto list",
                sample: "553 sorry, this recipient is in my badrecipientto list (#5.7.1)"),
            Rule(
                "utf8-recipient", .hard, .unknownUser, "envelope contains utf8 but remote",
                remedy: "ask for an address in ASCII: this one's server does not speak SMTPUTF8 (RFC 6531)",
                sample: "local-part of envelope contains utf8 but remote server did not offer SMTPUTF8"),
            Rule(
                "qmail-no-mailbox", .hard, .unknownUser, "no mailbox here by that name", "no mailbox by that name",
                sample: "Sorry, no mailbox here by that name. (#5.1.1)"),
            Rule(
                "qmail-connection", .soft, .network, "wasn't able to establish an smtp connection",
                "unable to establish an smtp connection", sample: "Sorry, I wasn't able to establish an SMTP connection. (#4.4.1)"),
            Rule(
                "qmail-too-long", .soft, .expired, "i'm not going to try again; this message has been in the queue too long",
                "has been in the queue too long", "in the queue too long", "in queue too long",
                sample: "I'm not going to try again; this message has been in the queue too long."),
            Rule(
                "exim-full", .soft, .mailboxFull, "mailbox is full: retry timeout exceeded",
                sample: "mailbox is full: retry timeout exceeded"),
            Rule(
                "exim-unrouteable-domain", .hard, .hostUnknown, "unrouteable mail domain", "unroutable mail domain",
                "all relevant mx records point to non-existent hosts", "lowest numbered mx record points to local host",
                "an mx or srv record indicated no smtp service",
                sample: "unrouteable mail domain \"example.invalid\""),
            Rule("exim-unrouteable", .hard, .unknownUser, "unrouteable address", "unroutable address", sample: "550 unrouteable address"),
            Rule(
                "exim-retry", .soft, .expired, "retry timeout exceeded", "retry time not reached for any host",
                "all hosts have been failing for a long time", "all hosts for", sample: "retry timeout exceeded"),
            Rule(
                "sendmail-mailer", .hard, .unknownUser, "unknown e-mail address", "550 #5.1.0 address rejected",
                sample: "553 5.3.0 <user@example.org>... Unknown E-Mail Address"),
            Rule(
                "sendmail-host-unknown", .hard, .hostUnknown, "host unknown", "unknown host", "no route to host name",
                sample: "550 5.1.2 <user@example.invalid>... Host unknown (Name server: example.invalid: no data known)"),
            Rule(
                "sendmail-cannot-send-for", .soft, .expired, "cannot send message within", "cannot send message for",
                "message could not be delivered for", "could not send message for past", "message timed out",
                sample: "Cannot send message within 5 days"),
            Rule(
                "domino", .hard, .unknownUser, "not listed in domino directory", "not listed in public name & address book",
                "several matches found in domino directory", sample: "User user (user@example.org) not listed in Domino Directory"),
            Rule(
                "domino-ambiguous", .hard, .unknownUser, "not unique. several matches found",
                sample: "5.0.0 User user not unique. Several matches found in the directory"),
            Rule("groupwise", .hard, .unknownUser, "(user not found)", sample: "user (user not found)"),
            Rule(
                "exchange-recipient", .hard, .unknownUser,
                list: """
                    000c05a6 | mts status code: the recipient | the e-mail account does not exist at the organization | email account does
                    not exist at the organization | recipient address was not found | the recipient name is not recognized | e-mail
                    address you entered couldn't be found | e-mail address could not be found
                    """, sample: "The recipient name is not recognized 000C05A6"),
            Rule(
                "imail-user", .hard, .unknownUser, "invalid final delivery userid", "unknown user:",
                sample: "Invalid final delivery userid: user@example.org"),
            Rule(
                "imail-full", .soft, .mailboxFull, "user mailbox exceeds allowed size",
                sample: "User mailbox exceeds allowed size: user@example.org"),
            Rule(
                "imail-attempts", .soft, .expired, "delivery failed 20 attempts", "delivery failed 28 attempts", "smtp connection failed",
                "delivery failed 5 attempts", "delivery failed 10 attempts", "delivery failed 15 attempts",
                sample: "Delivery failed 20 attempts: user@example.org"),
            Rule(
                "mailenable", .hard, .unknownUser, "mailbox unavailable or not local",
                sample: "550 Requested action not taken: mailbox unavailable or not local"),
            Rule(
                "communigate-to", .block, .rfcViolation, "messages without to: fields are not accepted",
                sample: "554 Messages without To: fields are not accepted here"),
            Rule("sun-quota", .soft, .mailboxFull, "delivery failed: over quota", sample: "522 5.2.0 Delivery failed: Over quota"),
            Rule(
                "null-sender", .other, .undetermined, "null sender is not allowed", remedy: "the receiver takes no bounces",
                sample: "550 null sender is not allowed"),
            Rule(
                "local-program", .soft, .systemError,
                list: """
                    command output: | temporary failure. command output | unknown mailer error | command died with status | local
                    configuration error | system config error | can't create user output file | can't open mailbox | procmail: |
                    service unavailable (local | pipe to | | text was generated during the delivery attempt
                    """, sample: "4.3.0 temporary failure. Command output: maildrop: Unable to open mailbox."),
        ])
}
