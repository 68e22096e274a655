/// The text of a reply as phrases are searched in it: ASCII, Latin-1 and Cyrillic letters in lower case, one blank for
/// every run of blanks and line ends, typographic apostrophes made plain, and the prefixes of a multi-line reply
/// (`550-5.1.1 `) taken out, so that a phrase may span its lines. A blank stands at both ends.
package struct ReplyText: Sendable {
    package let bytes: [UInt8]

    package init(_ text: String, limit: Int = 8192) { self.init(Array(text.utf8.prefix(limit))) }

    package init(_ source: [UInt8]) {
        var out: [UInt8] = [32]
        out.reserveCapacity(source.count + 2)
        var i = 0, continued: ArraySlice<UInt8>?
        while i < source.count {
            let byte = source[i]
            if byte <= 32 {
                if out.last != 32 { out.append(32) }
                i += 1
                continue
            }
            if out.last == 32, let end = Self.prefixEnd(source, i, after: continued) {
                if source[i + 3] == 45 { continued = source[i..<(i + 3)] }
                if out.count == 1 { out += source[i..<end].map(\.self) }  // the first line keeps its code
                i = end
                continue
            }
            switch byte {
            case 65...90: out.append(byte | 0x20)
            case 0xC3 where i + 1 < source.count && (0x80...0x9E).contains(source[i + 1]) && source[i + 1] != 0x97:
                out += [0xC3, source[i + 1] + 0x20]
                i += 1
            case 0xD0 where i + 1 < source.count && (0x90...0x9F).contains(source[i + 1]):
                out += [0xD0, source[i + 1] + 0x20]
                i += 1
            case 0xD0 where i + 1 < source.count && (0xA0...0xAF).contains(source[i + 1]):
                out += [0xD1, source[i + 1] - 0x20]
                i += 1
            case 0xC2 where i + 1 < source.count && source[i + 1] == 0xA0:  // no-break space
                if out.last != 32 { out.append(32) }
                i += 1
            case 0xE2 where i + 2 < source.count && source[i + 1] == 0x80 && (source[i + 2] == 0x99 || source[i + 2] == 0x98):
                out.append(39)
                i += 2
            default: out.append(byte)
            }
            i += 1
        }
        if out.last != 32 { out.append(32) }
        bytes = out
    }

    /// End of `550-`, `550-5.1.1 ` or, after such a line, of the last line's `550 5.1.1 `.
    private static func prefixEnd(_ s: [UInt8], _ start: Int, after continued: ArraySlice<UInt8>?) -> Int? {
        guard start + 4 < s.count, s[start] == 52 || s[start] == 53, isDigit(s[start + 1]), isDigit(s[start + 2]) else { return nil }
        if s[start + 3] == 32 {
            guard let continued, s[start..<(start + 3)] == continued else { return nil }
        } else if s[start + 3] != 45 {
            return nil
        }
        var end = start + 4, dots = 0, i = end
        while i < s.count, isDigit(s[i]) || s[i] == 46 {
            if s[i] == 46 { dots += 1 }
            i += 1
        }
        if dots == 2, i < s.count, s[i] == 32 || s[i] == 10 || s[i] == 13 { end = i + 1 }
        return end
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
}
