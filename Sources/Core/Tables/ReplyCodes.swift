import Deliverability
import MailSyntax

/// What a three-digit code means when nothing better was said (RFC 5321 §4.2.3, RFC 7504; C05 to C08).
package enum ReplyCodes {
    /// nil: the code alone gives no verdict.
    package static func entry(_ code: ReplyCode) -> StatusRegistry.Entry? { table[code.value] }

    private static let table: [Int: StatusRegistry.Entry] = [
        421: .init(bounceClass: .soft, cause: .temporary, meaning: "service not available"),
        422: .init(bounceClass: .soft, cause: .mailboxFull, meaning: "mailbox over its size"),
        431: .init(bounceClass: .soft, cause: .systemFull, meaning: "out of memory or disk"),
        432: .init(bounceClass: .soft, cause: .systemError, meaning: "incoming queue stopped"),
        441: .init(bounceClass: .soft, cause: .network, meaning: "host not responding"),
        442: .init(bounceClass: .soft, cause: .network, meaning: "connection dropped"),
        446: .init(bounceClass: .soft, cause: .loop, meaning: "hop count exceeded"),
        447: .init(bounceClass: .soft, cause: .expired, meaning: "message timed out"),
        450: .init(bounceClass: .soft, cause: .temporary, meaning: "mailbox unavailable for now"),
        451: .init(bounceClass: .soft, cause: .systemError, meaning: "local error in processing"),
        452: .init(bounceClass: .soft, cause: .mailboxFull, meaning: "insufficient storage"),
        454: .init(bounceClass: .soft, cause: .temporary, meaning: "temporary failure of authentication or TLS"),
        455: .init(bounceClass: .soft, cause: .temporary, meaning: "parameters cannot be accommodated now"),
        500: .init(bounceClass: .block, cause: .protocol, meaning: "command not recognised"),
        501: .init(bounceClass: .block, cause: .protocol, meaning: "syntax error in parameters"),
        502: .init(bounceClass: .block, cause: .protocol, meaning: "command not implemented"),
        503: .init(bounceClass: .block, cause: .protocol, meaning: "bad sequence of commands"),
        504: .init(bounceClass: .block, cause: .protocol, meaning: "parameter not implemented"),
        521: .init(bounceClass: .hard, cause: .noMailDomain, meaning: "host does not accept mail (RFC 7504)"),
        522: .init(bounceClass: .soft, cause: .mailboxFull, meaning: "recipient over its storage"),
        530: .init(bounceClass: .block, cause: .authentication, meaning: "authentication required"),
        534: .init(bounceClass: .block, cause: .authentication, meaning: "authentication mechanism too weak"),
        535: .init(bounceClass: .block, cause: .authentication, meaning: "credentials invalid"),
        538: .init(bounceClass: .block, cause: .tls, meaning: "encryption required for authentication"),
        550: .init(bounceClass: .hard, cause: .unknownUser, meaning: "mailbox unavailable"),
        551: .init(bounceClass: .hard, cause: .unknownUser, meaning: "user not local"),
        552: .init(bounceClass: .soft, cause: .mailboxFull, meaning: "exceeded storage allocation"),
        553: .init(bounceClass: .hard, cause: .unknownUser, meaning: "mailbox name not allowed"),
        554: .init(bounceClass: .block, cause: .policy, meaning: "transaction failed"),
        555: .init(bounceClass: .block, cause: .protocol, meaning: "parameters not recognised"),
        556: .init(bounceClass: .hard, cause: .noMailDomain, meaning: "domain does not accept mail (RFC 7504)"),
    ]
}
