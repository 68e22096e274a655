import Glibc

/// The bytes of a file or of standard input in pieces, so that its size does not matter.
package enum FileChunks {
    private static let bytes = 256 << 10

    /// - Parameter path: `-` is standard input.
    /// - Throws: `Unreadable`, and what `body` throws.
    package static func forEach(of path: String, _ body: (ArraySlice<UInt8>) throws -> Void) throws {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Unreadable(path: path, code: errno) }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        var chunk = [UInt8](repeating: 0, count: bytes)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Unreadable(path: path, code: errno) }
            if count == 0 { return }
            try body(chunk[..<count])
        }
    }

    package struct Unreadable: Error, Hashable, Sendable, CustomStringConvertible {
        let path: String
        let code: CInt
        package var description: String { "\(path): \(String(cString: strerror(code)))" }
    }
}
