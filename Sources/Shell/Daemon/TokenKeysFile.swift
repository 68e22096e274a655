import Interpretation
import MailSyntax
import Storage
import Tokens

/// The keys of our tokens on the disk. They are secrets: the file is its owner's alone, and no error shows what is in it.
package struct TokenKeysFile: Hashable, Sendable {
    package let path: String

    /// 256 keys have less than 24 KiB.
    private static let bytesMax = 64 << 10
    private static let name = "the file of token keys"

    package init(path: String) { self.path = path }

    /// Errors: `StoreError` for a file that cannot be read or is open to others, `SettingsError` for what is wrong in it.
    package func read() throws -> TokenKeyRing {
        let bytes = try PrivateFile.read(path, called: Self.name, bytesMax: Self.bytesMax)
        do { return try TokenKeyRing(fileText: bytes) } catch { throw SettingsError(file: path, line: error.line, error.message) }
    }

    /// A new ring with its first key. Errors: `StoreError`, also where there is a file already.
    package func create(on day: CivilDate) throws -> TokenKeyRing {
        let ring = TokenKeyRing(recipientSecret: try Self.secret(), secret: try Self.secret(), on: day)
        guard let ring else { throw StoreError(.key, "no random bytes for a key") }
        try PrivateFile.create(path, Array(ring.fileText.utf8), called: Self.name)
        return ring
    }

    /// Adds the key that signs from now on, and drops those that nothing can need any more.
    package func rotate(on day: CivilDate) throws -> TokenKeyRing {
        guard let ring = try read().rotated(adding: try Self.secret(), on: day) else {
            throw SettingsError(
                file: path, line: nil, "no key can be added: the newest is of a later day than today, or all 256 ids are in use")
        }
        try PrivateFile.replace(path, Array(ring.fileText.utf8), called: Self.name)
        return ring
    }

    private static func secret() throws -> [UInt8] { try PrivateFile.secret(bytes: TokenKeyRing.secretBytes) }
}

extension Settings {
    /// The sending side with its keys. Errors: those of `TokenKeysFile.read`.
    package func contextWithKeys() throws -> OperatorContext {
        guard let tokenKeysFile else { return context }
        var context = context
        context.tokens = TokenReader(keys: try TokenKeysFile(path: tokenKeysFile).read())
        return context
    }
}
