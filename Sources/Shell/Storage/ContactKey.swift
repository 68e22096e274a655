import CCrypto
import Deliverability
import Glibc
import MailSyntax
import Tokens

/// The secret under which addresses are hashed: 32 random bytes in `<store>.key`, for the owner's eyes alone. Without it a
/// hash names nobody; with another one every contact would be a stranger, so it is made once and never replaced.
struct ContactKey: Sendable {
    private let bytes: [UInt8]
    static let sizeBytes = 32

    /// The keyed hash of the contact behind an address.
    func hash(of address: EmailAddress) throws -> [UInt8] { try hash(ofKey: address.key) }

    func hash(ofKey key: String) throws -> [UInt8] {
        let hash = HMACSHA256.of(Array(key.utf8), key: bytes)
        guard hash.count == 32 else { throw StoreError(.key, "libcrypto refuses HMAC-SHA-256") }
        return hash
    }

    static func read(store path: String) throws -> ContactKey {
        let name = path + ".key"
        let descriptor = Glibc.open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            throw StoreError(.key, "the key \(name) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { Glibc.close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw StoreError(.key, "the key \(name) is not a file")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw StoreError(.key, "the key \(name) is open to others (mode \(String(status.st_mode & 0o777, radix: 8))); chmod it to 600")
        }
        var bytes = [UInt8](repeating: 0, count: sizeBytes + 1)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count == sizeBytes else {
            throw StoreError(.key, "the key \(name) is damaged: \(max(0, count)) bytes where \(sizeBytes) belong")
        }
        return ContactKey(bytes: Array(bytes.prefix(sizeBytes)))
    }

    static func exists(store path: String) -> Bool { access(path + ".key", F_OK) == 0 }

    /// Makes the key of a new store; durable when it returns.
    static func create(store path: String) throws -> ContactKey {
        var bytes = [UInt8](repeating: 0, count: sizeBytes)
        guard RAND_bytes(&bytes, Int32(sizeBytes)) == 1 else { throw StoreError(.key, "no random bytes for a key") }
        // Written aside and linked into place: a crash leaves the whole key or none.
        let name = path + ".key", draft = name + ".\(getpid()).tmp"
        let descriptor = Glibc.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failed(name) }
        defer { unlink(draft) }
        let written = fchmod(descriptor, 0o600) == 0 && Glibc.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        Glibc.close(descriptor)
        guard written, link(draft, name) == 0 else { throw failed(name) }
        StoreFile.syncDirectory(of: path)
        return ContactKey(bytes: bytes)
    }

    private static func failed(_ name: String) -> StoreError {
        StoreError(.key, "the key \(name) cannot be created: \(String(cString: strerror(errno)))")
    }
}
