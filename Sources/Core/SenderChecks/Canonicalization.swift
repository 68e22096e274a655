import CCrypto
import MailSyntax

/// How a mail is written down before it is signed (RFC 6376 §3.4). Line ends become CRLF, whatever the copy has: mail is
/// signed with them, and Maildirs keep it without.
package enum Canonicalization: String, CaseIterable, Hashable, Sendable {
    case simple, relaxed

    private static let lineEnd: [UInt8] = [13, 10]

    /// One field without its last line end.
    ///
    /// - Parameter name: how many bytes of it are the name.
    package func field(_ bytes: [UInt8], name: Int) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + 8)
        switch self {
        case .simple:
            var cursor = LineCursor(0..<bytes.count), isFirst = true
            while let line = cursor.next(in: bytes) {
                if !isFirst { out += Self.lineEnd }
                isFirst = false
                out += bytes[line]
            }
        case .relaxed:
            out += bytes[..<name].map(\.asciiLowercased)
            out.append(58)
            let colon = bytes.find(58, in: name..<bytes.count)
            var cursor = LineCursor(min(colon + 1, bytes.count)..<bytes.count), isFirst = true
            let start = out.count
            var gap = false
            while let line = cursor.next(in: bytes) {
                // A line that no blank begins is none of the field: to join it would make another value of it.
                if !isFirst, !(line.first.map { bytes[$0].isBlank } ?? false) { out += Self.lineEnd }
                isFirst = false
                for byte in bytes[line] {
                    if byte.isBlank {
                        gap = out.count > start
                    } else {
                        if gap { out.append(32) }
                        gap = false
                        out.append(byte)
                    }
                }
            }
        }
        return out
    }

    /// SHA-256 of a body; empty where the library refuses.
    package func bodyHash(of source: [UInt8], _ body: Range<Int>) -> [UInt8] {
        guard let digest = EVP_MD_CTX_new() else { return [] }
        defer { EVP_MD_CTX_free(digest) }
        guard EVP_DigestInit_ex(digest, EVP_sha256(), nil) == 1 else { return [] }
        writeBody(of: source, body) { piece in _ = EVP_DigestUpdate(digest, piece.baseAddress, piece.count) }
        return [UInt8](unsafeUninitializedCapacity: 32) { out, count in
            var length: UInt32 = 0
            count = EVP_DigestFinal_ex(digest, out.baseAddress, &length) == 1 ? Int(length) : 0
        }
    }

    /// The body in pieces. Empty lines at its end are left out; a last line without an end gets one.
    package func writeBody(of source: [UInt8], _ body: Range<Int>, to give: (UnsafeRawBufferPointer) -> Void) {
        var cursor = LineCursor(body), emptyLines = 0, isEmpty = true
        var buffer: [UInt8] = []
        while let line = cursor.next(in: source) {
            append(source, line, to: &buffer, after: emptyLines)
            if buffer.isEmpty {
                emptyLines += 1
            } else {
                emptyLines = 0
                isEmpty = false
                buffer.withUnsafeBytes(give)
                buffer.removeAll(keepingCapacity: true)
            }
        }
        // §3.4.3: without a body there is still one line end; §3.4.4: there is none.
        if isEmpty, self == .simple { Self.lineEnd.withUnsafeBytes(give) }
    }

    /// One line with the empty ones before it; nothing where it is empty itself.
    private func append(_ source: [UInt8], _ line: Range<Int>, to buffer: inout [UInt8], after emptyLines: Int) {
        var end = line.upperBound
        if self == .relaxed {
            while end > line.lowerBound, source[end - 1].isBlank { end -= 1 }
        }
        guard end > line.lowerBound else { return }
        for _ in 0..<emptyLines { buffer += Self.lineEnd }
        if self == .simple {
            buffer += source[line]
        } else {
            var gap = false
            for byte in source[line.lowerBound..<end] {
                if byte.isBlank {
                    gap = true
                } else {
                    if gap { buffer.append(32) }
                    gap = false
                    buffer.append(byte)
                }
            }
        }
        buffer += Self.lineEnd
    }
}
