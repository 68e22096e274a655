import MailSyntax
import Testing

/// Addresses of the envelope with a forwarder's or a tag's writing around them.
@Suite struct RewrittenAddressTests {
    @Test(arguments: [
        ("SRS0=Ab12=TT=example.org=user@fwd.example.net", "user@example.org"),
        ("SRS0+Ab12=TT=example.org=user@fwd.example.net", "user@example.org"),
        ("srs0-ab12=tt=example.org=user=tag@fwd.example.net", "user=tag@example.org"),
        ("SRS1=xyz9=fwd.example.net==Ab12=TT=example.org=user@relay.example.net", "user@example.org"),
        ("SRS1=xyz9=fwd.example.net=+Ab12=TT=example.org=user@relay.example.net", "user@example.org"),
        ("bounces+SRS=Ab12=TT=example.org=user@tenant.example", "user@example.org"),
        ("prvs=1234abcdef=user@example.org", "user@example.org"),
        ("prvs=user/1234abcdef@example.org", "user@example.org"),
        ("btv1==1234abcdef==user@example.org", "user@example.org"),
        ("SRS0=Ab12=TT=example.org=prvs=1234abcdef=user@fwd.example.net", "user@example.org"),
    ])
    func `the address inside is found, the outermost scheme first`(wrapped: String, inner: String) throws {
        #expect(RewrittenAddress.unwrapped(try #require(EmailAddress(wrapped))).description == inner)
    }

    @Test(arguments: [
        "user@example.org", "srs0@example.org", "SRS0=Ab12@example.org", "SRS0=Ab12=TT=nodot=user@example.org",
        "prvs=sale=user@example.org",
        "btv1==@example.org", "SRS1=xyz9=fwd==@example.org", "list+user=example.org@example.net",
    ])
    func `what only looks like a scheme stays as it is`(address: String) throws {
        let address = try #require(EmailAddress(address))
        #expect(RewrittenAddress.unwrapped(address) == address)
    }

    @Test func `forwarders are told from the sender's own tag`() throws {
        #expect(RewrittenAddress.isForwarded(try #require(EmailAddress("SRS0=Ab12=TT=example.org=user@fwd.example.net"))))
        #expect(!RewrittenAddress.isForwarded(try #require(EmailAddress("prvs=1234abcdef=user@example.org"))))
    }

    @Test func `nested without end it ends`() throws {
        let text = "u@" + String(repeating: "e.example", count: 1)
        let wrapped = (0..<20).reduce(text) { inner, _ in "prvs=1234abcdef=" + inner }
        _ = EmailAddress(wrapped).map(RewrittenAddress.unwrapped)
    }
}
