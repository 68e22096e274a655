import MailSyntax

/// The mail complained about, as far as the report carries it: its header, and which of its Message-IDs is ours.
enum ReportedMessage {
    struct Copy {
        let header: Header
        /// In the header's source; nil where the report has no body, or the header's end is a guess.
        let body: Range<Int>?
    }

    /// The first part that holds a message or only its header, whatever name the reporter has for that; nil where its body was
    /// taken away (`REDACTED`).
    static func copy(in parts: ArraySlice<BodyPart>, _ limits: Limits) -> Copy? {
        for part in parts {
            if let inner = part.parts.first {
                guard !inner.header.fields.isEmpty else { continue }
                let header = rejoined(inner.header, end: inner.body.upperBound, limits)
                return Copy(header: header, body: header.fields.count == inner.header.fields.count ? inner.body : nil)
            }
            guard Self.headerTypes.contains(part.mediaType.essence), let bytes = try? part.decoded(limits),
                let header = try? Header.read(bytes, 0..<bytes.count, limits: limits), !header.fields.isEmpty
            else { continue }
            return Copy(header: rejoined(header, end: bytes.count, limits), body: nil)
        }
        return nil
    }

    /// RFC 6522 §4 has the first; the others are what reporters write instead.
    private static let headerTypes: Set<String> = [
        "text/rfc822-headers", "text/rfc822-header", "text/rfc822headers", "message/rfc822-headers", "message/global-headers",
    ]

    // MARK: a blank line inside the header

    private static let opening: [StaticString] = [
        "to", "from", "subject", "date", "message-id", "received", "mime-version", "content-type", "return-path", "delivered-to",
    ]

    /// A relay's filter sometimes leaves an empty line between the trace fields and the rest. The block behind it still
    /// belongs to the header when it starts with a field that every mail has and that is missing so far.
    private static func rejoined(_ header: Header, end: Int, _ limits: Limits) -> Header {
        var header = header, end = end
        for _ in 0..<3 {
            guard !header.has("message-id") || !header.has("date"), let joined = joined(header, end: end, limits) else { break }
            header = joined
            end = joined.source.count
        }
        return header
    }

    private static func joined(_ header: Header, end: Int, _ limits: Limits) -> Header? {
        let source = header.source
        var cursor = LineCursor(header.end..<max(header.end, end))
        guard let first = header.fields.first, let last = header.fields.last, let line = cursor.next(in: source) else { return nil }
        let colon = source.find(58, in: line)
        guard colon < line.upperBound,
            opening.contains(where: { source.equalsIgnoringCase($0, in: line.lowerBound..<colon) && !header.has($0) })
        else { return nil }
        let rest = header.end..<min(end, header.end + limits.headerFieldBytes.value)
        let bytes = Array(source[first.name.lowerBound..<last.value.upperBound]) + [10] + Array(source[rest])
        guard let joined = try? Header.read(bytes, 0..<bytes.count, limits: limits), joined.fields.count > header.fields.count else {
            return nil
        }
        return joined
    }

    // MARK: Message-ID

    /// The Message-ID of the mail; of several the one of the sender's domains, because loops put one of their own on top.
    static func messageID(of report: FeedbackReport) -> String? {
        let ids = (report.original?.values("message-id") ?? []).compactMap(identifier)
        guard ids.count > 1 else { return ids.first }
        let senders =
            (report.original.map { fromDomains($0) } ?? []) + report.reportedDomains.compactMap { DomainName($0) }
            + [report.originalMailFrom.flatMap { EmailAddress($0)?.domain }].compactMap { $0 }
        if let ours = ids.first(where: { related($0, senders) }) { return ours }
        let reporters = fromDomains(report.envelope)
        return ids.first { !related($0, reporters) } ?? ids.last
    }

    /// `… with the message-id of X received …`: AOL and Zoho tell it in their prose.
    static func messageID(inProse parts: ArraySlice<BodyPart>, _ limits: Limits) -> String? {
        for part in parts where part.mediaType.essence == "text/plain" {
            guard let text = try? part.decoded(limits), let phrase = text.findIgnoringCase("message-id of ", in: 0..<min(text.count, 4096))
            else { continue }
            let rest = text.trimmed((phrase + 14)..<min(text.count, phrase + 512))
            let word = rest.lowerBound..<(text[rest].firstIndex(where: \.isMailWhitespace) ?? rest.upperBound)
            if let id = identifier(text.text(word)) { return id }
        }
        return nil
    }

    /// Without its angle brackets; nil for an empty or masked one.
    static func identifier(_ value: String) -> String? {
        var word = value.trimmedASCII
        if let open = word.firstIndex(of: "<"), let close = word[open...].firstIndex(of: ">") {
            word = String(word[word.index(after: open)..<close])
        }
        guard !word.isEmpty, word.utf8.count <= 998, word.utf8.allSatisfy({ $0 > 32 && $0 != 127 }) else { return nil }
        return word.asciiLowercased.hasPrefix("redacted") || word.hasPrefix("[") ? nil : word
    }

    private static func fromDomains(_ header: Header) -> [DomainName] {
        header.first("from").map { EmailAddress.list(header.unfolded($0), limit: 4).map(\.domain) } ?? []
    }

    private static func related(_ id: String, _ domains: [DomainName]) -> Bool {
        guard let at = id.lastIndex(of: "@"), let domain = DomainName(String(id[id.index(after: at)...])) else { return false }
        return domains.contains { domain.isAtOrBelow($0) || $0.isAtOrBelow(domain) }
    }
}
