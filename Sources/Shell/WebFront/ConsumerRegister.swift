import Glibc
import MailSyntax
import Storage

/// The registered consumers, in a file beside the store: one line each, for the owner's eyes alone. Written by
/// `plumbline consumer`, also while the daemon runs, which sees a change within a second.
package struct ConsumerRegister: Sendable {
    package let path: String

    /// Consumers of one installation; each is compared with every token shown.
    package static let consumersMax = 200
    private static let bytesMax = 1 << 16

    package init(store: String) { path = StoreFile.canonical(store) + ".consumers" }

    package var exists: Bool { access(path, F_OK) == 0 }

    /// None where there is no file.
    /// - Throws: `WebFrontError.register` for a file that others can read or that has a line of another form.
    package func read() throws -> [Consumer] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return [] }
            throw WebFrontError.register(path, String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw WebFrontError.register(path, "is not a file")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw WebFrontError.register(
                path, "is open to others (mode \(String(status.st_mode & 0o777, radix: 8))); chmod it to 600")
        }
        var bytes = [UInt8](repeating: 0, count: Self.bytesMax + 1)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard (0...Self.bytesMax).contains(count) else { throw WebFrontError.register(path, "cannot be read, or is no register") }
        var consumers: [Consumer] = []
        for (number, line) in String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n").enumerated() {
            guard let consumer = Consumer(line: line) else { throw WebFrontError.register(path, "has a bad line, number \(number + 1)") }
            consumers.append(consumer)
        }
        return consumers
    }

    /// Adds a consumer. Errors: `WebFrontError.register`, also for a name that is taken.
    package func add(_ consumer: Consumer) throws {
        let known = try read()
        guard !known.contains(where: { $0.name == consumer.name }) else {
            throw WebFrontError.register(path, "has a consumer \(consumer.name) already; remove it first")
        }
        guard known.count < Self.consumersMax else {
            throw WebFrontError.register(path, "has \(known.count) consumers; more than \(Self.consumersMax) are not kept")
        }
        try write(known + [consumer])
    }

    /// Whether it was there. The file stays when nobody is left: an empty register is a closed door.
    package func remove(_ name: String) throws -> Bool {
        let known = try read()
        let rest = known.filter { $0.name != name }
        guard rest.count < known.count else { return false }
        try write(rest)
        return true
    }

    /// Written aside and renamed into place: a reader sees the old list or the new one.
    private func write(_ consumers: [Consumer]) throws {
        let draft = path + ".\(getpid()).tmp"
        let bytes = Array(consumers.map { $0.line + "\n" }.joined().utf8)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure }
        defer { unlink(draft) }
        let written = Glibc.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        close(descriptor)
        guard written, rename(draft, path) == 0 else { throw failure }
    }

    private var failure: WebFrontError { .register(path, "cannot be written: \(String(cString: strerror(errno)))") }

    /// Tells one state of the file from another.
    struct Signature: Hashable, Sendable {
        let inode: UInt64
        let seconds: Int64
        let nanoseconds: Int64
        let size: Int64
    }

    var signature: Signature? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Signature(
            inode: UInt64(status.st_ino), seconds: Int64(status.st_mtim.tv_sec), nanoseconds: Int64(status.st_mtim.tv_nsec),
            size: Int64(status.st_size))
    }
}
