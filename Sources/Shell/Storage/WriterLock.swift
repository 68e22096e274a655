import Glibc

/// The right to write to a store: an exclusive `flock` on `<store>.lock`, held for as long as this object lives. The
/// kernel gives it back when the process dies. The file stays: it holds the process id of the last writer.
package final class WriterLock: Sendable {
    private let descriptor: CInt

    /// Takes the lock, or gives up after `waitSeconds`.
    package init(store path: String, waitSeconds: Double = 2) throws {
        let path = StoreFile.canonical(path)
        let name = path + ".lock"
        descriptor = Glibc.open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else {
            throw StoreError(.cannotOpen, "the lock \(name) cannot be opened: \(String(cString: strerror(errno)))")
        }
        var remaining = max(0, waitSeconds)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let reason = errno
            guard reason == EWOULDBLOCK || reason == EINTR, remaining > 0 else {
                // The descriptor is closed by `deinit`, which runs for a whole object whose initialiser throws. Closed here as
                // well, its number would be taken from whoever opened a file meanwhile.
                let holder = Self.holder(descriptor)
                throw StoreError(
                    .locked, "the store \(path) is in use by \(holder); stop the daemon or wait for the other command, then run this again")
            }
            usleep(20_000)
            remaining -= 0.02
        }
        let id = Array("\(getpid())\n".utf8)
        _ = ftruncate(descriptor, 0)
        _ = pwrite(descriptor, id, id.count, 0)
    }

    deinit { Glibc.close(descriptor) }

    private static func holder(_ descriptor: CInt) -> String {
        // A shared lock is granted only where no writer is.
        if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return "a process that reads it" }
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        let digits = bytes.prefix(max(0, count)).prefix { $0 >= 48 && $0 <= 57 }
        return digits.isEmpty ? "another process" : "process " + String(decoding: digits, as: UTF8.self)
    }
}

/// Keeps writers out while a store without a WAL is read.
final class ReaderLock {
    private let descriptor: CInt
    /// Whether nobody writes for as long as this object lives: the lock is shared among readers, or there never was a writer.
    let isQuiet: Bool

    init(store path: String) {
        descriptor = Glibc.open(path + ".lock", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        isQuiet = descriptor >= 0 ? flock(descriptor, LOCK_SH | LOCK_NB) == 0 : errno == ENOENT
    }

    deinit {
        if descriptor >= 0 { Glibc.close(descriptor) }
    }
}
