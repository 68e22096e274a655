import MailSyntax

/// Something that may hold a report, with its wrapper still on: a decoded body part, or one entry of an archive. It can
/// be read any number of times; what it is, its bytes say, never its label.
package struct Payload: Sendable {
    enum Wrapping: Sendable {
        case none, gzip, zlib
        case zipEntry(method: Int, crc: UInt32, size: Int)
    }

    private let source: [UInt8]
    let range: Range<Int>
    /// Whether the bytes are still base64: a large part is decoded while it is read.
    private(set) var isBase64 = false
    let wrapping: Wrapping
    /// Attachment or entry name: for people.
    package let name: String?

    /// Whether a checksum vouches that the content is complete as its sender wrote it.
    package var isChecksummed: Bool {
        switch wrapping {
        case .none: false
        case .gzip, .zlib, .zipEntry: true
        }
    }

    /// Whether the bytes are taken as they are, without any wrapper.
    package var isPlain: Bool {
        if case .none = wrapping { true } else { false }
    }

    /// Sorts the bytes: gzip, zlib and plain give one payload, zip one for each readable entry.
    ///
    /// - Parameter refused: takes each entry that cannot be read, with its reason.
    package static func payloads(
        in source: [UInt8], name: String?, limits: Limits, refused: (String?, ReadError) -> Void
    ) -> [Payload] {
        switch ContentKind.of(source) {
        case .zip:
            do throws(ReadError) {
                return try entries(source, name: name, limits: limits, refused: refused)
            } catch {
                refused(name, error)
                return []
            }
        case .gzip: return [Payload(source: source, range: 0..<source.count, wrapping: .gzip, name: name)]
        case .zlib: return [Payload(source: source, range: 0..<source.count, wrapping: .zlib, name: name)]
        case .archive(let format):
            refused(name, ReadError(.archiveFormat, "\(format) archives are not read: reports come as gzip or zip"))
            return []
        case .xml, .json, .other: return [Payload(source: source, range: 0..<source.count, wrapping: .none, name: name)]
        }
    }

    /// A large part that is still base64: one payload that is decoded while it is read. nil for what needs all its
    /// bytes at once (a zip's directory is at its end).
    package static func payload(inBase64 source: [UInt8], _ range: Range<Int>, name: String?) -> Payload? {
        let wrapping: Wrapping
        switch ContentKind.of(Base64.decode(source, range.prefix(256))) {
        case .gzip: wrapping = .gzip
        case .zlib: wrapping = .zlib
        case .xml: wrapping = .none
        case .zip, .json, .other, .archive: return nil
        }
        return Payload(source: source, range: range, isBase64: true, wrapping: wrapping, name: name)
    }

    private static func entries(
        _ source: [UInt8], name: String?, limits: Limits, refused: (String?, ReadError) -> Void
    ) throws(ReadError) -> [Payload] {
        var out: [Payload] = []
        for entry in try ZipArchive.read(source, limits: limits).entries where !isResourceFork(entry.name) {
            guard !entry.isEncrypted else { refused(entry.name, ReadError(.zipEncrypted, "the entry is encrypted")); continue }
            guard entry.method == 0 || entry.method == 8 else {
                refused(entry.name, ReadError(.zipMethod, "compression method \(entry.method) is not supported; reports use 0 or 8"))
                continue
            }
            guard limits.unpackedBytes.allows(entry.size) else {
                refused(entry.name, ReadError(.zipTooLarge, exceeded: limits.unpackedBytes, found: entry.size))
                continue
            }
            guard limits.archiveReadable.allows(out.count + 1) else {
                throw ReadError(.zipTooManyEntries, exceeded: limits.archiveReadable)
            }
            out.append(
                Payload(
                    source: source, range: entry.data, wrapping: .zipEntry(method: entry.method, crc: entry.crc, size: entry.size),
                    name: entry.name))
        }
        return out
    }

    /// What macOS puts beside every file.
    private static func isResourceFork(_ name: String) -> Bool { name.hasPrefix("__MACOSX/") || name.hasSuffix(".DS_Store") }

    /// Lends a reader of the unpacked content.
    package func read<T>(
        _ budget: inout Budget, _ body: (PayloadReader) throws(ReadError) -> T
    ) throws(ReadError) -> T {
        let outcome: Result<T, ReadError> = source.withUnsafeBufferPointer { input in
            do throws(ReadError) {
                let reader = try PayloadReader(self, input, budget)
                defer { budget = reader.close() }
                return .success(try body(reader))
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    /// The whole content as one array, for what cannot be read in pieces: archives inside archives, JSON.
    package func unpacked(_ budget: inout Budget) throws(ReadError) -> [UInt8] {
        if case .none = wrapping, !isBase64 { return range.count == source.count ? source : Array(source[range]) }
        var out: [UInt8] = []
        let limit = budget.limits.partBytes
        try read(&budget) { (reader) throws(ReadError) in
            while true {
                let chunk = try reader.next()
                guard !chunk.isEmpty else { return }
                guard limit.allows(out.count + chunk.count) else { throw ReadError(.partTooLarge, exceeded: limit) }
                out.append(contentsOf: chunk)
            }
        }
        return out
    }
}

/// What bytes are by their first bytes.
package enum ContentKind: Hashable, Sendable {
    case gzip, zlib, zip, xml, json, other
    /// An archive format that is recognised and not read.
    case archive(String)

    package static func of(_ bytes: [UInt8]) -> ContentKind { bytes.withUnsafeBufferPointer { of($0) } }

    package static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> ContentKind {
        guard bytes.count >= 2 else { return .other }
        switch (bytes[0], bytes[1]) {
        case (0x1F, 0x8B): return .gzip
        case (0x50, 0x4B) where bytes.count >= 4 && (bytes[2], bytes[3]) == (3, 4) || bytes.count >= 4 && (bytes[2], bytes[3]) == (5, 6):
            return .zip
        case (0x78, 0x01), (0x78, 0x5E), (0x78, 0x9C), (0x78, 0xDA): return .zlib
        case (0x37, 0x7A) where bytes.count >= 4 && (bytes[2], bytes[3]) == (0xBC, 0xAF): return .archive("7z")
        case (0x52, 0x61) where bytes.count >= 4 && (bytes[2], bytes[3]) == (0x72, 0x21): return .archive("rar")
        case (0xFD, 0x37): return .archive("xz")
        case (0x42, 0x5A) where bytes.count >= 3 && bytes[2] == 0x68: return .archive("bzip2")
        case (0x28, 0xB5): return .archive("zstd")
        case (0xFF, 0xFE), (0xFE, 0xFF): return .xml  // UTF-16 with its mark: nothing else that we read has it
        default: break
        }
        var i = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while i < bytes.count, bytes[i].isMailWhitespace, bytes[i] != 0 { i += 1 }
        guard i < bytes.count else { return .other }
        switch bytes[i] {
        case 60: return .xml
        case 123: return .json
        case 0 where i + 1 < bytes.count && bytes[i + 1] == 60: return .xml  // UTF-16BE without a mark
        default:
            // A prefix of junk before a zip (self-extractors) shows only at the archive's end.
            return .other
        }
    }

    /// Whether the bytes end like a zip archive although they do not begin like one.
    package static func endsLikeZip(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 64 else { return false }
        let tail = max(0, bytes.count - 1024)..<bytes.count
        return bytes.find([0x50, 0x4B, 5, 6], in: tail) != nil
    }
}
