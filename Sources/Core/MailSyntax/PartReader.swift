/// Builds the tree of parts. Depth, parts, header sizes and what nested messages decode to are bounded before they are walked.
struct PartReader {
    private let limits: Limits
    private var count = 0
    /// Bytes that encoded messages inside have been decoded to: each keeps its own copy.
    private var decodedBytes = 0
    /// Of the source that is being read, once a multipart needs it.
    private var delimiters: DelimiterLines?
    private(set) var warnings: [String] = []

    init(limits: Limits) { self.limits = limits }

    mutating func read(
        _ source: [UInt8], _ range: Range<Int>, depth: Int, place: Header.Place = .message, inheritedType: String = "text/plain"
    ) throws(ReadError) -> BodyPart {
        guard limits.mimeDepth.allows(depth) else { throw ReadError(.messageTooDeep, exceeded: limits.mimeDepth, found: depth) }
        count += 1
        guard limits.mimeParts.allows(count) else { throw ReadError(.messageTooManyParts, exceeded: limits.mimeParts, found: count) }
        let number = count
        let header = try Header.read(source, range, limits: limits, place: place)
        let body = min(header.end, range.upperBound)..<range.upperBound
        // `ContentType:` is what Trustwave SEG writes.
        let typeField = header.first("content-type") ?? header.first("contenttype")
        var mediaType = typeField.map { MediaType.read(header.unfolded($0), limits: limits) } ?? MediaType(essence: inheritedType)
        if mediaType.essence.isEmpty { mediaType = MediaType(essence: inheritedType, parameters: mediaType.parameters) }
        let encoding = TransferEncoding(header.value("content-transfer-encoding"))
        var parts: [BodyPart] = []
        if mediaType.isMultipart {
            parts = try multipart(source, body, mediaType, depth: depth)
        } else if Self.holdsMessage(mediaType.essence), !body.isEmpty {
            parts = [try message(source, body, encoding, depth: depth)]
        }
        return BodyPart(
            header: header, mediaType: mediaType,
            disposition: header.first("content-disposition").map { MediaType.read(header.unfolded($0), limits: limits) },
            encoding: encoding, body: body, parts: parts, number: number)
    }

    /// RFC 2046 §5.2.1, RFC 6532 §3.7, and the names that reporters invent for the same thing.
    private static func holdsMessage(_ essence: String) -> Bool {
        switch essence {
        case "message/rfc822", "message/global", "text/rfc822", "message/rfc2822", "message/news": true
        default: false
        }
    }

    /// The message inside a message/rfc822. RFC 2046 §5.2.1 forbids to encode it; gateways do it, and some only say so.
    private mutating func message(
        _ source: [UInt8], _ body: Range<Int>, _ encoding: TransferEncoding, depth: Int
    ) throws(ReadError) -> BodyPart {
        guard encoding == .quotedPrintable || (encoding == .base64 && !Self.startsWithField(source, body)) else {
            return try read(source, body, depth: depth + 1)
        }
        decodedBytes += encoding == .base64 ? body.count / 4 * 3 : body.count
        guard limits.partBytes.allows(decodedBytes) else {
            throw ReadError(.partTooLarge, exceeded: limits.partBytes, found: decodedBytes, in: "encoded messages inside")
        }
        let inner = encoding.decode(source, body)
        let outer = delimiters
        delimiters = nil
        defer { delimiters = outer }
        return try read(inner, 0..<inner.count, depth: depth + 1)
    }

    /// Whether the first line is a header field: base64 has no colon.
    private static func startsWithField(_ source: [UInt8], _ body: Range<Int>) -> Bool {
        var cursor = LineCursor(body)
        while let line = cursor.next(in: source) {
            if !line.isEmpty { return source.find(58, in: line) < line.upperBound }
        }
        return false
    }

    private mutating func multipart(_ source: [UInt8], _ body: Range<Int>, _ type: MediaType, depth: Int) throws(ReadError) -> [BodyPart] {
        let lines = try delimiterLines(of: source)
        var boundary = Array((type["boundary"] ?? "").utf8)
        while boundary.last?.isBlank ?? false { boundary.removeLast() }
        let usable = !boundary.isEmpty && limits.boundaryBytes.allows(boundary.count)
        var found = usable ? lines.delimiters(boundary, in: body, of: source) : []
        if !found.contains(where: { !$0.closing }) {
            guard let guessed = lines.guess(in: body, of: source) else {
                warnings.append("a multipart without a usable boundary was read as one part")
                return []
            }
            warnings.append("a multipart's boundary was found by its delimiter lines")
            found = lines.delimiters(guessed, in: body, of: source)
        }
        let inherited = type.essence == "multipart/digest" ? "message/rfc822" : "text/plain"
        var parts: [BodyPart] = []
        for range in try ranges(between: found, in: body, of: source) {
            parts.append(try read(source, range, depth: depth + 1, place: .part, inheritedType: inherited))
        }
        return parts
    }

    private mutating func delimiterLines(of source: [UInt8]) throws(ReadError) -> DelimiterLines {
        if let delimiters { return delimiters }
        let lines = try DelimiterLines(source, limits: limits)
        delimiters = lines
        return lines
    }

    /// What stands between the delimiters. After the closing one comes the epilogue; a delimiter in it opens a part
    /// again, as some relays append theirs. Nothing between two delimiters is no part.
    private mutating func ranges(
        between delimiters: [DelimiterLines.Delimiter], in body: Range<Int>, of source: [UInt8]
    ) throws(ReadError) -> [Range<Int>] {
        var ranges: [Range<Int>] = [], start: Int?
        for delimiter in delimiters {
            if let start {
                let end = source.endOfLine(before: delimiter.line.lowerBound, from: start)
                if end > start { ranges.append(start..<end) }
            }
            guard limits.mimeParts.allows(count + ranges.count) else {
                throw ReadError(.messageTooManyParts, exceeded: limits.mimeParts, found: count + ranges.count)
            }
            var cursor = LineCursor(delimiter.line.lowerBound..<body.upperBound)
            _ = cursor.next(in: source)
            start = delimiter.closing ? nil : cursor.position
        }
        if let start {
            if start < body.upperBound { ranges.append(start..<body.upperBound) }
            warnings.append("a multipart ends without its closing boundary")
        }
        return ranges
    }
}
