import Deliverability
import MailSyntax
import Storage

/// The secret that a client shows as `Authorization: Bearer …` (RFC 6750 §2.1). Only its SHA-256 is kept and compared: the
/// secret is of high entropy, so that a fast digest is as good as a slow one.
package struct BearerToken: Sendable {
    /// Shorter ones can be guessed; those that we make have 64 hexadecimal digits after the prefix.
    package static let lengthMin = 16
    private static let prefix = "plb_"

    let digest: MessageDigest

    /// - Throws: `WebFrontError.shortToken`.
    package init(_ text: String) throws {
        let secret = Array(text.trimmedASCII.utf8)
        guard secret.count >= Self.lengthMin else { throw WebFrontError.shortToken }
        digest = SHA256Digest.of(secret)
    }

    /// A new one of 256 random bits, with the text that is shown once.
    package static func make() throws -> (text: String, token: BearerToken) {
        // The system's generator is getrandom(2).
        var generator = SystemRandomNumberGenerator()
        let text = prefix + hexadecimal((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
        return (text, try BearerToken(text))
    }

    /// The token out of the header field; nil for another scheme or none.
    static func shown(_ authorization: String?) -> [UInt8]? {
        let shown = Array((authorization ?? "").utf8)
        guard shown.startsIgnoringCase("bearer ", at: 0, limit: shown.count) else { return nil }
        let token = Array(shown[shown.trimmed(7..<shown.count)])
        return token.isEmpty ? nil : token
    }

    /// Takes the same time wherever the first difference is.
    static func isSame(_ left: MessageDigest, _ right: MessageDigest) -> Bool {
        guard left.bytes.count == right.bytes.count else { return false }
        return zip(left.bytes, right.bytes).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
