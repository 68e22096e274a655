import MailSyntax

/// JSON (RFC 8259), as far as somebody wants to know it.
enum JSONValue: Hashable, Sendable {
    case null, bool(Bool), integer(Int64), number(Double), string(String), array([JSONValue]), object([String: JSONValue])

    subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    /// A list, also where its only element stands without one.
    var elements: [JSONValue]? {
        switch self {
        case .array(let elements): elements
        case .object: [self]
        default: nil
        }
    }

    var text: String? {
        switch self {
        case .string(let text): text
        case .integer(let value): String(value)
        default: nil
        }
    }

    var texts: [String] {
        switch self {
        case .array(let elements): elements.compactMap(\.text)
        default: text.map { [$0] } ?? []
        }
    }

    var integer: Int64? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int64(exactly: value)
        case .string(let text): Int64(text.trimmedASCII)
        default: nil
        }
    }
}

/// Reads JSON by recursive descent, in time linear in its size. Members under other names than the wanted ones, and
/// elements past `elementsMax` of a list, are checked and not kept: what a document costs does not depend on what it claims.
struct JSONReader {
    private let bytes: [UInt8]
    private let wanted: Set<String>
    private let depthMax: Bound
    private let elementsMax: Int
    private var position = 0

    /// - Parameter wanted: names of members to keep, in lower case; names are told in lower case.
    static func read(_ bytes: [UInt8], wanted: Set<String>, depthMax: Bound, elementsMax: Int) throws(ReadError) -> JSONValue {
        var reader = JSONReader(bytes: bytes, wanted: wanted, depthMax: depthMax, elementsMax: elementsMax)
        reader.skipBlanks()
        let value = try reader.value(depth: 0)
        reader.skipBlanks()
        guard reader.position == bytes.count else { throw reader.fault("bytes follow the value") }
        return value
    }

    private init(bytes: [UInt8], wanted: Set<String>, depthMax: Bound, elementsMax: Int) {
        self.bytes = bytes
        self.wanted = wanted
        self.depthMax = depthMax
        self.elementsMax = elementsMax
    }

    private func fault(_ what: String) -> ReadError {
        ReadError(.tlsMalformed, position < bytes.count ? "\(what), at byte \(position) of the JSON" : "the JSON ends before it is closed")
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while position < bytes.count, bytes[position].isMailWhitespace { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws(ReadError) -> JSONValue {
        switch next {
        case 123: return .object(try members(depth: depth + 1))
        case 91: return .array(try elements(depth: depth + 1))
        case 34: return .string(try string())
        case .some(45), .some(48...57): return try number()
        default:
            for (word, value) in [("true", JSONValue.bool(true)), ("false", .bool(false)), ("null", .null)]
            where bytes.starts(with: Array(word.utf8), at: position, limit: bytes.count) {
                position += word.utf8.count
                return value
            }
            throw fault("no value begins here")
        }
    }

    private func check(_ depth: Int) throws(ReadError) {
        guard depthMax.allows(depth) else { throw ReadError(.tlsMalformed, exceeded: depthMax, found: depth, in: "the JSON") }
    }

    private mutating func members(depth: Int) throws(ReadError) -> [String: JSONValue] {
        try check(depth)
        position += 1
        var out: [String: JSONValue] = [:]
        skipBlanks()
        if take(125) { return out }
        while true {
            skipBlanks()
            guard next == 34 else { throw fault("no name begins here") }
            let name = try string().asciiLowercased
            skipBlanks()
            guard take(58) else { throw fault("a name without its value") }
            skipBlanks()
            let value = try value(depth: depth)
            if wanted.contains(name) { out[name] = value }
            skipBlanks()
            if take(125) { return out }
            guard take(44) else { throw fault("no comma between members") }
        }
    }

    private mutating func elements(depth: Int) throws(ReadError) -> [JSONValue] {
        try check(depth)
        position += 1
        var out: [JSONValue] = []
        skipBlanks()
        if take(93) { return out }
        while true {
            skipBlanks()
            let value = try value(depth: depth)
            if out.count < elementsMax { out.append(value) }
            skipBlanks()
            if take(93) { return out }
            guard take(44) else { throw fault("no comma between elements") }
        }
    }

    /// Whole numbers stay whole, however they are written; past 64 bits there is only their size.
    private mutating func number() throws(ReadError) -> JSONValue {
        let start = position
        while let byte = next, byte.isDigit || byte.isLetter || byte == 43 || byte == 45 || byte == 46 { position += 1 }
        let text = bytes.text(start..<min(position, start + 400))
        if let whole = Int64(text) { return .integer(whole) }
        guard let number = Double(text), number.isFinite else {
            position = start
            throw fault("no number begins here")
        }
        return .number(number)
    }

    private mutating func string() throws(ReadError) -> String {
        position += 1
        let start = position
        let close = bytes.find(34, in: start..<bytes.count)
        if bytes.find(92, in: start..<close) == close, close < bytes.count {
            position = close + 1
            return bytes.text(start..<close)
        }
        var out: [UInt8] = []
        while let byte = next {
            position += 1
            if byte == 34 { return String(decoding: out, as: UTF8.self) }
            if byte == 92 { try escape(into: &out) } else { out.append(byte) }
        }
        throw fault("a string that does not end")
    }

    private mutating func escape(into out: inout [UInt8]) throws(ReadError) {
        guard let byte = next else { throw fault("a string that does not end") }
        position += 1
        switch byte {
        case 98: out.append(8)
        case 102: out.append(12)
        case 110: out.append(10)
        case 114: out.append(13)
        case 116: out.append(9)
        case 117: out.append(contentsOf: String(try scalar()).utf8)
        default: out.append(byte)  // quote, backslash, slash; any other stands for itself
        }
    }

    /// `\uXXXX`, with a second one where it is the first half of a pair; half a pair is U+FFFD.
    private mutating func scalar() throws(ReadError) -> Character {
        let high = try hex()
        guard (0xD800..<0xDC00).contains(high) else { return Character(Unicode.Scalar(high) ?? "\u{FFFD}") }
        let back = position
        if take(92), take(117) {
            let low = try hex()
            if (0xDC00..<0xE000).contains(low), let pair = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) {
                return Character(pair)
            }
        }
        position = back
        return "\u{FFFD}"
    }

    private mutating func hex() throws(ReadError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = next?.hexValue else { throw fault("no hexadecimal digit") }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
