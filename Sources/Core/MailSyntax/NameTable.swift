/// Names in lower case, each kept once under a number. Reports name few domains many times, mostly the same as in the
/// record before.
package struct NameTable: Sendable {
    private var bytes: [UInt8] = []
    /// Where each name ends in `bytes`; it starts where the one before ends.
    private var ends: [UInt32] = []
    private var texts: [String] = []
    private var index = [Int32](repeating: -1, count: 16)
    private var last: UInt32 = 0

    package init() {}

    package var count: Int { texts.count }

    package subscript(number: UInt32) -> String { texts[Int(number)] }

    /// The number of a name; a new one gets the next.
    package mutating func number(of name: UnsafeBufferPointer<UInt8>) -> UInt32 {
        if !ends.isEmpty, isNamed(last, name) { return last }
        let mask = index.count - 1
        var probe = Int(truncatingIfNeeded: KeyedHash.of(name)) & mask
        while index[probe] >= 0 {
            let number = UInt32(truncatingIfNeeded: index[probe])
            if isNamed(number, name) {
                last = number
                return number
            }
            probe = (probe + 1) & mask
        }
        last = UInt32(truncatingIfNeeded: texts.count)
        index[probe] = Int32(truncatingIfNeeded: last)
        let start = bytes.count
        if start == 0 {
            bytes.reserveCapacity(128)
            ends.reserveCapacity(8)
            texts.reserveCapacity(8)
        }
        for byte in name { bytes.append(byte.asciiLowercased) }
        ends.append(UInt32(truncatingIfNeeded: bytes.count))
        texts.append(bytes.text(start..<bytes.count))
        if texts.count * 2 > index.count { grow() }
        return last
    }

    private func range(_ number: UInt32) -> Range<Int> { (number == 0 ? 0 : Int(ends[Int(number) - 1]))..<Int(ends[Int(number)]) }

    private func isNamed(_ number: UInt32, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let range = range(number)
        return range.count == name.count && bytes.withUnsafeBufferPointer { $0.part(range).equalsIgnoringCase(name) }
    }

    private mutating func grow() {
        var larger = [Int32](repeating: -1, count: index.count * 2)
        let mask = larger.count - 1
        for number in 0..<texts.count {
            let hash = bytes.withUnsafeBufferPointer { KeyedHash.of($0.part(range(UInt32(truncatingIfNeeded: number)))) }
            var probe = Int(truncatingIfNeeded: hash) & mask
            while larger[probe] >= 0 { probe = (probe + 1) & mask }
            larger[probe] = Int32(truncatingIfNeeded: number)
        }
        index = larger
    }
}

/// Hashing of keys that came by mail, in lower case: it starts from a secret of this process, so that nobody can choose keys
/// that meet in one place. Nothing that is told depends on it.
package enum KeyedHash {
    private static let secret = UInt64(truncatingIfNeeded: "keyed".hashValue) | 1

    package static func of(_ key: UnsafeBufferPointer<UInt8>, in family: UInt32 = 0) -> UInt64 {
        var hash = secret ^ UInt64(family) &* 0x9E37_79B9_7F4A_7C15
        for byte in key { hash = (hash ^ UInt64(byte.asciiLowercased)) &* 0x100_0000_01B3 }
        return hash ^ hash >> 32
    }
}
