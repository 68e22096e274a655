import MailSyntax
import Rendering
import SenderChecks
import TestKit
import Testing

@Suite struct DKIMKeyTextTests {
    private static func pem(_ label: String, _ content: [UInt8]) -> String {
        "-----BEGIN \(label)-----\n\(base64(content))\n-----END \(label)-----\n"
    }

    private static func fault(_ text: String) -> DKIMKeyText.Fault? {
        do throws(DKIMKeyText.Fault) {
            _ = try DKIMKeyText.read(text)
            return nil
        } catch { return error }
    }

    @Test func `a key is the same in PEM, as a record and in a zone file`() throws {
        let rsa = try #require(TestSigner.rsa).publicKey, code = base64(rsa.encoded)
        let half = code.index(code.startIndex, offsetBy: code.count / 2)
        for text in [
            Self.pem("PUBLIC KEY", rsa.encoded), "v=DKIM1; k=rsa; p=\(code)", "p=\(code);\n",
            // The bare RSAPublicKey lies behind 24 bytes that name the algorithm.
            Self.pem("RSA PUBLIC KEY", Array(rsa.encoded.dropFirst(24))), "k=rsa; p=\(base64(Array(rsa.encoded.dropFirst(24))))",
            "s1._domainkey IN TXT ( \"v=DKIM1; h=sha256; k=rsa; \"\n\t\"p=\(code[..<half])\"\n\t\"\(code[half...])\" ) ; ----- DKIM key s1",
        ] {
            #expect(try DKIMKeyText.read(text) == rsa, "\(text)")
        }
        let small = try #require(TestSigner.ed25519).publicKey
        #expect(try DKIMKeyText.read(Self.pem("PUBLIC KEY", small.encoded)) == small)
        #expect(try DKIMKeyText.read("v=DKIM1; k=ed25519; p=\(base64(Array(small.encoded.suffix(32))))") == small)
    }

    @Test func `what is no public key is refused with its reason`() throws {
        let code = base64(try #require(TestSigner.rsa).publicKey.encoded)
        for label in ["PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY"] {
            #expect(Self.fault(Self.pem(label, [1, 2, 3])) == .privateKey)
        }
        #expect(Self.fault("") == .noKey)
        #expect(Self.fault("v=DKIM2; p=\(code)") == .noKey)
        #expect(Self.fault("v=DKIM1; k=rsa; p=") == .revoked)
        #expect(Self.fault("v=DKIM1; k=dsa; p=\(code)") == .type("dsa"))
        #expect(Self.fault("v=DKIM1; k=ed25519; p=\(code)") == .key(.unreadable))
        #expect(Self.fault("v=DKIM1; p=\(code.dropLast(8))") == .key(.unreadable))
        #expect(Self.fault(Self.pem("PUBLIC KEY", [])) == .key(.unreadable))
        // Made with `openssl genrsa 512`.
        let weak =
            "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAMFk3zWCPrbOboWZL45iB8eoqMjISq6kr2AX44AU9mjJv1uK0DxWrkxDgZhKYl8RT20sOKFmxK7CCmmcfWGtMJECAwEAAQ=="
        #expect(Self.fault("p=\(weak)") == .key(.bits(512)))
    }
}
