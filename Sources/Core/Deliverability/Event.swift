import MailSyntax

/// What a report says of us. One message gives any number of events, in order; the position is part of their identity.
package enum Event: Hashable, Sendable {
    case bounce(Bounce)
    case complaint(Complaint)
    case alignment(AlignmentTally)
    case unsubscribe(Unsubscribe)
    /// Auto-replies, challenges, receipts, backscatter, deliveries: counted, never about a contact's state.
    case other(OtherEvent)

    package var occurredAt: Timestamp? {
        switch self {
        case .bounce(let bounce): bounce.occurredAt
        case .complaint(let complaint): complaint.occurredAt
        case .alignment(let tally): tally.begin
        case .unsubscribe(let unsubscribe): unsubscribe.occurredAt
        case .other(let other): other.occurredAt
        }
    }

    /// The contract's word for it.
    package var kind: String {
        switch self {
        case .bounce: "bounce"
        case .complaint: "complaint"
        case .alignment: "alignment"
        case .unsubscribe: "unsubscribe"
        case .other: "other"
        }
    }
}

/// RFC 3464 §2.3.3.
package enum DeliveryAction: String, CaseIterable, Hashable, Sendable {
    case failed, delayed, delivered, relayed, expanded
}

/// One recipient of one delivery status, classified.
package struct Bounce: Hashable, Sendable {
    /// nil where the report names nobody that can be an address.
    package var recipient: EmailAddress?
    package var action: DeliveryAction
    /// As reported, or nil: what was inferred lives in the classification.
    package var status: EnhancedStatusCode?
    package var replyCode: ReplyCode?
    package var classification: Classification
    package var provider: Provider?
    package var remoteMTA: String?
    package var reportingMTA: String?
    /// Text as sent, bounded.
    package var diagnostic: String
    /// From domain of the mail that bounced: the side of DMARC.
    package var fromDomain: DomainName?
    package var originalMessageID: String?
    package var campaign: String?
    package var occurredAt: Timestamp?
    /// What the send log may know of the recipient or the campaign.
    package var lookup: RecipientKey?

    package init(
        recipient: EmailAddress?, action: DeliveryAction, status: EnhancedStatusCode?, replyCode: ReplyCode?,
        classification: Classification, provider: Provider?, remoteMTA: String? = nil, reportingMTA: String? = nil,
        diagnostic: String = "", fromDomain: DomainName? = nil, originalMessageID: String? = nil, campaign: String? = nil,
        occurredAt: Timestamp? = nil, lookup: RecipientKey? = nil
    ) {
        self.recipient = recipient
        self.action = action
        self.status = status
        self.replyCode = replyCode
        self.classification = classification
        self.provider = provider
        self.remoteMTA = remoteMTA
        self.reportingMTA = reportingMTA
        self.diagnostic = diagnostic
        self.fromDomain = fromDomain
        self.originalMessageID = originalMessageID
        self.campaign = campaign
        self.occurredAt = occurredAt
        self.lookup = lookup
    }

    /// Only a final failure that is about the recipient counts: delays never do (decision 3), blocks never do (decision 7).
    package var countsAgainstContact: Bool { recipient != nil && isFailureOfRecipient }

    /// What a failure of the recipient is to the contact's state.
    package var contactEvent: ContactEvent {
        guard classification.bounceClass == .hard else { return .softBounce }
        return classification.cause == .disabled ? .disabledAccount : .hardBounce
    }

    /// The same, whoever the recipient is: a stored bounce names it by its hash only.
    package var isFailureOfRecipient: Bool {
        guard action == .failed, !classification.cause.isOurs else { return false }
        switch classification.bounceClass {
        case .hard, .soft: return true
        case .block, .other: return false
        }
    }
}

/// One feedback report about one message, and who complained as far as that can be known.
package struct Complaint: Hashable, Sendable {
    package var feedbackType: String
    package var provider: Provider?
    package var attribution: Attribution
    package var direction: Direction
    package var effect: Effect
    package var campaign: String?
    package var fromDomain: DomainName?
    package var sourceIP: String?
    package var originalMessageID: String?
    package var occurredAt: Timestamp?
    /// Which mail the complainer gets no more of: as the token says, else all.
    package var scope: SuppressionScope
    /// What the send log may know better, and what follows if it does.
    package var lookup: PendingAttribution?
    /// Whose habit it counts for; nil once stored, and for what nobody reported.
    package var source: ReportingSource?

    /// Who is at fault in the reporter's eyes.
    package enum Direction: String, Hashable, Sendable {
        /// A recipient of ours complained.
        case recipient
        /// A scanner at our own way out says that our user sends abuse: the named recipient is a victim.
        case outbound
        /// A spam trap: an address that never asked for anything.
        case trap
    }

    /// What follows. Decision 8: weak evidence suppresses at once, but provisionally.
    package enum Effect: String, Hashable, Sendable {
        case suppress
        case suppressProvisionally = "suppress-provisionally"
        case investigate
        case count
        /// `not-spam` takes a complaint back (RFC 6430).
        case retract
        case none
    }

    package init(
        feedbackType: String, provider: Provider?, attribution: Attribution, direction: Direction, effect: Effect,
        campaign: String? = nil, fromDomain: DomainName? = nil, sourceIP: String? = nil, originalMessageID: String? = nil,
        occurredAt: Timestamp? = nil, scope: SuppressionScope = .all, lookup: PendingAttribution? = nil,
        source: ReportingSource? = nil
    ) {
        self.feedbackType = feedbackType
        self.provider = provider
        self.attribution = attribution
        self.direction = direction
        self.effect = effect
        self.campaign = campaign
        self.fromDomain = fromDomain
        self.sourceIP = sourceIP
        self.originalMessageID = originalMessageID
        self.occurredAt = occurredAt
        self.scope = scope
        self.lookup = lookup
        self.source = source
    }

    /// RFC 5965 §7.3, and the types of before: who says so wants no more of it. A fraud is no other wish.
    package static let wishTypes: Set<String> = ["abuse", "complaint", "fraud", "opt-out", "opt-out-list"]

    /// A wish of a recipient to be left alone, of whatever proof and whether or not it says who.
    package var isWish: Bool { Self.isWish(effect, direction: direction, type: feedbackType) }

    package static func isWish(_ effect: Effect, direction: Direction, type: String) -> Bool {
        switch effect {
        case .suppress, .suppressProvisionally: true
        case .count: direction == .recipient && wishTypes.contains(type)
        case .investigate, .retract, .none: false
        }
    }

    /// Its source is proven, but brought more than it is used to.
    package var isOfBurst: Bool { effect == .suppressProvisionally && attribution.trust.isProof }
}

/// How the contact of a complaint was named, and how well.
package struct Attribution: Hashable, Sendable {
    package enum Outcome: String, Hashable, Sendable {
        case resolved
        /// A token or a Message-ID is there, but it names nobody yet.
        case unresolved
        /// Everything that looked like an address is a placeholder, a channel or our own.
        case rejected
    }

    /// The evidence that named the contact, strongest first.
    package enum Rung: String, CaseIterable, Hashable, Sendable {
        /// A token in the address that the report was sent to.
        case envelopeToken = "envelope-token"
        case cfblToken = "cfbl-token"
        case verpToken = "verp-token"
        /// A token in a field of our mail: Message-ID, Feedback-ID, List-Unsubscribe, one of our own.
        case headerToken = "header-token"
        /// The Message-ID, which the send log knows.
        case messageID = "message-id"
        /// The To of a copy that our own DKIM signature covers.
        case dkim
        case originalRecipient = "original-rcpt-to"
        case recipientHeader = "recipient-header"
        case receivedFor = "received-for"
        case toHeader = "to-header"
        case none
    }

    /// A: a token of ours · B: an authenticated, registered source · C: our own DKIM on the copy · D: looks like a
    /// registered source · E: unknown.
    package enum Trust: String, Hashable, Sendable {
        case a = "A", b = "B", c = "C", d = "D", e = "E"

        /// What suppresses for good (decision 8).
        package var isProof: Bool { self == .a || self == .b || self == .c }
    }

    /// Weaker evidence that names somebody else. Nothing is done about them: a forwarder, or an attack.
    package struct Disagreement: Hashable, Sendable {
        package let rung: Rung
        /// nil once stored (law 8).
        package let address: EmailAddress?

        package init(rung: Rung, address: EmailAddress?) {
            self.rung = rung
            self.address = address
        }
    }

    package let outcome: Outcome
    package let address: EmailAddress?
    package let rung: Rung
    package let trust: Trust
    package let disagreements: [Disagreement]

    package init(outcome: Outcome, address: EmailAddress?, rung: Rung, trust: Trust, disagreements: [Disagreement] = []) {
        self.outcome = outcome
        self.address = address
        self.rung = rung
        self.trust = trust
        self.disagreements = disagreements
    }
}

/// A wish to get no more mail: by mail to our unsubscribe address, or by the one-click POST (RFC 8058).
package struct Unsubscribe: Hashable, Sendable {
    package enum Method: String, Hashable, Sendable {
        case mailto
        case oneClick = "one-click"
    }

    /// nil once stored: the event log keeps no address (law 8).
    package var address: EmailAddress?
    package let method: Method
    package let occurredAt: Timestamp?
    /// Which mail the contact gets no more of: as the token says, else all.
    package let scope: SuppressionScope
    package let campaign: String?
    /// What the send log knows of the contact, where the token does not name it.
    package let lookup: RecipientKey?

    package init(
        address: EmailAddress?, method: Method, occurredAt: Timestamp?, scope: SuppressionScope = .all, campaign: String? = nil,
        lookup: RecipientKey? = nil
    ) {
        self.address = address
        self.method = method
        self.occurredAt = occurredAt
        self.scope = scope
        self.campaign = campaign
        self.lookup = lookup
    }
}

/// Seen and counted; no contact is touched by it.
package struct OtherEvent: Hashable, Sendable {
    package enum Cause: String, CaseIterable, Hashable, Sendable {
        case autoReply = "auto-reply"
        /// An automatic reply says that nobody reads the mailbox any more: a reason to validate the contact, nothing else.
        case addressAbandoned = "address-abandoned"
        case challenge
        case readReceipt = "read-receipt"
        case backscatter
        case authenticationFailure = "auth-failure"
        case tlsReport = "tls-report"
    }

    package let cause: Cause
    package let detail: String?
    /// Of whom it is said, where that is worth knowing beside the contact's own events; nil once stored (law 8).
    package let contact: EmailAddress?
    package let occurredAt: Timestamp?

    package init(cause: Cause, detail: String? = nil, contact: EmailAddress? = nil, occurredAt: Timestamp? = nil) {
        self.cause = cause
        self.detail = detail
        self.contact = contact
        self.occurredAt = occurredAt
    }
}
