import MailSyntax
import Testing

@Suite struct EmailAddressTests {
    @Test(arguments: [
        ("user@example.com", "user@example.com"),
        ("User@EXAMPLE.com", "User@example.com"),
        ("user@example.com.", "user@example.com"),
        (" <user@example.com> ", "user@example.com"),
        ("Some One <user@example.com>", "user@example.com"),
        ("\"One, Some <x>\" <user@example.com>", "user@example.com"),
        ("\"odd quote <user@example.com>", "user@example.com"),
        ("rfc822;user@example.com", "user@example.com"),
        ("RFC822; <user@example.com>", "user@example.com"),
        ("utf-8; user@example.com", "user@example.com"),
        ("user@example.com (a comment)", "user@example.com"),
        ("user@example.com(glued)", "user@example.com"),
        ("(before) user@example.com", "user@example.com"),
        ("(one (two \\) three)) user@example.com", "user@example.com"),
        ("'user@example.com'", "user@example.com"),
        ("mailto:user@example.com", "user@example.com"),
        ("mailto:user@example.com?subject=leave", "user@example.com"),
        ("SMTP:user@example.com", "user@example.com"),
        ("<@relay.example.net,@other.example.net:user@example.com>", "user@example.com"),
        ("user+tag@example.com", "user+tag@example.com"),
        ("b=user=example.org@example.com", "b=user=example.org@example.com"),
        ("a..b.@example.com", "a..b.@example.com"),
        ("user@localhost", "user@localhost"),
        ("user@_x.example.com", "user@_x.example.com"),
        ("\"a b\"@example.com", "\"a b\"@example.com"),
        ("\"a<b>@c\"@example.com", "\"a<b>@c\"@example.com"),
        ("<\"a>b\"@example.com>", "\"a>b\"@example.com"),
        ("grüße@example.com", "grüße@example.com"),
        ("user@bücher.example", "user@xn--bcher-kva.example"),
        ("user@BÜCHER.example", "user@xn--bcher-kva.example"),
        ("o'brien@example.com", "o'brien@example.com"),
        ("user@example.com\n", "user@example.com"),
        ("<user@example.com", "user@example.com"),
    ])
    func `one address is found in its wrapping`(text: String, expected: String) {
        #expect(EmailAddress(text)?.description == expected)
    }

    @Test(arguments: [
        "", " ", "<>", "user", "@example.com", "user@", "user@@", "user@.example.com", "user@example..com", "us er@example.com",
        "user@exam ple.com", "a@b@example.com", "user@[192.0.2.1]", "user@[IPv6:2001:db8::1]", "user,other@example.com",
        "a@example.com, b@example.com", "undisclosed-recipients:;", "user@example.com;x", "user@exa*mple.com",
        "user@example.com?x=y", "user@$domain", "\"unclosed@example.com", "\"a\"b\"@example.com",
        "user\u{1}@example.com", "user@exam\u{7}ple.com", "us\ter@example.com", "us\ner@example.com", "\"us\ner\"@example.com",
        "us\u{85}er@example.com", "us\u{2028}er@example.com", "us\u{202E}er@example.com", "user@exam\u{202E}ple.com",
        "user@exa\u{FFFD}mple.com",
        "user\u{7F}@example.com",
    ])
    func `what is not exactly one address is nil`(text: String) {
        #expect(EmailAddress(text) == nil)
    }

    @Test func `bytes that are no UTF-8 are no address`() {
        #expect(EmailAddress([0xFF] + bytes("@example.com")) == nil)
        #expect(EmailAddress(bytes("user@") + [0xC3] + bytes(".example")) == nil)
    }

    @Test func `lengths are bounded`() {
        #expect(EmailAddress(String(repeating: "a", count: 257) + "@example.com") == nil)
        #expect(EmailAddress("a@" + String(repeating: "b", count: 64) + ".example") == nil)
        #expect(EmailAddress("a@" + String(repeating: "b.", count: 130) + "example") == nil)
        #expect(EmailAddress(String(repeating: "(", count: 5000)) == nil)
    }

    /// Written down it must be an address again, by whoever reads it.
    @Test func `length is that of the domain as the DNS has it`() {
        let local = String(repeating: "a", count: 200), domain = String(repeating: "\u{FC}.", count: 20) + "example"
        #expect((local + "@" + domain).utf8.count < 320)
        #expect(EmailAddress(local + "@" + domain) == nil)
        #expect(EmailAddress("a@" + domain) != nil)
    }

    @Test(arguments: [
        ("User@Example.com", "user@example.com"), ("\"user\"@example.com", "user@example.com"),
        ("\"u ser\"@example.com", "\"u ser\"@example.com"),
        ("u.s.e.r+x@example.com", "u.s.e.r+x@example.com"), ("user@xn--bcher-kva.example", "user@xn--bcher-kva.example"),
        ("\"a\\ b\"@example.com", "\"a b\"@example.com"), ("\"a\\b\"@example.com", "ab@example.com"),
        ("\"a\\\\b\"@example.com", "\"a\\\\b\"@example.com"), ("\"A\\\"B\"@example.com", "\"a\\\"b\"@example.com"),
        ("ÜNAL@example.com", "ünal@example.com"),
    ])
    func `two spellings of one contact have one key`(text: String, key: String) {
        #expect(EmailAddress(text)?.key == key)
    }

    @Test(arguments: [
        ("a@example.com, b@example.com", ["a@example.com", "b@example.com"]),
        ("\"One, Some\" <a@example.com>, b@example.com,", ["a@example.com", "b@example.com"]),
        ("friends: a@example.com, B <b@example.com>; c@example.com", ["a@example.com", "b@example.com", "c@example.com"]),
        ("undisclosed-recipients:;", []),
        ("a@example.com (x, y), b@example.com", ["a@example.com", "b@example.com"]),
        ("a@example.com (\\), b@example.com), c@example.com", ["a@example.com", "c@example.com"]),
        ("<@x.example,@y.example:a@example.com>, b@example.com", ["a@example.com", "b@example.com"]),
        ("junk, a@example.com, , nobody", ["a@example.com"]),
        ("a@example.com; b@example.com", ["a@example.com", "b@example.com"]),
        ("\"a\\\", x@example.com\" <b@example.com>", ["b@example.com"]),
        ("", []), ("\"", []), ("\\", []), ("(\\", []), ("<", []),
    ])
    func `a list field gives its addresses`(value: String, expected: [String]) {
        #expect(EmailAddress.list(bytes(value)).map(\.description) == expected)
    }

    @Test func `a list is bounded`() {
        let many = (0..<3000).map { "u\($0)@example.com" }.joined(separator: ",")
        #expect(EmailAddress.list(bytes(many)).count == 1000)
        #expect(EmailAddress.list(bytes(many), limit: 2).map(\.localPart) == ["u0", "u1"])
    }
}
