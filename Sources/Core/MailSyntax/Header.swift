/// One header field as it stands in the source: two ranges, nothing copied (RFC 5322 §2.2).
package struct HeaderField: Hashable, Sendable {
    package let name: Range<Int>
    /// After the colon, folding included.
    package let value: Range<Int>
}

/// The header fields of a message or part, in order, over the bytes that they came in.
package struct Header: Sendable {
    package let source: [UInt8]
    package let fields: [HeaderField]
    /// Where the body starts.
    package let end: Int

    /// What the fields introduce: a message may have an mbox separator and blank lines before them, a part of a
    /// multipart may have no fields at all, and then a blank line comes first (RFC 2046 §5.1).
    package enum Place: Sendable { case message, part }

    /// Reads header fields from `range`. Accepts LF, CRLF and bare CR, a BOM, an mbox `From ` line, blanks before the
    /// colon, and lines that are no field at all (skipped): real reports have all of them. Where no line is a field,
    /// there is no header and everything is body.
    package static func read(
        _ source: [UInt8], _ range: Range<Int>, limits: Limits, place: Place = .message
    ) throws(ReadError) -> Header {
        var cursor = LineCursor(place == .message ? skippingPreamble(source, range) : skippingLostBlank(source, range))
        var fields: [HeaderField] = []
        fields.reserveCapacity(24)
        let start = cursor.position
        var previous = start, skipped = false
        while let line = cursor.next(in: source) {
            if line.isEmpty { return Header(source: source, fields: fields, end: fields.isEmpty && skipped ? start : cursor.position) }
            guard limits.headerBytes.allows(line.upperBound - start) else {
                if fields.isEmpty { return Header(source: source, fields: [], end: start) }
                throw ReadError(.messageHeaderTooLarge, exceeded: limits.headerBytes, in: "the header")
            }
            if !fields.isEmpty, source.starts(with: [45, 45], at: line.lowerBound, limit: line.upperBound) {
                // A delimiter where the blank line was forgotten: the body starts here. Its token may hold a colon.
                return Header(source: source, fields: fields, end: previous)
            }
            if source[line.lowerBound].isBlank {
                guard let last = fields.popLast() else {
                    skipped = skipped || !source.trimmed(line).isEmpty
                    continue
                }
                let whole = last.value.lowerBound..<line.upperBound
                guard limits.headerFieldBytes.allows(whole.count) else {
                    throw ReadError(.messageHeaderTooLarge, exceeded: limits.headerFieldBytes, found: whole.count, in: "one header field")
                }
                fields.append(HeaderField(name: last.name, value: whole))
            } else if let field = field(source, line) {
                guard limits.headerFieldBytes.allows(line.count) else {
                    throw ReadError(.messageHeaderTooLarge, exceeded: limits.headerFieldBytes, found: line.count, in: "one header field")
                }
                guard limits.headerFields.allows(fields.count + 1) else {
                    throw ReadError(.messageTooManyFields, exceeded: limits.headerFields)
                }
                fields.append(field)
            } else {
                skipped = true
            }
            previous = cursor.position
        }
        return Header(source: source, fields: fields, end: fields.isEmpty && skipped ? start : range.upperBound)
    }

    /// Start of a part's fields: behind blank lines only where a `Content-` field follows them, as some gateways write.
    private static func skippingLostBlank(_ source: [UInt8], _ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        while start < range.upperBound, source[start] == 10 || source[start] == 13 { start += 1 }
        let lost = source.startsIgnoringCase("content-", at: start, limit: range.upperBound)
        return (lost ? start : range.lowerBound)..<range.upperBound
    }

    /// Start after a BOM, blank lines and an mbox separator (`From ` or `>From `, RFC 4155).
    private static func skippingPreamble(_ source: [UInt8], _ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        if source.starts(with: [0xEF, 0xBB, 0xBF], at: start, limit: range.upperBound) { start += 3 }
        while start < range.upperBound, source[start] == 10 || source[start] == 13 { start += 1 }
        if source.startsIgnoringCase("from ", at: start, limit: range.upperBound)
            || source.startsIgnoringCase(">from ", at: start, limit: range.upperBound)
        {
            var cursor = LineCursor(start..<range.upperBound)
            _ = cursor.next(in: source)
            start = cursor.position
        }
        return start..<range.upperBound
    }

    /// `name: value` where the name is visible ASCII; blanks before the colon are tolerated (RFC 5322 §4.5).
    private static func field(_ source: [UInt8], _ line: Range<Int>) -> HeaderField? {
        let colon = source.find(58, in: line.lowerBound..<min(line.upperBound, line.lowerBound + 200))
        guard colon < line.upperBound, source[colon] == 58 else { return nil }
        var nameEnd = colon
        while nameEnd > line.lowerBound, source[nameEnd - 1].isBlank { nameEnd -= 1 }
        guard nameEnd > line.lowerBound, source[line.lowerBound..<nameEnd].allSatisfy({ $0 > 32 && $0 < 127 }) else { return nil }
        return HeaderField(name: line.lowerBound..<nameEnd, value: (colon + 1)..<line.upperBound)
    }

    // MARK: values

    /// The raw bytes of the first field of that (lower-case) name.
    package func first(_ name: StaticString) -> HeaderField? {
        fields.first { source.equalsIgnoringCase(name, in: $0.name) }
    }

    package func all(_ name: StaticString) -> [HeaderField] {
        fields.filter { source.equalsIgnoringCase(name, in: $0.name) }
    }

    package func has(_ name: StaticString) -> Bool { first(name) != nil }

    /// The field's value, unfolded and trimmed (RFC 5322 §2.2.3).
    package func unfolded(_ field: HeaderField) -> [UInt8] {
        let range = source.trimmed(field.value)
        if source.find(10, in: range) == range.upperBound, source.find(13, in: range) == range.upperBound { return Array(source[range]) }
        var out: [UInt8] = []
        out.reserveCapacity(range.count)
        var atLineStart = false
        for i in range {
            let byte = source[i]
            if byte == 10 || byte == 13 {
                atLineStart = true
            } else if atLineStart, byte.isBlank {
                if out.last.map({ !$0.isBlank }) ?? false { out.append(32) }
            } else {
                atLineStart = false
                out.append(byte)
            }
        }
        return out
    }

    /// First value of that name as text, unfolded; encoded words stay as they are.
    package func value(_ name: StaticString) -> String? {
        first(name).map { String(decoding: unfolded($0), as: UTF8.self) }
    }

    package func values(_ name: StaticString) -> [String] {
        all(name).map { String(decoding: unfolded($0), as: UTF8.self) }
    }

    /// First value of that name for display: RFC 2047 encoded words are decoded.
    package func text(_ name: StaticString, limits: Limits = Limits()) -> String? {
        first(name).map { EncodedWord.decode(unfolded($0), limits: limits) }
    }

    package func name(_ field: HeaderField) -> String { source.text(field.name) }
}
