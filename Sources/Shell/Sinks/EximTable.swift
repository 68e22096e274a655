import Deliverability
import MailSyntax

/// Lines of a file that Exim searches by `lsearch`: `key: 5.7.1 suppressed (reason)` (Exim specification §9.3).
///
/// A key ends at a colon or a blank, `#` at the line's start makes it a comment, a blank there continues the line before,
/// and quotes and backslashes mean something: so every key but the plainest is quoted. Exim compares without regard to
/// case. It asks with the quotes of a local part (`recipients =`) or without them (`$local_part@$domain`), so an address
/// that needs quotes gets both keys. Refused are control characters, which end a line, and the local part `*`, which
/// `lsearch*@` takes for a whole domain.
struct EximTable {
    private(set) var bytes: [UInt8] = []

    /// - Returns: false where the file cannot say it.
    mutating func add(_ address: String, _ reason: SuppressionReason) -> Bool {
        guard let parsed = EmailAddress(address) else { return false }
        let keys = AddressSpellings(parsed).keys(where: Self.isHoldable)
        for key in keys {
            bytes.append(contentsOf: Self.word(key))
            bytes.append(contentsOf: ": \(reason.refusal)\n".utf8)
        }
        return !keys.isEmpty
    }

    mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    private static func isHoldable(_ local: [UInt8]) -> Bool {
        !local.isEmpty && local != [42] && local.allSatisfy { $0 >= 32 && $0 != 127 }
    }

    private static func word(_ key: [UInt8]) -> [UInt8] {
        let plain = key.allSatisfy { $0 > 127 || $0.isLetter || $0.isDigit || plainMarks.contains($0) }
        return plain ? key : EmailAddress.quoted(key)
    }

    private static let plainMarks: Set<UInt8> = Set("@.-_+=".utf8)
}
