import MailSyntax

/// Mends what real reporters get wrong in XML, byte by byte, before a second attempt: raw `&` and `<`, invalid UTF-8, a
/// stray `xs:schema` tag, control characters, the last `>`. It never closes a record: a report that was cut stays cut.
///
/// A value that transforms a stream in chunks; what cannot be judged yet waits in `held` (bounded by the look-ahead).
package struct XMLRepair: Sendable {
    private var held: [UInt8] = []
    private var tail: [UInt8] = []
    /// What was mended, for the report's warnings.
    package private(set) var mended: Set<String> = []
    private static let lookAhead = 4096

    package init() {}

    package mutating func mend(_ chunk: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        held.append(contentsOf: chunk)
        return process(final: false)
    }

    /// The rest. `</feedback` without its `>` is closed where the content is known to be complete: by a checksum, or by a
    /// line end after it.
    package mutating func finish(isComplete: Bool) -> [UInt8] {
        var out = process(final: true)
        let range = tail.trimmed(0..<tail.count)
        let endsInLine = range.upperBound < tail.count
        if isComplete || endsInLine, let open = tail[range].lastIndex(of: 60), open + 1 < range.upperBound, tail[open + 1] == 47,
            tail[(open + 2)..<range.upperBound].allSatisfy({ $0.isLetter || $0 == 58 || $0.isDigit }),
            tail.findIgnoringCase("feedback", in: open..<range.upperBound) != nil
        {
            out.append(62)
            mended.insert("the last > was missing")
        }
        return out
    }

    private mutating func process(final: Bool) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(held.count + 64)
        var i = 0
        let end = held.count
        while i < end {
            let byte = held[i]
            if !final, end - i < Self.lookAhead, byte == 60 || byte == 38 || byte >= 0x80 { break }
            switch byte {
            case 38: i = ampersand(at: i, into: &out)
            case 60: i = tag(at: i, into: &out)
            case 0..<0x20 where byte != 9 && byte != 10 && byte != 13:
                mended.insert("control characters")
                out.append(32)
                i += 1
            case 0x80...: i = character(at: i, into: &out)
            default:
                out.append(byte)
                i += 1
            }
        }
        held.removeFirst(i)
        tail = Array((tail + out.suffix(64)).suffix(64))
        return out
    }

    /// `&name;` of the five and character references stay; every other `&` is text.
    private mutating func ampersand(at i: Int, into out: inout [UInt8]) -> Int {
        let window = held[(i + 1)..<min(held.count, i + 12)]
        if let semicolon = window.firstIndex(of: 59) {
            let name = held[(i + 1)..<semicolon]
            let known = ["amp", "lt", "gt", "quot", "apos"].contains { $0.utf8.elementsEqual(name) }
            let reference = name.first == 35 && name.count > 1 && name.dropFirst().allSatisfy { $0.isDigit || $0.isLetter }
            if known || reference {
                out.append(contentsOf: held[i...semicolon])
                return semicolon + 1
            }
        }
        mended.insert("raw & in text")
        out.append(contentsOf: Array("&amp;".utf8))
        return i + 1
    }

    /// A `<` that opens no tag is text; `xs:schema` tags vanish, they are never closed where they are stray.
    private mutating func tag(at i: Int, into out: inout [UInt8]) -> Int {
        var j = i + 1
        if j < held.count, held[j] == 33 || held[j] == 63 {
            out.append(60)
            return j
        }
        if j < held.count, held[j] == 47 { j += 1 }
        let nameStart = j
        while j < held.count, j - nameStart < 128, held[j].isLetter || held[j].isDigit || [45, 95, 46, 58].contains(held[j]) { j += 1 }
        let opens = j > nameStart && (j >= held.count || [32, 9, 10, 13, 47, 62].contains(held[j])) && !held[nameStart].isDigit
        guard opens else {
            mended.insert("raw < in text")
            out.append(contentsOf: Array("&lt;".utf8))
            return i + 1
        }
        if held.startsIgnoringCase("xs:schema", at: nameStart, limit: j) || held.startsIgnoringCase("xsd:schema", at: nameStart, limit: j) {
            // Within the look-ahead, whatever the chunks: what comes out must not depend on how the bytes arrived.
            let limit = min(held.count, i + Self.lookAhead)
            let close = held.find(62, in: j..<limit)
            if close < limit {
                mended.insert("a stray schema tag")
                return close + 1
            }
        }
        out.append(60)
        return i + 1
    }

    /// A valid UTF-8 sequence stays; a stray byte is read as windows-1252, which is what it nearly always was.
    private mutating func character(at i: Int, into out: inout [UInt8]) -> Int {
        let lead = held[i]
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0
        if length > 0, i + length <= held.count, lead < 0xF5, String(validating: held[i..<(i + length)], as: UTF8.self) != nil {
            out.append(contentsOf: held[i..<(i + length)])
            return i + length
        }
        mended.insert("invalid UTF-8")
        out.append(contentsOf: Charset.decode([lead], charset: "windows-1252").utf8)
        return i + 1
    }
}
