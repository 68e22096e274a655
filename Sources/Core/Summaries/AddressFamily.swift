import Deliverability
import MailSyntax

/// IPv4 and IPv6 are kept apart in every figure: they have their own reputation, PTR records and faults.
package enum AddressFamily: String, CaseIterable, Hashable, Sendable {
    case ipv4, ipv6
    /// The report names something that is no address.
    case unknown

    /// By its spelling alone; an IPv4 address mapped into IPv6 (RFC 4291 §2.5.5.2) is the IPv4 host that it names.
    package init(_ address: String) {
        let word = address.asciiLowercased
        switch (word.utf8.contains(58), word.utf8.contains(46)) {
        case (true, true): self = word.hasPrefix("::ffff:") ? .ipv4 : .ipv6
        case (true, false): self = .ipv6
        case (false, true): self = .ipv4
        case (false, false): self = .unknown
        }
    }

    package var title: String {
        switch self {
        case .ipv4: "IPv4"
        case .ipv6: "IPv6"
        case .unknown: "no address"
        }
    }
}

/// Alignment counts, once per address family.
package struct FamilyCounts: Hashable, Sendable {
    private var counts: [AddressFamily: AlignmentCounts] = [:]

    package init() {}

    package subscript(family: AddressFamily) -> AlignmentCounts { counts[family] ?? AlignmentCounts() }

    package mutating func add(_ more: AlignmentCounts, of family: AddressFamily) { counts[family, default: AlignmentCounts()].add(more) }
}
