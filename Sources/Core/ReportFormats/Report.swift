import MailSyntax

/// One report that was read out of a message.
package enum Report: Sendable {
    case aggregate(AggregateReport)
    case feedback(FeedbackReport)
    case deliveryStatus(DeliveryStatus)
    case tls(TLSReport)
}

/// Mail that is no report but is addressed to us as the sender.
package enum Notice: Sendable {
    case unsubscribe(UnsubscribeRequest)
    case autoReply(AutoReply)
    /// With the name of the challenge-response system.
    case challenge(at: Timestamp?, system: String)
    case readReceipt(at: Timestamp?)
}

/// What one message turned out to be. Nothing is thrown away silently: what was refused stands in `rejected`.
package struct Reading: Sendable {
    package enum Outcome: Sendable {
        case report
        case unrelated
        case setAside(ReadError)
    }

    /// The contract's word for what kind of mail this is.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case aggregate, feedback
        case deliveryStatus = "delivery-status"
        case tls, unsubscribe
        case autoReply = "auto-reply"
    }

    package struct RejectedPart: Hashable, Sendable {
        package let part: String
        package let error: ReadError
        package init(part: String, error: ReadError) {
            self.part = part
            self.error = error
        }
    }

    package var outcome: Outcome
    /// The header of the mail that it came in; nil for the bare file of a report.
    package var envelope: Header?
    package var kind: Kind?
    package var reports: [Report] = []
    package var notices: [Notice] = []
    package var rejected: [RejectedPart] = []
    package var warnings: [String] = []

    package var isSetAside: Bool { if case .setAside = outcome { true } else { false } }

    package init(outcome: Outcome, kind: Kind? = nil) {
        self.outcome = outcome
        self.kind = kind
    }
}
