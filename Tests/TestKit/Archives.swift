/// Archives for tests, made in memory without a library: so that every field can be a lie and every byte can be wrong.
package enum Archives {
    // MARK: checksums

    private static let crcTable: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }

    package static func crc32(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { crcTable[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
    }

    private static func adler32(_ bytes: [UInt8]) -> UInt32 {
        var a: UInt32 = 1, b: UInt32 = 0
        for byte in bytes {
            a = (a + UInt32(byte)) % 65521
            b = (b + a) % 65521
        }
        return b << 16 | a
    }

    // MARK: DEFLATE (RFC 1951) with the fixed codes

    /// Literals, and runs of 258 equal bytes.
    package static func deflate(_ content: [UInt8]) -> [UInt8] {
        var bits = Bits()
        bits.begin()
        var i = 0
        while i < content.count {
            if i > 0, i + 258 <= content.count, content[i..<(i + 258)].allSatisfy({ $0 == content[i - 1] }) {
                bits.run()
                i += 258
            } else {
                bits.literal(content[i])
                i += 1
            }
        }
        return bits.end()
    }

    /// `runs` times 258 zero bytes and one more, at 158 bytes of output for each byte of input.
    package static func deflatedZeros(runs: Int) -> [UInt8] {
        var bits = Bits()
        bits.begin()
        bits.literal(0)
        for _ in 0..<runs { bits.run() }
        return bits.end()
    }

    private struct Bits {
        private var bytes: [UInt8] = []
        private var pending: UInt64 = 0, count = 0

        mutating func begin() { append(0b011, 3) }
        mutating func literal(_ byte: UInt8) { byte < 144 ? code(0x30 + UInt64(byte), 8) : code(0x190 + UInt64(byte) - 144, 9) }
        /// Length 258, distance 1.
        mutating func run() {
            code(0b1100_0101, 8)
            code(0, 5)
        }

        mutating func end() -> [UInt8] {
            code(0, 7)
            if count > 0 { append(0, 8 - count) }
            return bytes
        }

        /// Huffman codes go in with their highest bit first, everything else with its lowest.
        private mutating func code(_ code: UInt64, _ length: Int) {
            for k in (0..<length).reversed() { append(code >> UInt64(k) & 1, 1) }
        }

        private mutating func append(_ value: UInt64, _ length: Int) {
            pending |= value << UInt64(count)
            count += length
            while count >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: pending))
                pending >>= 8
                count -= 8
            }
        }
    }

    // MARK: gzip and zlib

    /// RFC 1952, one member.
    package static func gzip(_ content: [UInt8]) -> [UInt8] {
        gzipHeader + deflate(content) + little(crc32(content), 4) + little(UInt32(truncatingIfNeeded: content.count), 4)
    }

    package static let gzipHeader: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]

    /// RFC 1950.
    package static func zlib(_ content: [UInt8]) -> [UInt8] { [0x78, 0x9C] + deflate(content) + little(adler32(content), 4).reversed() }

    // MARK: zip

    /// One entry; a nil field is what it ought to be.
    package struct Entry {
        package var name: String
        package var content: [UInt8]
        package var method: UInt16 = 8
        package var flags: UInt16 = 0
        package var crc: UInt32?
        package var size: UInt32?
        package var compressedSize: UInt32?
        package var offset: UInt32?
        package var isZip64 = false
        /// Sizes stand behind the data and the local header says zero.
        package var hasDescriptor = false

        package init(_ name: String, _ content: [UInt8], method: UInt16 = 8) {
            self.name = name
            self.content = content
            self.method = method
        }
    }

    /// PKWARE APPNOTE 6.3.
    package static func zip(_ entries: [Entry], comment: [UInt8] = [], isZip64: Bool = false, count: Int? = nil) -> [UInt8] {
        var out: [UInt8] = [], directory: [UInt8] = []
        for entry in entries {
            let data = entry.method == 8 ? deflate(entry.content) : entry.content
            let crc = entry.crc ?? crc32(entry.content), size = entry.size ?? UInt32(entry.content.count)
            let compressed = entry.compressedSize ?? UInt32(data.count), offset = entry.offset ?? UInt32(out.count)
            let name = Array(entry.name.utf8), flags = entry.flags | (entry.hasDescriptor ? 8 : 0)
            let sums = entry.hasDescriptor ? [UInt8](repeating: 0, count: 12) : little(crc, 4) + little(compressed, 4) + little(size, 4)
            out += little(0x0403_4B50, 4) + little(20, 2) + little(flags, 2) + little(entry.method, 2) + little(0, 4) + sums
            out += little(name.count, 2) + little(0, 2) + name + data
            if entry.hasDescriptor { out += little(0x0807_4B50, 4) + little(crc, 4) + little(compressed, 4) + little(size, 4) }
            let extra = entry.isZip64 ? little(1, 2) + little(24, 2) + little(size, 8) + little(compressed, 8) + little(offset, 8) : []
            let fields = entry.isZip64 ? (UInt32.max, UInt32.max, UInt32.max) : (compressed, size, offset)
            directory += little(0x0201_4B50, 4) + little(20, 2) + little(20, 2) + little(flags, 2) + little(entry.method, 2) + little(0, 4)
            directory += little(crc, 4) + little(fields.0, 4) + little(fields.1, 4) + little(name.count, 2) + little(extra.count, 2)
            directory += little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(fields.2, 4) + name + extra
        }
        let start = out.count, number = count ?? entries.count
        out += directory
        if isZip64 {
            let record = out.count
            out += little(0x0606_4B50, 4) + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 4) + little(0, 4)
            out += little(number, 8) + little(number, 8) + little(directory.count, 8) + little(start, 8)
            out += little(0x0706_4B50, 4) + little(0, 4) + little(record, 8) + little(1, 4)
        }
        out += little(0x0605_4B50, 4) + little(0, 2) + little(0, 2)
        out += isZip64 ? little(0xFFFF, 2) + little(0xFFFF, 2) : little(number, 2) + little(number, 2)
        out += isZip64 ? little(0xFFFF_FFFF, 4) + little(0xFFFF_FFFF, 4) : little(directory.count, 4) + little(start, 4)
        return out + little(comment.count, 2) + comment
    }

    private static func little(_ value: some BinaryInteger, _ width: Int) -> [UInt8] {
        let value = UInt64(truncatingIfNeeded: value)
        return (0..<width).map { UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) }
    }
}
