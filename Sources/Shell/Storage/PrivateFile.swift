import CCrypto
import Glibc

/// A small file of secrets: for its owner's eyes alone, whole or not there. Errors: `StoreError` with code `key`.
package enum PrivateFile {
    /// - Parameter what: what errors call it, such as `the key`.
    package static func read(_ name: String, called what: String, bytesMax: Int) throws -> [UInt8] {
        let descriptor = Glibc.open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            throw StoreError(.key, "\(what) \(name) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { Glibc.close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw StoreError(.key, "\(what) \(name) is not a file")
        }
        guard status.st_mode & 0o077 == 0 else {
            let mode = String(status.st_mode & 0o777, radix: 8)
            throw StoreError(.key, "\(what) \(name) is open to others (mode \(mode)); chmod it to 600")
        }
        guard status.st_size <= bytesMax else {
            throw StoreError(.key, "\(what) \(name) is damaged: \(status.st_size) bytes where at most \(bytesMax) belong")
        }
        var bytes = [UInt8](repeating: 0, count: bytesMax + 1), count = 0
        while count < bytes.count {
            let more = bytes.withUnsafeMutableBytes { raw in
                raw.baseAddress.map { Glibc.read(descriptor, $0 + count, raw.count - count) } ?? 0
            }
            if more < 0 { throw StoreError(.key, "\(what) \(name) cannot be read: \(String(cString: strerror(errno)))") }
            if more == 0 { break }
            count += more
        }
        return Array(bytes.prefix(count))
    }

    /// Makes it; durable when it returns. Written aside and linked into place: a crash leaves the whole file or none.
    package static func create(_ name: String, _ bytes: [UInt8], called what: String) throws {
        try write(name, bytes, what) { draft in link(draft, name) }
    }

    /// Puts new contents in the place of the old ones.
    package static func replace(_ name: String, _ bytes: [UInt8], called what: String) throws {
        try write(name, bytes, what) { draft in rename(draft, name) }
    }

    private static func write(_ name: String, _ bytes: [UInt8], _ what: String, _ place: (String) -> CInt) throws {
        let draft = name + ".\(getpid()).tmp"
        let descriptor = Glibc.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        func failed() -> StoreError { StoreError(.key, "\(what) \(name) cannot be written: \(String(cString: strerror(errno)))") }
        guard descriptor >= 0 else { throw failed() }
        defer { unlink(draft) }
        let written = fchmod(descriptor, 0o600) == 0 && Glibc.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        Glibc.close(descriptor)
        guard written, place(draft) == 0 else { throw failed() }
        StoreFile.syncDirectory(of: name)
    }

    /// Bytes that nobody can guess.
    package static func secret(bytes count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        guard RAND_bytes(&bytes, Int32(truncatingIfNeeded: count)) == 1 else { throw StoreError(.key, "no random bytes for a key") }
        return bytes
    }
}
