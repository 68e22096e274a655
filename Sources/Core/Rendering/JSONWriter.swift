import MailSyntax

/// Writes JSON (RFC 8259) straight into bytes. Every string that came by mail passes `string`: quotes, controls and
/// the separators that end a script or a line are escaped, invalid UTF-8 cannot occur in a `String`.
package struct JSONWriter {
    /// Filled up to `count`; the rest is room. One look at the array for each piece is what makes a large export fast.
    private var room = [UInt8](repeating: 0, count: 4096)
    private var count = 0
    private var needsComma = false, afterKey = false
    private var depth = 0
    private let pretty: Bool
    private let drain: (([UInt8]) -> Void)?

    /// - Parameters:
    ///   - pretty: indented by two blanks, for people and goldens.
    ///   - drain: takes full buffers while a large value is written, so that its size does not matter.
    package init(pretty: Bool = false, drain: (([UInt8]) -> Void)? = nil) {
        self.pretty = pretty
        self.drain = drain
    }

    package var bytes: [UInt8] { Array(room[..<count]) }
    package var text: String { String(decoding: room[..<count], as: UTF8.self) }

    package mutating func object(_ body: (inout JSONWriter) -> Void) { container(123, 125, body) }
    package mutating func array(_ body: (inout JSONWriter) -> Void) { container(91, 93, body) }

    package mutating func array<S: Sequence>(_ values: S, _ body: (inout JSONWriter, S.Element) -> Void) {
        array { json in for value in values { body(&json, value) } }
    }

    package mutating func key(_ name: StaticString) {
        if pretty {
            separate()
            enquote(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
            return colon()
        }
        // A comma, two quotes and a colon around the name, all in one piece.
        let length = name.utf8CodeUnitCount, comma = needsComma ? 1 : 0
        put(length &+ 4) { space in
            space[0] = 44
            let start = space + comma
            start[0] = 34
            (start + 1).update(from: name.utf8Start, count: length)
            start[length &+ 1] = 34
            start[length &+ 2] = 58
            return comma &+ length &+ 3
        }
        needsComma = false
        afterKey = true
        flushIfLarge()
    }

    /// A key that is no literal.
    package mutating func key(named name: String) {
        separate()
        quote(name)
        colon()
    }

    private mutating func colon() {
        append(58)
        if pretty { append(32) }
        needsComma = false
        afterKey = true
    }

    package mutating func string(_ value: String?) {
        guard let value else { return null() }
        separate()
        quote(value)
    }

    package mutating func number(_ value: Int64?) {
        guard let value else { return null() }
        separate()
        appendDecimal(value)
    }

    package mutating func number(_ value: Int?) { number(value.map(Int64.init)) }

    /// Fixed to three decimals: durations and rates.
    package mutating func decimal(_ value: Double?) {
        guard let value, value.isFinite, abs(value) < 1e15 else { return null() }
        separate()
        let thousandths = Int64((value * 1000).rounded())
        if thousandths < 0 { append(45) }
        let magnitude = thousandths.magnitude
        appendDecimal(Int64(magnitude / 1000))
        let rest = UInt8(magnitude % 1000 / 10), last = UInt8(magnitude % 10)
        append(46)
        append(48 + rest / 10)
        append(48 + rest % 10)
        append(48 + last)
    }

    package mutating func bool(_ value: Bool?) {
        guard let value else { return null() }
        separate()
        append(value ? "true" : "false")
    }

    package mutating func time(_ value: Timestamp?) { string(value?.rfc3339) }

    package mutating func null() {
        separate()
        append("null")
    }

    /// Ends a record of NDJSON.
    package mutating func newline() {
        append(10)
        needsComma = false
        flushIfLarge()
    }

    package mutating func take() -> [UInt8] {
        defer { count = 0; needsComma = false }
        return bytes
    }

    /// Hands what is left to the drain.
    package mutating func finish() {
        guard let drain, count > 0 else { return }
        drain(bytes)
        count = 0
    }

    // MARK: structure

    private mutating func container(_ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void) {
        separate()
        append(open)
        depth += 1
        needsComma = false
        body(&self)
        depth -= 1
        if needsComma { lineBreak() }
        append(close)
        needsComma = true
    }

    private mutating func separate() {
        if afterKey { afterKey = false; needsComma = true; return }
        if needsComma { append(44) }
        if depth > 0 { lineBreak() }
        needsComma = true
        flushIfLarge()
    }

    private mutating func lineBreak() {
        guard pretty else { return }
        append(10)
        for _ in 0..<depth * 2 { append(32) }
    }

    private mutating func flushIfLarge() {
        guard count > 1 << 16, drain != nil else { return }
        finish()
    }

    // MARK: bytes

    /// Makes sure of room for `size` bytes and lets `fill` write up to that many; it says how many it wrote.
    @inline(__always) private mutating func put(_ size: Int, _ fill: (UnsafeMutablePointer<UInt8>) -> Int) {
        if room.count &- count < size { room += Array(repeating: 0, count: max(room.count, size)) }
        let start = count
        count &+= room.withUnsafeMutableBufferPointer { space in space.baseAddress.map { fill($0 + start) } ?? 0 }
    }

    @inline(__always) private mutating func append(_ byte: UInt8) {
        if count == room.count { room += Array(repeating: 0, count: room.count) }
        room[count] = byte
        count &+= 1
    }

    private mutating func append(_ word: StaticString) {
        put(word.utf8CodeUnitCount) { space in
            space.update(from: word.utf8Start, count: word.utf8CodeUnitCount)
            return word.utf8CodeUnitCount
        }
    }

    private mutating func appendDecimal(_ value: Int64) {
        put(20) { space in
            var magnitude = value.magnitude, digits = 0, rest = magnitude
            repeat { digits += 1; rest /= 10 } while rest > 0
            let start = value < 0 ? 1 : 0
            if start == 1 { space[0] = 45 }
            for place in (start..<start + digits).reversed() {
                space[place] = UInt8(truncatingIfNeeded: 48 + magnitude % 10)
                magnitude /= 10
            }
            return start + digits
        }
    }

    private mutating func quote(_ value: String) {
        // Without a copy of the string where its bytes lie in one piece, as nearly always.
        guard value.utf8.withContiguousStorageIfAvailable({ quote($0) }) == nil else { return }
        var value = value
        value.withUTF8 { quote($0) }
    }

    private mutating func quote(_ utf8: UnsafeBufferPointer<UInt8>) {
        if Self.isPlain(utf8) { enquote(utf8) } else { escape(utf8) }
    }

    /// What needs no look: our own words, and what was looked at.
    private mutating func enquote(_ utf8: UnsafeBufferPointer<UInt8>) {
        put(utf8.count &+ 2) { space in
            space[0] = 34
            if let base = utf8.baseAddress { (space + 1).update(from: base, count: utf8.count) }
            space[utf8.count &+ 1] = 34
            return utf8.count &+ 2
        }
    }

    /// Whether there is nothing to escape, eight bytes at a time; all beyond ASCII is looked at one by one.
    private static func isPlain(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101, tops: UInt64 = 0x8080_8080_8080_8080
        let raw = UnsafeRawBufferPointer(utf8)
        var position = 0
        while position &+ 8 <= raw.count {
            let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            // The top bit of a byte is set where the byte is below a bound, or equal to one of four.
            var found = word | (word &- ones &* 0x20)
            found |= (word ^ ones &* 34 &- ones) | (word ^ ones &* 60 &- ones) | (word ^ ones &* 92 &- ones) | (word ^ ones &* 0x7F &- ones)
            guard found & tops == 0 else { return false }
            position &+= 8
        }
        while position < raw.count {
            let byte = raw[position]
            guard byte >= 0x20, byte < 0x7F, byte != 34, byte != 60, byte != 92 else { return false }
            position &+= 1
        }
        return true
    }

    private mutating func escape(_ utf8: UnsafeBufferPointer<UInt8>) {
        append(34)
        var i = 0
        while i < utf8.count {
            let byte = utf8[i]
            switch byte {
            case 34, 92: append(92); append(byte)
            case 10: append("\\n")
            case 13: append("\\r")
            case 9: append("\\t")
            case 0..<0x20, 0x7F, 60: unit(Int(byte))  // `<` cannot open a tag anywhere
            case 0xC2, 0xD8, 0xE1, 0xE2, 0xEF, 0xF3:  // the first bytes of what is not seen, C1 controls among it
                guard let hidden = Invisible.scalar(at: i, in: utf8) else {
                    append(byte)
                    break
                }
                for unit in String(hidden).utf16 { self.unit(Int(unit)) }
                i += UTF8.width(hidden) - 1
            default: append(byte)
            }
            i += 1
        }
        append(34)
    }

    /// `\u` and four digits.
    private mutating func unit(_ value: Int) {
        append("\\u")
        for shift in [12, 8, 4, 0] {
            let digit = UInt8(value >> shift & 15)
            append(digit < 10 ? 48 + digit : 87 + digit)
        }
    }
}

/// Zero-width and direction marks, and others that are not seen and make one text look like another.
enum Invisible {
    /// The scalar that begins at a byte, if it is a C1 control, which drives terminals, or one of these.
    static func scalar(at position: Int, in utf8: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar? {
        var bytes = utf8[position..<min(utf8.count, position + 4)].makeIterator(), decoder = UTF8()
        guard case .scalarValue(let scalar) = decoder.decode(&bytes) else { return nil }
        return (0x80...0x9F).contains(scalar.value) || contains(scalar) ? scalar : nil
    }

    static func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF: true
        // Soft hyphen, Arabic letter mark, Mongolian vowel separator, annotations, tags: unseen as well.
        case 0xAD, 0x61C, 0x180E, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
        default: false
        }
    }
}
