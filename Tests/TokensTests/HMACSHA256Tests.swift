import Deliverability
import Testing
import Tokens

/// Vectors of RFC 4231 §4.
@Suite struct HMACSHA256Tests {
    @Test(arguments: [
        ([UInt8](repeating: 0x0B, count: 20), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        (
            Array("Jefe".utf8), "what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
    ])
    func `the keyed hash is HMAC-SHA-256`(_ key: [UInt8], _ text: String, _ expected: String) {
        #expect(hexadecimal(HMACSHA256.of(Array(text.utf8), key: key)) == expected)
    }
}
