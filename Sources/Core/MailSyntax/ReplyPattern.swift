/// A reply with everything taken out that differs from mail to mail: what two servers of one make say alike, and nothing
/// that names a person (law 8). One line, at most `bytesMax` bytes; empty where nothing was said.
///
/// Masks: `[address]`, `[user]`, `[url]`, `[ip]`, `[host]`, `[id]` for a token with digits in it, `[n]` for a number. The
/// reply code and the enhanced status at the front stay.
package struct ReplyPattern: Hashable, Sendable, CustomStringConvertible {
    package static let bytesMax = 300
    package let text: String
    package var description: String { text }

    /// - Parameter recipient: whose local part is masked wherever it stands as a word of its own.
    package init(_ raw: String, recipient: EmailAddress? = nil) {
        let line = withoutAddresses(SMTPReply(raw).text)
        let user = recipient.map { Array($0.localPart.utf8).map(\.asciiLowercased) } ?? []
        var out: [UInt8] = [], words = 0
        for word in Array(line.utf8).split(separator: 32) {
            let masked = Self.masked(Array(word), user: user, isFront: words < 2)
            words += 1
            guard out.count + masked.count < Self.bytesMax else { break }
            if !out.isEmpty { out.append(32) }
            out += masked
        }
        text = String(decoding: out, as: UTF8.self)
    }

    /// A text as it could have been sent, for the sample of a rule.
    package var example: String {
        var out = text
        for (mask, stand) in Self.examples { out = out.replacing(mask, with: stand) }
        return out
    }

    /// The longest run of words without a mask: what a rule could search. Lower case.
    package var longestPhrase: String {
        var runs: [[UInt8]] = [[]], depth = 0
        for byte in text.utf8 {
            if byte == 91 { depth += 1 } else if byte == 93, depth > 0 { depth -= 1; runs.append([]); continue }
            if depth == 0 { runs[runs.count - 1].append(byte.asciiLowercased) } else if !(runs.last?.isEmpty ?? true) { runs.append([]) }
        }
        let phrases = runs.map { run -> [UInt8] in
            // Codes and punctuation at the ends say nothing.
            guard let first = run.firstIndex(where: { $0.isLetter || $0 >= 0x80 }), let last = run.lastIndex(where: Self.isInside) else {
                return []
            }
            return Array(run[first...last])
        }
        return String(decoding: phrases.max { $0.count < $1.count } ?? [], as: UTF8.self)
    }

    private static let examples = [
        ("[address]", "user@example.org"), ("[user]", "user"), ("[url]", "https://example.org/"), ("[ip]", "192.0.2.1"),
        ("[host]", "mx.example.org"), ("[id]", "4a1b2c3d"), ("[n]", "12"),
    ]

    private static func masked(_ word: [UInt8], user: [UInt8], isFront: Bool) -> [UInt8] {
        guard word.find(Array("://".utf8), in: 0..<word.count) != nil else { return core(word, user: user, isFront: isFront) }
        return Array(word[..<(word.firstIndex(where: isInside) ?? 0)]) + Array("[url]".utf8)
    }

    /// Masks what stands between the punctuation of a word.
    private static func core(_ word: [UInt8], user: [UInt8], isFront: Bool) -> [UInt8] {
        guard let first = word.firstIndex(where: isInside), let last = word.lastIndex(where: isInside) else { return word }
        let inside = Array(word[first...last])
        if inside == Array("address".utf8) { return word }
        let mask: String? =
            if isCode(inside, isFront: isFront) { nil } else if !user.isEmpty, inside.map(\.asciiLowercased) == user { "[user]" } else {
                kind(inside)
            }
        guard let mask else { return word }
        return Array(word[..<first]) + Array(mask.utf8) + Array(word[(last + 1)...])
    }

    /// `550`, `550-5.1.1` at the front, `5.1.1` anywhere: they say something.
    private static func isCode(_ word: [UInt8], isFront: Bool) -> Bool {
        guard word.count <= 12, word[0] == 52 || word[0] == 53, word.allSatisfy({ $0.isDigit || $0 == 46 || $0 == 45 }) else {
            return false
        }
        return isFront || word.count <= 7 && word.count { $0 == 46 } == 2
    }

    private static func kind(_ word: [UInt8]) -> String? {
        let digits = word.count { $0.isDigit }, dots = word.count { $0 == 46 }, colons = word.count { $0 == 58 }
        let letters = word.count { $0.isLetter }
        if letters == 0, digits > 0 { return dots == 3 && digits >= 4 ? "[ip]" : "[n]" }
        if colons >= 2, word.allSatisfy({ $0.isDigit || $0 == 58 || $0 == 46 || (97...102).contains($0.asciiLowercased) }) { return "[ip]" }
        if dots >= 1, isHostName(word) { return "[host]" }
        return digits > 0 && word.count >= 6 ? "[id]" : nil
    }

    /// Labels of letters, digits and hyphens with a word of two letters or more at the end, perhaps with a port or path.
    private static func isHostName(_ word: [UInt8]) -> Bool {
        let labels = word.split(separator: 46, omittingEmptySubsequences: false)
        guard let top = labels.last, top.count >= 2, top.allSatisfy(\.isLetter) else { return false }
        return labels.allSatisfy { label in !label.isEmpty && label.allSatisfy { $0.isLetter || $0.isDigit || $0 == 45 || $0 == 95 } }
    }

    private static func isInside(_ byte: UInt8) -> Bool { byte.isLetter || byte.isDigit || byte >= 0x80 }
}
