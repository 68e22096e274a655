import Glibc

/// The few byte operations that all readers share. Positions are `Int` offsets into one array; nothing is copied
/// until a value is wanted. `memchr` is the only unsafe call: it is what makes a line scan run at memory speed.
extension Array where Element == UInt8 {
    /// Position of `byte` in `range`, or the end of the range.
    @inlinable package func find(_ byte: UInt8, in range: Range<Int>) -> Int {
        withUnsafeBytes { raw in
            let end = Swift.min(range.upperBound, raw.count)
            guard range.lowerBound < end, let base = raw.baseAddress else { return end }
            guard let hit = memchr(base + range.lowerBound, CInt(byte), end - range.lowerBound) else { return end }
            return UnsafeRawPointer(hit) - base
        }
    }

    /// Whether `needle` stands at `position`, exactly.
    package func starts(with needle: [UInt8], at position: Int, limit: Int) -> Bool {
        guard position >= 0, position <= limit, limit - position >= needle.count, limit <= count else { return false }
        return withUnsafeBytes { raw in
            needle.withUnsafeBytes { n in
                guard let a = raw.baseAddress, let b = n.baseAddress else { return needle.isEmpty }
                return memcmp(a + position, b, needle.count) == 0
            }
        }
    }

    /// Whether the lower-case ASCII `needle` stands at `position`, in any case.
    package func startsIgnoringCase(_ needle: StaticString, at position: Int, limit: Int) -> Bool {
        let length = needle.utf8CodeUnitCount
        guard position >= 0, limit <= count, position <= limit, limit - position >= length else { return false }
        let pointer = needle.utf8Start
        for i in 0..<length where self[position + i].asciiLowercased != pointer[i] { return false }
        return true
    }

    /// Whether the range equals the lower-case ASCII `word`, in any case.
    package func equalsIgnoringCase(_ word: StaticString, in range: Range<Int>) -> Bool {
        range.count == word.utf8CodeUnitCount && startsIgnoringCase(word, at: range.lowerBound, limit: range.upperBound)
    }

    /// First position of the lower-case ASCII `needle` in any case, or nil. Linear for the short needles we use.
    package func findIgnoringCase(_ needle: StaticString, in range: Range<Int>) -> Int? {
        let length = needle.utf8CodeUnitCount
        guard length > 0, range.upperBound <= count, range.count >= length else { return nil }
        let first = needle.utf8Start[0]
        var position = range.lowerBound
        let last = range.upperBound - length
        while position <= last {
            if self[position].asciiLowercased == first, startsIgnoringCase(needle, at: position, limit: range.upperBound) {
                return position
            }
            position += 1
        }
        return nil
    }

    /// First position of `needle`, or nil.
    package func find(_ needle: [UInt8], in range: Range<Int>) -> Int? {
        guard !needle.isEmpty, range.upperBound <= count, range.count >= needle.count else { return nil }
        var position = range.lowerBound
        while true {
            position = find(needle[0], in: position..<range.upperBound)
            guard position < range.upperBound, range.upperBound - position >= needle.count else { return nil }
            if starts(with: needle, at: position, limit: range.upperBound) { return position }
            position += 1
        }
    }

    /// Whether no byte has its highest bit set; eight at a time.
    package var isASCII: Bool {
        withUnsafeBytes { raw in
            var seen: UInt64 = 0, position = 0
            while position + 8 <= raw.count {
                seen |= raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
                position += 8
            }
            while position < raw.count {
                seen |= UInt64(raw[position])
                position += 1
            }
            return seen & 0x8080_8080_8080_8080 == 0
        }
    }

    /// The range without blanks, tabs and line ends at both sides.
    package func trimmed(_ range: Range<Int>) -> Range<Int> {
        var low = range.lowerBound, high = range.upperBound
        while low < high, self[low].isMailWhitespace { low += 1 }
        while high > low, self[high - 1].isMailWhitespace { high -= 1 }
        return low..<high
    }

    /// The bytes of the range as text: UTF-8, with U+FFFD for what is not.
    package func text(_ range: Range<Int>) -> String { String(decoding: self[range], as: UTF8.self) }

    package var asciiLowercased: [UInt8] { map(\.asciiLowercased) }
}

extension UInt8 {
    @inlinable package var asciiLowercased: UInt8 { self &- 65 < 26 ? self | 0x20 : self }
    @inlinable package var isMailWhitespace: Bool { self == 32 || self == 9 || self == 13 || self == 10 || self == 0 }
    @inlinable package var isBlank: Bool { self == 32 || self == 9 }
    @inlinable package var isDigit: Bool { self &- 48 < 10 }
    @inlinable package var isLetter: Bool { (self | 0x20) &- 97 < 26 }
    @inlinable package var hexValue: UInt8? {
        switch self {
        case 48...57: self - 48
        case 65...70: self - 55
        case 97...102: self - 87
        default: nil
        }
    }
}

/// Walks lines that end with LF, CRLF, a bare CR, or the CR CR LF of a text file converted twice. A value, always to be
/// used with the same bytes.
package struct LineCursor: Sendable {
    package private(set) var position: Int
    private let end: Int
    /// The next LF, once found: bare CRs before it must not search for it again, or the walk turns quadratic.
    private var newline = -1

    package init(_ range: Range<Int>) {
        position = range.lowerBound
        end = range.upperBound
    }

    /// The next line without its end, or nil past the last one.
    package mutating func next(in bytes: [UInt8]) -> Range<Int>? {
        guard position < end else { return nil }
        let start = position
        if newline < start { newline = bytes.find(10, in: start..<end) }
        let carriage = bytes.find(13, in: start..<newline)
        if carriage < newline {
            let joined = carriage + 1 == newline || (carriage + 2 == newline && bytes[carriage + 1] == 13)
            position = joined && newline < end ? newline + 1 : carriage + 1
            return start..<carriage
        }
        position = newline < end ? newline + 1 : end
        return start..<newline
    }
}

extension String {
    /// Lower case for ASCII letters only: identifiers on the wire are ASCII, and the Kelvin sign is no `k`.
    package var asciiLowercased: String {
        var text = self
        return text.withUTF8 { bytes in
            guard bytes.contains(where: { $0 &- 65 < 26 }) else { return nil }
            return String(unsafeUninitializedCapacity: bytes.count) { out in
                for i in 0..<bytes.count { out[i] = bytes[i].asciiLowercased }
                return bytes.count
            }
        } ?? self
    }

    /// Without blanks and line ends at both sides.
    package var trimmedASCII: String {
        guard let first = utf8.first, let last = utf8.last, first.isMailWhitespace || last.isMailWhitespace else { return self }
        let bytes = Array(utf8)
        return bytes.text(bytes.trimmed(0..<bytes.count))
    }

    /// Cut to a number of bytes at a character boundary.
    package func bounded(toBytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var end = utf8.index(utf8.startIndex, offsetBy: limit)
        while end > utf8.startIndex, String.Index(end, within: unicodeScalars) == nil { end = utf8.index(before: end) }
        return String(self[..<end])
    }
}
