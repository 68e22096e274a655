import CCrypto
import Deliverability

/// SHA-256 (FIPS 180-4) by libcrypto.
package enum SHA256Digest {
    package static func of(_ bytes: [UInt8]) -> MessageDigest {
        MessageDigest(bytes.withUnsafeBytes { digest($0) })
    }

    package static func of(_ bytes: UnsafeRawBufferPointer) -> MessageDigest { MessageDigest(digest(bytes)) }

    private static func digest(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { out, count in
            var length: UInt32 = 0
            // It fails only where the library has no SHA-256 at all: then nothing could be told apart, see `isAvailable`.
            let done = EVP_Digest(bytes.baseAddress, bytes.count, out.baseAddress, &length, algorithm.pointer, nil)
            count = done == 1 ? Int(length) : 0
        }
    }

    static var isAvailable: Bool { of([]).bytes.count == 32 }

    /// Fetched once: looking it up by name costs more than hashing a small message.
    private static let algorithm = Algorithm()

    /// An `EVP_MD` never changes after it was fetched and counts its references atomically (EVP_MD_fetch(3)), so that
    /// threads may share it.
    private struct Algorithm: @unchecked Sendable {
        let pointer = EVP_MD_fetch(nil, "SHA2-256", nil)
    }
}

/// HMAC (RFC 2104) with SHA-256.
package enum HMACSHA256 {
    package static func of(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { out, count in
            var length: UInt32 = 0
            let done = HMAC(EVP_sha256(), key, Int32(truncatingIfNeeded: key.count), bytes, bytes.count, out.baseAddress, &length)
            count = done == nil ? 0 : Int(length)
        }
    }
}
