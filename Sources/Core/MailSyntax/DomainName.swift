/// A domain as mail compares it: lower case, without the root's dot (RFC 1035, RFC 5890). Not looked up, only spelled.
package struct DomainName: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let text: String

    /// nil for what cannot be a domain: empty, over 253 bytes, a label over 63, blanks, control characters, markup.
    /// U-labels become A-labels (RFC 5890 §2.3.2.1), so that both spellings are one domain.
    package init?(_ text: String) {
        guard text.utf8.count <= 1000 else { return nil }
        var word = text.trimmedASCII.asciiLowercased
        while word.hasSuffix(".") { word.removeLast() }
        var seen: UInt8 = 0
        for byte in word.utf8 {
            guard Self.isAllowed(byte) else { return nil }
            seen |= byte
        }
        if seen >= 128 {
            guard let ascii = Punycode.aLabels(word) else { return nil }
            word = ascii
        }
        guard !word.isEmpty, word.utf8.count <= 253, Self.hasSoundLabels(word) else { return nil }
        self.text = word
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        // Blanks and controls, `"'()`, `,`, `/`, `:;<`, `>`, `@`, `[\]`, DEL.
        case ...32, 34, 39...41, 44, 47, 58...60, 62, 64, 91...93, 127: false
        default: true
        }
    }

    private static func hasSoundLabels(_ word: String) -> Bool {
        var length = 0
        for byte in word.utf8 {
            if byte == 46 {
                guard length > 0 else { return false }
                length = 0
            } else {
                length += 1
                guard length <= 63 else { return false }
            }
        }
        return length > 0
    }

    package var description: String { text }

    /// With U-labels, as people write it and SMTPUTF8 carries it (RFC 6531); nil where that is no other spelling.
    package var uLabels: String? { Punycode.uLabels(text) }

    package var labels: [Substring] { text.utf8.split(separator: 46).map { Substring($0) } }

    /// Whether this domain is `other` or below it.
    package func isAtOrBelow(_ other: DomainName) -> Bool { text == other.text || text.hasSuffix("." + other.text) }

    package static func < (a: DomainName, b: DomainName) -> Bool { a.text < b.text }
}
