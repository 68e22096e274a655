import Deliverability
import MailSyntax

/// Finds and proves tokens in text that came by mail: local parts, Message-IDs, URLs, header fields.
///
/// A token is recognised wherever its signs begin behind something that is no letter or digit, so that `+` may have become
/// `-`, a mailbox may stand before it and a forwarder's SRS or BATV may stand around it.
package struct TokenReader: Hashable, Sendable {
    /// Why something that looks like a token is none of ours.
    package enum Refusal: String, CaseIterable, Hashable, Sendable {
        /// Its key is not in the ring: too old, or made by somebody else.
        case unknownKey = "unknown-key"
        /// The code does not fit what it stands for.
        case forged
        /// Made for something else.
        case otherPurpose = "other-purpose"
    }

    package enum Finding: Hashable, Sendable {
        case valid(Token)
        case refused(Refusal)
    }

    package let keys: TokenKeyRing

    /// A text of fewer bytes holds no token.
    package static let signsMin = TokenBody.signsMin

    /// Runs of signs that are tried in one text: honest ones hold one token.
    private static let candidatesMax = 4
    /// Bytes of one text that are looked at.
    private static let bytesMax = 2048

    package init(keys: TokenKeyRing) { self.keys = keys }

    /// The first proven token of one of the purposes, else why the first that looks like one is refused; nil where none does.
    package func token(in text: String, for purposes: Set<TokenPurpose>) -> Finding? {
        token(in: Array(text.utf8.prefix(Self.bytesMax)), for: purposes)
    }

    package func token(in text: [UInt8], for purposes: Set<TokenPurpose>) -> Finding? {
        var refused: Refusal?, tried = 0
        var candidates = TokenCandidates(text, end: min(text.count, Self.bytesMax))
        while tried < Self.candidatesMax, let candidate = candidates.next() {
            tried += 1
            switch prove(candidate.body) {
            case .valid(let token) where purposes.contains(token.purpose): return .valid(token)
            case .valid: refused = refused ?? .otherPurpose
            case .refused(let reason): refused = refused ?? reason
            }
        }
        return refused.map { .refused($0) }
    }

    private func prove(_ body: TokenBody) -> Finding {
        guard let key = keys.key(body.token.keyID) else { return .refused(.unknownKey) }
        let code = TokenBody.code(of: body.signed, recipient: body.token.recipient, key: key.secret)
        return HMACSHA256.areEqual(code, body.code) ? .valid(body.token) : .refused(.forged)
    }
}
