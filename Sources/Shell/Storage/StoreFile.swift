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

    private static func resolved(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }
}
