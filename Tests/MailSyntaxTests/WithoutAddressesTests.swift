import MailSyntax
import Testing

@Suite struct WithoutAddressesTests {
    @Test(arguments: [
        ("550 5.1.1 <user@example.org>: no such user", "550 5.1.1 <[address]>: no such user"),
        ("no mailbox user@example.org. Try again", "no mailbox [address]. Try again"),
        ("\"odd name\"@example.org is gone", "[address] is gone"),
        ("bounce+user=example.org@news.example.com,other@example.net", "[address],[address]"),
        ("a@b@example.org", "[address]"),
        ("grüße@example.org ok", "[address] ok"),
        ("price @ 5 and @home stay", "price @ 5 and @home stay"),
        ("nothing to hide", "nothing to hide"),
        ("user@", "[address]"),
        ("@", "@"),
    ])
    func `an address in a text is replaced, the rest stays`(_ text: String, _ expected: String) {
        #expect(withoutAddresses(text) == expected)
    }
}
