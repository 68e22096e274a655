import MailSyntax

/// Reads the dialogue with a server (RFC 5321 §3) that a notice quotes, whatever marks stand before its lines: `>>> ` and
/// `<<< ` of Sendmail, ` In:` and `Out:` of Postfix, `Sent` and `Received` of InterScan, none of MDaemon.
///
/// A refusal belongs to the recipient of the command before it; after DATA to every recipient accepted until then; before
/// RCPT to those whom a line of outcome (`554 <user@example.org>... Service unavailable`) names behind it. Whatever is said
/// of another host or recipient stays out of the reason.
struct SessionTranscript {
    /// The recipients that were refused, each with the command and the reply; nobody but them.
    @Sendable static func only(_ text: FormText) -> [FailureBlocks.Found] { SessionTranscript(text).read().failures }

    /// The recipients listed before the transcript, with what the dialogue says of each; where none is listed, those refused.
    @Sendable static func completing(_ text: FormText) -> [FailureBlocks.Found] {
        let start = Self.start(in: text.bytes)
        guard start < text.bytes.count else { return [] }
        let outcome = SessionTranscript(text, from: start).read()
        let listed = FailureBlocks(Array(text.bytes[..<start]), excluding: text.excluded, limits: text.limits)
            .read(limit: text.limits.recipientsPerMessage.value).filter { $0.strength == .listed }
        guard !listed.isEmpty else { return outcome.failures }
        let reasons = Dictionary(outcome.failures.map { ($0.address.key, $0.reason) }, uniquingKeysWith: { first, _ in first })
        return listed.map { found in
            var found = found
            // The list repeats the reason where the mail system knows it: `(reason: 550 …)`.
            if let said = reasons[found.address.key] ?? (listed.count == 1 ? outcome.failures.first?.reason : nil) ?? outcome.unclaimed {
                found.reason = said + "\n" + found.reason
            }
            return found
        }
    }

    private let lines: [String]
    private let limit: Int

    private init(_ text: FormText, from start: Int = 0) {
        var lines: [String] = [], cursor = LineCursor(start..<text.bytes.count)
        while let line = cursor.next(in: text.bytes), lines.count < 2000 { lines.append(text.bytes.text(line).trimmedASCII) }
        self.lines = lines
        limit = text.limits.recipientsPerMessage.value
    }

    /// The line that announces the dialogue, or its first line; the end where there is none.
    private static func start(in text: [UInt8]) -> Int {
        var isPossible = false
        signs.search(ReplyText(text).bytes) { _ in isPossible = true }
        guard isPossible else { return text.count }
        var cursor = LineCursor(0..<text.count)
        while let line = cursor.next(in: text) {
            if text.findIgnoringCase("transcript", in: line) != nil || isTalking(text, line) { return line.lowerBound }
            if case .command? = Self.step(text.text(line).trimmedASCII) { return line.lowerBound }
        }
        return text.count
    }

    private static let signs = PhraseIndex(["transcript", "while talking to", "rcpt to:", "mail from:", ">>> data"].map { ($0, 0) })

    private static func isTalking(_ text: [UInt8], _ line: Range<Int>) -> Bool {
        text.findIgnoringCase("while talking to ", in: line) != nil
    }

    private static func isTalking(_ line: String) -> Bool {
        let bytes = Array(line.utf8)
        return isTalking(bytes, 0..<bytes.count)
    }

    /// What one line of a dialogue is.
    private enum Step {
        case command(String)
        /// The reply code, whether further lines follow (RFC 5321 §4.2.1), and the line.
        case reply(Int, isContinued: Bool, String)
        /// `550 5.1.1 <user@example.org>... User unknown`: the mail system's own verdict.
        case outcome(EmailAddress, String)
        /// `421 mx.example.org (smtp)... Deferred`: the same of a host.
        case hostOutcome(String, isFinal: Bool)
    }

    private static func step(_ line: String) -> Step? {
        var bytes = Array(line.utf8.prefix(1000)), wasMarked = false
        for mark in [">>>", "<<<", "-->", "<--", "==>", "<==", "in:", "out:", "sent <<<", "received >>>", "sent:", "received:", "c:", "s:"]
            as [StaticString] where bytes.startsIgnoringCase(mark, at: 0, limit: bytes.count)
        {
            let content = bytes.trimmed(mark.utf8CodeUnitCount..<bytes.count)
            bytes = Array(bytes[content])
            wasMarked = true
            break
        }
        for verb in ["mail from:", "rcpt to:", "ehlo ", "helo "] as [StaticString]
        where bytes.startsIgnoringCase(verb, at: 0, limit: bytes.count) { return .command(bytes.text(0..<bytes.count)) }
        for verb in ["data", "quit", "rset", "starttls", "bdat"] as [StaticString]
        where bytes.startsIgnoringCase(verb, at: 0, limit: bytes.count) && (wasMarked || bytes.count == verb.utf8CodeUnitCount) {
            return .command(bytes.text(0..<bytes.count))
        }
        guard bytes.count >= 3, (50...53).contains(bytes[0]), bytes[1].isDigit, bytes[2].isDigit,
            bytes.count == 3 || bytes[3] == 32 || bytes[3] == 45
        else { return nil }
        let said = bytes.text(0..<bytes.count)
        if !wasMarked, let address = outcomeAddress(said) { return .outcome(address, said) }
        if !wasMarked, let host = outcomeHost(said) { return .hostOutcome(host, isFinal: bytes[0] == 53) }
        return .reply(
            Int(bytes[0] - 48) * 100 + Int(bytes[1] - 48) * 10 + Int(bytes[2] - 48), isContinued: bytes.count > 3 && bytes[3] == 45, said)
    }

    private static func outcomeAddress(_ line: String) -> EmailAddress? {
        let words = line.utf8.split(separator: 32, maxSplits: 4)
        guard line.utf8.first == 53 || line.utf8.first == 52 else { return nil }
        for word in words.dropFirst().prefix(2) {
            guard let text = String(word), text.hasSuffix("...") else { continue }
            return EmailAddress(String(text.dropLast(3)))
        }
        return nil
    }

    private static func outcomeHost(_ line: String) -> String? {
        let words = line.utf8.split(separator: 32, maxSplits: 4)
        guard words.count > 3, let mailer = String(words[2]), mailer.hasPrefix("("), mailer.hasSuffix(")...") else { return nil }
        return String(words[1])?.asciiLowercased
    }

    private func read() -> (failures: [FailureBlocks.Found], unclaimed: String?) {
        var failures: [FailureBlocks.Found] = [], places: [String: Int] = [:]
        var host = "", command = "", accepted: [EmailAddress] = [], current: EmailAddress?
        var refusal: String?, unclaimed: String?
        func placed(_ reason: String) -> String { host.isEmpty ? reason : host + "\n" + reason }
        func fail(_ address: EmailAddress, _ reason: String) {
            if let place = places[address.key] {
                failures[place].reason += "\n" + reason
            } else if failures.count < limit {
                places[address.key] = failures.count
                failures.append(
                    FailureBlocks.Found(address: address, strength: .listed, reason: placed(reason)))
            }
        }
        var number = 0
        while number < lines.count {
            let line = lines[number]
            number += 1
            if Self.isTalking(line) {
                (host, command, current, accepted, refusal) = (line, "", nil, [], nil)
                continue
            }
            switch Self.step(line) {
            case .command(var said)?:
                // ` In:  MAIL` and its parameters on the next line.
                if number < lines.count, Self.step(lines[number]) == nil, !lines[number].isEmpty { said += " " + lines[number] }
                command = said
                current = Self.recipient(said)
                refusal = nil
            case .reply(let code, var isContinued, var said)?:
                while isContinued, number < lines.count, case .reply(code, let goesOn, let more)? = Self.step(lines[number]) {
                    (said, isContinued, number) = (said + "\n" + more, goesOn, number + 1)
                }
                // The rest of a reply that was folded.
                while number < lines.count, !lines[number].isEmpty, Self.step(lines[number]) == nil, !Self.isTalking(lines[number]),
                    said.utf8.count < 2000
                {
                    (said, number) = (said + " " + lines[number], number + 1)
                }
                guard code >= 400 else {
                    if let current { accepted.append(current) }
                    current = nil
                    continue
                }
                // `Need RCPT` and its like only follow from what was refused before.
                guard code != 503, !Self.isClosing(command) else { continue }
                let reason = ">>> \(command)\n<<< \(said)"
                if let address = current {
                    fail(address, reason)
                    current = nil
                } else if Self.carriesContent(command), !accepted.isEmpty {
                    for address in accepted { fail(address, reason) }
                    accepted = []
                    refusal = reason
                } else {
                    refusal = refusal ?? reason
                    unclaimed = unclaimed ?? placed(reason)
                }
            case .outcome(let address, let said)?:
                if places[address.key] == nil { fail(address, refusal ?? said) }
                if let refusal, unclaimed == placed(refusal) { unclaimed = nil }
            case .hostOutcome(let name, let isFinal)?:
                // A verdict of its own, or about another host than the one that was talked to.
                if isFinal || !host.asciiLowercased.contains(name) { (host, refusal) = ("", nil) }
            case nil: continue
            }
        }
        return (failures, unclaimed)
    }

    private static func recipient(_ command: String) -> EmailAddress? {
        guard command.asciiLowercased.hasPrefix("rcpt to:") else { return nil }
        let value = command.dropFirst(8)
        return EmailAddress(String(value.prefix { $0 != ">" }.drop { $0 == " " || $0 == "<" }.prefix { $0 != " " }))
    }

    private static func carriesContent(_ command: String) -> Bool {
        let word = command.asciiLowercased
        return word.hasPrefix("data") || word.hasPrefix("bdat")
    }

    private static func isClosing(_ command: String) -> Bool { command.asciiLowercased.hasPrefix("quit") }
}
