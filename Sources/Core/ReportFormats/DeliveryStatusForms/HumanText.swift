import MailSyntax

/// The words for people in a notice, as UTF-8 lines: charsets decoded, markup taken out, bounded; the returned message
/// that some MTAs paste below is kept apart.
struct HumanText {
    /// Up to the returned message.
    let visible: [UInt8]
    /// The pasted message: header, perhaps a body.
    let returned: [UInt8]

    static func read(_ parts: StatusParts, limits: Limits) -> HumanText {
        let bound = limits.diagnosticBytes.value * 8
        var text: [UInt8] = [], hadPlain = false
        for part in parts.texts {
            let isMarkup = part.mediaType.essence == "text/html"
            if isMarkup, hadPlain { continue }
            let encoded = part.body.lowerBound..<min(part.body.upperBound, part.body.lowerBound + bound * 2)
            let decoded = part.wholeWords(of: part.encoding.decode(part.source, encoded))
            var words = Charset.utf8(decoded, charset: part.mediaType["charset"])
            if isMarkup || looksLikeMarkup(words) { words = MarkupText.plain(words) }
            if !isMarkup, !words.allSatisfy(\.isMailWhitespace) { hadPlain = true }
            if !text.isEmpty { text += [10, 10] }
            if text.isEmpty { text = words } else { text += words }
            if text.count >= bound { break }
        }
        if text.count > bound { text.removeLast(text.count - bound) }
        let cut = OriginalMessage.start(in: text)
        return cut == text.count
            ? HumanText(visible: text, returned: []) : HumanText(visible: Array(text[..<cut]), returned: Array(text[cut...]))
    }

    /// The fields of a machine part that stand in the text, where a gateway flattened the report; nil where there are none.
    var machineFields: [UInt8]? {
        var cursor = LineCursor(0..<visible.count), start: Int?, namesRecipient = false
        while let line = cursor.next(in: visible) {
            let content = visible.trimmed(line)
            let isRecipient =
                visible.startsIgnoringCase("final-recipient:", at: content.lowerBound, limit: content.upperBound)
                || visible.startsIgnoringCase("original-recipient:", at: content.lowerBound, limit: content.upperBound)
            if isRecipient || visible.startsIgnoringCase("reporting-mta:", at: content.lowerBound, limit: content.upperBound) {
                start = start ?? line.lowerBound
                namesRecipient = namesRecipient || isRecipient
            }
        }
        guard let start, namesRecipient else { return nil }
        return Array(visible[start...])
    }

    private static func looksLikeMarkup(_ words: [UInt8]) -> Bool {
        let range = words.trimmed(0..<words.count)
        return words.startsIgnoringCase("<html", at: range.lowerBound, limit: range.upperBound)
            || words.startsIgnoringCase("<!doctype html", at: range.lowerBound, limit: range.upperBound)
    }
}

/// HTML to lines of text: tags dropped, block tags and `<br>` become line ends, the common entities decoded. One pass.
enum MarkupText {
    static func plain(_ source: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [], i = 0
        out.reserveCapacity(source.count)
        while i < source.count {
            switch source[i] {
            case 60:
                // `<user@example.org>` written bare is an address, not a tag.
                let end = source.find(62, in: i..<min(source.count, i + 2000))
                guard end < source.count, source[end] == 62 else { i += 1; continue }
                if source[i..<end].contains(64), !source[i..<end].contains(61) {
                    out += source[i...end]
                } else {
                    if let skipped = contentEnd(source, i) { i = skipped; continue }
                    if breaksLine(source, i + 1) { out.append(10) }
                }
                i = end + 1
            case 38:
                let (byte, next) = entity(source, i)
                out += byte
                i = next
            case 10, 13: out.append(32); i += 1
            default: out.append(source[i]); i += 1
            }
        }
        return out
    }

    /// Style sheets and scripts are no text.
    private static func contentEnd(_ s: [UInt8], _ i: Int) -> Int? {
        for (open, close) in [("<style", "</style"), ("<script", "</script")] as [(StaticString, StaticString)]
        where s.startsIgnoringCase(open, at: i, limit: s.count) {
            return s.findIgnoringCase(close, in: i..<s.count) ?? s.count
        }
        return nil
    }

    private static func breaksLine(_ s: [UInt8], _ start: Int) -> Bool {
        var i = start
        if i < s.count, s[i] == 47 { i += 1 }
        for tag in ["br", "p", "div", "tr", "li", "td", "h1", "h2", "h3", "h4", "pre", "hr", "table", "ul", "title"] as [StaticString] {
            let end = i + tag.utf8CodeUnitCount
            if s.startsIgnoringCase(tag, at: i, limit: s.count), end >= s.count || !(s[end].isLetter || s[end].isDigit) { return true }
        }
        return false
    }

    private static func entity(_ s: [UInt8], _ i: Int) -> ([UInt8], Int) {
        let end = s.find(59, in: i..<min(s.count, i + 10))
        guard end < s.count, s[end] == 59 else { return ([38], i + 1) }
        let name = s.text((i + 1)..<end).asciiLowercased
        let known: [String: String] = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "nbsp": " ", "apos": "'"]
        if let text = known[name] { return (Array(text.utf8), end + 1) }
        if name.hasPrefix("#") {
            let digits = name.dropFirst()
            let code = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            if let code, code >= 32, let scalar = Unicode.Scalar(code) { return (Array(String(Character(scalar)).utf8), end + 1) }
        }
        return ([38], i + 1)
    }
}
