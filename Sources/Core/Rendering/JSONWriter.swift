import MailSyntax

/// Writes JSON (RFC 8259) straight into bytes. Every string that came by mail passes `string`: quotes, controls and
/// the separators that end a script or a line are escaped, invalid UTF-8 cannot occur in a `String`.
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false
    private var depth = 0
    private let pretty: Bool
    private let drain: (([UInt8]) -> Void)?

    /// - Parameters:
    ///   - pretty: indented by two blanks, for people and goldens.
    ///   - drain: takes full buffers while a large value is written, so that its size does not matter.
    package init(pretty: Bool = false, drain: (([UInt8]) -> Void)? = nil) {
        self.pretty = pretty
        self.drain = drain
        bytes.reserveCapacity(4096)
    }

    package mutating func object(_ body: (inout JSONWriter) -> Void) { container(123, 125, body) }
    package mutating func array(_ body: (inout JSONWriter) -> Void) { container(91, 93, body) }

    package mutating func array<S: Sequence>(_ values: S, _ body: (inout JSONWriter, S.Element) -> Void) {
        array { json in for value in values { body(&json, value) } }
    }

    package mutating func key(_ name: StaticString) {
        separate()
        bytes.append(34)
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(34)
        colon()
    }

    /// A key that is no literal.
    package mutating func key(named name: String) {
        separate()
        quote(name)
        colon()
    }

    private mutating func colon() {
        bytes.append(58)
        if pretty { bytes.append(32) }
        needsComma = false
        afterKey = true
    }

    private var afterKey = false

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
        if thousandths < 0 { bytes.append(45) }
        let magnitude = thousandths.magnitude
        appendDecimal(Int64(magnitude / 1000))
        let rest = Int(magnitude % 1000)
        bytes.append(46)
        bytes.append(contentsOf: [UInt8(48 + rest / 100), UInt8(48 + rest / 10 % 10), UInt8(48 + rest % 10)])
    }

    package mutating func bool(_ value: Bool?) {
        guard let value else { return null() }
        separate()
        bytes.append(contentsOf: value ? Array("true".utf8) : Array("false".utf8))
    }

    package mutating func time(_ value: Timestamp?) { string(value?.rfc3339) }

    package mutating func null() {
        separate()
        bytes.append(contentsOf: [110, 117, 108, 108])
    }

    /// Ends a record of NDJSON.
    package mutating func newline() {
        bytes.append(10)
        needsComma = false
        flushIfLarge()
    }

    package mutating func take() -> [UInt8] {
        defer { bytes = []; needsComma = false }
        return bytes
    }

    /// Hands what is left to the drain.
    package mutating func finish() {
        guard let drain, !bytes.isEmpty else { return }
        drain(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    // MARK: -

    private mutating func container(_ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void) {
        separate()
        bytes.append(open)
        depth += 1
        needsComma = false
        body(&self)
        depth -= 1
        if needsComma { lineBreak() }
        bytes.append(close)
        needsComma = true
    }

    private mutating func separate() {
        if afterKey { afterKey = false; needsComma = true; return }
        if needsComma { bytes.append(44) }
        if depth > 0 { lineBreak() }
        needsComma = true
        flushIfLarge()
    }

    private mutating func lineBreak() {
        guard pretty else { return }
        bytes.append(10)
        for _ in 0..<depth * 2 { bytes.append(32) }
    }

    private mutating func flushIfLarge() {
        guard bytes.count > 1 << 16, let drain else { return }
        drain(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    private mutating func appendDecimal(_ value: Int64) {
        if value < 0 { bytes.append(45) }
        var magnitude = value.magnitude
        let start = bytes.count
        repeat {
            bytes.append(UInt8(48 + magnitude % 10))
            magnitude /= 10
        } while magnitude > 0
        bytes[start...].reverse()
    }

    private mutating func quote(_ value: String) {
        bytes.append(34)
        var copy = value
        copy.withUTF8 { utf8 in
            var clean = true
            for byte in utf8 where byte < 0x20 || byte == 34 || byte == 92 || byte == 0x7F || byte == 60 || byte >= 0xC2 {
                clean = false
                break
            }
            if clean { bytes.append(contentsOf: utf8) } else { escape(utf8) }
        }
        bytes.append(34)
    }

    private mutating func escape(_ utf8: UnsafeBufferPointer<UInt8>) {
        let hex = Array("0123456789abcdef".utf8)
        func unit(_ value: Int) -> [UInt8] {
            [92, 117, hex[value >> 12 & 15], hex[value >> 8 & 15], hex[value >> 4 & 15], hex[value & 15]]
        }
        var i = 0
        while i < utf8.count {
            let byte = utf8[i]
            switch byte {
            case 34, 92: bytes.append(contentsOf: [92, byte])
            case 10: bytes.append(contentsOf: [92, 110])
            case 13: bytes.append(contentsOf: [92, 114])
            case 9: bytes.append(contentsOf: [92, 116])
            case 0..<0x20, 0x7F, 60: bytes.append(contentsOf: unit(Int(byte)))  // `<` cannot open a tag anywhere
            case 0xC2 where i + 1 < utf8.count && utf8[i + 1] < 0xA0:  // C1 controls drive terminals
                bytes.append(contentsOf: unit(Int(utf8[i + 1])))
                i += 1
            case 0xE2 where i + 2 < utf8.count && Invisible.contains(utf8[i + 1], utf8[i + 2]):
                bytes.append(contentsOf: unit(Int(byte & 15) << 12 | Int(utf8[i + 1] & 63) << 6 | Int(utf8[i + 2] & 63)))
                i += 2
            default: bytes.append(byte)
            }
            i += 1
        }
    }
}

/// U+200B–200F, U+2028–202E, U+2060–2069: zero-width and direction marks that make one text look like another.
enum Invisible {
    static func contains(_ second: UInt8, _ third: UInt8) -> Bool {
        switch (second, third) {
        case (0x80, 0x8B...0x8F), (0x80, 0xA8...0xAE), (0x81, 0xA0...0xA9): true
        default: false
        }
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
