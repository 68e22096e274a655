import LookupServer
import MailSyntax
import Testing

@Suite struct LookupKeyTests {
    /// A key as Postfix spells it, and the contact that a report named.
    @Test(arguments: [
        ("gone@example.net", "gone@example.net"), ("GONE@Example.NET", "gone@example.net"), ("gone@example.net.", "gone@example.net"),
        ("\"gone\"@example.net", "gone@example.net"), ("gone@example.net", "\"gone\"@example.net"),
        ("\"a b\"@example.net", "\"a b\"@example.net"), ("a b@example.net", "\"a b\"@example.net"),
        ("a b@example.net", "\"a\\ b\"@example.net"), ("A B@example.net", "\"a b\"@example.net"),
        ("a\"b@example.net", "\"a\\\"b\"@example.net"), ("a\\b@example.net", "\"a\\\\b\"@example.net"),
        ("a@b@example.net", "\"a@b\"@example.net"), ("a<b@example.net", "\"a<b\"@example.net"), ("a,b@example.net", "\"a,b\"@example.net"),
        ("smtp:a@example.net", "\"smtp:a\"@example.net"), ("rfc822;a@example.net", "\"rfc822;a\"@example.net"),
        (" a@example.net", "\" a\"@example.net"), ("a(b)@example.net", "\"a(b)\"@example.net"), ("#a@example.net", "#a@example.net"),
        ("'a'@example.net", "'a'@example.net"), ("@relay.example:gone@example.net", "gone@example.net"),
        ("@a.example,@b.example:gone@example.net", "gone@example.net"), ("gone@bücher.example", "gone@xn--bcher-kva.example"),
        ("gone@xn--bcher-kva.example", "gone@Bücher.example"), ("ünal@example.net", "Ünal@example.net"),
    ])
    func `every spelling finds its contact`(_ key: String, _ contact: String) throws {
        let wanted = try #require(EmailAddress(contact)).key
        #expect(LookupKey.addresses(Array(key.utf8)).map(\.key).contains(wanted))
    }

    /// The leniency with which report mails are read would find a person here.
    @Test(arguments: [
        "<gone@example.net>", "Gone <gone@example.net>", "mailto:gone@example.net", "gone(comment)@example.net", "rfc822;gone@example.net",
        "gone+tag@example.net", "gone@example.net.example", "go.ne@example.net", "\"gone@example.net", "gone@example.net\"",
        "gone\r@example.net", "gone @example.net", " gone@example.net",
    ])
    func `what is another address, or none, finds nobody`(_ key: String) {
        #expect(!LookupKey.addresses(Array(key.utf8)).map(\.key).contains("gone@example.net"))
    }

    @Test(arguments: [
        "*", "", "@", "@example.net", "example.net", ".example.net", "gone@", "gone", "<>", "a@b@", "a@[192.0.2.1]", "a@ex ample",
    ])
    func `a key that is no address means nobody`(_ key: String) { #expect(LookupKey.addresses(Array(key.utf8)).isEmpty) }

    @Test func `keys of any length and of any bytes are read`() {
        #expect(LookupKey.addresses([UInt8](repeating: 97, count: 9000) + Array("@example.net".utf8)).isEmpty)
        #expect(LookupKey.addresses([0xFF, 0xFE, 64] + Array("example.net".utf8)).isEmpty)
        #expect(LookupKey.addresses([UInt8](repeating: 64, count: 9000)).isEmpty)
        #expect(LookupKey.addresses([UInt8](repeating: 34, count: 300) + Array("@example.net".utf8)).isEmpty)
    }
}

@Suite struct LookupAddressTests {
    @Test(arguments: [
        ("127.0.0.1:2525", "127.0.0.1:2525", true), ("inet:127.0.0.1:2525", "127.0.0.1:2525", true), ("localhost:1", "127.0.0.1:1", true),
        ("[::1]:2525", "[::1]:2525", true), ("inet:[::1]:0", "[::1]:0", true), ("0.0.0.0:25", "0.0.0.0:25", false),
        ("192.0.2.1:25", "192.0.2.1:25", false), ("[::]:25", "[::]:25", false),
        ("unix:/run/plumbline/map", "unix:/run/plumbline/map", true),
    ])
    func `host and port, or the path of a socket`(_ text: String, _ description: String, _ isLocal: Bool) throws {
        let address = try LookupAddress(text)
        #expect(address.description == description)
        #expect(address.isLocal == isLocal)
    }

    @Test(arguments: [
        "", "2525", ":2525", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:x", "127.0.0.1:-1", "::1:25", "[127.0.0.1]:25",
        "mail.example.net:25", "unix:", "unix:private/map", "unix:/run/", "unix:/" + String(repeating: "x", count: 107),
    ])
    func `anything else is refused`(_ text: String) {
        #expect(throws: LookupServerError.address(text)) { try LookupAddress(text) }
    }

    @Test func `an address that others reach needs its clients by name`() throws {
        var options = LookupServer.Options()
        let open = try LookupAddress("0.0.0.0:2525")
        options.socketmap = open
        #expect(throws: LookupServerError.openToAll(open)) { try options.check() }
        options.clients = ["192.0.2.9"]
        try options.check()
        options.clients = ["mx.example.net"]
        #expect(throws: LookupServerError.client("mx.example.net")) { try options.check() }
    }
}
