import MailSyntax

/// A delivery status (RFC 3464), or what an MTA wrote instead of one. Values are as sent; nil is "not stated".
package struct DeliveryStatus: Sendable {
    /// `rfc3464`, or the MTA whose own form this is: `qmail`, `exim`, …
    package var form: String = "rfc3464"
    package var reportingMTA: String?
    package var originalEnvelopeID: String?
    package var arrivalDate: Timestamp?
    package var recipients: [Recipient] = []
    /// The human part, for evidence that the machine part lacks; kept apart from it. Bounded.
    package var humanText: String = ""
    /// The text breaks off where it tells the reason.
    package var breaksOff = false
    /// Header of the message that could not be delivered.
    package var original: Header?
    /// Header of the notice itself.
    package var envelope: Header

    package init(envelope: Header) { self.envelope = envelope }

    /// RFC 3464 §2.3: one group of per-recipient fields.
    package struct Recipient: Hashable, Sendable {
        package var finalRecipient: String?
        package var originalRecipient: String?
        /// Verbatim, lower case; `failed` where only the text says so.
        package var action: String = "failed"
        package var status: String?
        package var remoteMTA: String?
        package var diagnosticCode: String?
        package var lastAttemptDate: Timestamp?
        package var willRetryUntil: Timestamp?
        /// The reply as found in the human text, where a form has no machine part or the part says less.
        package var humanReason: String?

        package init() {}
    }
}
