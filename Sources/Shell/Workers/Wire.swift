/// A value that travels between the daemon and the processes that read mail. Both are the same program, so the form needs
/// no versions: the parts of a value in their order, numbers in as few bytes as they need.
protocol Wired {
    func write(to writer: inout WireWriter)
    /// Errors: `WireError`.
    init(from reader: inout WireReader) throws
}

/// Why bytes of another process are no value: it lies, or it is broken. Either way it is not asked again.
enum WireError: Error {
    case ended
    case tooLong
    case notOneOf
}

/// Collects values and gives their bytes away in pieces, so that a giant answer is never held whole.
struct WireWriter {
    private static let pieceBytes = 64 << 10

    private var bytes: [UInt8] = []
    private let give: ([UInt8]) -> Void

    init(give: @escaping ([UInt8]) -> Void) { self.give = give }

    mutating func put<each Value: Wired>(_ value: repeat each Value) {
        repeat (each value).write(to: &self)
    }

    mutating func put(byte: UInt8) {
        bytes.append(byte)
        if bytes.count >= Self.pieceBytes { flush() }
    }

    /// Seven bits a byte, the lowest first.
    mutating func put(number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            put(byte: UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        put(byte: UInt8(truncatingIfNeeded: rest))
    }

    mutating func put(bytes more: some Collection<UInt8>) {
        put(number: UInt64(more.count))
        bytes.append(contentsOf: more)
        if bytes.count >= Self.pieceBytes { flush() }
    }

    /// Gives away what is left.
    mutating func flush() {
        guard !bytes.isEmpty else { return }
        give(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}

/// Takes values out of bytes that come in pieces. What it makes is bounded, whatever the bytes say.
struct WireReader {
    struct Bounds {
        /// Of all bytes together.
        var bytes = 192 << 20
        /// Of one text.
        var textBytes = 1 << 20
        /// Of all lists together, tallies apart.
        var elements = 200_000
    }

    private var bounds: Bounds
    private var piece: [UInt8] = []
    private var position = 0
    private let more: () throws -> [UInt8]

    /// - Parameter more: the next bytes; none when there are no more.
    init(bounds: Bounds = Bounds(), more: @escaping () throws -> [UInt8]) {
        self.bounds = bounds
        self.more = more
    }

    mutating func get<Value: Wired>() throws -> Value { try Value(from: &self) }

    mutating func byte() throws -> UInt8 {
        if position == piece.count { try refill() }
        position += 1
        return piece[position - 1]
    }

    mutating func number() throws -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            let byte = try byte()
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw WireError.tooLong
    }

    mutating func text() throws -> String {
        let count = try count(upTo: bounds.textBytes)
        if position + count <= piece.count {
            position += count
            return String(decoding: piece[(position - count)..<position], as: UTF8.self)
        }
        return String(decoding: try whole(count), as: UTF8.self)
    }

    mutating func bytes() throws -> [UInt8] { try whole(count(upTo: bounds.textBytes)) }

    /// How many elements a list has; the reader's budget pays for them.
    mutating func elements() throws -> Int {
        let count = try count(upTo: bounds.elements)
        bounds.elements -= count
        return count
    }

    /// Whether everything was taken.
    var isEmpty: Bool { position == piece.count }

    private mutating func whole(_ count: Int) throws -> [UInt8] {
        var out: [UInt8] = []
        while out.count < count {
            if position == piece.count { try refill() }
            let end = min(piece.count, position + count - out.count)
            out += piece[position..<end]
            position = end
        }
        return out
    }

    mutating func count(upTo most: Int) throws -> Int {
        let number = try number()
        guard number <= UInt64(most) else { throw WireError.tooLong }
        return Int(number)
    }

    private mutating func refill() throws {
        piece = try more()
        position = 0
        guard !piece.isEmpty else { throw WireError.ended }
        bounds.bytes -= piece.count
        guard bounds.bytes >= 0 else { throw WireError.tooLong }
    }
}

extension Int64: Wired {
    /// Small numbers of either sign are short.
    func write(to writer: inout WireWriter) { writer.put(number: UInt64(bitPattern: self << 1 ^ self >> 63)) }

    init(from reader: inout WireReader) throws {
        let number = try reader.number()
        self = Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }
}

extension Int: Wired {
    func write(to writer: inout WireWriter) { writer.put(Int64(self)) }
    init(from reader: inout WireReader) throws { self.init(try Int64(from: &reader)) }
}

extension UInt64: Wired {
    func write(to writer: inout WireWriter) { writer.put(number: self) }
    init(from reader: inout WireReader) throws { self = try reader.number() }
}

extension Bool: Wired {
    func write(to writer: inout WireWriter) { writer.put(byte: self ? 1 : 0) }

    init(from reader: inout WireReader) throws {
        switch try reader.byte() {
        case 0: self = false
        case 1: self = true
        default: throw WireError.notOneOf
        }
    }
}

extension String: Wired {
    func write(to writer: inout WireWriter) { writer.put(bytes: utf8) }
    init(from reader: inout WireReader) throws { self = try reader.text() }
}

extension Optional: Wired where Wrapped: Wired {
    func write(to writer: inout WireWriter) {
        writer.put(self != nil)
        if let self { writer.put(self) }
    }

    init(from reader: inout WireReader) throws { self = try reader.get() as Bool ? .some(try reader.get()) : .none }
}

extension Array: Wired where Element: Wired {
    func write(to writer: inout WireWriter) {
        writer.put(number: UInt64(count))
        for element in self { writer.put(element) }
    }

    init(from reader: inout WireReader) throws {
        self.init()
        for _ in 0..<(try reader.elements()) { append(try reader.get()) }
    }
}

extension Wired where Self: RawRepresentable, RawValue: Wired {
    func write(to writer: inout WireWriter) { writer.put(rawValue) }

    init(from reader: inout WireReader) throws {
        guard let known = Self(rawValue: try reader.get()) else { throw WireError.notOneOf }
        self = known
    }
}
