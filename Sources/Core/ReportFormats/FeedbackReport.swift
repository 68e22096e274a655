import MailSyntax

/// A feedback report (RFC 5965), whichever shape its provider gave it. Fields are as sent; nil is "not stated".
package struct FeedbackReport: Sendable {
    /// The form it came in: `arf`, `jmrp-legacy`, `jmrp-bare`, `text`.
    package var form: String = "arf"
    /// Lower case; `abuse` where the form itself says so.
    package var feedbackType: String = "abuse"
    package var userAgent: String?
    package var version: String?
    package var sourceIP: String?
    package var arrivalDate: Timestamp?
    package var reportedDomains: [String] = []
    package var originalMailFrom: String?
    /// Verbatim values, placeholders included: attribution decides what is an address.
    package var originalRecipients: [String] = []
    /// `Removal-Recipient` (unregistered, seen with opt-outs).
    package var removalRecipients: [String] = []
    package var originalEnvelopeID: String?
    package var originalMessageID: String?
    package var authFailure: String?
    package var incidents: Int64 = 1
    /// The reporter's own checks of the mail complained about, from the machine part.
    package var authenticationResults: [AuthenticationResults] = []
    /// Member that a collecting loop reports for (Validity's `Source`).
    package var member: String?
    /// Header of the message complained about, where the report carries it.
    package var original: Header?
    /// Its body, in the source of `original`; nil where the report has the header alone.
    package var originalBody: Range<Int>?
    /// Header of the report mail itself: who sent it, what our MX says of it.
    package var envelope: Header

    package init(envelope: Header) { self.envelope = envelope }

    /// A wish to leave instead of a complaint: two types that were in use before RFC 5965 and are still seen.
    package var isOptOut: Bool { feedbackType == "opt-out" || feedbackType == "opt-out-list" }
}

/// Mail to our unsubscribe address (RFC 2369 mailto), before anyone decides whose wish it is.
package struct UnsubscribeRequest: Sendable {
    package let header: Header
    package let isAppleUnsubscribe: Bool
    package init(header: Header, isAppleUnsubscribe: Bool) {
        self.header = header
        self.isAppleUnsubscribe = isAppleUnsubscribe
    }
}
