import MailSyntax

/// What the decompression of one message has cost so far. Real output is counted, never a size that a header claims:
/// overlapping entries and lying sizes cost nothing to write (Fifield, WOOT 2019).
package struct Budget: Sendable {
    package let limits: Limits
    /// Where the work is done.
    package let space: UnpackingSpace
    package private(set) var unpackedBytes = 0

    package init(limits: Limits, space: UnpackingSpace = UnpackingSpace()) {
        self.limits = limits
        self.space = space
    }

    mutating func charge(_ produced: Int, total: Int, input: Int, _ reasons: ArchiveReasons) throws(ReadError) {
        unpackedBytes += produced
        guard limits.unpackedBytes.allows(unpackedBytes) else { throw ReadError(reasons.tooLarge, exceeded: limits.unpackedBytes) }
        guard total <= 1 << 20 || total / max(1, input) <= limits.unpackedRatio.value else {
            throw ReadError(reasons.ratio, exceeded: limits.unpackedRatio, found: total / max(1, input))
        }
    }
}

/// The same fault has its own name in each container.
struct ArchiveReasons: Sendable {
    let truncated: ReadError.Reason, damaged: ReadError.Reason, ratio: ReadError.Reason, tooLarge: ReadError.Reason

    static let gzip = ArchiveReasons(truncated: .gzipTruncated, damaged: .gzipDamaged, ratio: .gzipRatio, tooLarge: .gzipTooLarge)
    static let zip = ArchiveReasons(truncated: .zipTruncated, damaged: .zipDamaged, ratio: .zipRatio, tooLarge: .zipTooLarge)
}
