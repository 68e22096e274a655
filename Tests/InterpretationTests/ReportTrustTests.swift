import Interpretation
import MailSyntax
import Testing

@Suite struct ReportTrustTests {
    private static let received =
        "Received: from a.example.net (a.example.net [192.0.2.1]) by mx.example.com with ESMTPS; Tue, 24 Nov 2026 10:00:00 +0000"
    private static let foreign = "Received: from b.example.org by a.example.net; Tue, 24 Nov 2026 09:59:00 +0000"

    private func verdict(_ fields: [String], domain: String? = "example.net", ids: Set<String> = ["mx.example.com"]) throws
        -> ReportTrust.Verdict
    {
        var context = OperatorContext()
        context.authservIDs = ids
        context.trustedHosts = ["mx.example.com"]
        let header = try Message.read(Array((fields + ["From: loop@example.net", "", ""]).joined(separator: "\r\n").utf8)).header
        return ReportTrust(context: context).trust(of: header, domain: domain.flatMap { DomainName($0) })
    }

    private func passed(_ mechanism: ReportTrust.Mechanism, _ domain: String) throws -> ReportTrust.Verdict {
        .passed(by: mechanism, domain: try #require(DomainName(domain)))
    }

    @Test func `the strongest pass counts`() throws {
        let results =
            "Authentication-Results: mx.example.com 1; spf=pass smtp.mailfrom=x@example.net;"
            + " dkim=pass header.d=example.net; dmarc=pass header.from=example.net"
        #expect(try verdict([results, Self.received]) == passed(.dmarc, "example.net"))
        let weaker =
            "Authentication-Results: mx.example.com (filter); dkim=fail (bad) header.d=example.net;"
            + " spf=pass smtp.mailfrom=x@bounce.example.net"
        #expect(try verdict([weaker, Self.received]) == passed(.spf, "bounce.example.net"))
    }

    @Test func `a field below our own hop still counts, one below a foreign hop does not`() throws {
        let results = "Authentication-Results: mx.example.com; dkim=pass header.d=example.net"
        #expect(try verdict([Self.received, results, Self.foreign]) == passed(.dkim, "example.net"))
        #expect(try verdict([Self.received, Self.foreign, results]) == .absent)
    }

    @Test(arguments: [
        "Authentication-Results: mx.example.org; dkim=pass header.d=example.net", "Authentication-Results: dkim=pass header.d=example.net",
        "Authentication-Results-Original: mx.example.com; dkim=pass header.d=example.net", "Authentication-Results:",
        "Authentication-Results: authentication result string is not available",
        "Authentication-Results: mx.example.com; dkim=pass header.d=evilexample.net", "Authentication-Results: mx.example.com; none",
        "Authentication-Results: mx.example.com.evil.example; dkim=pass header.d=example.net",
    ])
    func `what is not said by us of that domain is nothing`(field: String) throws {
        #expect(try verdict([field, Self.received]) == .absent)
    }

    @Test func `a pass of the domain above proves nothing of the one below, but aligns with the From field`() throws {
        let results = "Authentication-Results: mx.example.com; dkim=pass header.d=example.net"
        #expect(try verdict([results, Self.received], domain: "fbl.example.net") == .absent)
        #expect(try verdict([results, Self.received], domain: nil) == passed(.dkim, "example.net"))
    }

    @Test func `a failure is told apart from silence`() throws {
        let results = "Authentication-Results: mx.example.com; dkim=fail (body has been altered) header.d=example.net"
        #expect(try verdict([results, Self.received]) == .failed)
    }

    @Test func `without our own id nothing is believed`() throws {
        let results = "Authentication-Results: mx.example.com; dmarc=pass header.from=example.net"
        #expect(try verdict([results, Self.received], ids: []) == .unconfigured)
    }
}
