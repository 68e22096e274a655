import MailSyntax

extension RecordView {
    /// DMARC's pass: an evaluated DKIM or SPF result that is `pass` (RFC 9990 §3.1.1.11).
    package var isAligned: Bool { dkim == .pass || spf == .pass }

    /// Brings the source address to one spelling (RFC 5952; IPv4 inside IPv6 as IPv4). Returns what is wrong, or nil.
    mutating func normalizeSourceIP() -> String? {
        guard !sourceIP.isEmpty else { return "source_ip is missing or empty" }
        if IPSpelling.isCanonical(text.part(sourceIP)) { return nil }
        guard sourceIP.count <= 64, var canonical = IPAddress.canonical(text.text(sourceIP)) else {
            return "source_ip `\(text.text(sourceIP).bounded(toBytes: 60))` is no address"
        }
        sourceIP = canonical.withUTF8 { keep($0) }
        return nil
    }

    /// A digest of the record's values: the sum over a report's records does not depend on their order.
    var digest: UInt64 {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count)
        hash &+= (dkim == .pass ? 3 : dkim == .fail ? 5 : 7) &* 0x1000 &+ (spf == .pass ? 11 : spf == .fail ? 13 : 17)
        let raw = UnsafeRawBufferPointer(text)
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
