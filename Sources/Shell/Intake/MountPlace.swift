import Glibc

/// Where an open folder hangs in the tree of mounts. rename(2) works inside one mount: two mounts of one file system refuse
/// it with EXDEV, and a service manager makes one of each writable path, a container one of each volume.
package struct MountPlace: Hashable, Sendable {
    /// File system.
    private let device: UInt64
    /// Mount of it, by proc(5) `fdinfo`; nil where that does not say.
    private let mount: Int?

    package init(device: UInt64, mount: Int?) {
        self.device = device
        self.mount = mount
    }

    /// Errors: `LocalFault`.
    init(of folder: CInt, _ path: String) throws {
        var status = stat()
        guard fstat(folder, &status) == 0 else { throw LocalFault("fstat \(path)") }
        device = UInt64(status.st_dev)
        mount = Self.mount(of: folder)
    }

    /// - Parameter path: a folder. Errors: `LocalFault`.
    init(path: String) throws {
        let folder = try Descriptor(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), "open \(path)")
        try self.init(of: folder.number, path)
    }

    private static func mount(of folder: CInt) -> Int? {
        guard let file = try? Descriptor(open("/proc/self/fdinfo/\(folder)", O_RDONLY | O_CLOEXEC), "open fdinfo"),
            let bytes = try? FileContent.readWhole(file.number, expected: 256, limit: 4096)
        else { return nil }
        return mount(inText: String(decoding: bytes, as: UTF8.self))
    }

    static func mount(inText text: String) -> Int? {
        let line = text.split(separator: "\n").first { $0.hasPrefix("mnt_id:") }
        return line?.split(whereSeparator: { $0 == "\t" || $0 == " " }).last.flatMap { Int($0) }
    }
}

extension Maildir {
    /// Refuses a folder that finished mail could never be moved to; one that is not there yet is told when it is needed.
    /// Errors: `LocalFault` with `EXDEV`.
    package func requireSameMount(as target: String) throws {
        guard let other = disk.place(of: target), other != place else { return }
        throw LocalFault("\(target) lies on another file system or mount than \(path), and mail is moved, never copied", code: EXDEV)
    }
}
