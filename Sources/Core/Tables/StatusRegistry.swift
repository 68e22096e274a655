import Deliverability
import MailSyntax

/// The registry of enhanced status codes (RFC 3463, RFC 5248 and the IANA registry they opened), with what each means
/// for a contact. Codes that say nothing by themselves (`x.0.0`, `x.1.0`, `x.2.0`, `x.5.0`) are not in it.
///
/// A transient code never makes a hard bounce and a 7 (security, policy) never does either: the classifier holds both.
package enum StatusRegistry {
    package struct Entry: Hashable, Sendable {
        package let bounceClass: BounceClass
        package let cause: BounceCause
        /// The registry's own name of the code, shortened.
        package let meaning: String
    }

    /// nil: not registered, or says nothing.
    package static func entry(_ code: EnhancedStatusCode) -> Entry? {
        guard code.classDigit != 2, code.subject < 10, code.detail < 1000 else { return nil }
        return table[code.subject * 1000 + code.detail]
    }

    /// What the code's subject alone says; nil where the details of one subject differ too much: addressing and mailbox.
    package static func subject(of code: EnhancedStatusCode) -> Entry? {
        switch code.subject {
        case 3: Entry(bounceClass: .soft, cause: .systemError, meaning: "mail system status")
        case 4: Entry(bounceClass: .soft, cause: .network, meaning: "network and routing status")
        case 5: Entry(bounceClass: .block, cause: .protocol, meaning: "mail delivery protocol status")
        case 6: Entry(bounceClass: .block, cause: .content, meaning: "message content or media status")
        default: nil
        }
    }

    private static let table: [Int: Entry] = {
        var out: [Int: Entry] = [:]
        for (subject, detail, bounceClass, cause, meaning) in rows {
            out[subject * 1000 + detail] = Entry(bounceClass: bounceClass, cause: cause, meaning: meaning)
        }
        return out
    }()

    private typealias Row = (Int, Int, BounceClass, BounceCause, String)

    private static let rows: [Row] = addressing + mailbox + system + network + protocols + media + security

    private static let addressing: [Row] = [
        (1, 1, .hard, .unknownUser, "bad destination mailbox address"),
        (1, 2, .hard, .hostUnknown, "bad destination system address"),
        (1, 3, .hard, .unknownUser, "bad destination mailbox address syntax"),
        (1, 4, .hard, .unknownUser, "destination mailbox address ambiguous"),
        (1, 6, .hard, .moved, "destination mailbox has moved"),
        (1, 7, .block, .senderRejected, "bad sender's mailbox address syntax"),
        (1, 8, .block, .senderRejected, "bad sender's system address"),
        (1, 9, .other, .undetermined, "message relayed to a non-compliant mailer"),
        (1, 10, .hard, .noMailDomain, "recipient address has null MX (RFC 7505)"),
    ]

    private static let mailbox: [Row] = [
        (2, 1, .hard, .disabled, "mailbox disabled, not accepting messages"),
        (2, 2, .soft, .mailboxFull, "mailbox full"),
        (2, 3, .soft, .tooLarge, "message length exceeds administrative limit"),
        (2, 4, .soft, .systemError, "mailing list expansion problem"),
    ]

    private static let system: [Row] = [
        (3, 0, .soft, .systemError, "other or undefined mail system status"),
        (3, 1, .soft, .systemFull, "mail system full"),
        (3, 2, .soft, .systemError, "system not accepting network messages"),
        (3, 3, .soft, .systemError, "system not capable of selected features"),
        (3, 4, .soft, .tooLarge, "message too big for system"),
        (3, 5, .soft, .systemError, "system incorrectly configured"),
        (3, 6, .other, .undetermined, "requested priority was changed (RFC 6710)"),
    ]

    private static let network: [Row] = [
        (4, 0, .soft, .network, "other or undefined network or routing status"),
        (4, 1, .soft, .network, "no answer from host"),
        (4, 2, .soft, .network, "bad connection"),
        (4, 3, .soft, .network, "directory server failure"),
        (4, 4, .hard, .hostUnknown, "unable to route"),
        (4, 5, .soft, .temporary, "mail system congestion"),
        (4, 6, .soft, .loop, "routing loop detected"),
        (4, 7, .soft, .expired, "delivery time expired"),
    ]

    private static let protocols: [Row] = [
        (5, 1, .block, .protocol, "invalid command"),
        (5, 2, .block, .protocol, "syntax error"),
        (5, 3, .block, .rateLimited, "too many recipients"),
        (5, 4, .block, .protocol, "invalid command arguments"),
        (5, 5, .block, .protocol, "wrong protocol version"),
        (5, 6, .block, .authentication, "authentication exchange line too long"),
    ]

    private static let media: [Row] = [
        (6, 0, .block, .content, "other or undefined media error"),
        (6, 1, .block, .content, "media not supported"),
        (6, 2, .block, .content, "conversion required and prohibited"),
        (6, 3, .block, .content, "conversion required but not supported"),
        (6, 4, .other, .undetermined, "conversion with loss performed"),
        (6, 5, .block, .content, "conversion failed"),
        (6, 6, .soft, .systemError, "message content not available (RFC 4468)"),
        (6, 7, .hard, .unknownUser, "non-ASCII addresses not permitted (RFC 6531)"),
        (6, 8, .block, .protocol, "UTF-8 string reply required (RFC 6531)"),
        (6, 9, .hard, .unknownUser, "UTF-8 header cannot be transferred (RFC 6531)"),
    ]

    private static let security: [Row] = [
        (7, 0, .block, .policy, "other or undefined security status"),
        (7, 1, .block, .policy, "delivery not authorized, message refused"),
        (7, 2, .block, .policy, "mailing list expansion prohibited"),
        (7, 3, .block, .tls, "security conversion required but not possible"),
        (7, 4, .block, .authentication, "security features not supported"),
        (7, 5, .block, .tls, "cryptographic failure"),
        (7, 6, .block, .tls, "cryptographic algorithm not supported"),
        (7, 7, .block, .authentication, "message integrity failure"),
        (7, 8, .block, .authentication, "authentication credentials invalid"),
        (7, 9, .block, .authentication, "authentication mechanism is too weak"),
        (7, 10, .block, .tls, "encryption needed"),
        (7, 11, .block, .tls, "encryption required for requested mechanism"),
        (7, 12, .block, .authentication, "a password transition is needed"),
        (7, 13, .soft, .disabled, "user account disabled"),
        (7, 14, .block, .authentication, "trust relationship required"),
        (7, 15, .soft, .rateLimited, "priority level is too low (RFC 6710)"),
        (7, 16, .soft, .tooLarge, "message too big for the priority (RFC 6710)"),
        (7, 17, .soft, .moved, "mailbox owner has changed (RFC 7293)"),
        (7, 18, .soft, .moved, "domain owner has changed (RFC 7293)"),
        (7, 19, .soft, .temporary, "RRVS test cannot be completed (RFC 7293)"),
        (7, 20, .block, .dkim, "no passing DKIM signature found (RFC 7372)"),
        (7, 21, .block, .dkim, "no acceptable DKIM signature found (RFC 7372)"),
        (7, 22, .block, .dkim, "no valid author-matched DKIM signature (RFC 7372)"),
        (7, 23, .block, .spf, "SPF validation failed (RFC 7372)"),
        (7, 24, .block, .spf, "SPF validation error (RFC 7372)"),
        (7, 25, .block, .ptr, "reverse DNS validation failed (RFC 7372)"),
        (7, 26, .block, .authentication, "multiple authentication checks failed (RFC 7372)"),
        (7, 27, .block, .senderRejected, "sender address has null MX (RFC 7505)"),
        (7, 28, .block, .rateLimited, "mail flood detected"),
        (7, 29, .block, .authentication, "ARC validation failure (RFC 8617)"),
        (7, 30, .block, .tls, "REQUIRETLS support required (RFC 8689)"),
    ]
}
