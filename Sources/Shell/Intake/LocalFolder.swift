import Glibc
import Storage

/// A folder of this machine, by its descriptor.
package final class LocalFolder: MailFolder {
    private let path: String
    private let folder: Descriptor

    private static let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC

    init(path: String) throws {
        self.path = path
        folder = try Descriptor(open(path, Self.flags), "open \(path)")
    }

    /// For those who watch it.
    var descriptor: CInt { folder.number }

    package func place() throws -> MountPlace { try MountPlace(of: folder.number, path) }

    package func forEachName(_ body: (MaildirName) throws -> Void) throws {
        let listing = openat(folder.number, ".", Self.flags)
        guard listing >= 0 else { throw LocalFault("open \(path)") }
        try FolderListing.forEachName(takingOver: listing, body)
    }

    package func stamp() throws -> FolderStamp? { try stamp(at: WallClock.now) }

    /// Kernels stamp a change with the tick of their clock, some file systems with the second.
    private static let stampSecondsMin = 3.0
    /// File systems of this machine's own that stamp a folder at each change of a name. Over a network, or through a program,
    /// the stamp may come late.
    private static let stamping: Set<String> = ["ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "zfs", "tmpfs"]

    /// - Parameter now: seconds since 1970. A change in its future tells nothing: the clock went back.
    func stamp(at now: Double) throws -> FolderStamp? {
        var status = Glibc.stat()
        guard fstat(folder.number, &status) == 0 else { throw LocalFault("fstat \(path)") }
        guard now - WallClock.seconds(status.st_ctim) >= Self.stampSecondsMin,
            let system = NetworkFileSystem.type(ofDevice: status.st_dev), Self.stamping.contains(system)
        else { return nil }
        let nanoseconds = Int64(status.st_ctim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_ctim.tv_nsec)
        return FolderStamp(device: UInt64(status.st_dev), folder: UInt64(status.st_ino), nanoseconds: nanoseconds)
    }

    package func look(at name: MaildirName) throws -> FileLook? {
        var status = stat()
        guard name.withCString({ fstatat(folder.number, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else {
            guard errno == ENOENT else { throw LocalFault("stat in \(path)") }
            return nil
        }
        return FileLook(
            isRegular: status.st_mode & S_IFMT == S_IFREG, sizeBytes: Int(status.st_size), modified: WallClock.seconds(status.st_mtim),
            changed: WallClock.seconds(status.st_ctim))
    }

    package func start(of name: MaildirName, bytesMax: Int) -> [UInt8] {
        let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
        let descriptor = name.withCString { openat(folder.number, $0, flags) }
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        return [UInt8](unsafeUninitializedCapacity: bytesMax) { buffer, count in
            count = max(0, pread(descriptor, buffer.baseAddress, buffer.count, 0))
        }
    }

    package func read(_ name: MaildirName, limit: Int) throws -> FileContent {
        try FileContent.read(name, in: folder.number, limit: limit)
    }

    package func holds(_ name: MaildirName) -> Bool {
        name.withCString { faccessat(folder.number, $0, F_OK, AT_SYMLINK_NOFOLLOW) } == 0
    }

    package func move(_ name: MaildirName, to target: any MailFolder, as other: MaildirName) -> CInt {
        guard let target = target as? LocalFolder else { return EXDEV }
        return Rename.exclusively(name, in: folder.number, to: other, in: target.folder.number)
    }

    package func remove(_ name: MaildirName) -> CInt {
        name.withCString { unlinkat(folder.number, $0, 0) } == 0 ? 0 : errno
    }

    package func write(_ bytes: [UInt8], as name: MaildirName) throws {
        let temporary = MaildirName([46] + name.bytes + Array(".tmp".utf8))
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC
        let file = try Descriptor(temporary.withCString { openat(folder.number, $0, flags, 0o600) }, "open \(path)/\(temporary.escaped)")
        try writeWhole(bytes, to: file.number)
        guard fsync(file.number) == 0 else { throw LocalFault("fsync \(path)/\(temporary.escaped)") }
        let renamed = temporary.withCString { from in name.withCString { renameat(folder.number, from, folder.number, $0) } }
        guard renamed == 0 else { throw LocalFault("rename \(path)/\(name.escaped)") }
    }

    package func sync() -> CInt { fsync(folder.number) == 0 ? 0 : errno }

    /// A restore or a remount puts another folder under the path: it takes over the old descriptor, so that everybody who
    /// holds that works in the new folder from here on.
    package func reopenIfReplaced() throws -> Bool {
        var named = stat(), held = stat()
        guard stat(path, &named) == 0 else { throw LocalFault("stat \(path)") }
        guard fstat(folder.number, &held) == 0 else { throw LocalFault("fstat \(path)") }
        if named.st_ino == held.st_ino, named.st_dev == held.st_dev { return false }
        let fresh = try Descriptor(open(path, Self.flags), "open \(path)")
        guard dup2(fresh.number, folder.number) >= 0 else { throw LocalFault("dup \(path)") }
        _ = fcntl(folder.number, F_SETFD, FD_CLOEXEC)
        return true
    }
}

/// Reads the names of a folder.
enum FolderListing {
    static func names(takingOver descriptor: CInt) throws -> [MaildirName] {
        var names: [MaildirName] = []
        try forEachName(takingOver: descriptor) { names.append($0) }
        return names
    }

    /// Closes the descriptor.
    static func forEachName(takingOver descriptor: CInt, _ body: (MaildirName) throws -> Void) throws {
        guard let stream = fdopendir(descriptor) else {
            let code = errno
            close(descriptor)
            throw LocalFault("opendir", code: code)
        }
        defer { closedir(stream) }
        let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 19
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw LocalFault("readdir") }
                return
            }
            let start = UnsafeRawPointer(entry) + nameOffset
            let length = strlen(start.assumingMemoryBound(to: CChar.self))
            let bytes = [UInt8](UnsafeRawBufferPointer(start: start, count: length))
            if bytes != [46], bytes != [46, 46] { try body(MaildirName(bytes)) }
        }
    }
}

/// Renames that never overwrite.
private enum Rename {
    private typealias Call = @convention(c) (CInt, UnsafePointer<CChar>, CInt, UnsafePointer<CChar>, CUnsignedInt) -> CInt

    /// renameat2(2), which Swift's module of the C library leaves out; absent before glibc 2.28.
    private static let renameat2: Call? = dlsym(nil, "renameat2").map { unsafeBitCast($0, to: Call.self) }

    /// 0 or the error number. File systems without `RENAME_NOREPLACE` (NFS) get link and unlink, which refuse as well.
    static func exclusively(_ name: MaildirName, in source: CInt, to other: MaildirName, in target: CInt) -> CInt {
        name.withCString { from in
            other.withCString { to in
                if let renameat2 {
                    if renameat2(source, from, target, to, 1) == 0 { return 0 }  // 1 is RENAME_NOREPLACE
                    guard errno == EINVAL || errno == ENOSYS else { return errno }
                }
                guard linkat(source, from, target, to, 0) == 0 else { return errno }
                return unlinkat(source, from, 0) == 0 ? 0 : errno
            }
        }
    }
}
