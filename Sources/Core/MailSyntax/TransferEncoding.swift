/// RFC 2045 §6: how a body part's bytes were written for the journey.
package enum TransferEncoding: Hashable, Sendable {
    case identity
    case base64
    case quotedPrintable
    case uuencode
    /// RFC 2045 §6.4: unknown encodings make the part opaque; it is passed as it is.
    case other(String)

    package init(_ text: String?) {
        let word = Self.word((text ?? "").utf8.prefix { $0 != 40 && $0 != 59 })
        switch word {
        case "", "7bit", "8bit", "binary", "7-bit", "8-bit": self = .identity
        case "base64", "base-64": self = .base64
        case "quoted-printable", "quotedprintable": self = .quotedPrintable
        case "x-uuencode", "uuencode", "x-uue": self = .uuencode
        default: self = .other(word)
        }
    }

    /// In lower case, without quotes and blanks. A plain array is decoded without asking what kind of collection it is.
    static func word(_ bytes: some Collection<UInt8>) -> String {
        var word: [UInt8] = []
        word.reserveCapacity(bytes.count)
        for byte in bytes where byte != 34 && !byte.isMailWhitespace { word.append(byte.asciiLowercased) }
        return String(decoding: word, as: UTF8.self)
    }

    package func decode(_ source: [UInt8], _ range: Range<Int>) -> [UInt8] {
        switch self {
        case .identity, .other: range.count == source.count ? source : Array(source[range])
        case .base64: Base64.decode(source, range)
        case .quotedPrintable: QuotedPrintable.decode(source, range)
        case .uuencode: UUEncoding.decode(source, range)
        }
    }
}

/// RFC 4648 §4, as mail has it: line ends, junk and missing padding are passed over (RFC 2045 §6.8).
package enum Base64 {
    /// Four tables of 256: each byte contributes its six bits in place; a byte that is no digit sets the top byte.
    private static let quad: [UInt32] = {
        var table = [UInt32](repeating: 0xFF00_0000, count: 1024)
        for (value, digit) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated() {
            for place in 0..<4 { table[place * 256 + Int(digit)] = UInt32(value) << UInt32(18 - 6 * place) }
        }
        return table
    }()

    package static func decode(_ source: [UInt8], _ range: Range<Int>) -> [UInt8] {
        guard !range.isEmpty else { return [] }
        return [UInt8](unsafeUninitializedCapacity: Decoder.room(for: range.count)) { out, count in
            source.withUnsafeBufferPointer { input in
                var decoder = Decoder()
                count = decoder.decode(input, range, into: out)
                count += decoder.finish(into: UnsafeMutableBufferPointer(rebasing: out[count...]))
            }
        }
    }

    /// Decodes in pieces: what a piece leaves of a quantum waits for the next.
    package struct Decoder: Sendable {
        private var bits: UInt32 = 0
        private var held = 0

        package init() {}

        /// Bytes that the output buffer must hold for so many digits: the fast step takes four digits for three bytes and
        /// writes four, the last of which the next step overwrites.
        package static func room(for digits: Int) -> Int { digits / 4 * 3 + 16 }

        package mutating func decode(
            _ input: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into out: UnsafeMutableBufferPointer<UInt8>
        ) -> Int {
            guard let target = UnsafeMutableRawPointer(out.baseAddress), out.count >= Self.room(for: range.count) else { return 0 }
            return quad.withUnsafeBufferPointer { table in decode(input, range, target, table) }
        }

        private mutating func decode(
            _ input: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ target: UnsafeMutableRawPointer,
            _ table: UnsafeBufferPointer<UInt32>
        ) -> Int {
            var i = range.lowerBound, o = 0
            let end = range.upperBound
            while i < end {
                if held == 0 {
                    while i &+ 4 <= end {
                        let v =
                            table[Int(input[i])] | table[256 &+ Int(input[i &+ 1])] | table[512 &+ Int(input[i &+ 2])]
                            | table[768 &+ Int(input[i &+ 3])]
                        if v >= 0x0100_0000 { break }
                        target.storeBytes(of: (v << 8).byteSwapped, toByteOffset: o, as: UInt32.self)
                        o &+= 3
                        i &+= 4
                    }
                    guard i < end else { break }
                }
                let value = table[768 &+ Int(input[i])]
                if value < 64 {
                    bits = bits << 6 | value
                    held += 1
                    if held == 4 {
                        target.storeBytes(of: (bits << 8).byteSwapped, toByteOffset: o, as: UInt32.self)
                        o &+= 3
                        held = 0
                        bits = 0
                    }
                } else if input[i] == 61, held >= 2 {  // padding ends a quantum; another may follow (concatenated encoders)
                    o &+= flush(target + o)
                }
                i &+= 1
            }
            return o
        }

        /// The last quantum, with or without its padding.
        package mutating func finish(into out: UnsafeMutableBufferPointer<UInt8>) -> Int {
            guard held >= 2, out.count >= 4, let target = UnsafeMutableRawPointer(out.baseAddress) else { return 0 }
            return flush(target)
        }

        private mutating func flush(_ target: UnsafeMutableRawPointer) -> Int {
            let count = held - 1
            target.storeBytes(of: (bits << UInt32(32 - 6 * held)).byteSwapped, as: UInt32.self)
            held = 0
            bits = 0
            return count
        }
    }
}

/// RFC 2045 §6.7 and the Q encoding of RFC 2047 §4.2. A `=` that starts nothing stays.
package enum QuotedPrintable {
    package static func decode(_ source: [UInt8], _ range: Range<Int>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(range.count)
        var i = range.lowerBound
        let end = range.upperBound
        while i < end {
            let escape = source.find(61, in: i..<end)
            if escape > i {
                out.append(contentsOf: source[i..<escape])
                i = escape
                continue
            }
            if i + 2 < end, let high = source[i + 1].hexValue, let low = source[i + 2].hexValue {
                out.append(high << 4 | low)
                i += 3
                continue
            }
            var next = i + 1  // soft line break: blanks up to the line's end
            while next < end, source[next].isBlank { next += 1 }
            if next >= end {
                i = next
            } else if source[next] == 13 {
                i = next + (next + 1 < end && source[next + 1] == 10 ? 2 : 1)
            } else if source[next] == 10 {
                i = next + 1
            } else {
                out.append(61)
                i += 1
            }
        }
        return out
    }

    package static func decodeQ(_ source: [UInt8], _ range: Range<Int>) -> [UInt8] {
        decode(source[range].map { $0 == 95 ? 32 : $0 }, 0..<range.count)
    }
}

/// The encoding of the years before MIME; some gateways still wrap reports in it.
package enum UUEncoding {
    package static func decode(_ source: [UInt8], _ range: Range<Int>) -> [UInt8] {
        var cursor = LineCursor(range), out: [UInt8] = [], inside = false
        while let line = cursor.next(in: source) {
            if !inside { inside = source.startsIgnoringCase("begin ", at: line.lowerBound, limit: line.upperBound); continue }
            if source.equalsIgnoringCase("end", in: line) { break }
            guard let first = line.first else { continue }
            let length = Int((source[first] &- 32) & 63)
            var digits = source[line].dropFirst().map { UInt32(($0 &- 32) & 63) }
            while digits.count % 4 != 0 { digits.append(0) }  // blanks at a line's end are lost on the way
            var line: [UInt8] = []
            for i in stride(from: 0, to: digits.count - 3, by: 4) {
                let v = digits[i] << 18 | digits[i + 1] << 12 | digits[i + 2] << 6 | digits[i + 3]
                line.append(contentsOf: [
                    UInt8(truncatingIfNeeded: v >> 16), UInt8(truncatingIfNeeded: v >> 8), UInt8(truncatingIfNeeded: v),
                ])
            }
            out.append(contentsOf: line.prefix(length))
        }
        return out
    }
}
