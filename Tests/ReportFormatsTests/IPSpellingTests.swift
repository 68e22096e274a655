import MailSyntax
import Testing

@testable import ReportFormats

@Suite struct IPSpellingTests {
    private static func isCanonical(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { IPSpelling.isCanonical($0) }
    }

    @Test(arguments: [
        "192.0.2.1", "0.0.0.0", "255.255.255.255", "2001:db8:0:1:1:1:1:1", "2001:db8::1:0:0:1", "2001:db8:1::ab:1", "2001:db8:a:b:c:d:e:f",
    ])
    func `an address in its one spelling needs no conversion`(_ text: String) {
        #expect(Self.isCanonical(text))
        #expect(IPAddress.canonical(text) == text)
    }

    @Test(arguments: [
        "", "1", "192.0.2", "192.0.2.256", "192.0.2.01", "192.0.2.1.", "2001:DB8:1::ab:1", "2001:db8:01::ab:1", "2001:db8::1::1",
        "2001:db8:0:0:1:1:1:1", "2001:db8:0:0:1::1", "2001:db8:1:1:1::1:1", "2001:db8:1:1:1:1:1:1:1", "2001:db8:1::ab:", ":2001:db8::1:1:1",
        "::ffff:192.0.2.1", "2001:db8:1::abcde:1", "2001:db8:1::g:1", "fe80::1:1%eth0", "2001:db8:1:1",
    ])
    func `everything else goes through the conversion`(_ text: String) { #expect(!Self.isCanonical(text)) }

    /// The quick look may leave an address to the conversion, but must never keep one that the conversion would change.
    @Test func `what is kept is what the conversion gives`() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            var groups = (0..<8).map { _ in Bool.random(using: &random) ? "0" : String(Int.random(in: 0...0x2FF, using: &random), radix: 16)
            }
            if Bool.random(using: &random) {
                let start = Int.random(in: 0..<7, using: &random), end = Int.random(in: start + 1...8, using: &random)
                groups.replaceSubrange(start..<end, with: [""])
            }
            let text = groups.joined(separator: ":")
            if Self.isCanonical(text) { #expect(IPAddress.canonical(text) == text) }
        }
    }
}
