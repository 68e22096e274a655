import Daemon
import Foundation
import Interpretation
import MailSyntax
import SenderChecks
import TestKit
import Testing

/// Public keys of our own signatures, named in the settings.
@Suite struct DKIMKeySettingsTests {
    private static let record = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
    private static let pem = """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
        -----END PUBLIC KEY-----
        """

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(Self.record, to: "s1.txt")
        try folder.write(Self.pem, to: "s2.pem")
        try folder.write(Self.pem.replacing("PUBLIC", with: "PRIVATE"), to: "s3.pem")
    }

    private func read(_ lines: String...) throws -> [DKIMKey] {
        let text = "dkim:\n  keys:\n" + lines.map { "    - {\($0)}\n" }.joined()
        return try Settings.read(text.replacing("@", with: folder.path("x").path.dropLast()), file: "f.yaml").context.dkimKeys
    }

    @Test func `a key is read as a record and in PEM`() throws {
        let keys = try read("domain: Example.COM, selector: S1, file: @s1.txt", "domain: example.com, selector: s2, file: @s2.pem")
        #expect(keys.map(\.domain.text) == ["example.com", "example.com"] && keys.map(\.selector.text) == ["s1", "s2"])
        #expect(keys.first?.publicKey == keys.last?.publicKey && keys.first?.publicKey.algorithm == .ed25519SHA256)
    }

    @Test(arguments: [
        ("domain: a.example, selector: s, file: @s3.pem", "this is a private key, which belongs to the machine that signs"),
        ("domain: a.example, selector: s, file: @none", "cannot be read"),
        ("domain: a.example, selector: s", "dkim.keys: a key needs `domain`, `selector` and `file`"),
        ("domain: a b, selector: s, file: @s1.txt", "dkim.keys.domain: `a b` is no domain name"),
        ("domain: a.example, selector: s, file: @s1.txt, key: x", "a key has `domain`, `selector` and `file` and nothing else"),
    ]) func `what is no public key stops the start with its place, and shows no key`(entry: String, message: String) throws {
        do {
            _ = try read(entry)
            Issue.record("it was read")
        } catch {
            #expect("\(error)".contains(message) && !"\(error)".contains("MCow"))
        }
    }

    @Test func `a selector has one key`() throws {
        #expect(throws: SettingsError.self) {
            try read("domain: a.example, selector: s, file: @s1.txt", "domain: A.example, selector: S, file: @s2.pem")
        }
    }
}
