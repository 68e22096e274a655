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
    /// Decoded bytes of the part without a last line that was cut: where a multipart breaks off in the middle of a line, half an
    /// address or half a reply says something that nobody said.
    func wholeLines(of decoded: [UInt8]) -> [UInt8] {
        guard isBrokenOff, let end = decoded.lastIndex(where: { $0 == 10 || $0 == 13 }) else { return decoded }
        return Array(decoded[...end])
    }

    /// The source ends inside this part of a multipart, without a line end, let alone the closing delimiter.
    private var isBrokenOff: Bool {
        number > 1 && body.upperBound == source.count && source.last.map { $0 != 10 && $0 != 13 } ?? false
    }
}
