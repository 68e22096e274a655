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
    package let subscribedAt: Timestamp?
    /// How often the recipient is mailed: mails in 30 days, or a word.
    package let frequency: String?
    /// The recipient's handle under our keys, where there are any.
    package var handle: RecipientHandle?
    /// Whose mailbox it is, where the domain says so.
    package var provider: String?

    package init(
        messageID: String, recipient: EmailAddress, campaign: String? = nil, segment: String? = nil, stream: String? = nil,
        list: String? = nil, sentAt: Timestamp? = nil, subscribedAt: Timestamp? = nil, frequency: String? = nil,
        handle: RecipientHandle? = nil, provider: String? = nil
    ) {
        self.messageID = messageID
        self.recipient = recipient
        self.campaign = campaign
        self.segment = segment
        self.stream = stream
        self.list = list
        self.sentAt = sentAt
        self.subscribedAt = subscribedAt
        self.frequency = frequency
        self.handle = handle
        self.provider = provider
    }
}

/// What the send log says of the mail that an event is about, beside its recipient.
package struct SentTraits: Hashable, Sendable {
    package let campaign: String?
    package let segment: String?
    package let age: String?
    package let frequency: String?

    package init(campaign: String?, segment: String?, age: String?, frequency: String?) {
        self.campaign = campaign
        self.segment = segment
        self.age = age
        self.frequency = frequency
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
