import Deliverability
import MailSyntax

/// What a token is good for. One that was made for bounces is no complaint: the purpose is part of what is signed.
package enum TokenPurpose: UInt8, CaseIterable, Hashable, Sendable {
    case bounce = 0
    case complaint = 1
    case unsubscribe = 2
    case messageID = 3

    /// As on the command line.
    package var word: String {
        switch self {
        case .bounce: "bounce"
        case .complaint: "complaint"
        case .unsubscribe: "unsubscribe"
        case .messageID: "message-id"
        }
    }

    package init?(word: String) {
        guard let purpose = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = purpose
    }
}

/// What we once wrote into a mail of ours and now recognise: to whom it went, with which campaign, and what it is good for.
package struct Token: Hashable, Sendable {
    package enum Recipient: Hashable, Sendable {
        /// Readable form: the address stands beside the signed bytes as `user=domain`.
        case address(EmailAddress)
        /// Opaque form: the send log knows whose it is.
        case handle(RecipientHandle)
    }

    package let purpose: TokenPurpose
    package let recipient: Recipient
    package let campaign: String?
    /// Which mail stops when the recipient complains or leaves.
    package let scope: SuppressionScope
    /// Day on which it was made, counted from 1970-01-01.
    package let day: Int
    package let keyID: UInt8

    package init(purpose: TokenPurpose, recipient: Recipient, campaign: String?, scope: SuppressionScope, day: Int, keyID: UInt8) {
        self.purpose = purpose
        self.recipient = recipient
        self.campaign = campaign
        self.scope = scope
        self.day = day
        self.keyID = keyID
    }

    /// Days for which a token proves as much as on the first. Complaints come late: the slowest loop measured took 329 days.
    package static let fullProofDays = 400

    /// Whether it is so old at `moment` that it only says what is likely. Age lowers the trust and never voids it.
    package func isOld(at moment: Timestamp) -> Bool { moment.civilDate.daysSince1970 - day > Self.fullProofDays }
}
