/// `local-part@domain` (RFC 5321 §4.1.2). Kept as sent; compared by `key`.
package struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    package let localPart: String
    package let domain: DomainName

    package var description: String { localPart + "@" + domain.text }

    /// What makes two addresses one contact: domain and local part in lower case. Dots and tags stay: they are the
    /// receiver's business. Needless quotes and backslashes do not make another address (RFC 5321 §4.1.2).
    package var key: String {
        guard localPart.utf8.first == 34 else { return Self.folded(localPart) + "@" + domain.text }
        let content = localContent
        return Self.folded(String(decoding: Self.isPlain(content) ? content : Self.quoted(content), as: UTF8.self)) + "@" + domain.text
    }

    private static func folded(_ text: String) -> String { text.utf8.allSatisfy { $0 < 128 } ? text.asciiLowercased : text.lowercased() }

    /// Takes exactly one address: bare, in angle brackets, with a display name, a `rfc822;` prefix or comments.
    /// nil for everything that is not one, and for control characters: an address travels into maps, files and feeds.
    package init?(_ text: String) { self.init(Array(text.utf8)) }

    package init?(_ bytes: [UInt8]) {
        guard bytes.count <= 2000 else { return nil }
        let bytes = Self.withoutComments(bytes)
        var range = Self.withoutAddressType(bytes, bytes.trimmed(0..<bytes.count))
        range = Self.insideAngles(bytes, range)
        range = Self.withoutScheme(bytes, range)
        while range.count > 2, bytes[range.lowerBound] == 39, bytes[range.upperBound - 1] == 39 {
            range = (range.lowerBound + 1)..<(range.upperBound - 1)
        }
        // A source route is dropped (RFC 5321 §4.1.1.3): `@a,@b:user@c`.
        if range.count > 1, bytes[range.lowerBound] == 64, let colon = bytes[range].firstIndex(of: 58) {
            range = (colon + 1)..<range.upperBound
        }
        guard range.count <= 320, let at = bytes[range].lastIndex(of: 64), at > range.lowerBound else { return nil }
        let local = bytes[range.lowerBound..<at]
        guard local.count <= 256, Self.isQuoted(local) || Self.isPlain(local) else {
            return nil
        }
        guard let decoded = String(validating: local, as: UTF8.self),
            local.allSatisfy({ $0 < 128 }) || decoded.unicodeScalars.allSatisfy({ $0.isASCII || Punycode.isNameScalar($0) })
        else { return nil }
        // Stricter than a domain elsewhere: what follows the @ is looked up in the DNS as it stands.
        guard bytes[(at + 1)..<range.upperBound].allSatisfy({ $0.isLetter || $0.isDigit || $0 == 45 || $0 == 46 || $0 == 95 || $0 > 127 }),
            let domain = DomainName(bytes.text((at + 1)..<range.upperBound)), local.count + 1 + domain.text.utf8.count <= 320
        else { return nil }
        localPart = decoded
        self.domain = domain
    }

    /// RFC 5322 §3.2.3, but the dot.
    static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case 34, 40, 41, 44, 58, 59, 60, 62, 64, 91, 92, 93: true
        default: false
        }
    }

    /// A whole quoted-string of printable characters: no quote inside that is not escaped.
    private static func isQuoted(_ local: ArraySlice<UInt8>) -> Bool {
        guard local.count > 2, local.first == 34, local.last == 34 else { return false }
        var escaped = false
        for byte in local.dropFirst().dropLast() {
            guard byte >= 32, byte != 127, byte != 34 || escaped else { return false }
            escaped = byte == 92 && !escaped
        }
        return !escaped
    }

    /// `rfc822;user@example.org` (RFC 3464 §2.1.2).
    private static func withoutAddressType(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        guard let semicolon = bytes[range].firstIndex(of: 59) else { return range }
        let type = bytes.text(bytes.trimmed(range.lowerBound..<semicolon)).asciiLowercased
        guard ["rfc822", "utf-8", "smtp", "rfc2822", "internet"].contains(type) else { return range }
        return bytes.trimmed((semicolon + 1)..<range.upperBound)
    }

    private static func insideAngles(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        var quoted = false, escaped = false, open: Int?
        for i in range {
            if escaped { escaped = false; continue }
            switch bytes[i] {
            case 92 where quoted: escaped = true
            case 34: quoted.toggle()
            case 60 where !quoted: open = i
            default: break
            }
        }
        // An odd quote in a display name hides the bracket: then the last one counts.
        if quoted { open = bytes[range].lastIndex(of: 60) }
        guard let open else { return range }
        var close = open + 1, inside = false, skip = false
        while close < range.upperBound, inside || bytes[close] != 62 {
            if skip {
                skip = false  // an escaped quote ends nothing
            } else if bytes[close] == 92, inside {
                skip = true
            } else if bytes[close] == 34 {
                inside.toggle()
            }
            close += 1
        }
        return bytes.trimmed((open + 1)..<close)
    }

    /// `mailto:user@example.org?subject=…` (RFC 6068), `smtp:user@example.org`.
    private static func withoutScheme(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        if bytes.startsIgnoringCase("mailto:", at: range.lowerBound, limit: range.upperBound) {
            return (range.lowerBound + 7)..<bytes.find(63, in: (range.lowerBound + 7)..<range.upperBound)
        }
        let smtp = bytes.startsIgnoringCase("smtp:", at: range.lowerBound, limit: range.upperBound)
        return smtp ? (range.lowerBound + 5)..<range.upperBound : range
    }

    /// Comments in parentheses, nested ones too, taken out; quoted strings keep theirs.
    private static func withoutComments(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(40) else { return bytes }
        var out: [UInt8] = [], depth = 0, quoted = false, escaped = false
        for byte in bytes {
            if escaped {
                escaped = false
                if depth == 0 { out.append(byte) }
                continue
            }
            if byte == 92, quoted || depth > 0 { escaped = true }
            if byte == 34, depth == 0 { quoted.toggle() }
            if byte == 40, !quoted { depth += 1 }
            if depth == 0 { out.append(byte) }
            if byte == 41, !quoted, depth > 0 { depth -= 1 }
        }
        return out
    }

    /// Every address of a list field (RFC 5322 §3.4), groups opened, quotes and comments respected; bounded.
    package static func list(_ value: [UInt8], limit: Int = 1000) -> [EmailAddress] {
        var out: [EmailAddress] = [], start = 0, quoted = false, comment = 0, angle = false, i = 0
        func take(_ end: Int) {
            if out.count < limit, let address = EmailAddress(Array(value[start..<end])) { out.append(address) }
        }
        while i < value.count {
            let byte = value[i]
            if byte == 92, quoted || comment > 0 {
                i += 2
                continue
            }
            if quoted {
                quoted = byte != 34
            } else if comment > 0 {
                if byte == 40 { comment += 1 } else if byte == 41 { comment -= 1 }
            } else {
                switch byte {
                case 34: quoted = true
                case 40: comment += 1
                case 60: angle = true
                case 62: angle = false
                case 44 where !angle, 59 where !angle:
                    take(i)
                    start = i + 1
                case 58 where !angle: start = i + 1
                default: break
                }
            }
            i += 1
        }
        if start < value.count { take(value.count) }
        return out
    }
}
