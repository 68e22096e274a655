import CCrypto
import MailSyntax
import Rendering
import SenderChecks

/// Signs mail as a sender's machine does (RFC 6376 §5), with a key that is made for the run and kept nowhere.
package struct TestSigner: Sendable {
    package let publicKey: DKIMPublicKey
    private let privateKey: [UInt8]

    package static let rsa = TestSigner(EVP_PKEY_RSA)
    package static let ed25519 = TestSigner(EVP_PKEY_ED25519)

    package static func of(_ algorithm: DKIMAlgorithm) -> TestSigner? { algorithm == .rsaSHA256 ? rsa : ed25519 }

    /// What is asked of a signature besides the fields that it covers.
    package struct Order: Sendable {
        package var names = ["from", "to", "subject", "date", "message-id"]
        package var header = Canonicalization.relaxed
        package var body = Canonicalization.relaxed
        package var domain = "example.com"
        package var selector = "s1"
        /// In the place of the right name.
        package var algorithm: String?
        /// Further tags, each with its semicolon.
        package var tags = ""

        package init() {}
    }

    /// nil where the library makes no such key.
    package init?(_ type: CInt, bits: Int = 2048) {
        guard let context = EVP_PKEY_CTX_new_id(type, nil), EVP_PKEY_keygen_init(context) == 1 else { return nil }
        defer { EVP_PKEY_CTX_free(context) }
        if type == EVP_PKEY_RSA { guard EVP_PKEY_CTX_ctrl_str(context, "rsa_keygen_bits", "\(bits)") == 1 else { return nil } }
        var key: OpaquePointer?
        guard EVP_PKEY_keygen(context, &key) == 1, let key else { return nil }
        defer { EVP_PKEY_free(key) }
        func encoded(_ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> CInt) -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: max(0, Int(write(nil))))
            bytes.withUnsafeMutableBufferPointer { space in
                var position = space.baseAddress
                _ = write(&position)
            }
            return bytes
        }
        privateKey = encoded { i2d_PrivateKey(key, $0) }
        encodedPublicKey = encoded { i2d_PUBKEY(key, $0) }
        guard let publicKey = try? DKIMPublicKey(encoded: encodedPublicKey) else { return nil }
        self.publicKey = publicKey
    }

    private let encodedPublicKey: [UInt8]

    /// The public key under the name of an order.
    package func key(_ order: Order = Order()) -> DKIMKey? {
        guard let domain = DomainName(order.domain), let selector = DomainName(order.selector) else { return nil }
        return DKIMKey(domain: domain, selector: selector, publicKey: publicKey)
    }

    /// The mail with its signature on top.
    package func sign(_ mail: String, _ order: Order = Order()) throws -> String {
        let bytes = Array(mail.utf8), header = try Header.read(bytes, 0..<bytes.count, limits: Limits())
        let form = order.header, body = order.body.bodyHash(of: bytes, header.end..<bytes.count)
        let field =
            "DKIM-Signature: v=1; a=\(order.algorithm ?? publicKey.algorithm.rawValue); c=\(form.rawValue)/\(order.body.rawValue);\r\n"
            + "\td=\(order.domain); s=\(order.selector); \(order.tags)h=\(order.names.joined(separator: " : "));\r\n"
            + "\tbh=\(base64(body));\r\n\tb="
        var signed: [UInt8] = [], rest = header.fields
        for name in order.names {
            guard let place = rest.lastIndex(where: { header.name($0).asciiLowercased == name.asciiLowercased }) else { continue }
            let found = rest.remove(at: place)
            signed += form.field(Array(bytes[found.name.lowerBound..<found.value.upperBound]), name: found.name.count) + [13, 10]
        }
        signed += form.field(Array(field.utf8), name: 14)
        let code = base64(signature(of: signed))
        return field + code.prefix(60) + "\r\n\t " + code.dropFirst(60) + "\r\n" + mail
    }

    private func signature(of bytes: [UInt8]) -> [UInt8] {
        let isRSA = publicKey.algorithm == .rsaSHA256
        var digest = [UInt8](repeating: 0, count: 32)
        EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil)
        let data = isRSA ? bytes : digest
        let key = privateKey.withUnsafeBufferPointer { bytes in
            var position = bytes.baseAddress
            return d2i_AutoPrivateKey(nil, &position, bytes.count)
        }
        guard let key, let context = EVP_MD_CTX_new() else { return [] }
        defer {
            EVP_MD_CTX_free(context)
            EVP_PKEY_free(key)
        }
        var count = 1024, out = [UInt8](repeating: 0, count: 1024)
        guard EVP_DigestSignInit(context, nil, isRSA ? EVP_sha256() : nil, nil, key) == 1,
            EVP_DigestSign(context, &out, &count, data, data.count) == 1
        else { return [] }
        return Array(out.prefix(count))
    }
}
