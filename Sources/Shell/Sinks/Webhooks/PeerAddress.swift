import Glibc
import MailSyntax

/// An address that a connection would go to, as bytes: 4 for IPv4, 16 for IPv6.
struct PeerAddress: Hashable, Sendable {
    let bytes: [UInt8]

    init(bytes: [UInt8]) {
        // An IPv4 address in IPv6's clothes is what it is (RFC 4291 §2.5.5.2).
        let isMapped = bytes.count == 16 && bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        self.bytes = isMapped ? Array(bytes.suffix(4)) : bytes
    }

    init?(_ text: String) {
        var four = in_addr(), six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self.init(bytes: withUnsafeBytes(of: &four) { Array($0) })
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            self.init(bytes: withUnsafeBytes(of: &six) { Array($0) })
        } else {
            return nil
        }
    }

    init?(_ address: UnsafePointer<sockaddr>) {
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            self.init(
                bytes: address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { pointer in
                    withUnsafeBytes(of: pointer.pointee.sin_addr) { Array($0) }
                })
        case AF_INET6:
            self.init(
                bytes: address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { pointer in
                    withUnsafeBytes(of: pointer.pointee.sin6_addr) { Array($0) }
                })
        default: return nil
        }
    }

    var isLoopback: Bool { bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1 }

    /// Whether it is somewhere in the world: not this machine, not a network of ours, not one for special purposes (the
    /// IANA registries of RFC 6890).
    var isPublic: Bool {
        bytes.count == 4
            ? !Self.special4.contains { Self.matches(bytes, $0) }
            : Self.matches(bytes, ([0x20], 3)) && !Self.special6.contains { Self.matches(bytes, $0) }
    }

    private static func matches(_ bytes: [UInt8], _ network: (prefix: [UInt8], bits: Int)) -> Bool {
        for bit in 0..<network.bits {
            let mask = UInt8(0x80) >> UInt8(bit % 8)
            let expected = bit / 8 < network.prefix.count ? network.prefix[bit / 8] : 0
            guard bytes[bit / 8] & mask == expected & mask else { return false }
        }
        return true
    }

    private static let special4: [(prefix: [UInt8], bits: Int)] = [
        ([0], 8), ([10], 8), ([100, 64], 10), ([127], 8), ([169, 254], 16), ([172, 16], 12), ([192, 0, 0], 24), ([192, 0, 2], 24),
        ([192, 88, 99], 24), ([192, 168], 16), ([198, 18], 15), ([198, 51, 100], 24), ([203, 0, 113], 24), ([224], 4), ([240], 4),
    ]
    /// Inside 2000::/3, which is what is routed at all: Teredo and others of 2001::/23, documentation, 6to4 with any IPv4
    /// address inside, and documentation again (RFC 9637).
    private static let special6: [(prefix: [UInt8], bits: Int)] = [
        ([0x20, 0x01, 0x00], 23), ([0x20, 0x01, 0x0D, 0xB8], 32), ([0x20, 0x02], 16), ([0x3F, 0xFF], 20),
    ]
}
