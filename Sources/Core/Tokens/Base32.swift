import MailSyntax

/// Base32 (RFC 4648 §6) without padding, written in lower case and read in either: mail systems fold local parts, and its
/// 32 signs mean the same when they do. Five bits a sign.
enum Base32 {
    private static let signs = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [], pending: UInt32 = 0, bits = 0
        out.reserveCapacity(length(of: bytes.count))
        for byte in bytes {
            pending = (pending & 0x1F) << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                out.append(signs[Int(pending >> UInt32(bits) & 31)])
            }
        }
        if bits > 0 { out.append(signs[Int(pending << UInt32(5 - bits) & 31)]) }
        return out
    }

    /// nil for a foreign sign, a length that no bytes have, or leftover bits that are not zero: one value, one spelling.
    static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var out: [UInt8] = [], pending: UInt32 = 0, bits = 0
        out.reserveCapacity(text.count * 5 / 8)
        for sign in text {
            guard let value = value(of: sign) else { return nil }
            pending = (pending & 0x7F) << 5 | UInt32(value)
            bits += 5
            if bits >= 8 {
                bits -= 8
                out.append(UInt8(truncatingIfNeeded: pending >> UInt32(bits)))
            }
        }
        guard bits < 5, pending & (1 << UInt32(bits) - 1) == 0 else { return nil }
        return out
    }

    /// Signs that so many bytes take.
    static func length(of bytes: Int) -> Int { (bytes * 8 + 4) / 5 }

    static func isSign(_ byte: UInt8) -> Bool { byte.isLetter || byte &- 50 < 6 }

    private static func value(of sign: UInt8) -> UInt8? {
        let folded = sign.asciiLowercased
        if folded &- 97 < 26 { return folded &- 97 }
        return sign &- 50 < 6 ? sign &- 50 + 26 : nil
    }
}
