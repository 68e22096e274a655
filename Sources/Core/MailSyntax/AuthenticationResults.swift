/// One Authentication-Results field (RFC 8601 §2.2). Read leniently: a field that cannot be read lowers trust, it
/// never costs the message.
package struct AuthenticationResults: Hashable, Sendable {
    package struct Method: Hashable, Sendable {
        /// `dkim`, `spf`, `dmarc`, lower case.
        package let name: String
        package let result: String
        /// `header.d` → value, lower-case names.
        package let properties: [String: String]
    }

    /// Who says so; nil where the field has none (Microsoft leaves it out).
    package let authservID: String?
    package let methods: [Method]

    package init?(_ value: [UInt8]) {
        guard value.count <= 20_000 else { return nil }
        let clean = Self.withoutComments(value)
        let segments = Self.split(clean)
        guard let head = segments.first else { return nil }
        let words = head.split(whereSeparator: \.isMailWhitespace)
        if words.first?.contains(61) ?? true {
            authservID = nil
            methods = segments.compactMap(Self.method)
        } else {
            authservID = words.first.map { String(decoding: $0.filter { $0 != 34 }, as: UTF8.self).asciiLowercased }
            // Yahoo's old form forgets the semicolon behind the id.
            let rest = Array(words.dropFirst().joined(separator: [32]))
            methods = ([rest] + segments.dropFirst()).compactMap(Self.method)
        }
    }

    private static func method(_ segment: [UInt8]) -> Method? {
        let words = words(segment)
        guard let first = words.first, let equals = first.firstIndex(of: 61) else { return nil }
        var name = String(decoding: first[..<equals], as: UTF8.self).asciiLowercased
        if let slash = name.firstIndex(of: "/") { name = String(name[..<slash]) }
        let result = String(decoding: first[(equals + 1)...], as: UTF8.self).asciiLowercased
        guard !name.isEmpty, !result.isEmpty else { return nil }
        var properties: [String: String] = [:]
        for word in words.dropFirst().prefix(32) {
            guard let equals = word.firstIndex(of: 61) else { continue }
            let key = String(decoding: word[..<equals], as: UTF8.self).asciiLowercased
            if properties[key] == nil { properties[key] = String(decoding: word[(equals + 1)...].filter { $0 != 34 }, as: UTF8.self) }
        }
        return Method(name: name, result: result, properties: properties)
    }

    /// Words at blanks; blanks around `=` belong to the pair, quoted strings stay whole.
    private static func words(_ segment: [UInt8]) -> [[UInt8]] {
        var out: [[UInt8]] = [], word: [UInt8] = [], quoted = false
        for byte in segment {
            if byte == 34 { quoted.toggle() }
            if byte.isMailWhitespace, !quoted {
                if let last = word.last, last != 61 { out.append(word); word = [] }
            } else if byte == 61, word.isEmpty, let last = out.popLast() {
                word = last + [61]
            } else {
                word.append(byte)
            }
        }
        if !word.isEmpty { out.append(word) }
        return out
    }

    private static func split(_ value: [UInt8]) -> [[UInt8]] {
        var out: [[UInt8]] = [], segment: [UInt8] = [], quoted = false
        for byte in value {
            if byte == 34 { quoted.toggle() }
            if byte == 59, !quoted { out.append(segment); segment = [] } else { segment.append(byte) }
        }
        out.append(segment)
        return out.map { Array($0[$0.trimmed(0..<$0.count)]) }.filter { !$0.isEmpty }
    }

    /// Comments become a blank; an escaped character loses its meaning here, and with it its quote.
    private static func withoutComments(_ value: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [], depth = 0, quoted = false, escaped = false
        for byte in value {
            if escaped || (byte == 92 && (quoted || depth > 0)) {
                if escaped, quoted, byte != 34 { out.append(byte) }
                escaped.toggle()
                continue
            }
            if byte == 34, depth == 0 { quoted.toggle() }
            if byte == 40, !quoted { depth += 1; continue }
            if byte == 41, !quoted, depth > 0 { depth -= 1; if depth == 0 { out.append(32) }; continue }
            if depth == 0 { out.append(byte) }
        }
        return out
    }
}
