import Glibc

/// The name of a unix socket in the file system: what a dead process left is removed, what lives or is something else stays.
struct UnixSocketFile: Sendable {
    let path: String
    /// For the owner and the group: the folder decides which group that is (set-group-ID) and who else comes near.
    static let mode: mode_t = 0o660

    private var address: LookupAddress { .unix(path: path) }

    /// Makes room for binding. Errors: `LookupServerError`.
    func clear() throws {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw LookupServerError.notASocket(path) }
        guard !isAnswered else { throw LookupServerError.inUse(address) }
        guard unlink(path) == 0 || errno == ENOENT else { throw fault("replace") }
    }

    /// Opens the bound socket to the group: what the umask took away is given back. Errors: `LookupServerError`.
    func share() throws {
        guard chmod(path, Self.mode) == 0 else { throw fault("set the mode of") }
    }

    /// Which file the name means now, so that another's is not removed later.
    var identity: FileIdentity? {
        var status = stat()
        return lstat(path, &status) == 0 ? FileIdentity(device: status.st_dev, number: status.st_ino) : nil
    }

    struct FileIdentity: Hashable, Sendable {
        let device: dev_t
        let number: ino_t
    }

    func remove(_ own: FileIdentity?) {
        if let own, identity == own { unlink(path) }
    }

    private var isAnswered: Bool {
        let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return true }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let name = Array(path.utf8.prefix(LookupAddress.pathBytesMax))
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        // Refused: nobody listens there any more.
        return connected == 0 || errno != ECONNREFUSED
    }

    private func fault(_ step: String) -> LookupServerError {
        .system(step: step, address, reason: String(cString: strerror(errno)))
    }
}
