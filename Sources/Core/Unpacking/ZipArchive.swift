import MailSyntax

/// The central directory of a zip archive (PKWARE APPNOTE 6.3). One strict reading: sizes and places come from the
/// central directory only, names are never paths, nothing is allocated by a claimed number.
struct ZipArchive {
    struct Entry {
        let name: String
        let method: Int
        let crc: UInt32
        let size: Int
        /// The entry's compressed bytes in the source.
        let data: Range<Int>
        let isEncrypted: Bool
        /// From its local header to the end of its data: what no other entry may share.
        let extent: Range<Int>
    }

    let entries: [Entry]

    static func read(_ source: [UInt8], limits: Limits) throws(ReadError) -> ZipArchive {
        let directory = try endRecord(source)
        guard limits.archiveEntries.allows(directory.count) else {
            throw ReadError(.zipTooManyEntries, exceeded: limits.archiveEntries, found: directory.count)
        }
        var entries: [Entry] = [], position = directory.start
        for _ in 0..<directory.count {
            let (entry, next) = try entry(source, at: position, directory)
            position = next
            if let entry { entries.append(entry) }
        }
        try refuseOverlaps(entries)
        return ZipArchive(entries: entries)
    }

    // MARK: end records

    private struct Directory {
        let start: Int, end: Int, count: Int
        /// Bytes before the archive (self-extractors, gateways): all offsets move by them.
        let base: Int
    }

    /// Searches `PK\5\6` from the end. The record whose comment ends with the archive is meant; two of them are two
    /// archives in one, as a comment can hold a second one. Where bytes were hung on, the last record that fits.
    private static func endPosition(_ source: [UInt8]) throws(ReadError) -> Int {
        guard source.count >= 22 else { throw ReadError(.zipTruncated, "\(source.count) bytes cannot hold an archive") }
        var exact: Int?, fitting: Int?
        for at in stride(from: source.count - 22, through: max(0, source.count - 65_557), by: -1) where source[at] == 0x50 {
            guard u32(source, at) == 0x0605_4B50 else { continue }
            let end = at + 22 + Int(u16(source, at + 20))
            if end <= source.count, fitting == nil { fitting = at }
            guard end == source.count else { continue }
            guard exact == nil else { throw ReadError(.zipAmbiguous, "two end records: the archive can be read as two different ones") }
            exact = at
        }
        guard let at = exact ?? fitting else { throw ReadError(.zipTruncated, "no end record: the archive was cut or is none") }
        return at
    }

    /// ZIP64 fields come from the record that the locator names, or the one right before the locator.
    private static func endRecord(_ source: [UInt8]) throws(ReadError) -> Directory {
        let at = try endPosition(source)
        guard u16(source, at + 4) == 0 || u16(source, at + 4) == 0xFFFF, u16(source, at + 8) == u16(source, at + 10) else {
            throw ReadError(.zipAmbiguous, "the archive says it is one of several volumes")
        }
        var count = Int(u16(source, at + 10)), size = Int(u32(source, at + 12)), offset = Int(u32(source, at + 16)), end = at
        if count == 0xFFFF || size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF {
            guard at >= 20 + 56, u32(source, at - 20) == 0x0706_4B50 else { throw ReadError(.zipDamaged, "the zip64 locator is missing") }
            let claimed = u64(source, at - 20 + 8)
            let record = claimed <= UInt64(at - 76) && u32(source, Int(claimed)) == 0x0606_4B50 ? Int(claimed) : at - 76
            guard u32(source, record) == 0x0606_4B50 else { throw ReadError(.zipDamaged, "the zip64 end record is missing") }
            guard let c = Int(exactly: u64(source, record + 32)), let s = Int(exactly: u64(source, record + 40)),
                let o = Int(exactly: u64(source, record + 48)), c <= source.count, s <= source.count, o <= source.count
            else { throw ReadError(.zipDamaged, "the zip64 end record claims more than the archive holds") }
            (count, size, offset, end) = (c, s, o, record)
        }
        let base = end - size - offset
        guard base >= 0, size <= end, count * 46 <= size else {
            throw ReadError(.zipDamaged, "the end record claims more than the archive holds")
        }
        return Directory(start: end - size, end: end, count: count, base: base)
    }

    // MARK: entries

    private static func entry(_ source: [UInt8], at position: Int, _ directory: Directory) throws(ReadError) -> (Entry?, Int) {
        guard position + 46 <= directory.end, u32(source, position) == 0x0201_4B50 else {
            throw ReadError(.zipDamaged, "the central directory ends early")
        }
        let flags = u16(source, position + 8), method = Int(u16(source, position + 10)), crc = u32(source, position + 16)
        var compressed = UInt64(u32(source, position + 20)), size = UInt64(u32(source, position + 24)),
            offset = UInt64(u32(source, position + 42))
        let nameLength = Int(u16(source, position + 28)), extraLength = Int(u16(source, position + 30))
        let next = position + 46 + nameLength + extraLength + Int(u16(source, position + 32))
        guard next <= directory.end else { throw ReadError(.zipDamaged, "the central directory ends early") }
        let nameRange = (position + 46)..<(position + 46 + nameLength)
        readZip64(
            source, nameRange.upperBound..<(nameRange.upperBound + extraLength), size: &size, compressed: &compressed, offset: &offset)
        let name = source.text(nameRange.prefix(255))
        if name.hasSuffix("/"), size == 0 { return (nil, next) }
        guard let start = Int(exactly: offset).map({ $0.addingReportingOverflow(directory.base) }), !start.overflow,
            start.partialValue + 30 <= directory.start, u32(source, start.partialValue) == 0x0403_4B50
        else { throw ReadError(.zipDamaged, "an entry points outside the archive") }
        let local = start.partialValue
        let dataStart = local + 30 + Int(u16(source, local + 26)) + Int(u16(source, local + 28))
        guard let length = Int(exactly: compressed), let unpacked = Int(exactly: size), dataStart <= directory.start,
            length <= directory.start - dataStart
        else { throw ReadError(.zipDamaged, "an entry is larger than the archive") }
        let data = dataStart..<(dataStart + length)
        let encrypted = flags & 0x41 != 0 || method == 99
        return (
            Entry(
                name: name, method: method, crc: crc, size: unpacked, data: data, isEncrypted: encrypted, extent: local..<data.upperBound),
            next
        )
    }

    /// Extra field 0x0001: the fields that are all ones in the header, in this order.
    private static func readZip64(
        _ source: [UInt8], _ extra: Range<Int>, size: inout UInt64, compressed: inout UInt64, offset: inout UInt64
    ) {
        var at = extra.lowerBound
        while at + 4 <= extra.upperBound {
            let id = u16(source, at), length = Int(u16(source, at + 2))
            let end = at + 4 + length
            guard end <= extra.upperBound else { return }
            if id == 1 {
                var field = at + 4
                for needs in [size == 0xFFFF_FFFF, compressed == 0xFFFF_FFFF, offset == 0xFFFF_FFFF].enumerated()
                where needs.element && field + 8 <= end {
                    let value = u64(source, field)
                    field += 8
                    switch needs.offset {
                    case 0: size = value
                    case 1: compressed = value
                    default: offset = value
                    }
                }
            }
            at = end
        }
    }

    /// Entries that share bytes are a bomb or two readings of one archive.
    private static func refuseOverlaps(_ entries: [Entry]) throws(ReadError) {
        let sorted = entries.map(\.extent).sorted { $0.lowerBound < $1.lowerBound }
        for (a, b) in zip(sorted, sorted.dropFirst()) where a.upperBound > b.lowerBound {
            throw ReadError(.zipOverlap, "two entries share the same bytes of the archive")
        }
    }

    // MARK: little-endian fields; callers have checked the bounds, a miss reads as zero

    private static func u16(_ s: [UInt8], _ i: Int) -> UInt16 { UInt16(truncatingIfNeeded: number(s, i, 2)) }
    private static func u32(_ s: [UInt8], _ i: Int) -> UInt32 { UInt32(truncatingIfNeeded: number(s, i, 4)) }
    private static func u64(_ s: [UInt8], _ i: Int) -> UInt64 { number(s, i, 8) }

    private static func number(_ s: [UInt8], _ i: Int, _ width: Int) -> UInt64 {
        guard i >= 0, i <= s.count - width else { return 0 }
        var value: UInt64 = 0
        for k in (0..<width).reversed() { value = value << 8 | UInt64(s[i + k]) }
        return value
    }
}
