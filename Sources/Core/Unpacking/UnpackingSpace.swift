import CZlib
import MailSyntax

/// The buffers of unpacking and tokenizing, kept from one message to the next: thousands of small reports a second
/// would otherwise spend their time in the allocator.
///
/// Unchecked, because it holds C state: `ReportReaders` hands each space to one reader at a time, and nobody else sees it.
package final class UnpackingSpace: @unchecked Sendable {
    static let outputBytes = 64 << 10

    let output: UnsafeMutablePointer<UInt8>
    /// At one address for ever: zlib keeps a pointer back to it.
    private let stream: UnsafeMutablePointer<z_stream>
    private var isStarted = false
    private var isTaken = false
    private var tokenizer: XMLTokenizer?

    package init() {
        output = .allocate(capacity: Self.outputBytes)
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
    }

    deinit {
        if isStarted { inflateEnd(stream) }
        stream.deallocate()
        output.deallocate()
    }

    /// Lends the decompressor, reset for a wrapper (zlib's window bits), until `giveBackStream`. nil while it is lent
    /// already, or cannot start.
    func takeStream(_ windowBits: CInt) -> UnsafeMutablePointer<z_stream>? {
        guard !isTaken else { return nil }
        if isStarted {
            guard inflateReset2(stream, windowBits) == Z_OK else { return nil }
        } else {
            guard inflateInit2_(stream, windowBits, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
            isStarted = true
        }
        isTaken = true
        stream.pointee.avail_in = 0
        return stream
    }

    func giveBackStream() { isTaken = false }

    /// A tokenizer; the caller gives it back when it is done.
    package func takeTokenizer(vocabulary: [StaticString], limits: Limits) -> XMLTokenizer {
        guard let kept = tokenizer, kept.limits == limits else { return XMLTokenizer(vocabulary: vocabulary, limits: limits) }
        tokenizer = nil
        return kept
    }

    package func giveBack(_ tokenizer: XMLTokenizer) { self.tokenizer = tokenizer.isWorthKeeping ? tokenizer : nil }
}
