import Deliverability
import MailSyntax
import Storage

/// Somebody outside who may ask: a name, what its token opens, and the token's SHA-256. The token itself is nowhere.
package struct Consumer: Hashable, Sendable {
    package let name: String
    package let scopes: Set<Scope>
    let tokenDigest: MessageDigest
    package let created: Timestamp

    package init?(name: String, scopes: Set<Scope>, token: BearerToken, created: Timestamp) {
        guard Self.isName(name), !scopes.isEmpty else { return nil }
        self.name = name
        self.scopes = scopes
        tokenDigest = token.digest
        self.created = created
    }

    /// Whether it follows the feed, so that it can hang behind.
    package var followsFeed: Bool { !scopes.isDisjoint(with: [.feed, .hashedFeed]) }

    /// A name goes into logs, metrics and a file of lines.
    package static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { $0.isLetter || $0.isDigit || "-_.".utf8.contains($0) }
    }

    /// One line of the register: name, scopes, digest, time.
    var line: String {
        "\(name) \(scopes.map(\.rawValue).sorted().joined(separator: ",")) \(tokenDigest) \(created.secondsSince1970)"
    }

    init?(line: Substring) {
        let words = line.split(separator: " ")
        guard words.count == 4, Self.isName(String(words[0])), let digest = MessageDigest(hex: String(words[2])),
            let seconds = Int64(words[3])
        else { return nil }
        var scopes: Set<Scope> = []
        for word in words[1].split(separator: ",") {
            guard let scope = Scope(rawValue: String(word)) else { return nil }
            scopes.insert(scope)
        }
        guard !scopes.isEmpty else { return nil }
        name = String(words[0])
        self.scopes = scopes
        tokenDigest = digest
        created = Timestamp(seconds)
    }
}
