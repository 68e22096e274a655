import MailSyntax

/// What a token travels in, and how much of one has room there.
package enum TokenCarrier: Hashable, Sendable {
    /// `bounces@example.com` → `bounces+TOKEN@example.com`.
    case mailbox(EmailAddress)
    /// `example.com` → `<TOKEN@example.com>`, a Message-ID.
    case domain(DomainName)
    /// `https://example.com/u/` → `https://example.com/u/TOKEN`.
    case link(String)
    case none

    /// Octets for a token in a URL: nothing but sense bounds them.
    private static let roomInLink = 512

    package init?(_ text: String) {
        if text.hasPrefix("https://") {
            guard text.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != 34 && $0 != 60 && $0 != 62 }) else { return nil }
            self = .link(text)
        } else if text.contains("@") {
            guard let address = EmailAddress(text), address.localPart.utf8.count <= 40, !address.localPart.contains("\"") else {
                return nil
            }
            self = .mailbox(address)
        } else {
            guard let domain = DomainName(text), domain.labels.count > 1 else { return nil }
            self = .domain(domain)
        }
    }

    package var room: Int {
        switch self {
        case .mailbox(let address): TokenMint.localPartMax - address.localPart.utf8.count - 1
        case .domain: TokenMint.localPartMax
        case .link: Self.roomInLink
        case .none: TokenMint.usualRoom
        }
    }

    package func carrying(_ token: String) -> String {
        switch self {
        case .mailbox(let address): "\(address.localPart)+\(token)@\(address.domain)"
        case .domain(let domain): "<\(token)@\(domain)>"
        case .link(let start): start + token
        case .none: token
        }
    }
}
