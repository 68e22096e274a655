import CCrypto

/// HMAC (RFC 2104) with SHA-256, by libcrypto. Pure: the same key and bytes give the same 32 bytes.
package enum HMACSHA256 {
    /// Empty where the library refuses, as under a policy without SHA-256: nothing equals it.
    package static func of(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { out, count in
            var length: UInt32 = 0
            let done = HMAC(EVP_sha256(), key, Int32(truncatingIfNeeded: key.count), bytes, bytes.count, out.baseAddress, &length)
            count = done == nil ? 0 : Int(length)
        }
    }

    /// Whether two codes are equal, in a time that does not tell where they differ.
    package static func areEqual(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Bool {
        guard a.count == b.count, !a.isEmpty else { return false }
        return a.withUnsafeBytes { left in
            b.withUnsafeBytes { right in CRYPTO_memcmp(left.baseAddress, right.baseAddress, left.count) == 0 }
        }
    }
}
