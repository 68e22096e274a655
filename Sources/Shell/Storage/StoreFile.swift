import Glibc

/// The file of a store and the folder that it lies in.
package enum StoreFile {
    /// The one name of a file: without symbolic links, so that everyone who means this file takes the same lock.
    package static func canonical(_ path: String) -> String {
        if let whole = resolved(path) { return whole }
        let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
        guard let folder = resolved(directory(of: path)) else { return path }
        return folder == "/" ? "/" + name : folder + "/" + name
    }

    package static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Whether there is nothing: no file, or one without bytes.
    static func isVoid(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_size == 0 : errno == ENOENT
    }

    /// What tells this file from another one of its name; nil where there is none.
    static func identity(_ path: String) -> Identity? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Identity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
    }

    struct Identity: Hashable, Sendable {
        let device: UInt64
        let number: UInt64
    }

    static func sizeBytes(_ path: String) -> Int64 {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : 0
    }

    /// Makes the names in the folder durable.
    static func syncDirectory(of path: String) {
        let descriptor = Glibc.open(directory(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        Glibc.close(descriptor)
    }

    /// Makes the bytes of a file durable; one that is not there has none. Errors: `StoreError`.
    static func sync(_ path: String) throws {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return }
            throw failed("opened", path)
        }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failed("made durable", path) }
    }

    private static func resolved(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }
}
