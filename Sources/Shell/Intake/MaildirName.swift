import MailSyntax

/// Name of a file in a Maildir: the base name is the identity, what follows `:2,` are flags that others may change
/// (maildir(5)). File names are bytes.
package struct MaildirName: Hashable, Sendable {
    package let bytes: [UInt8]

    /// Before the flags.
    static let colon: UInt8 = 58

    package init(_ bytes: [UInt8]) { self.bytes = bytes }
    package init(_ text: String) { bytes = Array(text.utf8) }

    /// Without flags.
    package var base: MaildirName {
        guard let colon = bytes.firstIndex(of: Self.colon) else { return self }
        return MaildirName(Array(bytes[..<colon]))
    }

    /// Flags in the standard form (`:2,FRS`), as bytes.
    package var flags: [UInt8] {
        guard let colon = bytes.firstIndex(of: Self.colon), bytes[colon...].starts(with: [58, 50, 44]) else { return [] }
        return Array(bytes[(colon + 3)...])
    }

    /// Name for `cur/` with flag `S` (seen) added, flags in ASCII order. `copy` above 1 makes another base name.
    package func seen(copy: Int = 1) -> MaildirName {
        let sorted = Set(flags).union([83]).sorted()
        let suffix = copy > 1 ? Array(".\(copy)".utf8) : []
        return MaildirName(base.bytes + suffix + [58, 50, 44] + sorted)
    }

    /// Printable form for journals and sidecars: everything but plain ASCII signs is percent-encoded.
    package var escaped: String {
        var out: [UInt8] = []
        for byte in bytes {
            if byte > 32, byte < 127, byte != 37 {
                out.append(byte)
            } else {
                out.append(contentsOf: "%\(hexadecimal: byte)".utf8)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    func withCString<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
        try (bytes + [0]).withUnsafeBufferPointer { buffer in
            try buffer.withMemoryRebound(to: CChar.self) { chars in
                guard let base = chars.baseAddress else { return try "".withCString(body) }
                return try body(base)
            }
        }
    }
}

extension DefaultStringInterpolation {
    fileprivate mutating func appendInterpolation(hexadecimal byte: UInt8) {
        let digits = String(byte, radix: 16, uppercase: true)
        appendLiteral(digits.count == 1 ? "0" + digits : digits)
    }
}

extension MaildirName: Comparable {
    package static func < (a: MaildirName, b: MaildirName) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
}
