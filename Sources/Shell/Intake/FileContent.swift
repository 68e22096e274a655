import Glibc

/// What opening one file gave.
package enum FileContent: Sendable {
    case bytes([UInt8])
    /// Somebody moved or removed it: normal, another look will find it.
    case gone
    /// A writer still has it open, or it has no bytes yet: not delivered the Maildir way, wait for its end.
    case stillWritten
    /// A link, pipe, socket, device or directory: never read.
    case notRegular
    case tooLarge(Int)

    /// Opens without following links or waiting for pipes, and reads once. A local fault is thrown.
    static func read(_ name: MaildirName, in folder: CInt, limit: Int) throws -> FileContent {
        let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
        let opened = name.withCString { path in CInt(retrying { Int(openat(folder, path, flags)) }) }
        guard opened >= 0 else {
            switch errno {
            case ENOENT: return .gone
            case ELOOP, ENXIO, ENODEV: return .notRegular
            default: throw LocalFault("open")
            }
        }
        let file = try Descriptor(opened, "open")
        var status = stat()
        guard fstat(file.number, &status) == 0 else { throw LocalFault("fstat") }
        guard status.st_mode & S_IFMT == S_IFREG else { return .notRegular }
        guard status.st_size <= limit else { return .tooLarge(Int(status.st_size)) }
        if isWritten(file.number) { return .stillWritten }
        // A clock that went back must not make it wait for that long.
        if status.st_size == 0, (-60..<60).contains(time(nil) - status.st_mtim.tv_sec) { return .stillWritten }
        return .bytes(try readWhole(file.number, expected: Int(status.st_size), limit: limit))
    }

    /// `start` and all bytes from the current position, at most one more than `limit`.
    static func readWhole(_ descriptor: CInt, after start: [UInt8] = [], expected: Int, limit: Int) throws -> [UInt8] {
        var fault: LocalFault?, ended = false
        // One piece of the expected size: a large file is never held twice. The one byte more finds its end.
        let capacity = max(min(max(expected, 0), limit), start.count) + 1
        var bytes = [UInt8](unsafeUninitializedCapacity: capacity) { space, count in
            count = space.update(fromContentsOf: start)
            while count < capacity, !ended, fault == nil {
                let got = retrying { Glibc.read(descriptor, space.baseAddress.map { $0 + count }, capacity - count) }
                if got < 0 { fault = LocalFault("read") }
                if got == 0 { ended = true }
                count += max(0, got)
            }
        }
        if let fault { throw fault }
        var more = [UInt8](repeating: 0, count: ended ? 0 : 64 << 10)
        while !ended, bytes.count <= limit {
            let got = more.withUnsafeMutableBytes { raw in retrying { Glibc.read(descriptor, raw.baseAddress, raw.count) } }
            guard got >= 0 else { throw LocalFault("read") }
            ended = got == 0
            bytes.append(contentsOf: more[..<min(got, limit + 1 - bytes.count)])
        }
        return bytes
    }

    /// Whether another process has the file open for writing: a read lease is refused then (fcntl(2), `F_SETLEASE`).
    /// Delivery by link or rename never is; a plain copy into `new/` would else be read half. Where leases do not work
    /// (another owner, network file systems) the answer is no.
    private static func isWritten(_ descriptor: CInt) -> Bool {
        let setLease: CInt = 1024
        guard fcntl(descriptor, setLease, CInt(F_RDLCK)) == 0 else { return errno == EAGAIN }
        _ = fcntl(descriptor, setLease, CInt(F_UNLCK))
        return false
    }
}
