import MailSyntax
import Rendering

/// Base64, quoted-printable and uuencode: what was encoded comes back, and pieces give what the whole gives.
package enum TransferEncodingTarget: FuzzTarget {
    package static func seeds(in mail: [UInt8]) -> [[UInt8]] {
        mail.leaves.filter { $0.encoding != .identity }.map { Array($0.source[$0.body]) }
    }

    package static var seeds: [[UInt8]] { [Array("begin 644 a\n#0V%T\n`\nend\n".utf8), Array("a=3D=20=\n b =\r\n".utf8)] }

    package static func check(_ bytes: [UInt8]) throws {
        let whole = 0..<bytes.count
        try law("base64 does not come back", Base64.decode(Array(base64(bytes).utf8), 0..<base64(bytes).utf8.count) == bytes)
        let quoted = quotedPrintable(bytes)
        try law("quoted-printable does not come back", QuotedPrintable.decode(quoted, 0..<quoted.count) == bytes)
        let decoded = Base64.decode(bytes, whole)
        for size in [1, 3, 7, 64] { try law("pieces of \(size) give something else", pieces(of: bytes, size) == decoded) }
        for encoding in [TransferEncoding.base64, .quotedPrintable, .uuencode, .identity] {
            try law("\(encoding) grew", encoding.decode(bytes, whole).count <= bytes.count)
        }
        let part = (bytes.count / 3)..<(bytes.count - bytes.count / 4)
        try law("a part is read beyond its end", Base64.decode(bytes, part) == Base64.decode(Array(bytes[part]), 0..<part.count))
        try law(
            "a part is read beyond its end",
            QuotedPrintable.decode(bytes, part) == QuotedPrintable.decode(Array(bytes[part]), 0..<part.count))
        try law("a part is read beyond its end", UUEncoding.decode(bytes, part) == UUEncoding.decode(Array(bytes[part]), 0..<part.count))
        _ = QuotedPrintable.decodeQ(bytes, whole)
    }

    private static func quotedPrintable(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return bytes.flatMap { $0 > 32 && $0 < 127 && $0 != 61 ? [$0] : [61, digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }

    /// In buffers that are exactly as large as the decoder asks for.
    private static func pieces(of bytes: [UInt8], _ size: Int) -> [UInt8] {
        var decoder = Base64.Decoder(), out: [UInt8] = []
        func take(_ room: Int, _ step: (UnsafeMutableBufferPointer<UInt8>) -> Int) {
            let space = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: room)
            defer { space.deallocate() }
            out.append(contentsOf: space[..<step(space)])
        }
        for start in stride(from: 0, to: bytes.count, by: size) {
            let piece = start..<min(bytes.count, start + size)
            take(Base64.Decoder.room(for: piece.count)) { space in bytes.withUnsafeBufferPointer { decoder.decode($0, piece, into: space) }
            }
        }
        take(4) { decoder.finish(into: $0) }
        return out
    }
}
