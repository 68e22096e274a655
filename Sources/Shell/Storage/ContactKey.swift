import Deliverability
import Glibc
import MailSyntax
import Tokens

/// The secret under which addresses are hashed: 32 random bytes in `<store>.key`, for the owner's eyes alone. Without it a
/// hash names nobody; with another one every contact would be a stranger, so it is made once and never replaced.
struct ContactKey: Hashable, Sendable {
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
        let bytes = try PrivateFile.read(name, called: "the key", bytesMax: sizeBytes)
        guard bytes.count == sizeBytes else {
            throw StoreError(.key, "the key \(name) is damaged: \(bytes.count) bytes where \(sizeBytes) belong")
        }
        return ContactKey(bytes: bytes)
    }

    static func exists(store path: String) -> Bool { access(path + ".key", F_OK) == 0 }

    /// Makes the key of a new store; durable when it returns.
    static func create(store path: String) throws -> ContactKey {
        let key = ContactKey(bytes: try PrivateFile.secret(bytes: sizeBytes))
        try key.write(store: path)
        return key
    }

    /// Puts the key beside a store that has none; durable when it returns.
    func write(store path: String) throws { try PrivateFile.create(path + ".key", bytes, called: "the key") }

    /// Puts the key in the place of another one at once, so that there is no moment without.
    func replace(store path: String) throws { try PrivateFile.replace(path + ".key", bytes, called: "the key") }
}
