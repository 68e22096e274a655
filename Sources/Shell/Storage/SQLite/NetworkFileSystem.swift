import Glibc

/// File systems on which locks and shared memory do not hold between hosts: two of them would each believe to be the
/// only writer.
package enum NetworkFileSystem {
    private static let names: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "ceph", "afs", "glusterfs", "fuse.sshfs", "fuse.glusterfs",
    ]

    /// - Parameter mounts: as in `mountinfo`; nil: those of this process.
    /// - Throws: `unsupported` where the folder of `path` lies on one of these.
    static func refuse(_ path: String, mounts: String? = nil) throws {
        var status = stat()
        guard stat(StoreFile.directory(of: path), &status) == 0 else { return }
        guard let name = type(ofDevice: status.st_dev, in: mounts ?? self.mounts()), names.contains(name) else { return }
        throw StoreError(.unsupported, "the store \(path) lies on \(name), where SQLite cannot lock; put it on a local disk")
    }

    /// What the kernel calls the file system on a device; nil where it has no mount of its own.
    package static func type(ofDevice device: UInt) -> String? { type(ofDevice: device, in: mounts()) }

    /// proc(5), `mountinfo`: the third field is the device, the first behind the lone hyphen the type.
    static func type(ofDevice device: UInt, in mounts: String) -> String? {
        let wanted = "\(device >> 8 & 0xFFF | device >> 32 & ~0xFFF):\(device & 0xFF | device >> 12 & 0xFFFF_FF00)"
        for line in mounts.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 3, fields[2] == wanted, let hyphen = fields.firstIndex(of: "-"), hyphen + 1 < fields.count else {
                continue
            }
            return String(fields[hyphen + 1])
        }
        return nil
    }

    private static func mounts() -> String {
        let descriptor = Glibc.open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { Glibc.close(descriptor) }
        var all: [UInt8] = [], chunk = [UInt8](repeating: 0, count: 65536)
        while all.count < 16 << 20 {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            guard count > 0 else { break }
            all.append(contentsOf: chunk[..<count])
        }
        return String(decoding: all, as: UTF8.self)
    }
}
