/// What a bounce means for the contact: gone for good, try later, or "the fault is ours".
package enum BounceClass: String, CaseIterable, Hashable, Sendable {
    /// The address is no good: inactive at the first occurrence.
    case hard
    /// Temporary: counted within a window, then the contact pauses.
    case soft
    /// The receiver refuses the sender, not the recipient: never costs the contact anything.
    case block
    /// No verdict can be had from what was sent.
    case other
}

/// The named cause of a bounce. The raw values are part of the output contract.
package enum BounceCause: String, CaseIterable, Hashable, Sendable {
    case unknownUser = "unknown-user"
    case hostUnknown = "host-unknown"
    case moved
    case disabled
    case noMailDomain = "no-mail-domain"
    case mailboxFull = "mailbox-full"
    case expired
    case greylisted
    case rateLimited = "rate-limited"
    case tooManyConnections = "too-many-connections"
    case temporary
    case systemError = "system-error"
    case systemFull = "system-full"
    case network
    case loop
    case tooLarge = "too-large"
    case authentication
    case spf
    case dkim
    case dmarc
    case reputation
    case blocklist
    case ptr
    case helo
    case content
    case virus
    case rfcViolation = "rfc-violation"
    case policy
    case relayDenied = "relay-denied"
    case tls
    case `protocol`
    case senderRejected = "sender-rejected"
    case suppressedByUs = "suppressed-by-us"
    case forwarding
    case undetermined

    /// The area of an investigation that a block of this cause points to (authentication, sender IP, content, volume).
    package var area: InvestigationArea {
        switch self {
        case .authentication, .spf, .dkim, .dmarc, .tls, .forwarding, .senderRejected: .authentication
        case .reputation, .blocklist, .ptr, .helo, .relayDenied: .senderAddress
        case .content, .virus, .rfcViolation, .tooLarge, .loop: .content
        case .rateLimited, .tooManyConnections, .greylisted, .temporary, .mailboxFull, .expired, .systemError, .systemFull, .network:
            .volume
        case .unknownUser, .hostUnknown, .moved, .disabled, .noMailDomain, .policy, .protocol, .suppressedByUs, .undetermined: .unknown
        }
    }

    /// Whose fault it is: what the sending side must mend, or the receiver's judgement of the sender. Never costs the
    /// contact anything, whatever class a rule gives it.
    package var isOurs: Bool {
        switch self {
        case .tooLarge, .loop, .relayDenied, .tls, .protocol, .suppressedByUs, .forwarding, .rateLimited, .tooManyConnections,
            .authentication, .spf, .dkim, .dmarc, .reputation, .blocklist, .ptr, .helo, .content, .virus, .rfcViolation, .policy,
            .senderRejected:
            true
        case .unknownUser, .hostUnknown, .moved, .disabled, .noMailDomain, .mailboxFull, .expired, .greylisted, .temporary, .systemError,
            .systemFull, .network, .undetermined:
            false
        }
    }
}

package enum InvestigationArea: String, CaseIterable, Hashable, Sendable {
    case authentication, senderAddress = "sender-address", content, volume, unknown
}

/// The rule that claimed a bounce: `scope/slug`, stable across releases, kept with every event.
package struct RuleID: Hashable, Sendable, CustomStringConvertible {
    package let text: String
    package init(_ text: String) { self.text = text }
    package var description: String { text }

    /// Whether no sentence decided: a reply code, a single word or the action did.
    package var isFallback: Bool { text.hasPrefix("action/") || text.hasPrefix("reply/") || text.hasPrefix("hint/") }
}

/// A mailbox provider by its slug (`gmail`, `microsoft`): what patterns and investigations are keyed by.
package struct Provider: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let slug: String
    package init(_ slug: String) { self.slug = slug }
    package var description: String { slug }
    package static func < (a: Provider, b: Provider) -> Bool { a.slug < b.slug }
}

/// What was claimed about one recipient's bounce, and by which rule.
package struct Classification: Hashable, Sendable {
    package let bounceClass: BounceClass
    package let cause: BounceCause
    package let rule: RuleID
    /// What the operator does about it, one line.
    package let remedy: String

    package init(_ bounceClass: BounceClass, _ cause: BounceCause, rule: RuleID, remedy: String) {
        self.bounceClass = bounceClass
        self.cause = cause
        self.rule = rule
        self.remedy = remedy
    }
}
