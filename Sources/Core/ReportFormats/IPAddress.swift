import Glibc
import MailSyntax

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

/// Whether an address is already spelled as RFC 5952 wants it. Nearly every row of a report is, so most need no conversion.
enum IPSpelling {
    static func isCanonical(_ text: UnsafeBufferPointer<UInt8>) -> Bool { isIPv4(text) || isIPv6(text) }

    /// Four numbers up to 255 without leading zeros.
    private static func isIPv4(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count <= 15 else { return false }
        var value = 0, digits = 0, dots = 0
        for byte in text {
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

    /// RFC 5952 §4: groups in lower case without leading zeros; `::` for the longest run of two or more zero groups, the
    /// first one where two are as long. An address that holds an IPv4 address in any form is left to the conversion.
    private static func isIPv6(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard (4...39).contains(text.count) else { return false }
        var groups = 0, gap = -1, position = 0
        // Runs of written zero groups, as bits: group n is zero.
        var zeros: UInt16 = 0
        if text[0] == 58 {
            guard text[1] == 58 else { return false }
            gap = 0
            position = 2
        }
        while position < text.count {
            let start = position
            while position < text.count, text[position].isDigit || text[position] &- 97 < 6 { position &+= 1 }
            let length = position - start
            guard (1...4).contains(length), text[start] != 48 || length == 1, groups < 8 else { return false }
            if text[start] == 48 { zeros |= 1 << UInt16(groups) }
            groups += 1
            guard position < text.count else { break }
            guard text[position] == 58 else { return false }
            position &+= 1
            guard position < text.count else { return false }
            if text[position] == 58 {
                guard gap < 0 else { return false }
                gap = groups
                position &+= 1
            }
        }
        guard gap >= 0 else { return groups == 8 && zeros & (zeros >> 1) == 0 }
        // With few written groups the gap may stand for an IPv4 address inside, or be the only choice.
        guard (3...6).contains(groups), gap > 0, zeros >> UInt16(gap - 1) & 0b11 == 0 else { return false }
        let run = 8 - groups
        return longestRun(zeros, before: gap) < run && longestRun(zeros >> UInt16(gap), before: 8) <= run
    }

    private static func longestRun(_ bits: UInt16, before end: Int) -> Int {
        var longest = 0, run = 0
        for place in 0..<end {
            run = bits >> UInt16(place) & 1 == 1 ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }
}
