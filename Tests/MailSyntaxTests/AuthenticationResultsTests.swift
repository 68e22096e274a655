import MailSyntax
import Testing

@Suite struct AuthenticationResultsTests {
    private func read(_ value: String) throws -> AuthenticationResults { try #require(AuthenticationResults(bytes(value))) }
    private func outline(_ value: String) throws -> String {
        try read(value).methods.map { "\($0.name)=\($0.result)" }.joined(separator: " ")
    }

    @Test func `no results are no methods`() throws {
        let field = try read("mx.example.com 1; none")
        #expect(field.authservID == "mx.example.com")
        #expect(field.methods.isEmpty)
    }

    @Test func `methods carry their properties`() throws {
        let field = try read(
            "MX.example.com; spf=pass smtp.mailfrom=example.net; dkim=pass (2048-bit key) header.d=example.net header.i=@example.net")
        #expect(field.authservID == "mx.example.com")
        #expect(field.methods.map(\.name) == ["spf", "dkim"])
        #expect(field.methods[0].properties["smtp.mailfrom"] == "example.net")
        #expect(field.methods[1].properties == ["header.d": "example.net", "header.i": "@example.net"])
    }

    @Test(arguments: [
        ("mx.example.com; dkim=pass reason=\"good; signature\" header.d=example.net", "dkim=pass"),
        ("mx.example.com; dkim/1 = pass header.d = example.net", "dkim=pass"),
        ("mx.example.com (a (nested; one)); spf=fail", "spf=fail"),
        ("mx.example.com; spf=fail (a \\) b; dkim=pass) smtp.mailfrom=x", "spf=fail"),
        ("mx.example.com; spf=fail reason=\"a \\\" b; dkim=pass\"", "spf=fail"),
        ("mx.example.com; DKIM=Pass; SPF=SoftFail", "dkim=pass spf=softfail"),
        ("mx.example.com; dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=example.net", "dmarc=pass"),
        // an old large provider: no semicolon behind the id
        ("mta7.example.net dkim=pass header.d=example.com; spf=pass", "dkim=pass spf=pass"),
        // another: no id at all
        ("spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.com; dkim=none; dmarc=pass action=none", "spf=pass dkim=none dmarc=pass"),
        ("mx.example.com;", ""), ("mx.example.com; =pass; spf=; ;;", ""),
    ])
    func `a field is read in the forms that receivers write`(value: String, expected: String) throws {
        #expect(try outline(value) == expected)
    }

    @Test func `a field without an id says so`() throws {
        #expect(try read("spf=pass smtp.mailfrom=example.com").authservID == nil)
        #expect(try read("\"mx.example.com\"; spf=pass").authservID == "mx.example.com")
    }

    @Test func `what is empty or endless is nil`() {
        #expect(AuthenticationResults([]) == nil)
        #expect(AuthenticationResults(bytes("(only a comment)")) == nil)
        #expect(AuthenticationResults(bytes(String(repeating: "a", count: 20_001))) == nil)
    }
}
