import CZlib
import MailSyntax

/// Takes unpacked bytes as they come; valid only during the call.
package typealias ChunkSink = (UnsafeBufferPointer<UInt8>) throws(ReadError) -> Void

/// Streaming DEFLATE (RFC 1951) by zlib, in the three wrappers that reports come in. Output goes to the sink in chunks;
/// nothing is kept, every bound is checked on what really comes out.
enum Inflate {
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

    /// Unpacks `source[range]` into the sink; throws truncated, damaged, ratio or too-large of the container.
    ///
    /// - Parameter isBase64: whether the compressed bytes are still in that encoding; then they are decoded piece by piece.
    static func run(
        _ source: [UInt8], _ range: Range<Int>, isBase64: Bool = false, _ wrapper: Wrapper, budget: inout Budget,
        reasons: ArchiveReasons, sink: ChunkSink
    ) throws(ReadError) {
        let space = budget.space
        let outcome = space.withStream(wrapper.windowBits) { stream -> Result<Void, ReadError> in
            source.withUnsafeBufferPointer { input in
                var feed = CompressedFeed(input, range, isBase64: isBase64)
                defer { feed.close() }
                do throws(ReadError) {
                    return .success(try drain(stream, &feed, wrapper, into: space.output, &budget, reasons, sink))
                } catch {
                    return .failure(error)
                }
            }
        }
        guard let outcome else { throw ReadError(reasons.damaged, "the decompressor could not start") }
        try outcome.get()
    }

    private static func drain(
        _ stream: UnsafeMutablePointer<z_stream>, _ feed: inout CompressedFeed, _ wrapper: Wrapper,
        into output: UnsafeMutablePointer<UInt8>,
        _ budget: inout Budget, _ reasons: ArchiveReasons, _ sink: ChunkSink
    ) throws(ReadError) {
        let room = UnpackingSpace.outputBytes
        var members = 1, total = 0
        while true {
            if stream.pointee.avail_in == 0 { feed.refill(&stream.pointee) }
            stream.pointee.next_out = output
            stream.pointee.avail_out = UInt32(room)
            let code = inflate(stream, Z_NO_FLUSH)
            let produced = room - Int(stream.pointee.avail_out)
            if produced > 0 {
                total += produced
                try budget.charge(produced, total: total, input: feed.given - Int(stream.pointee.avail_in), reasons)
                try sink(UnsafeBufferPointer(start: output, count: produced))
            }
            switch code {
            case Z_OK where produced > 0 || stream.pointee.avail_in > 0 || !feed.isAtEnd: continue
            case Z_BUF_ERROR where !feed.isAtEnd: continue
            case Z_STREAM_END:
                if stream.pointee.avail_in < 2 { feed.refill(&stream.pointee) }
                guard wrapper == .gzip, stream.pointee.avail_in >= 2, stream.pointee.next_in[0] == 0x1F, stream.pointee.next_in[1] == 0x8B
                else { return }
                members += 1
                guard budget.limits.gzipMembers.allows(members) else {
                    throw ReadError(.gzipTooManyMembers, exceeded: budget.limits.gzipMembers)
                }
                inflateReset(stream)
            case Z_OK, Z_BUF_ERROR:
                throw ReadError(reasons.truncated, "the compressed data ends after \(total) unpacked bytes, before its end mark")
            default:
                let why = stream.pointee.msg.map { String(cString: $0) } ?? "error \(code)"
                throw ReadError(reasons.damaged, "the compressed data is damaged after \(total) unpacked bytes: \(why)")
            }
        }
    }

    static func checksum(_ running: UInt, _ chunk: UnsafeBufferPointer<UInt8>) -> UInt {
        UInt(crc32(uLong(running), chunk.baseAddress, uInt(chunk.count)))
    }
}
