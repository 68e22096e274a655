import CCrypto
import MailSyntax

/// What signs today: RFC 8301 forbids rsa-sha1, RFC 8463 adds Ed25519.
package enum DKIMAlgorithm: String, CaseIterable, Hashable, Sendable {
    case rsaSHA256 = "rsa-sha256"
    case ed25519SHA256 = "ed25519-sha256"
}

/// A public key, by libcrypto. Pure: it holds the key's bytes (SubjectPublicKeyInfo, RFC 5280 §4.1.2.7), no handle of the library.
package struct DKIMPublicKey: Hashable, Sendable {
    package let algorithm: DKIMAlgorithm
    package let encoded: [UInt8]

    /// Bits of an RSA key: fewer are broken (RFC 8301 §3.2), more only cost.
    package static let rsaBits = 1024...8192

    /// Why bytes are no key that is used.
    package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        case unreadable
        case unsuitable
        case bits(Int)

        package var description: String {
            switch self {
            case .unreadable: "this is no public key"
            case .unsuitable: "the key is neither RSA nor Ed25519"
            case .bits(let bits):
                "an RSA key of \(bits) bits; \(DKIMPublicKey.rsaBits.lowerBound) to \(DKIMPublicKey.rsaBits.upperBound) are taken"
            }
        }
    }

    /// Takes SubjectPublicKeyInfo and, as RFC 6376 §3.6.1 has it, a bare RSAPublicKey.
    package init(encoded bytes: [UInt8]) throws(Fault) {
        guard let key = Self.key(bytes) else { throw .unreadable }
        defer { EVP_PKEY_free(key) }
        switch EVP_PKEY_get_base_id(key) {
        case EVP_PKEY_RSA:
            let bits = Int(EVP_PKEY_get_bits(key))
            guard Self.rsaBits.contains(bits) else { throw .bits(bits) }
            algorithm = .rsaSHA256
        case EVP_PKEY_ED25519: algorithm = .ed25519SHA256
        default: throw .unsuitable
        }
        var start: UnsafeMutablePointer<UInt8>?
        let count = Int(i2d_PUBKEY(key, &start))
        guard let start, count > 0 else { throw .unreadable }
        defer { CRYPTO_free(start, nil, 0) }
        encoded = Array(UnsafeBufferPointer(start: start, count: count))
    }

    /// The 32 bytes of an Ed25519 key, as a key record has them (RFC 8463 §4).
    package init(ed25519 bytes: [UInt8]) throws(Fault) {
        guard bytes.count == 32 else { throw .unreadable }
        // Its SubjectPublicKeyInfo is always the same twelve bytes and the key (RFC 8410 §4).
        try self.init(encoded: [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00] + bytes)
    }

    private static func key(_ bytes: [UInt8]) -> OpaquePointer? {
        defer { ERR_clear_error() }
        return bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return nil }
            for read in [{ d2i_PUBKEY(nil, &$0, $1) }, { d2i_PublicKey(EVP_PKEY_RSA, nil, &$0, $1) }] as [Reading] {
                var position: UnsafePointer<UInt8>? = base
                guard let key = read(&position, bytes.count) else { continue }
                if position == base + bytes.count { return key }
                EVP_PKEY_free(key)
            }
            return nil
        }
    }

    private typealias Reading = (inout UnsafePointer<UInt8>?, Int) -> OpaquePointer?

    /// Whether the holder of the private key signed these bytes. RFC 8463 §3: Ed25519 signs their digest, RSA does so itself.
    package func verifies(_ signature: [UInt8], of bytes: [UInt8]) -> Bool {
        // What the library says on its error queue would be taken for that of the next call of somebody else.
        defer { ERR_clear_error() }
        guard let key = Self.key(encoded) else { return false }
        defer { EVP_PKEY_free(key) }
        guard let context = EVP_MD_CTX_new() else { return false }
        defer { EVP_MD_CTX_free(context) }
        let isRSA = algorithm == .rsaSHA256
        let signed = isRSA ? bytes : Self.digest(bytes)
        return EVP_DigestVerifyInit(context, nil, isRSA ? EVP_sha256() : nil, nil, key) == 1
            && EVP_DigestVerify(context, signature, signature.count, signed, signed.count) == 1
    }

    private static func digest(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { out, count in
            var length: UInt32 = 0
            let done = EVP_Digest(bytes, bytes.count, out.baseAddress, &length, EVP_sha256(), nil)
            count = done == 1 ? Int(length) : 0
        }
    }
}
