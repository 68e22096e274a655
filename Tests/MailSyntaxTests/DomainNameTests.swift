import MailSyntax
import Testing

@Suite struct DomainNameTests {
    @Test(arguments: [
        ("Example.COM", "example.com"), ("example.com.", "example.com"), (" example.com ", "example.com"), ("localhost", "localhost"),
        ("_dmarc.example.com", "_dmarc.example.com"), ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("bücher.example", "xn--bcher-kva.example"), ("Bücher.example", "xn--bcher-kva.example"), ("例え.テスト", "xn--r8jz45g.xn--zckzah"),
        ("правда.example", "xn--80aafi6cg.example"), ("münchen。example", "xn--mnchen-3ya.example"), ("faß.example", "xn--fa-hia.example"),
    ])
    func `two spellings of a domain are one`(text: String, expected: String) {
        #expect(DomainName(text)?.text == expected)
    }

    @Test(arguments: [
        ("xn--bcher-kva.example", "bücher.example"), ("xn--r8jz45g.xn--zckzah", "例え.テスト"), ("xn--80aafi6cg.example", "правда.example"),
        ("xn--fa-hia.example", "faß.example"), ("a.xn--mnchen-3ya.example", "a.münchen.example"),
    ])
    func `A-labels have one spelling in U-labels`(text: String, expected: String) {
        #expect(DomainName(text)?.uLabels == expected)
        #expect(DomainName(expected)?.text == text)
    }

    @Test(arguments: [
        "example.com", "xn--.example", "xn--a.example", "xn--99999999.example",
        "xn--zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz.example",
        "xn--bcher-kva-.example", "xn--B-.example", "xn--ls8h-.example", "xn--abc-.example",
        "xn--99zzzzzz99zzzzz99.example",
    ])
    func `what is no A-label has no other spelling`(text: String) { #expect(DomainName(text)?.uLabels == nil) }

    @Test(arguments: [
        "", ".", "..", ".example.com", "example..com", "exa mple.com", "exa\u{0}mple.com", "example.com/x", "a@example.com", "[192.0.2.1]",
        "<example.com>", "exam\u{200B}ple.ü", "ü\u{2028}.example", "\u{FFFD}.example",
    ])
    func `what cannot be a domain is nil`(text: String) {
        #expect(DomainName(text) == nil)
    }

    @Test func `lengths are those of the DNS`() {
        #expect(DomainName(String(repeating: "a", count: 63) + ".example") != nil)
        #expect(DomainName(String(repeating: "a", count: 64) + ".example") == nil)
        #expect(DomainName(String(repeating: "a.", count: 126) + "a") != nil)
        #expect(DomainName(String(repeating: "a.", count: 127) + "a") == nil)
        #expect(DomainName(String(repeating: "ü", count: 60) + ".example")?.labels.first?.utf8.count ?? 0 <= 63)
    }

    @Test func `below means whole labels`() throws {
        let parent = try #require(DomainName("example.com"))
        #expect(try #require(DomainName("a.example.com")).isAtOrBelow(parent))
        #expect(try #require(DomainName("example.com")).isAtOrBelow(parent))
        #expect(try !#require(DomainName("badexample.com")).isAtOrBelow(parent))
    }
}
