import CZlib
import MailSyntax

/// Streaming DEFLATE (RFC 1951) by zlib, in the three wrappers that reports come in. Output comes in pieces; nothing is
/// kept, every bound is checked on what really comes out.
struct Inflate {
    enum Wrapper {
        /// RFC 1952, any number of members, bytes after the last one ignored.
        case gzip
        /// RFC 1950.
        case zlib
        /// RFC 1951 bare, as in zip entries.
        case raw

        /// zlib's parameter: 15 window bits, plus 16 for gzip, negative for no wrapper.
        fileprivate var windowBits: CInt {
            switch self {
            case .gzip: 31
            case .zlib: 15
            case .raw: -15
            }
        }
    }

    private let wrapper: Wrapper, reasons: ArchiveReasons
    private let stream: UnsafeMutablePointer<z_stream>
    private var feed: CompressedFeed
    private var members = 1, total = 0
    private var isAtEnd = false

    /// - Parameters:
    ///   - input: outlives this value.
    ///   - isBase64: whether the compressed bytes are still in that encoding; then they are decoded piece by piece.
    ///   - reasons: what truncated, damaged, ratio and too-large are called in this container.
    init(
        _ input: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, isBase64: Bool = false, _ wrapper: Wrapper, space: UnpackingSpace,
        reasons: ArchiveReasons
    ) throws(ReadError) {
        guard let stream = space.takeStream(wrapper.windowBits) else {
            throw ReadError(reasons.damaged, "the decompressor could not start")
        }
        (self.wrapper, self.reasons, self.stream) = (wrapper, reasons, stream)
        feed = CompressedFeed(input, range, isBase64: isBase64)
    }

    /// Gives the decompressor back.
    mutating func close(_ space: UnpackingSpace) {
        feed.close()
        space.giveBackStream()
    }

    /// The next unpacked bytes, in the space's output, valid until the next call; none at the end.
    mutating func next(_ budget: inout Budget) throws(ReadError) -> UnsafeBufferPointer<UInt8> {
        let output = budget.space.output
        while !isAtEnd {
            if stream.pointee.avail_in == 0 { feed.refill(&stream.pointee) }
            stream.pointee.next_out = output
            stream.pointee.avail_out = UInt32(UnpackingSpace.outputBytes)
            let code = inflate(stream, Z_NO_FLUSH)
            let produced = UnpackingSpace.outputBytes - Int(stream.pointee.avail_out)
            if produced > 0 {
                total += produced
                try budget.charge(produced, total: total, input: feed.given - Int(stream.pointee.avail_in), reasons)
            }
            try judge(code, produced, budget.limits)
            if produced > 0 { return UnsafeBufferPointer(start: output, count: produced) }
        }
        return UnsafeBufferPointer(start: nil, count: 0)
    }

    private mutating func judge(_ code: CInt, _ produced: Int, _ limits: Limits) throws(ReadError) {
        switch code {
        case Z_OK where produced > 0 || stream.pointee.avail_in > 0 || !feed.isAtEnd: break
        case Z_BUF_ERROR where !feed.isAtEnd: break
        case Z_STREAM_END:
            if stream.pointee.avail_in < 2 { feed.refill(&stream.pointee) }
            guard wrapper == .gzip, stream.pointee.avail_in >= 2, stream.pointee.next_in[0] == 0x1F, stream.pointee.next_in[1] == 0x8B
            else { isAtEnd = true; return }
            members += 1
            guard limits.gzipMembers.allows(members) else { throw ReadError(.gzipTooManyMembers, exceeded: limits.gzipMembers) }
            inflateReset(stream)
        case Z_OK, Z_BUF_ERROR:
            throw ReadError(reasons.truncated, "the compressed data ends after \(total) unpacked bytes, before its end mark")
        default:
            let why = stream.pointee.msg.map { String(cString: $0) } ?? "error \(code)"
            throw ReadError(reasons.damaged, "the compressed data is damaged after \(total) unpacked bytes: \(why)")
        }
    }

    static func checksum(_ running: UInt, _ chunk: UnsafeBufferPointer<UInt8>) -> UInt {
        UInt(crc32(uLong(running), chunk.baseAddress, uInt(chunk.count)))
    }
}
