import MailSyntax

/// Where the returned message starts in a notice that pastes it into its text, and its header.
enum OriginalMessage {
    /// Position of the marker line or of the first header line; the end where there is none.
    static func start(in text: [UInt8]) -> Int {
        var cursor = LineCursor(0..<text.count), previousBlank = true, first = true, hasSpoken = false
        while let line = cursor.next(in: text) {
            let content = text.trimmed(line)
            if content.isEmpty { previousBlank = true; continue }
            if isMarker(text, content) { return line.lowerBound }
            // Before a word is said of a failure, header fields are the notice's own.
            if previousBlank, !first, hasSpoken, isHeaderStart(text, line, cursor) { return line.lowerBound }
            hasSpoken = hasSpoken || saysMore(text, content)
            previousBlank = false
            first = false
        }
        return text.count
    }

    static func header(in text: HumanText, limits: Limits) -> Header? {
        let bytes = text.returned
        guard !bytes.isEmpty else { return nil }
        var cursor = LineCursor(0..<bytes.count), start: Int?
        while let line = cursor.next(in: bytes) {
            let content = bytes.trimmed(line)
            if content.isEmpty || isMarker(bytes, content) { continue }
            if fieldName(bytes, content) != nil || bytes.startsIgnoringCase("from ", at: content.lowerBound, limit: content.upperBound) {
                start = line.lowerBound
                break
            }
        }
        guard let start else { return nil }
        // Some quote the message with `> ` or blanks before every line.
        let quoted = bytes[start].isBlank || bytes[start] == 62 ? unquoted(bytes, from: start) : Array(bytes[start...])
        guard let header = try? Header.read(quoted, 0..<quoted.count, limits: limits), !header.fields.isEmpty else { return nil }
        return header
    }

    private static func unquoted(_ bytes: [UInt8], from start: Int) -> [UInt8] {
        var out: [UInt8] = [], cursor = LineCursor(start..<bytes.count), indent: Int?
        while let line = cursor.next(in: bytes) {
            var low = line.lowerBound
            if low < line.upperBound, bytes[low] == 62 { low += 1 }
            var blanks = 0
            while low + blanks < line.upperBound, bytes[low + blanks].isBlank { blanks += 1 }
            if indent == nil { indent = blanks }
            out += bytes[(low + min(blanks, indent ?? 0))..<line.upperBound]
            out.append(10)
        }
        return out
    }

    private static let markers = PhraseIndex(
        [
            "below this line is a copy", "this is a copy of your message", "original message", "unsent message follows",
            "unsent message below",
            "message header follows", "message headers follow", "returned message", "undelivered message follows",
            "headers of the original",
            "header of the original", "start of original", "begin of original", "original mail info", "copy of the message",
            "copy of your message", "included is a copy", "here is a copy", "here is the original", "message text follows",
            "forwarded message", "content of the original", "returned mail follows", "beginning of message", "your message follows",
            "the following is a copy", "the text of the message", "undelivered mail follows", "text of the original",
            "failed mail follows", "message contents", "returned text follows", "the message was:",
            "copy of the headers", "original mail as follows", "original mail follows",
        ].map { ($0, 0) })

    /// Whether the line belongs to the words of a notice: it names an address, or is a sentence and no field.
    private static func saysMore(_ text: [UInt8], _ content: Range<Int>) -> Bool {
        guard fieldName(text, content) == nil else { return false }
        return text.find(64, in: content) < content.upperBound || BounceEvidence.speaksOfFailure(Array(text[content]))
    }

    /// A line that announces the returned message: dashes or a short sentence around one of the known phrases.
    private static func isMarker(_ text: [UInt8], _ content: Range<Int>) -> Bool {
        guard content.count < 120 else { return false }
        let first = text[content.lowerBound], last = text[content.upperBound - 1]
        let isFramed = first == 45 || first == 61 || first == 42 || first == 95 || first == 62 || first == 124
        let isAnnounced = last == 58 || text.startsIgnoringCase("below", at: content.lowerBound, limit: content.upperBound)
        let isShortSentence = last == 46 && content.count < 40
        guard isFramed || isAnnounced || isShortSentence else { return false }
        var isFound = false
        let words = ReplyText(Array(text[content])).bytes
        markers.search(words) { _ in isFound = true }
        // `The following addresses did not receive a copy of your message:` announces recipients.
        return isFound && words.find(Array(" not ".utf8), in: 0..<words.count) == nil
    }

    private static let firstFields: [StaticString] = [
        "received", "return-path", "x-mozilla-status", "delivered-to", "message-id", "dkim-signature", "x-originating-ip", "mime-version",
        "from", "date", "subject", "to", "x-sender", "x-mailer", "x-apparently-to",
    ]

    /// A header field at the line's start, followed by another one or a folded line.
    private static func isHeaderStart(_ text: [UInt8], _ line: Range<Int>, _ ahead: LineCursor) -> Bool {
        guard let name = fieldName(text, line), firstFields.contains(where: { text.equalsIgnoringCase($0, in: name) }) else { return false }
        let isTrace = text.equalsIgnoringCase("received", in: name) || text.equalsIgnoringCase("return-path", in: name)
        var ahead = ahead, found = 0
        for _ in 0..<12 {
            guard let next = ahead.next(in: text), !text.trimmed(next).isEmpty else { break }
            if text[next.lowerBound].isBlank { found += isTrace ? 1 : 0; continue }
            guard fieldName(text, next) != nil else { break }
            found += 1
        }
        return isTrace ? found >= 1 : found >= 3
    }

    /// The name of a field at the line's start, quoting marks and blanks before it passed over.
    private static func fieldName(_ text: [UInt8], _ line: Range<Int>) -> Range<Int>? {
        var start = line.lowerBound
        while start < line.upperBound, text[start] == 62 || text[start].isBlank { start += 1 }
        let colon = text.find(58, in: start..<min(line.upperBound, start + 60))
        guard colon < line.upperBound, text[colon] == 58, colon > start else { return nil }
        guard text[start..<colon].allSatisfy({ $0.isLetter || $0.isDigit || $0 == 45 || $0 == 95 }) else { return nil }
        return start..<colon
    }
}
