import CZlib

/// Compressed forms of bytes, made by zlib: what a fuzzer would have to guess checksums for.
enum Wrapping: Int32, CaseIterable {
    /// zlib's window bits for each form.
    case gzip = 31
    case zlib = 15
    case raw = -15

    func compress(_ bytes: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        let version = ZLIB_VERSION, size = Int32(MemoryLayout<z_stream>.size)
        guard deflateInit2_(&stream, 6, Z_DEFLATED, rawValue, 8, Z_DEFAULT_STRATEGY, version, size) == Z_OK else { return [] }
        defer { deflateEnd(&stream) }
        var input = bytes, output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, uLong(bytes.count))))
        let left = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = uInt(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = uInt(target.count)
                deflate(&stream, Z_FINISH)
                return Int(stream.avail_out)
            }
        }
        return Array(output.dropLast(left))
    }

    /// A zip archive of one entry (PKWARE APPNOTE 6.3).
    static func zip(_ content: [UInt8], isStored: Bool) -> [UInt8] {
        let data = isStored ? content : raw.compress(content), name = Array("a.xml".utf8)
        let sums = little(crc32(0, content, uInt(content.count)), 4) + little(data.count, 4) + little(content.count, 4)
        let common = little(20, 2) + little(0, 2) + little(isStored ? 0 : 8, 2) + little(0, 4) + sums + little(name.count, 2) + little(0, 2)
        let local = little(0x0403_4B50, 4) + common + name + data
        let directory = little(0x0201_4B50, 4) + little(20, 2) + common + little(0, 10) + little(0, 4) + name
        let end = little(0x0605_4B50, 4) + little(0, 4) + little(1, 2) + little(1, 2) + little(directory.count, 4) + little(local.count, 4)
        return local + directory + end + little(0, 2)
    }

    private static func little(_ value: some BinaryInteger, _ width: Int) -> [UInt8] {
        let value = UInt64(truncatingIfNeeded: value)
        return (0..<width).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) : 0 }
    }
}
