/// A domain as mail compares it: lower case, without the root's dot (RFC 1035, RFC 5890). Not looked up, only spelled.
package struct DomainName: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let text: String

    /// nil for what cannot be a domain: empty, over 253 bytes, a label over 63, blanks, control characters, markup.
    /// U-labels become A-labels (RFC 5890 §2.3.2.1), so that both spellings are one domain.
    package init?(_ text: String) {
        guard text.utf8.count <= 1000 else { return nil }
        var word = text.trimmedASCII.asciiLowercased
        while word.hasSuffix(".") { word.removeLast() }
        guard word.utf8.allSatisfy({ $0 > 32 && $0 != 127 && !Self.forbidden.contains($0) }) else { return nil }
        if !word.utf8.allSatisfy({ $0 < 128 }) {
            guard let ascii = Punycode.aLabels(word) else { return nil }
            word = ascii
        }
        let labels = word.utf8.split(separator: 46, omittingEmptySubsequences: false)
        guard !word.isEmpty, word.utf8.count <= 253, labels.allSatisfy({ (1...63).contains($0.count) }) else { return nil }
        self.text = word
    }

    private static let forbidden: Set<UInt8> = Set("\"'<>()[],;:\\/@ ".utf8)

    package var description: String { text }

    package var labels: [Substring] { text.split(separator: ".") }

    /// Whether this domain is `other` or below it.
    package func isAtOrBelow(_ other: DomainName) -> Bool { text == other.text || text.hasSuffix("." + other.text) }

    package static func < (a: DomainName, b: DomainName) -> Bool { a.text < b.text }
}
