import Deliverability
import MailSyntax

/// Makes tokens that fit into a local part: at most 64 octets with what stands before them (RFC 5321 §4.5.3.1.1).
package struct TokenMint: Sendable {
    package enum Form: Hashable, Sendable {
        /// Readable where it fits, else opaque.
        case automatic
        case readable
        case opaque
    }

    /// Octets of a whole local part.
    package static let localPartMax = 64
    /// Of them, those left for a token where it is not known what it will be appended to: eleven and a separator are kept.
    package static let usualRoom = 52

    private let keys: TokenKeyRing
    private let day: Int

    package init(keys: TokenKeyRing, on day: CivilDate) {
        self.keys = keys
        self.day = day.daysSince1970
    }

    /// - Parameters:
    ///   - campaign: what the sender calls the mailing: visible characters, no address.
    ///   - room: octets that the token may have.
    /// - Throws: `Fault`, in words for the sender.
    package func token(
        _ purpose: TokenPurpose, for recipient: EmailAddress, campaign: String? = nil, scope: SuppressionScope = .all,
        form: Form = .automatic, room: Int = usualRoom
    ) throws(Fault) -> String {
        if let campaign, !Self.isCampaign(campaign) { throw .campaign(campaign) }
        let key = keys.signing
        func token(_ recipient: Token.Recipient) -> Token {
            Token(purpose: purpose, recipient: recipient, campaign: campaign, scope: scope, day: day, keyID: key.id)
        }
        if form != .opaque {
            let readable = VariableRecipient.encode(recipient).map { signs(of: token(.address(recipient)), key) + [45] + $0 }
            if let readable, readable.count <= room { return String(decoding: readable, as: UTF8.self) }
            if form == .readable { throw .tooLong(readable?.count, room: room) }
        }
        guard let handle = keys.handle(of: recipient) else { throw .noHash }
        let opaque = signs(of: token(.handle(handle)), key)
        guard opaque.count <= room else { throw .tooLong(opaque.count, room: room) }
        return String(decoding: opaque, as: UTF8.self)
    }

    private func signs(of token: Token, _ key: TokenKeyRing.Key) -> [UInt8] {
        let bytes = TokenBody.bytes(of: token)
        return Base32.encode(bytes + TokenBody.code(of: bytes, recipient: token.recipient, key: key.secret))
    }

    /// Never a person: a campaign is shown in figures and events, where no address may be (law 8).
    private static func isCampaign(_ text: String) -> Bool {
        (1...127).contains(text.utf8.count) && text.utf8.allSatisfy { $0 > 32 && $0 != 127 && $0 != 64 }
    }

    /// Why no token was made.
    package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        /// Octets needed, nil where the address cannot be written in that form at all.
        case tooLong(Int?, room: Int)
        case campaign(String)
        case noHash

        package var description: String {
            switch self {
            case .tooLong(let needed?, let room):
                "the token needs \(needed) octets and \(room) are left of the 64 of a local part: "
                    + "shorten the campaign, the name of the stream or list, or the mailbox that it is appended to"
            case .tooLong(nil, _): "the address cannot be written in readable form"
            case .campaign(let campaign): "`\(campaign)` is no campaign: 1 to 127 bytes without blanks, control characters and @"
            case .noHash: "libcrypto refuses HMAC-SHA-256"
            }
        }
    }
}
