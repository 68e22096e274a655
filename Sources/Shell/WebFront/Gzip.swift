import CZlib
import MailSyntax

/// gzip (RFC 1952) for answers, by zlib in one piece: an answer is bounded already.
enum Gzip {
    /// Below this the header fields weigh more than what is saved.
    static let worthwhileBytes = 1024
    /// The list of addresses packs to a third at the lowest level already, in a tenth of the time of the highest.
    private static let level: CInt = 1

    /// Whether `Accept-Encoding` names gzip, or everything, with a weight above nothing (RFC 9110 §12.5.3).
    static func isAccepted(_ acceptEncoding: String?) -> Bool {
        for choice in (acceptEncoding ?? "").asciiLowercased.split(separator: ",") {
            let words = choice.split(separator: ";").map { String($0).trimmedASCII }
            guard let name = words.first, name == "gzip" || name == "*" else { continue }
            let weight = words.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            return weight > 0
        }
        return false
    }

    /// nil where zlib refuses.
    static func pack(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        // 15 window bits and 16 more for the wrapper of gzip.
        guard
            deflateInit2_(
                &stream, level, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        let room = Int(deflateBound(&stream, UInt(bytes.count)))
        var input = bytes
        return input.withUnsafeMutableBufferPointer { source -> [UInt8]? in
            var isWhole = false
            let out = [UInt8](unsafeUninitializedCapacity: room) { target, count in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(clamping: source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(clamping: room)
                isWhole = deflate(&stream, Z_FINISH) == Z_STREAM_END
                count = isWhole ? Int(stream.total_out) : 0
            }
            return isWhole ? out : nil
        }
    }
}
