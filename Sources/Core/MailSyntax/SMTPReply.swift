/// Three digits of RFC 5321 §4.2: what the server said to the dialogue.
package struct ReplyCode: Hashable, Sendable, CustomStringConvertible {
    package let value: Int

    package init?(_ value: Int) {
        guard (200...599).contains(value) else { return nil }
        self.value = value
    }

    package var isTransient: Bool { value / 100 == 4 }
    package var isPermanent: Bool { value / 100 == 5 }
    package var description: String { String(value) }
}

/// `class.subject.detail` of RFC 3463 §2: what the server said about the mail.
package struct EnhancedStatusCode: Hashable, Sendable, CustomStringConvertible {
    package let classDigit: Int, subject: Int, detail: Int

    package init?(classDigit: Int, subject: Int, detail: Int) {
        guard [2, 4, 5].contains(classDigit), (0...999).contains(subject), (0...999).contains(detail) else { return nil }
        self.classDigit = classDigit
        self.subject = subject
        self.detail = detail
    }

    /// The first code of that form in the text; a comment behind it is normal (`5.1.1 (permanent failure)`).
    package init?(_ text: String) { self.init(firstIn: Array(text.utf8)) }

    /// Finds `d.d.ddd` that stands alone: not part of an address, a version or a longer number. Every subject in use has
    /// one digit (IANA), and `Exim 4.94.2` is no status.
    package init?(firstIn bytes: [UInt8]) {
        var i = 0
        while i < bytes.count {
            guard bytes[i] == 50 || bytes[i] == 52 || bytes[i] == 53, i == 0 || !Self.continues(bytes[i - 1]) else { i += 1; continue }
            if let (code, end) = Self.code(bytes, at: i), end >= bytes.count || !Self.continues(bytes[end]) || Self.endsSentence(bytes, end)
            {
                self = code
                return
            }
            i += 1
        }
        return nil
    }

    private static func code(_ bytes: [UInt8], at start: Int) -> (EnhancedStatusCode, Int)? {
        var i = start + 1, numbers: [Int] = []
        for _ in 0..<2 {
            guard i < bytes.count, bytes[i] == 46 else { return nil }
            i += 1
            var value = 0, digits = 0
            while i < bytes.count, bytes[i].isDigit, digits < 4 { value = value * 10 + Int(bytes[i] - 48); i += 1; digits += 1 }
            guard (1...3).contains(digits) else { return nil }
            numbers.append(value)
        }
        guard let code = EnhancedStatusCode(classDigit: Int(bytes[start] - 48), subject: numbers[0], detail: numbers[1]) else { return nil }
        return code.subject > 9 ? nil : (code, i)
    }

    private static func continues(_ byte: UInt8) -> Bool { byte.isDigit || byte == 46 || byte.isLetter || byte == 64 }
    private static func endsSentence(_ bytes: [UInt8], _ end: Int) -> Bool {
        bytes[end] == 46 && (end + 1 >= bytes.count || !bytes[end + 1].isDigit)
    }

    package var isTransient: Bool { classDigit == 4 }
    package var isPermanent: Bool { classDigit == 5 }
    package var description: String { "\(classDigit).\(subject).\(detail)" }
}

/// Reply code, enhanced status code and text: three fields that are never glued together.
package struct SMTPReply: Hashable, Sendable {
    package let code: ReplyCode?
    package let status: EnhancedStatusCode?
    /// The reply as it was written, without the words of the reporter before it.
    private let body: [UInt8]

    /// One line: continuation prefixes (`550-5.1.1 `) and line ends of a multi-line reply are taken out.
    package var text: String { Self.oneLine(body, code: code, status: status) }

    /// Reads a reply out of the free text that MTAs wrap around it: `smtp; 550 5.1.1 <a@b>... User unknown`.
    package init(_ raw: String, limit: Int = 4096) {
        let bytes = Array(raw.bounded(toBytes: limit).utf8)
        var position = bytes.trimmed(0..<bytes.count).lowerBound
        for prefix in ["smtp;", "x-unix;", "x-postfix;", "smtp :", "smtp:", "lmtp;"] as [StaticString]
        where bytes.startsIgnoringCase(prefix, at: position, limit: bytes.count) {
            position += prefix.utf8CodeUnitCount
        }
        let body = Array(bytes[bytes.trimmed(position..<bytes.count)])
        let glued = Self.gluedReplyCode(body)
        let code = glued ?? Self.replyCode(in: body)
        self.code = code
        let status = EnhancedStatusCode(firstIn: glued == nil ? body : Array(body[3...]))
        self.status = status
        self.body = body
    }

    /// The first three digits that stand like a reply code: at a word's start, followed by a blank, `-`, `#` or the end.
    private static func replyCode(in bytes: [UInt8]) -> ReplyCode? {
        var i = 0
        while i + 2 < bytes.count {
            let first = bytes[i]
            guard first == 50 || first == 52 || first == 53, bytes[i + 1] >= 48, bytes[i + 1] <= 53, bytes[i + 2].isDigit else {
                i += 1; continue
            }
            let before = i == 0 || bytes[i - 1].isMailWhitespace || [40, 34, 39, 58, 60, 62, 91, 61, 59, 93].contains(bytes[i - 1])
            let after =
                i + 3 >= bytes.count || bytes[i + 3].isMailWhitespace
                || [45, 35, 41, 34, 39, 44, 46, 58, 59, 93, 91, 60].contains(bytes[i + 3])
            let number = i + 4 < bytes.count && (bytes[i + 3] == 46 || bytes[i + 3] == 45 || bytes[i + 3] == 44) && bytes[i + 4].isDigit
            let statusFollows = i + 5 < bytes.count && bytes[i + 3] == 45 && bytes[i + 5] == 46
            if before, after, !number || statusFollows,
                let code = ReplyCode(Int(first - 48) * 100 + Int(bytes[i + 1] - 48) * 10 + Int(bytes[i + 2] - 48))
            {
                return code
            }
            i += 1
        }
        return nil
    }

    /// `5505.1.1`, `550User unknown`: a code at the very start whose blank was lost, before a word or an enhanced code of
    /// its class. Two letters are a unit (`552kB`), unless they say no.
    private static func gluedReplyCode(_ bytes: [UInt8]) -> ReplyCode? {
        guard bytes.count > 6, bytes[0] == 52 || bytes[0] == 53, (48...53).contains(bytes[1]), bytes[2].isDigit else { return nil }
        let word = bytes[3...].prefix(while: \.isLetter)
        let status = bytes[3] == bytes[0] && bytes[4] == 46 && bytes[5].isDigit && bytes[6] == 46
        guard status || word.count > 2 || word.map(\.asciiLowercased) == Array("no".utf8) else { return nil }
        return ReplyCode(Int(bytes[0] - 48) * 100 + Int(bytes[1] - 48) * 10 + Int(bytes[2] - 48))
    }

    private static func oneLine(_ bytes: [UInt8], code: ReplyCode?, status: EnhancedStatusCode?) -> String {
        var out: [UInt8] = [], cursor = LineCursor(0..<bytes.count)
        let prefix = code.map { Array($0.description.utf8) }, repeated = status.map { Array($0.description.utf8) }
        while let line = cursor.next(in: bytes) {
            var range = bytes.trimmed(line)
            if !out.isEmpty, let prefix {
                range = Self.without(prefix, bytes, range, followedBy: [45, 32])
                if range.lowerBound > line.lowerBound, let repeated { range = Self.without(repeated, bytes, range, followedBy: [45, 32]) }
            }
            if range.isEmpty { continue }
            if !out.isEmpty { out.append(32) }
            var blank = false
            for byte in bytes[range] {
                if byte.isMailWhitespace { blank = true; continue }
                if blank { out.append(32); blank = false }
                out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The range behind `prefix` and one of the marks, or to the end where the prefix is all there is.
    private static func without(_ prefix: [UInt8], _ bytes: [UInt8], _ range: Range<Int>, followedBy marks: [UInt8]) -> Range<Int> {
        guard bytes.starts(with: prefix, at: range.lowerBound, limit: range.upperBound) else { return range }
        let end = range.lowerBound + prefix.count
        guard end < range.upperBound else { return end..<end }
        return marks.contains(bytes[end]) ? bytes.trimmed((end + 1)..<range.upperBound) : range
    }
}
