/// The text of a reply as phrases are searched in it: letters folded, one blank for every run of blanks and line ends and
/// none between Chinese or Japanese characters, typographic apostrophes made plain, and the prefixes of a multi-line
/// reply (`550-5.1.1 `) taken out, so that a phrase may span its lines. A blank stands at both ends.
package struct ReplyText: Sendable {
    package let bytes: [UInt8]

    package init(_ text: String, limit: Int = 8192) {
        self.init(text.utf8.count <= limit ? Array(text.utf8) : Array(text.utf8.prefix(limit)))
    }

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
            if byte < 0x80 {
                let end = Self.plainEnd(source, i), start = out.count - i
                out += source[i..<end]
                for capital in i..<end where source[capital] &- 65 < 26 { out[start + capital] |= 0x20 }
                i = end
                continue
            }
            if byte >= 0xC2, let blank = Self.blank(source, i) {
                if out.last != 32 { out.append(32) }
                i += blank
                continue
            }
            if byte >= 0xE3, byte <= 0xE9, out.last == 32, Self.endsIdeograph(out) { out.removeLast() }
            i += LetterFolding.append(source, at: i, to: &out)
        }
        if out.last != 32 { out.append(32) }
        bytes = out
    }

    /// End of the ASCII text from `start` on that stays as it is but for its capitals: words with one blank between them.
    /// A digit that may begin a reply's prefix ends it, too.
    private static func plainEnd(_ s: [UInt8], _ start: Int) -> Int {
        s.withUnsafeBufferPointer { s in
            var i = start
            while i < s.count, s[i] &- 33 < 95 || s[i] == 32 && i + 1 < s.count && s[i + 1] &- 33 < 95 && s[i + 1] & 0xFE != 52 { i += 1 }
            return i
        }
    }

    /// Length of a blank that is not ASCII: no-break space, ideographic space.
    private static func blank(_ s: [UInt8], _ i: Int) -> Int? {
        if s[i] == 0xC2, i + 1 < s.count, s[i + 1] == 0xA0 { return 2 }
        if s[i] == 0xE3, i + 2 < s.count, s[i + 1] == 0x80, s[i + 2] == 0x80 { return 3 }
        return nil
    }

    /// Whether a Chinese or Japanese character stands before the last blank: lines break anywhere in their text.
    private static func endsIdeograph(_ out: [UInt8]) -> Bool {
        out.count >= 4 && (0xE3...0xE9).contains(out[out.count - 4]) && out[out.count - 2] & 0xC0 == 0x80
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
