import Glibc
import MailSyntax

extension RecordView {
    /// DMARC's pass: an evaluated DKIM or SPF result that is `pass` (RFC 9990 §3.1.1.11).
    package var isAligned: Bool { dkim == .pass || spf == .pass }

    /// Brings the source address to one spelling (RFC 5952; IPv4 inside IPv6 as IPv4). Returns what is wrong, or nil.
    mutating func normalizeSourceIP() -> String? {
        guard !sourceIP.isEmpty else { return "source_ip is missing or empty" }
        if Self.isPlainIPv4(text, sourceIP) { return nil }
        guard sourceIP.count <= 64, let canonical = IPAddress.canonical(text.text(sourceIP)) else {
            return "source_ip `\(text.text(sourceIP).bounded(toBytes: 60))` is no address"
        }
        let start = text.count
        text.append(contentsOf: canonical.utf8)
        sourceIP = start..<text.count
        return nil
    }

    /// Four numbers up to 255 without leading zeros: nearly every row, so it is decided without a conversion.
    private static func isPlainIPv4(_ text: [UInt8], _ range: Range<Int>) -> Bool {
        guard range.count <= 15 else { return false }
        var value = 0, digits = 0, dots = 0
        for byte in text[range] {
            if byte == 46 {
                guard digits > 0 else { return false }
                dots += 1
                value = 0
                digits = 0
            } else {
                guard byte.isDigit, !(digits > 0 && value == 0) else { return false }
                value = value * 10 + Int(byte - 48)
                digits += 1
                guard value < 256 else { return false }
            }
        }
        return dots == 3 && digits > 0
    }

    /// A digest of the record's values: the sum over a report's records does not depend on their order.
    var digest: UInt64 {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count)
        hash &+= (dkim == .pass ? 3 : dkim == .fail ? 5 : 7) &* 0x1000 &+ (spf == .pass ? 11 : spf == .fail ? 13 : 17)
        return text.withUnsafeBytes { raw in
            var i = 0
            while i &+ 8 <= raw.count {
                hash = (hash ^ raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)) &* 0xD6E8_FEB8_6659_FD93
                hash ^= hash >> 32
                i &+= 8
            }
            while i < raw.count {
                hash = (hash ^ UInt64(raw[i])) &* 0x0000_0100_0000_01B3
                i &+= 1
            }
            return hash ^ hash >> 29
        }
    }
}

/// IP addresses by their spelling only.
package enum IPAddress {
    /// RFC 5952 text, IPv4-mapped IPv6 as IPv4; nil for everything that is no address (zone, port, prefix, list).
    package static func canonical(_ text: String) -> String? {
        var word = text.trimmedASCII
        if word.hasPrefix("["), word.hasSuffix("]") { word = String(word.dropFirst().dropLast()) }
        if word.asciiLowercased.hasPrefix("ipv6:") { word = String(word.dropFirst(5)) }
        guard word.utf8.count <= 45 else { return nil }
        var v4 = in_addr(), v6 = in6_addr()
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        if inet_pton(AF_INET, word, &v4) == 1 {
            guard inet_ntop(AF_INET, &v4, &buffer, socklen_t(buffer.count)) != nil else { return nil }
        } else if inet_pton(AF_INET6, word, &v6) == 1 {
            let mapped = withUnsafeBytes(of: &v6) { bytes -> in_addr? in
                guard bytes[0..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF else { return nil }
                return in_addr(s_addr: bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
            }
            if var mapped {
                guard inet_ntop(AF_INET, &mapped, &buffer, socklen_t(buffer.count)) != nil else { return nil }
            } else {
                guard inet_ntop(AF_INET6, &v6, &buffer, socklen_t(buffer.count)) != nil else { return nil }
            }
        } else {
            return nil
        }
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
