import MailSyntax

/// The secret that a client shows as `Authorization: Bearer …` (RFC 6750 §2.1).
struct BearerToken: Sendable {
    /// Shorter ones can be guessed; 32 random bytes in hexadecimal are 64 characters.
    static let lengthMin = 16

    private let secret: [UInt8]

    /// - Throws: `WebFrontError.shortToken`.
    init(_ text: String) throws {
        secret = Array(text.trimmedASCII.utf8)
        guard secret.count >= Self.lengthMin else { throw WebFrontError.shortToken }
    }

    /// Takes the same time for every wrong token of any content, so that it cannot be found byte by byte.
    func accepts(_ authorization: String?) -> Bool {
        let shown = Array((authorization ?? "").utf8)
        guard shown.startsIgnoringCase("bearer ", at: 0, limit: shown.count) else { return false }
        let token = shown[shown.trimmed(7..<shown.count)]
        var difference = token.count ^ secret.count
        for (offset, byte) in token.prefix(secret.count * 4).enumerated() { difference |= Int(byte ^ secret[offset % secret.count]) }
        return difference == 0
    }
}
