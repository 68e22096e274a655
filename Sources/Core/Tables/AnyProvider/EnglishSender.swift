import Deliverability

extension PhraseTable {
    /// English sentences about the sender, the sending address or the message: what is our side's matter.
    static let englishSender = PhraseTable(
        "sender", source: "replies of mail servers", date: "2025-06",
        rules: [
            Rule(
                "greylisted", .soft, .greylisted,
                list: """
                    greylist | graylist | grey list | grey-list | gray-list | please try again in a few minutes | come back later | try
                    again after
                    """, sample: "450 4.2.0 Recipient address rejected: Greylisted, see http://postgrey.example/help"),
            Rule(
                "dmarc", .block, .dmarc,
                list: """
                    dmarc policy | dmarc verification | dmarc check | dmarc fail | failed dmarc | dmarc evaluation | fails dmarc | dmarc
                    reject | dmarc sender | per dmarc | to dmarc | dmarc: | the sender dmarc | rejected by dmarc | dmarc validation
                    """, sample: "550 5.7.1 rejected by DMARC policy for example.com"),
            Rule(
                "dkim", .block, .dkim,
                list: """
                    dkim signature | dkim check | dkim verification | dkim fail | no dkim | invalid dkim | dkim validation | bad dkim |
                    without dkim
                    """, sample: "550 5.7.20 No passing DKIM signature found"),
            Rule(
                "spf", .block, .spf,
                list: """
                    spf check | spf fail | fails spf | failed spf | spf validation | spf record | spf policy | sender policy framework |
                    openspf | spf verification | spf hardfail | spf softfail | spf error | not designated | does not designate | spf -all
                    | due to spf | spf unauthorized | by spf | spf- | spf=fail | rejected spf | spf (sender | spf rejected | spf: | is not
                    allowed to send mail for | not allowed to send mail from | not authorized to send mail for | not authorized to send
                    from this domain
                    """, sample: "550 5.7.23 SPF validation failed"),
            Rule(
                "authenticated-senders-only", .block, .authentication,
                list: """
                    failing authentication | authentication checks | not authenticated | authentication required | authentication is
                    required | smtp authentication | must authenticate | authenticate first | requires authentication | only accepts
                    mail from authenticated | sender authentication | unauthenticated | cannot authenticate | invalid credentials |
                    authentication credentials | authentication failure | authentication failed | auth required | log in first | pop
                    before smtp | must check for new mail | not logged in | relaying without authentication | does not have
                    authentication information
                    """, sample: "550 5.7.1 unauthenticated email is refused"),
            Rule(
                "tls", .block, .tls,
                list: """
                    must issue a starttls | tls is required | tls required | encryption required | tls not available | starttls
                    command first | starttls failed | tls negotiation failed | tls handshake | certificate verify failed | cannot
                    start tls | unable to verify certificate | server certificate not | tls is not available | certificate has
                    expired | untrusted tls | mta-sts | sts policy | does not support starttls | starttls not supported | failed to
                    start tls | tls session | could not start tls | tls-required | failed to establish tls | tls connection | does
                    not support tls | requires encryption | requires tls | requires starttls | requires high-strength ciphers |
                    for this certificate
                    """, sample: "530 5.7.0 Must issue a STARTTLS command first"),
            Rule(
                "ptr", .block, .ptr,
                list: """
                    reverse dns | reverse lookup | ptr record | no ptr | missing ptr | rdns | cannot find your hostname | cannot find your
                    reverse | unable to resolve your | unresolvable relay host | ip name lookup failed | ip name possibly forged | no
                    reverse | without ptr | generic ptr | ptr lookup | no host name found for ip | hostname lookup of your | doesn't
                    resolve properly | invalid hostname for ip | does not have a dns | reverse name | client host rejected: cannot find |
                    dns ptr | dynamic ip | dynamic address | dial-up | dialup | residential ip | dynamic/residential | dsl ip | doesn't
                    have a valid dns | fix reverse | no name for ip | in-addr.arpa | cannot resolve your | domain must resolve | must have
                    a valid reverse
                    """, sample: "450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.1]"),
            Rule(
                "sender-syntax", .block, .senderRejected,
                list: """
                    invalid address | address invalid | address is invalid | bad address | malformed address | invalid domain |
                    domain does not exist
                    """, status: "x.1.7-8", sample: "553 5.1.8 <news@example.com>... Domain does not exist",
                source: "RFC 3463 §3.2: 1.7 and 1.8 are about the sender's address"),
            Rule(
                "ehlo-argument", .block, .helo, "invalid domain name", status: "x.5.4",
                sample: "501 5.5.4 Invalid domain name", source: "Exchange, in answer to EHLO; RFC 3463 §3.6"),
            Rule(
                "helo", .block, .helo,
                list: """
                    helo rejected | bad helo | invalid helo | helo name | ehlo name | helo host | helo/ehlo | helo argument | requires
                    fqdn | forged helo | helo string | hello name | helo mismatch | helo command | helo does not | helo domain | helo:
                    """, sample: "504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname"),
            Rule(
                "connections", .block, .tooManyConnections,
                list: """
                    too many connections | too many concurrent | too many sessions | too many simultaneous | connection rate | concurrent
                    connections | simultaneous connections | connection limit | number of connections | connection frequency | too many
                    smtp sessions | maximum connections | connections from your | connect rate
                    """, sample: "421 4.7.0 Too many connections from your host"),
            Rule(
                "rate", .block, .rateLimited,
                list: """
                    rate limit | rate-limit | ratelimit | sending rate | too fast | throttl | too many messages | too many mails |
                    too many emails | message rate | exceeded the maximum number of messages | sending limit | hourly limit | daily
                    limit | daily quota | sending quota | excessive volume | unexpected volume | excessively high volume | unusual
                    volume | too many recipients | too many requests | receiving mail too quickly | receiving mail at a rate | slow
                    down | max number of messages | max messages | exceeds the rate | mail flood | volume of mail | maximum credits
                    | quota exceeded for sender | maximum sending | submission quota | allowed number of recipients | too much load
                    from | frequency limited | too much mail from | messages per hour | mails per hour | messages per connection |
                    message receive limit | outbound thread limit
                    """, sample: "450 4.7.1 Error: too much mail from 192.0.2.1, rate limit"),
            Rule(
                "virus", .block, .virus,
                list: """
                    malware | trojan | phishing | w32/ | heuristics. | virus detected | virus found | contains a virus | contains
                    virus | virus scan | infected with | anti-virus | antivirus | malicious content | virus in
                    """, sample: "550 5.7.1 Message contains a virus"),
            Rule(
                "attachment", .block, .content,
                list: """
                    attachment type | banned attachment | illegal attachment | forbidden attachment | attachment not allowed |
                    attachments are not | blocked attachment | attachment extension | dangerous attachment | executable attachment |
                    banned file | file extension | attachment blocked | filename extension | attachments not allowed | unacceptable
                    attachment | contains an attachment | disallowed attachment | potentially executable | restricted attachment |
                    not accept attachments
                    """, sample: "552 5.7.1 banned filename in message"),
            Rule(
                "spam", .block, .content,
                list: """
                    spam score | as spam | is spam | spam message | spam content | spam detected | anti-spam | antispam | spam
                    filter | spam rule | spam threshold | spam reject | spam block | like spam | spam-like | likely spam | suspected
                    spam | possible spam | spam or virus | spam mail | spam-related | spam not accepted | no spam | not accept spam
                    | be spam | probable spam | spammer | spamming | spammy | spam activity | spam policy | spam check | spam
                    pattern | spam identified | spam email | spam refused | spam source | spam prevention | spam protection | spam
                    control | spam trap | sent spam | sending spam | bulk email | bulk mail | unsolicited | junk mail | junk email |
                    content filter | content reject | content blocked | content denied | message content | objectionable content |
                    banned content | prohibited content | content restrictions | due to content | because of content | _ube_ | _uce_
                    | high scoring | blocked by filter | rejected by filter | message filtered | filtered as | rejected by the
                    filter | mail is filtered | content of the message | content of this message | forbidden content | unacceptable
                    content | unwanted content | contains a url | contains url | blocked url | links in the message | links in this
                    message | listed uri | score too high | rejected due to score | bayes filter | bayesian
                    """, sample: "550 5.7.1 Message rejected as spam"),
            Rule(
                "callout", .block, .senderRejected,
                list: """
                    sender verify failed | sender verification | verification failed for < | callback setup failed while verifying < |
                    sender address verification | unverifiable sender | cannot verify your | sender callout | sender callback | verify
                    sender | sender unverifiable | unable to validate sender
                    """, sample: "550 Sender verify failed: no such user here"),
            Rule(
                "sender-domain", .block, .senderRejected,
                list: """
                    domain of sender | sender domain | sender's domain | domain of your | your domain | from domain | unresolvable
                    domain | sender's mail | domain not found (sender) | sender address rejected | sender address has | sender
                    address is | sender address refused | sender address blocked | sender address does | sender is not | sender is
                    on | sender rejected | sender denied | sender not allowed | sender blocked | sender refused | sender not
                    authorized | sender not accepted | sender not permitted | sender unknown | sender listed | sender banned |
                    sender was rejected | sender is blocked | sender invalid | sender blacklisted | sender is blacklisted | sender
                    is rejected | invalid sender | bad sender | banned sender | blocked sender | unknown sender | rejected sender |
                    fake sender | forged sender | unacceptable sender | envelope sender | from address | return address |
                    return-path | return path | reverse-path | reverse path | bad from | from header | from:
                    header | sender header | does not exist (sender) | mail from:<> not | null sender | null reverse | bounces not
                    accepted | bounce address | empty envelope | sender not pre | unrouteable mail from | reply-to address | your
                    email address | your e-mail address | your mail address | malformed sender | not in approved | approved senders
                    | allowed senders | whitelist | white list | not accept mail from | not accepting mail from | not accept email
                    from | not accept messages from | doesn't accept mail from | refuses mail from | refuse mail from | mail from
                    this | messages from this | message from this | your address is not allowed | unroutable sender | not a member
                    of this mailing list | not member of this | are not a member
                    """, sample: "550 5.1.8 <news@example.com>: Sender address rejected: Domain not found"),
            Rule(
                "relay", .block, .relayDenied,
                list: """
                    relay access denied | relay denied | unable to relay | relay not permitted | relay not allowed | not permitted
                    to relay | relay prohibited | will not relay | do not relay | don't relay | doesn't relay | does not relay |
                    cannot relay | can't relay | not a relay | relay operation | not a local domain | domain isn't allowed to be
                    relayed | not a gateway | non-local recipient | not local; please try | not our domain | we do not handle | not
                    allowed to relay | rcpthosts | not accept mail for this domain | not hosted here | domain not hosted | is an
                    open relay | insecure mail relay | relaying is not
                    """, sample: "554 5.7.1 <user@example.org>: Relay access denied"),
            Rule(
                "rfc", .block, .rfcViolation,
                list: """
                    rfc 5322 | rfc5322 | rfc 5321 | rfc 2821 | rfc2821 | rfc5321 | not rfc | rfc compliant | bare lf | bare linefeed
                    | bare line feed | bare <lf> | malformed header | invalid header | missing header | header syntax | duplicate
                    header | missing from | missing date | missing message-id | message-id header | multiple from | header too long
                    | headers too long | no message-id | non-ascii character | malformed message | malformed mime | malformed mail |
                    mime error | invalid mime | mime structure | mime header | bad mime | null character | no date header | without
                    date | line too long | lines too long | line length | no resent-from | header error | headers are not | illegal
                    header | rfc2822 compliant | rfc 2822 compliant | headers too large | header too large | improper use of 8-bit |
                    non-encoded 8-bit
                    """, sample: "550 5.7.1 Messages that are not RFC 5322 compliant are refused"),
            Rule(
                "reputation", .block, .reputation,
                list: """
                    poor rep | your ip | your host | your mail server | your server | your network | your mail host | client host is
                    | ip address is not | ip is not | ip address has been | ip address blocked | ip blocked | ip has been | blocked
                    ip | blocked by ip | ip range | this ip | that ip | sending ip | sender ip | source ip | connecting ip | client
                    ip | ip address [ | ip rejected | ip refused | ip denied | connection refused from | connections from this |
                    connection from your | connections not accepted | not accepting connections from | banned ip | host rejected |
                    host is blocked | host blocked | smtp error from remote mail server after initial connection | your access to |
                    access to this mail system | access to this system | bad host | geographical location | not accept mail from
                    your | from this country | the ip address | low reputation | bad reputation | reputation of | ip reputation |
                    sender reputation | reputation score | reputation filter | invalid ip | ip is rejected
                    """, sample: "554 5.7.1 refused because of the reputation of your IP 192.0.2.1"),
        ])
}
