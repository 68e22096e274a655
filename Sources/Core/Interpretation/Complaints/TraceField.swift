import MailSyntax

/// One Received field, as far as trust and attribution need it (RFC 5321 §4.4): who stamped it, and for whom.
struct TraceField {
    /// Host in `by`, lower case; nil where the field names none.
    let by: String?
    /// Recipient in `for`, verbatim.
    let recipient: String?

    init(_ value: [UInt8]) {
        let words = Self.words(value)
        by = Self.word(after: "by", in: words).map { $0.asciiLowercased.filter { $0 != "[" && $0 != "]" } }
        recipient = Self.word(after: "for", in: words)
    }

    /// Whether the host is one of `hosts`, or below one.
    func isStamped(by hosts: Set<String>) -> Bool {
        guard let by, let host = DomainName(by) else { return false }
        return hosts.contains { $0.asciiLowercased == host.text || DomainName($0).map(host.isAtOrBelow) ?? false }
    }

    private static func word(after key: String, in words: [String]) -> String? {
        guard let index = words.firstIndex(where: { $0.asciiLowercased == key }), index + 1 < words.count else { return nil }
        return words[index + 1]
    }

    /// Words up to the date; comments in parentheses are dropped.
    private static func words(_ value: [UInt8]) -> [String] {
        var out: [String] = [], word: [UInt8] = [], depth = 0
        for byte in value.prefix(4096) {
            switch byte {
            case 40: depth += 1
            case 41: depth = max(0, depth - 1)
            case _ where depth > 0: continue
            case 59:
                if !word.isEmpty { out.append(String(decoding: word, as: UTF8.self)) }
                return out
            case _ where byte.isMailWhitespace: if !word.isEmpty { out.append(String(decoding: word, as: UTF8.self)); word = [] }
            default: word.append(byte)
            }
        }
        if !word.isEmpty { out.append(String(decoding: word, as: UTF8.self)) }
        return out
    }
}
