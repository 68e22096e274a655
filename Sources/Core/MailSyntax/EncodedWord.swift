/// RFC 2047: `=?charset?B|Q?text?=` inside a header field's value.
package enum EncodedWord {
    /// Decodes every well-formed encoded word; blanks between two of them vanish (§6.2). What is not one stays.
    ///
    /// Neighbours in the same charset are joined before they are decoded: §5 forbids to split a character between two
    /// words, and half of all mailers do.
    package static func decode(_ value: [UInt8], limits: Limits = Limits()) -> String {
        guard value.find([61, 63], in: 0..<value.count) != nil else { return Charset.decode(value, charset: nil) }
        var out = "", plain: [UInt8] = [], position = 0, words = 0
        var pending: Word?
        var scan = Scan()
        while position < value.count {
            guard value[position] == 61, limits.encodedWords.allows(words + 1), let (word, end) = scan.word(value, at: position) else {
                plain.append(value[position])
                position += 1
                continue
            }
            if let held = pending, plain.allSatisfy(\.isMailWhitespace) {
                if held.charset == word.charset {
                    pending = Word(charset: held.charset, bytes: held.bytes + word.bytes)
                } else {
                    out += held.text
                    pending = word
                }
            } else {
                out += (pending?.text ?? "") + Charset.decode(plain, charset: nil)
                pending = word
            }
            plain = []
            position = end
            words += 1
        }
        return out + (pending?.text ?? "") + Charset.decode(plain, charset: nil)
    }

    private struct Word {
        let charset: String
        let bytes: [UInt8]
        var text: String { Charset.decode(bytes, charset: charset) }
    }

    /// Looks for words from left to right. Remembers how far no end was found, so that no byte is searched twice.
    private struct Scan {
        private var endless = 0

        mutating func word(_ value: [UInt8], at start: Int) -> (Word, Int)? {
            guard value.starts(with: [61, 63], at: start, limit: value.count) else { return nil }
            let charsetEnd = value.find(63, in: (start + 2)..<min(value.count, start + 66))
            guard charsetEnd + 2 < value.count, value[charsetEnd] == 63, value[charsetEnd + 2] == 63 else { return nil }
            let encoding = value[charsetEnd + 1].asciiLowercased
            guard encoding == 98 || encoding == 113 else { return nil }
            let text = charsetEnd + 3
            let window = min(value.count, start + 2000)  // §2 says 75; mailers exceed it, not by this much
            var end = value.find(63, in: min(max(text, endless), window)..<window)
            while end < window, !(end + 1 < value.count && value[end + 1] == 61) { end = value.find(63, in: (end + 1)..<window) }
            guard end < window else {
                endless = window
                return nil
            }
            // RFC 2231 §5 puts a language behind the charset: `us-ascii*en`.
            let charset = value.text((start + 2)..<charsetEnd).split(separator: "*").first.map(String.init) ?? ""
            let bytes = encoding == 98 ? Base64.decode(value, text..<end) : QuotedPrintable.decodeQ(value, text..<end)
            return (Word(charset: charset.asciiLowercased, bytes: bytes), end + 2)
        }
    }
}
