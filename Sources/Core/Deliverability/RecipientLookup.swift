import MailSyntax

/// A recipient by 64 bits of a keyed hash: what an opaque token carries in the place of the address.
package struct RecipientHandle: Hashable, Sendable, CustomStringConvertible {
    package static let sizeBytes = 8
    package let bytes: [UInt8]

    /// nil for any other number of bytes.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.sizeBytes else { return nil }
        self.bytes = bytes
    }

    package var description: String { hexadecimal(bytes) }
}

/// What names a recipient to whoever holds the send log. The core cannot look it up: it says what it would ask.
package enum RecipientKey: Hashable, Sendable {
    case handle(RecipientHandle)
    /// Without angle brackets.
    case messageID(String)
}

/// One mail of ours to one recipient, as the send log tells it.
package struct SentMessage: Hashable, Sendable {
    /// Without angle brackets.
    package let messageID: String
    package let recipient: EmailAddress
    package let campaign: String?
    package let segment: String?
    package let stream: String?
    package let list: String?
    package let sentAt: Timestamp?
    /// The recipient's handle under our keys, where there are any.
    package let handle: RecipientHandle?

    package init(
        messageID: String, recipient: EmailAddress, campaign: String? = nil, segment: String? = nil, stream: String? = nil,
        list: String? = nil, sentAt: Timestamp? = nil, handle: RecipientHandle? = nil
    ) {
        self.messageID = messageID
        self.recipient = recipient
        self.campaign = campaign
        self.segment = segment
        self.stream = stream
        self.list = list
        self.sentAt = sentAt
        self.handle = handle
    }
}

/// What a look-up found: exactly one recipient.
package struct FoundRecipient: Hashable, Sendable {
    package let address: EmailAddress
    package let campaign: String?

    package init(address: EmailAddress, campaign: String? = nil) {
        self.address = address
        self.campaign = campaign
    }
}
