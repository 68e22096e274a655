import MailSyntax

/// Finds in the text of a notice whom it is about and what it says of each: addresses by the shape of their line, and
/// the lines that belong to them.
struct FailureBlocks {
    /// How surely the shape of a line says "this recipient failed".
    enum Strength: Int, Comparable {
        /// Somewhere in a sentence.
        case mentioned
        /// After a word such as `to`, `recipient`, `unknown user:`.
        case named
        /// At the start of its line: `<user@example.org>:`, or alone on it.
        case listed

        static func < (a: Strength, b: Strength) -> Bool { a.rawValue < b.rawValue }
    }

    struct Found {
        var address: EmailAddress
        /// The alias that was mailed, where the text says what the address was expanded or generated from.
        var alias: EmailAddress?
        var strength: Strength
        /// Lines that belong to it, as one text.
        var reason: String
    }

    private let text: [UInt8]
    private let lines: [Range<Int>]
    private let excluded: Set<String>
    private let reasonBytes: Int

    init(_ text: [UInt8], excluding: Set<String>, limits: Limits) {
        self.text = text
        excluded = excluding
        reasonBytes = limits.diagnosticBytes.value
        var lines: [Range<Int>] = [], cursor = LineCursor(0..<text.count)
        while let line = cursor.next(in: text), lines.count < 2000 { lines.append(line) }
        self.lines = lines
    }

    /// Everybody named, in order of first appearance, each at its best strength.
    func read(limit: Int) -> [Found] {
        var out: [Found] = [], places: [String: Int] = [:]
        var isListed = [Bool](repeating: false, count: lines.count)
        let hits = lines.indices.map { number -> [Hit] in
            let hits = addresses(in: lines[number])
            if !hits.isEmpty, standsBelowSentBy(number) { return [] }
            return quotesHeader(number)
                ? hits.map { Hit(address: $0.address, strength: .mentioned, isSource: false, opensLine: false) } : hits
        }
        for (number, line) in hits.enumerated() {
            isListed[number] = line.contains { !$0.isSource && ($0.strength == .listed || ($0.strength == .named && $0.opensLine)) }
        }
        var lastLine = -10
        for (number, line) in hits.enumerated() {
            for hit in line {
                if hit.isSource, number - lastLine <= 2, let last = out.indices.last {
                    if places[hit.address.key] == nil { out[last].alias = hit.address }
                    places[hit.address.key] = last
                    continue
                }
                lastLine = number
                let key = hit.address.key
                let reason = hit.strength == .mentioned ? text.text(lines[number]) : reason(after: number, isListed)
                if let place = places[key] {
                    if hit.strength > out[place].strength { out[place].strength = hit.strength }
                    if out[place].reason.utf8.count + reason.utf8.count < reasonBytes { out[place].reason += "\n" + reason }
                } else if out.count < limit {
                    places[key] = out.count
                    out.append(Found(address: hit.address, strength: hit.strength, reason: reason.bounded(toBytes: reasonBytes)))
                }
            }
        }
        return out
    }

    /// The line itself and what follows to the next blank line or the next listed address. A listed address alone on its line may
    /// have its reason after one blank line.
    private func reason(after number: Int, _ isListed: [Bool]) -> String {
        var out = text.text(lines[number]), next = number + 1, taken = 0
        if next < lines.count, text.trimmed(lines[next]).isEmpty { next += 1 }
        while next < lines.count, taken < 30, out.utf8.count < reasonBytes {
            if isListed[next] { break }
            if text.trimmed(lines[next]).isEmpty {
                // `for the following reason:` and a blank line.
                guard next > number, text[text.trimmed(lines[next - 1])].last == 58, lines.indices.contains(next + 1), !isListed[next + 1]
                else { break }
                next += 1
                continue
            }
            out += "\n" + text.text(lines[next])
            taken += 1
            next += 1
        }
        return out
    }

    private struct Hit {
        let address: EmailAddress
        let strength: Strength
        /// Stands behind `expanded from`.
        let isSource: Bool
        /// Nothing but marks before it.
        let opensLine: Bool
    }

    private func addresses(in line: Range<Int>) -> [Hit] {
        guard line.count < 2000, text.find(64, in: line) < line.upperBound else { return [] }
        var out: [Hit] = [], position = line.lowerBound, previousEnd: Int?
        while out.count < 8 {
            let at = text.find(64, in: position..<line.upperBound)
            guard at < line.upperBound else { break }
            var low = at, high = at + 1
            while low > line.lowerBound, Self.isLocal(text[low - 1]), !isWideMark(endingAt: low) { low -= 1 }
            // A script without blanks may follow the address at once.
            while high < line.upperBound, Self.isDomain(text[high]),
                text[high] < 128 || !(text[high - 1].isLetter || text[high - 1].isDigit)
            { high += 1 }
            position = max(high, at + 1)
            // `a@b.example@c.example` is no address, and neither half of it is one: it would be somebody else's.
            guard low == line.lowerBound || text[low - 1] != 64, high == line.upperBound || text[high] != 64 else { continue }
            while low < at, text[low] == 39 { low += 1 }
            while high > at + 1, text[high - 1] == 46 || text[high - 1] == 45 { high -= 1 }
            // `dda:SMTP=user@example.org` of X.400 gateways.
            let isGatewayed = text.startsIgnoringCase("smtp=", at: low, limit: at)
            if isGatewayed { low += 5 }
            guard low < at, high > at + 1, let address = EmailAddress(Array(text[low..<high])), address.domain.text.contains("."),
                !excluded.contains(address.key)
            else { continue }
            let local = address.localPart.asciiLowercased
            guard !local.hasPrefix("mailer-daemon"), !local.hasPrefix("mailto:") else { continue }
            let isSource = isSource(low, in: line)
            // `a@example.org, b@example.org`: one list on one line.
            let continuesList = previousEnd.map { isBetweenAddresses($0..<low) } ?? false
            let strength = isGatewayed || isSource || continuesList ? .listed : strength(low..<high, in: line)
            guard strength == .listed || !givesAdvice(line, about: low..<high) else { continue }
            previousEnd = strength == .listed ? high : nil
            let opensLine = text[line.lowerBound..<low].allSatisfy { Self.isBullet($0) }
            out.append(Hit(address: address, strength: strength, isSource: isSource, opensLine: opensLine))
        }
        return out
    }

    /// Punctuation of Chinese and Japanese (U+3000…U+303F, U+FF00…U+FF20) right before the position: a colon, a bracket, a comma.
    private func isWideMark(endingAt end: Int) -> Bool {
        guard end >= 3 else { return false }
        return text[end - 3] == 0xE3 && text[end - 2] == 0x80
            || text[end - 3] == 0xEF && text[end - 2] == 0xBC && text[end - 1] <= 0xA0
    }

    /// Behind `expanded from` (Postfix, Sendmail), `generated from`, `generated by` (Exim), perhaps folded there: the alias that was mailed.
    private func isSource(_ low: Int, in line: Range<Int>) -> Bool {
        for word in ["expanded from", "generated from", "generated by"] as [StaticString] {
            if let hit = text.findIgnoringCase(word, in: line.lowerBound..<low), low - hit < 24 { return true }
            let before = text.trimmed(max(0, line.lowerBound - 60)..<line.lowerBound)
            let isFirst = text[line.lowerBound..<low].allSatisfy { Self.isBullet($0) }
            if isFirst, let hit = text.findIgnoringCase(word, in: before), before.upperBound - hit < word.utf8CodeUnitCount + 3 {
                return true
            }
        }
        return false
    }

    /// `To:` with `Cc:`, `Subject:` or `Sent:` beside it: the notice quotes the mail, it names no failure.
    private func quotesHeader(_ number: Int) -> Bool {
        let line = text.trimmed(lines[number])
        if text.startsIgnoringCase("cc:", at: line.lowerBound, limit: line.upperBound) { return true }
        guard
            text.startsIgnoringCase("to:", at: line.lowerBound, limit: line.upperBound)
                || text.startsIgnoringCase("from:", at: line.lowerBound, limit: line.upperBound)
        else { return false }
        return [number - 1, number + 1, number + 2].contains { other in
            guard lines.indices.contains(other) else { return false }
            let line = text.trimmed(lines[other])
            let fields: [StaticString] = ["subject:", "sent:", "date:", "from:", "cc:"]
            return fields.contains { text.startsIgnoringCase($0, at: line.lowerBound, limit: line.upperBound) }
        }
    }

    /// Exim about the mail of another: `A message sent by`, and whose it was on a line of its own.
    private func standsBelowSentBy(_ number: Int) -> Bool {
        guard let above = lines[..<number].last(where: { !text.trimmed($0).isEmpty }) else { return false }
        let line = text.trimmed(above), mark: StaticString = " sent by"
        return line.count > 8 && text.startsIgnoringCase(mark, at: line.upperBound - mark.utf8CodeUnitCount, limit: line.upperBound)
    }

    private func strength(_ address: Range<Int>, in line: Range<Int>) -> Strength {
        var start = line.lowerBound
        while start < address.lowerBound, Self.isBullet(text[start]) { start += 1 }
        start = skipReply(start, address.lowerBound)
        let lead = text.trimmed(start..<address.lowerBound)
        let after = text.trimmed(address.upperBound..<line.upperBound)
        let isShort = text[lead].allSatisfy { Self.isBullet($0) }
        let fieldLead = Self.fieldLeads.contains(text.text(lead).asciiLowercased.filter { $0 != "<" && $0 != "[" }.trimmedASCII)
        if isShort || fieldLead {
            guard let next = text[after].first else { return .listed }
            // `>: reason`, `> (reason)`, `... User unknown`, `; reason`, `[address]`, `on date`.
            if [58, 62, 40, 46, 59, 91, 93, 34, 39, 44, 45, 41, 61].contains(next) { return .listed }
            if text.startsIgnoringCase("on ", at: after.lowerBound, limit: after.upperBound) { return .listed }
            return fieldLead ? .listed : continuesSentence(line) ? .mentioned : .named
        }
        var end = lead.upperBound
        while end > lead.lowerBound, Self.isBullet(text[end - 1]), text[end - 1] != 58 { end -= 1 }
        let before = text.text(lead.lowerBound..<end).asciiLowercased
        return Self.leads.contains { before.hasSuffix($0) } ? .named : .mentioned
    }

    /// `please contact …`, `try …`, `… instead`: whom to ask, never who failed.
    private func givesAdvice(_ line: Range<Int>, about address: Range<Int>) -> Bool {
        let after = text.trimmed(address.upperBound..<line.upperBound)
        if text.startsIgnoringCase("instead", at: after.lowerBound, limit: after.upperBound) { return true }
        let before = text[max(line.lowerBound, address.lowerBound - 60)..<address.lowerBound].map(\.asciiLowercased)
        var isAdvice = false
        // Behind another address only what proposes this one.
        let isSecond = before.contains(64)
        Self.advice.search(before) { isAdvice = isAdvice || !isSecond || $0 == 0 }
        if isAdvice { return true }
        Self.adviceEnds.search(Array(before.suffix(12))) { _ in isAdvice = true }
        return isAdvice
    }

    private static let advice = PhraseIndex(
        [" use ", " try "].map { ($0, 0) }
            + [
                "please contact", "contact the", "try emailing", "new address", "new e-mail", "new email", "assistance", "questions",
                "bitte wenden", "veuillez contacter",
            ].map { ($0, 1) })
    private static let adviceEnds = PhraseIndex(["contact ", "contact: ", "contact <", "write to ", " call "].map { ($0, 0) })

    private func isBetweenAddresses(_ gap: Range<Int>) -> Bool {
        let gap = text.trimmed(gap)
        return gap.count <= 4 && !gap.isEmpty && text[gap].allSatisfy { $0 == 44 || $0 == 59 || Self.isBullet($0) }
            && text[gap].contains { $0 == 44 || $0 == 59 }
    }

    /// Whether a line of running text stands right above: then an address at the line's start is a word of its sentence.
    private func continuesSentence(_ line: Range<Int>) -> Bool {
        guard line.lowerBound > 0 else { return false }
        var end = line.lowerBound - 1
        if end > 0, text[end - 1] == 13 { end -= 1 }
        var start = end
        while start > 0, text[start - 1] != 10, text[start - 1] != 13, end - start < 200 { start -= 1 }
        let above = text.trimmed(start..<end)
        guard above.count > 30, let last = text[above].last, text.find(64, in: above.lowerBound..<above.upperBound) == above.upperBound
        else { return false }
        return last != 58 && text[above].split(separator: 32).count > 4
    }

    /// `550 5.1.1 <user@…>...`: the transcript's own lines list the address, too.
    private func skipReply(_ start: Int, _ end: Int) -> Int {
        guard start + 4 < end, text[start] == 53 || text[start] == 52, text[start + 1].isDigit, text[start + 2].isDigit,
            text[start + 3] == 32 || text[start + 3] == 45
        else { return start }
        var i = start + 4
        while i < end, text[i].isDigit || text[i] == 46 || text[i] == 32 { i += 1 }
        while i < end, Self.isBullet(text[i]) { i += 1 }
        return i
    }

    /// What stands before an address that is the value of its line.
    private static let fieldLeads: Set<String> = [
        "to:", "recipient:", "recipients:", "recipient address:", "failed recipient:", "address:", "user:", "e-mail:", "email:",
        "addressee:",
        "recipient", "destinataire :", "empfänger:", "rcpt:", "rcpt to:", "for:", "error-for:", "addressed to:", "收件人:", "收件人：",
        "получатель:",
    ]

    /// What stands before an address that a sentence names as the failed one.
    private static let leads = [
        "to", "to:", "recipient", "recipient:", "recipients:", "user", "user:", "size:", "address", "address:", "account", "attempts:",
        "userid:",
        "mailbox", "smtp:", "for", "address(es):", "addresses:", "failed:", "errors:", "recipient(s):", "à", "mailing list", "per", "para",
        "an",
        "adresse",
        "empfänger", "was addressed,", "无法发送到",
    ]

    private static func isLocal(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || byte >= 128
            || [33, 35, 36, 37, 38, 39, 42, 43, 45, 46, 47, 61, 63, 94, 95, 96, 123, 124, 125, 126].contains(byte)
    }

    private static func isDomain(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || byte == 45 || byte == 46 || byte == 95 || byte >= 128
    }
    private static func isBullet(_ byte: UInt8) -> Bool {
        byte.isMailWhitespace || [60, 42, 45, 62, 34, 39, 40, 91, 124, 35, 58, 149, 183].contains(byte)
    }
}
