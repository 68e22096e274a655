import Deliverability

extension PhraseTable {
    /// English sentences about the way there: time, network, size, the receiving system, policy without a cause.
    static let englishTransport = PhraseTable(
        "transport", source: "replies of mail servers", date: "2025-06",
        rules: [
            Rule(
                "expired", .soft, .expired,
                list: """
                    delivery time expired | message expired | queue expired | delivery expired | delivery timeout | delivery timed
                    out | retry timeout | retry limit | retry period | retries exceeded | retry count | maximum retries | max retry
                    | attempts exceeded | attempts failed | maximum delivery | too many delivery attempts | exceeded maximum retry |
                    maximum number of delivery attempts | exceeded the maximum time | has been delayed | time limit | too old | gave
                    up | giving up after | giving up delivery | giving up trying | now giving up | am giving up | are giving up |
                    unable to deliver message after | unable to deliver after | message has been undeliverable | expired after | been trying to deliver | could not be delivered within | not delivered within | undeliverable
                    for | has exceeded the maximum | message has expired | could not deliver for | has not been collected
                    """, sample: "4.4.7 Message expired without delivery"),
            Rule(
                "network", .soft, .network,
                list: """
                    connection timed out | connection timeout | connection refused | connection reset | connection lost | lost
                    connection | connection dropped | connection closed | connection broken | connection was dropped | connection
                    died | connection aborted | connection failed | connection error | connection attempt | connect to | connect
                    failed | connect timeout | could not connect | couldn't connect | cannot connect | can't connect | unable to
                    connect | unable to contact | failed to connect | cannot contact | could not contact | can't contact | did not
                    respond | didn't respond | not responding | no response | bad connection | no route to host | host is down |
                    host down | host not reachable | unable to reach | could not reach | operation timed out | operation timeout |
                    read timeout | read error | write error | conversation with | timed out while | timeout while | timeout waiting
                    | timed out waiting | timed out in | session timed out | smtp timeout | i/o timeout | broken pipe | did not
                    accept our requests | dns error | dns failure | dns problem | dns query | dns timeout | dns lookup | temporary
                    lookup failure | temporary dns | mx lookup | unexpected response | unexpected eof | unexpectedly closed | remote
                    host closed | server closed | deferred:_ | route unavailable | tcp error | protocol error | host unavailable |
                    all mail servers | server is down | server down | unable to open | had no relevant answers | socket error | no
                    answer from | not reachable within | is not reachable | was not reachable | host unreachable | network
                    unreachable | is unreachable | delivery temporarily suspended
                    """, sample: "4.4.1 connect to mx.example.org[192.0.2.1]:25: Connection timed out"),
            Rule(
                "size", .soft, .tooLarge,
                list: """
                    message size | message length exceeds | message exceeds | message exceeded | exceeds maximum message | exceeds the
                    maximum | exceeds fixed limit | exceeds limit | exceeds the size | exceeded size | maximum size | size limit | size
                    exceeds | size exceeded | size of this message | too large | too big | mail size | larger than the | bigger than |
                    attachment size | line limit | sizelimit | is over the
                    """, sample: "552 5.3.4 Message size exceeds fixed limit"),
            Rule(
                "system-full", .soft, .systemFull,
                list: """
                    no space left on device | insufficient system storage | insufficient system resource | system is full | file system
                    full | filesystem full | disk is full | out of disk | out of memory | low disk space | queue full | queue is full |
                    system resources | not enough memory
                    """, sample: "452 4.3.1 Insufficient system storage"),
            Rule(
                "system", .soft, .systemError,
                list: """
                    has not yet been delivered | temporary error | temporary failure | temporary local | temporary problem | temporary server | temporary
                    rejection | temporarily rejected | temporarily deferred | temporarily unavailable | temporarily unable |
                    temporarily not available | temporarily refused | temporarily closed | temporarily offline | temporarily failed
                    | local error | local problem | local configuration error | local delivery | internal error | internal software |
                    server error | server configuration | server busy | server is busy | too busy | system error | system not
                    accepting | system not available | system incorrectly | system problem | service unavailable, try | service
                    temporarily | service is currently | service not available | service is unavailable | service currently
                    unavailable | server unavailable | unable to process | can not write | cannot write | can't write | can't create
                    | cannot create | cannot open | can't open | cannot append | cannot update mailbox | could not write | i/o error
                    | database error | mysql | permission denied | processing error | error in processing | transaction failed, try
                    | try again later | please try again | try later | please retry | resources temporarily | resources unavailable
                    | overload | load too high | load average | maintenance | misconfigur | configuration error | configured
                    incorrectly | configuration problem | configuration is | data format error | program failed | filter failed |
                    mailer error | mailer failed | unexpected error | unknown error | undefined error | insufficient permission |
                    exit status | exit code | core dump | host name lookup | out of service | ldap error | could not load | mailbox
                    lock
                    """, sample: "451 4.3.0 Temporary system problem, try again later"),
            Rule(
                "protocol", .block, .protocol,
                list: """
                    command not recognized | command unrecognized | unrecognized command | unknown command | syntax error | bad sequence
                    of commands | sequence error | out of sequence | protocol violation | protocol error | command not implemented |
                    command rejected | command not allowed | need rcpt | need mail | bad command | invalid command | no valid recipients |
                    pipelining | before data command | unexpected data command | data command not | illegal command | missing argument | unsupported parameter
                    """, sample: "500 5.5.1 Command unrecognized"),
            Rule(
                "policy", .block, .policy,
                list: """
                    security reason | security polic | administrative prohibition | administratively | by administrator | by the
                    administrator | message refused | message rejected | message blocked | message was blocked | message was
                    rejected | mail rejected | mail refused | mail is rejected | mail blocked | mail was rejected | rejected due |
                    rejected because | rejected for | blocked by | blocked for | blocked due | blocked because | blocked at | been
                    blocked | been refused | been rejected | recipient's preferences | user has blocked | only accept | go away |
                    policy reason | policy violation | policy restriction | against policy | against our policy | local policy |
                    site policy | server policy | violates our | violation of policy | does not comply with policy | policies of |
                    banned by | forbidden by | delivery not authorized | delivery restriction | mail is blocked | access denied |
                    access is denied | message denied | mail denied | connection denied | request denied | delivery denied | not
                    authorized to send | not permitted to send | not allowed to send | not authorised to send | you are not allowed
                    | is not allowed to post | rejected by the recipient server | rejected by recipient | rejected by user |
                    rejected by our | refused by our | refused by policy | refused by recipient | refused by the | abuse policy |
                    prohibited content | prohibited by | user is not accepting | not accepting mail | not accepting messages | does
                    not accept messages from | do not accept mail | does not accept mail
                    """, sample: "550 5.7.1 Message rejected for policy reasons"),
            // The words of RFC 5321 §4.2.3 for the code, and nothing of whom or what they refuse: whatever else is said comes first.
            Rule("nothing-but-554", .soft, .systemError, "transaction failed", status: "x.0.0", sample: "554 5.0.0 Transaction failed"),
        ])
}
