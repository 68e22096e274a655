import MailSyntax

/// The parts of a message that matter to a delivery status (RFC 6522 §3), wherever a gateway has put them.
struct StatusParts {
    /// message/delivery-status or message/global-delivery-status.
    private(set) var machine: BodyPart?
    /// Text that a person was meant to read, in order.
    private(set) var texts: [BodyPart] = []
    /// Header of the returned message.
    private(set) var original: Header?
    /// A whole message that is attached.
    private(set) var attached: BodyPart?
    /// A report of another kind: feedback, receipt, TLS.
    private(set) var isOtherReport = false
    /// Something else than words is attached: reports of other kinds travel that way, returned mail does not.
    private(set) var carriesFile = false
    let reportType: String

    init(_ root: BodyPart) {
        reportType = (root.mediaType["report-type"] ?? "").asciiLowercased
        collect(root, depth: 0)
    }

    static func isMachine(_ part: BodyPart) -> Bool {
        part.mediaType.essence == "message/delivery-status" || part.mediaType.essence == "message/global-delivery-status"
    }

    private mutating func collect(_ part: BodyPart, depth: Int) {
        switch part.mediaType.essence {
        case "message/delivery-status", "message/global-delivery-status": if machine == nil { machine = part }
        case "message/feedback-report", "message/disposition-notification", "message/global-disposition-notification",
            "application/tlsrpt+gzip",
            "application/tlsrpt+json":
            isOtherReport = true
        case "message/rfc822", "message/global", "message/rfc2822", "text/rfc822", "message/news", "message/partial":
            guard let inner = part.parts.first else { return }
            if attached == nil { attached = inner }
            if original == nil { original = inner.header }
        case "text/rfc822-headers", "message/rfc822-headers", "message/global-headers":
            if original == nil { original = Self.headers(of: part) }
        case "text/xml", "application/zip", "application/gzip", "application/x-gzip", "application/x-zip-compressed", "application/xml",
            "application/octet-stream":
            carriesFile = true
        case let essence where essence.hasPrefix("text/") || (depth == 0 && part.isLeaf && !essence.hasPrefix("application/")):
            if texts.count < 8 { texts.append(part) }
        default:
            for child in part.parts { collect(child, depth: depth + 1) }
            // A multipart whose boundary is lost is one body of text.
            if part.mediaType.isMultipart, part.parts.isEmpty, texts.count < 8 { texts.append(part) }
        }
    }

    /// The body of a part whose content is a header.
    private static func headers(of part: BodyPart) -> Header? {
        let bytes = part.encoding.decode(part.source, part.body)
        return try? Header.read(bytes, 0..<bytes.count, limits: Limits())
    }
}

extension BodyPart {
    /// Decoded bytes of the part without the word in which it was cut: where a mail breaks off, half an address or half a code
    /// says something that nobody said. An encoded part may break off at a line's end and in the middle of a word all the same.
    func wholeWords(of decoded: [UInt8]) -> [UInt8] { number > 1 && reachesEnd ? decoded.withoutBrokenWord : decoded }

    /// No delimiter follows: the mail was cut inside this part, or its writer forgot to close it.
    var reachesEnd: Bool { body.upperBound == source.count }
}

extension [UInt8] {
    /// Without the last word of an unfinished last line; the same where a line end or a closing delimiter comes last.
    var withoutBrokenWord: [UInt8] {
        guard let last, last != 10, last != 13 else { return self }
        let lineStart = lastIndex { $0 == 10 || $0 == 13 }.map { $0 + 1 } ?? 0
        if starts(with: [45, 45], at: lineStart, limit: count), suffix(2) == [45, 45] { return self }
        return lastIndex(where: \.isMailWhitespace).map { Array(self[...$0]) } ?? []
    }
}
