/// The operations of a reader over borrowed bytes, as those over an array in `Bytes.swift`.
extension UnsafeBufferPointer where Element == UInt8 {
    /// The range without blanks, tabs and line ends at both sides.
    @inlinable @inline(__always) package func trimmed(_ range: Range<Int>) -> Range<Int> {
        var low = range.lowerBound, high = range.upperBound
        while low < high, self[low].isMailWhitespace { low &+= 1 }
        while high > low, self[high &- 1].isMailWhitespace { high &-= 1 }
        return low..<high
    }

    /// The bytes of the range, still borrowed.
    @inlinable @inline(__always) package func part(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: self[range])
    }

    /// The bytes of the range as text: UTF-8, with U+FFFD for what is not.
    package func text(_ range: Range<Int>) -> String { String(decoding: part(range), as: UTF8.self) }

    /// Whether the range equals the lower-case ASCII `word`, in any case.
    @inlinable package func equalsIgnoringCase(_ word: StaticString, in range: Range<Int>) -> Bool {
        guard range.count == word.utf8CodeUnitCount else { return false }
        let expected = word.utf8Start
        for i in 0..<range.count where self[range.lowerBound &+ i].asciiLowercased != expected[i] { return false }
        return true
    }

    /// Whether both hold the same ASCII letters in any case, and otherwise the same bytes.
    @inlinable package func equalsIgnoringCase(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for i in 0..<count where self[i] != other[i] && self[i].asciiLowercased != other[i].asciiLowercased { return false }
        return true
    }
}
