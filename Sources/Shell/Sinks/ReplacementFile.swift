import Glibc

/// A file that takes another's place at once and whole: written beside it, made durable, renamed. Readers see the old
/// content or the new one, never a part; a crash at any moment leaves the old file.
///
/// The new name is `.NAME.new` in the same directory, locked while it is written: a leftover of a crash is used again, and
/// two processes cannot mix their bytes. Not published, it is removed.
package struct ReplacementFile: ~Copyable {
    private let path: String
    private let directory: String
    private let newPath: String
    private let descriptor: CInt
    private var isPublished = false

    /// Mode of the files: the owner writes, the group (Postfix) reads; a suppression list is personal data.
    private static let mode: mode_t = 0o640

    package init(beside path: String) throws {
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let base = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
        directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        self.path = path
        newPath = (slash.map { String(path[...$0]) } ?? "") + "." + base + ".new"
        descriptor = try Self.prepared(newPath, for: path)
    }

    deinit {
        if !isPublished { unlink(newPath) }
        close(descriptor)
    }

    package func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { raw in
            var rest = raw[...]
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw Self.failure("write", newPath) }
                rest = rest.dropFirst(count)
            }
        }
    }

    /// Puts the content in place; a file that holds the same already is left as it is, so that nothing reloads for nothing.
    ///
    /// - Returns: whether the file changed.
    package mutating func publish() throws -> Bool {
        if try hasContentOfTarget() { return false }
        guard fsync(descriptor) == 0 else { throw Self.failure("make durable", newPath) }
        guard rename(newPath, path) == 0 else { throw Self.failure("rename onto", path) }
        isPublished = true
        let folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw Self.failure("open", directory) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw Self.failure("make durable", directory) }
        return true
    }

    // MARK: -

    private static func prepared(_ newPath: String, for path: String) throws -> CInt {
        let descriptor = try openLocked(newPath, for: path)
        do {
            guard fchmod(descriptor, mode) == 0 else { throw failure("set the mode of", newPath) }
            try keepGroup(of: path, on: descriptor, newPath)
        } catch {
            unlink(newPath)
            close(descriptor)
            throw error
        }
        return descriptor
    }

    private static func openLocked(_ newPath: String, for path: String) throws -> CInt {
        for _ in 0..<8 {
            let descriptor = open(newPath, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw failure("create", newPath) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                let busy = errno == EWOULDBLOCK
                let error = failure("lock", newPath)
                close(descriptor)
                throw busy ? SinkError.busy(path) : error
            }
            // Whoever held the lock before may have renamed the file away meanwhile: then the name is another file.
            var mine = stat(), named = stat()
            if fstat(descriptor, &mine) == 0, lstat(newPath, &named) == 0, mine.st_ino == named.st_ino, mine.st_dev == named.st_dev {
                guard ftruncate(descriptor, 0) == 0 else {
                    defer { close(descriptor) }
                    throw failure("empty", newPath)
                }
                return descriptor
            }
            close(descriptor)
        }
        throw SinkError.busy(path)
    }

    /// The reader of the old file must be able to read the new one.
    private static func keepGroup(of path: String, on descriptor: CInt, _ newPath: String) throws {
        var old = stat(), new = stat()
        guard lstat(path, &old) == 0 else {
            guard errno == ENOENT else { throw failure("look at", path) }
            return
        }
        guard old.st_mode & S_IFMT == S_IFREG else { throw SinkError.notRegular(path) }
        guard fstat(descriptor, &new) == 0 else { throw failure("look at", newPath) }
        guard old.st_gid != new.st_gid else { return }
        guard fchown(descriptor, uid_t.max, old.st_gid) == 0 else { throw failure("keep the group of", path) }
    }

    private func hasContentOfTarget() throws -> Bool {
        let old = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard old >= 0 else {
            guard errno == ENOENT || errno == EACCES else { throw Self.failure("open", path) }
            return false
        }
        defer { close(old) }
        var oldStatus = stat(), newStatus = stat()
        guard fstat(old, &oldStatus) == 0, fstat(descriptor, &newStatus) == 0 else { throw Self.failure("look at", path) }
        guard oldStatus.st_size == newStatus.st_size else { return false }
        var offset: off_t = 0
        while offset < newStatus.st_size {
            let a = try Self.read(old, at: offset, path), b = try Self.read(descriptor, at: offset, newPath)
            guard !a.isEmpty, a == b else { return false }
            offset += off_t(a.count)
        }
        return true
    }

    /// Up to 64 KiB, full unless the file ends.
    private static func read(_ descriptor: CInt, at offset: off_t, _ path: String) throws -> [UInt8] {
        let size = 1 << 16
        var buffer = [UInt8](repeating: 0, count: size)
        var filled = 0
        while filled < size {
            let count = buffer.withUnsafeMutableBytes { raw in
                pread(
                    descriptor, UnsafeMutableRawBufferPointer(rebasing: raw[filled...]).baseAddress, size - filled, offset + off_t(filled))
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure("read", path) }
            if count == 0 { break }
            filled += count
        }
        return Array(buffer[..<filled])
    }

    private static func failure(_ step: String, _ path: String) -> SinkError { .system(step: step, path: path, code: errno) }
}

func errorText(_ code: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}
