import MailSyntax

/// Stands for the base name of a file that is done with, in 16 bytes instead of the hundred that a name takes.
///
/// Two hashes of 64 bits (SipHash) with the key of this process, which nobody outside knows, so that no name can be made to
/// clash with another. A clash would leave an unread file in `cur/` until the next start, which reads all of them under
/// another key. Among a million files one comes by chance with a probability of 10⁻²⁷; the digests of the messages
/// themselves rely on the same kind of odds. With 64 bits it would be 10⁻⁸, too much for mail that must not be lost.
struct NameMark: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    init(_ name: MaildirName) {
        let base = name.bytes.prefix { $0 != MaildirName.colon }
        high = Self.hash(base, 0)
        low = Self.hash(base, 1)
    }

    /// The number comes first: what follows it is hashed as by another key.
    private static func hash(_ bytes: ArraySlice<UInt8>, _ number: UInt8) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(number)
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
