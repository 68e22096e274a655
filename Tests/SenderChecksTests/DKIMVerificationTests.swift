import MailSyntax
import SenderChecks
import TestKit
import Testing

/// What a signature proves, and what takes its proof away.
@Suite struct DKIMVerificationTests {
    private static let mail = """
        From: News <news@example.com>\r
        To: Reader <reader@example.org>\r
        Subject: News  of\r
         the week\r
        Date: Mon, 23 Nov 2026 10:00:00 +0000\r
        Message-ID: <1@example.com>\r
        \r
        Hello,\r
        \r
         these  are the news.\t\r
        \r
        \r

        """

    private static func verdict(_ mail: String, _ keys: [DKIMKey?]) throws -> DKIMVerification {
        let bytes = Array(mail.utf8), header = try Header.read(bytes, 0..<bytes.count, limits: Limits())
        return DKIMVerification.of(header, body: header.end..<bytes.count, keys: keys.compactMap { $0 })
    }

    private static func verdict(
        _ order: TestSigner.Order = TestSigner.Order(), by algorithm: DKIMAlgorithm = .ed25519SHA256,
        _ change: (String) -> String = { $0 }
    ) throws -> DKIMVerification {
        let signer = try #require(TestSigner.of(algorithm))
        return try verdict(change(signer.sign(mail, order)), [signer.key()])
    }

    private static func isProven(_ verdict: DKIMVerification) -> Bool { if case .proven = verdict { true } else { false } }

    /// RFC 8463 appendix A: one mail with a signature of either kind.
    @Test(arguments: ["\r\n", "\n"], [["brisbane"], ["test"], ["test", "brisbane"]])
    func `the example of the RFC verifies`(lineEnd: String, selectors: [String]) throws {
        let records = [
            "brisbane": "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
            "test": """
            v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/b
             yYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB
            """,
        ]
        let mail = """
            DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
             d=football.example.com; i=@football.example.com;
             q=dns/txt; s=brisbane; t=1528637909; h=from : to :
             subject : date : message-id : from : subject : date;
             bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
             b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
             Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
            DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
             d=football.example.com; i=@football.example.com;
             q=dns/txt; s=test; t=1528637909; h=from : to : subject :
             date : message-id : from : subject : date;
             bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
             b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
             DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
             dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
            From: Joe SixPack <joe@football.example.com>
            To: Suzie Q <suzie@shopping.example.net>
            Subject: Is dinner ready?
            Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
            Message-ID: <20030712040037.46341.5F8J@football.example.com>

            Hi.

            We lost the game.  Are you hungry yet?

            Joe.
            """
        let domain = try #require(DomainName("football.example.com"))
        let keys = try selectors.map { selector in
            DKIMKey(
                domain: domain, selector: try #require(DomainName(selector)),
                publicKey: try DKIMKeyText.read(try #require(records[selector])))
        }
        let verdict = try Self.verdict(mail.replacing("\n", with: lineEnd), keys)
        guard case .proven(domain, let fields) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(fields.count == 5)
    }

    @Test(arguments: DKIMAlgorithm.allCases, Canonicalization.allCases)
    func `a copy with other line ends and fields on top is still what we signed`(algorithm: DKIMAlgorithm, header: Canonicalization) throws
    {
        for body in Canonicalization.allCases {
            var order = TestSigner.Order()
            (order.header, order.body) = (header, body)
            for change in Self.journeys { #expect(Self.isProven(try Self.verdict(order, by: algorithm, change)), "\(body)") }
        }
    }

    private static let journeys: [@Sendable (String) -> String] = [
        { $0 }, { $0.replacing("\r\n", with: "\n") }, { "Received: by mx.example.org\r\nX-Apparently-To: reader@example.org\r\n" + $0 },
        { String($0.dropLast(3)) }, { $0 + "\r\n\r\n" },
        { "DKIM-Signature: v=1; a=rsa-sha256; d=example.net; s=s1; h=from; bh=AA==; b=AA==\r\n" + $0 },
    ]

    @Test func `relaxed outlives other folding and blanks, simple does not`() throws {
        let changes: [(String) -> String] = [
            { $0.replacing("News  of\r\n the week", with: "News of the\r\n\tweek ") }, { $0.replacing("Subject: ", with: "subject :") },
        ]
        for change in changes {
            var order = TestSigner.Order()
            #expect(Self.isProven(try Self.verdict(order, change)))
            order.header = .simple
            #expect(try Self.verdict(order, change) == .refused(.signature))
        }
        let blanks: (String) -> String = { $0.replacing(" these  are the news.\t", with: " these are the news.") }
        var order = TestSigner.Order()
        #expect(Self.isProven(try Self.verdict(order, blanks)))
        order.body = .simple
        #expect(try Self.verdict(order, blanks) == .refused(.body))
    }

    static let forgeries: [(change: @Sendable (String) -> String, refusal: DKIMRefusal)] = [
        ({ $0.replacing("To: Reader <reader@", with: "To: Reader <victim@") }, .signature),
        ({ $0.replacing("\r\nTo: Reader", with: "\r\nTo: victim@example.net\r\nX: Reader") }, .signature),
        // Below the signed one it takes its place.
        ({ $0.replacing("Subject:", with: "To: victim@example.net\r\nSubject:") }, .signature),
        // A line that is no field, taken into the signed one by a line that continues it.
        ({ $0.replacing("<reader@example.org>", with: "<rea\r\nder@example.org>\r\n ") }, .signature),
        ({ $0.replacing("the news", with: "no news") }, .body), ({ $0.replacing("Hello,\r\n", with: "") }, .body),
        ({ String($0.prefix($0.count - 30)) }, .body), ({ $0 + "More.\r\n" }, .body),
        ({ $0.replacing("d=example.com;", with: "d=example.com; d=example.com;") }, .malformed),
        ({ $0.replacing("v=1;", with: "v=2;") }, .malformed), ({ $0.replacing("v=1;", with: "v=1; l=2;") }, .partialBody),
        ({ $0.replacing("a=ed25519-sha256", with: "a=rsa-sha1") }, .algorithm),
        ({ $0.replacing("a=ed25519-sha256", with: "a=rsa-sha256") }, .algorithm),
        ({ $0.replacing("h=from : ", with: "h=") }, .malformed), ({ $0.replacing("h=from", with: "h=x::from") }, .malformed),
        ({ $0.replacing("s=s1;", with: "s=s1; i=a@example.net;") }, .malformed), ({ $0.replacing("c=relaxed", with: "c=x") }, .malformed),
        ({ $0.replacing("s=s1;", with: "s=s1; n=new;") }, .signature),
    ]

    @Test(arguments: forgeries.indices)
    func `what was changed proves nothing, for the right reason`(number: Int) throws {
        let (change, refusal) = Self.forgeries[number]
        let found = try Self.verdict(TestSigner.Order(), change)
        // A field in which a name stands twice is not even known to be one of ours.
        #expect(found == (number == 8 ? .absent : .refused(refusal)))
    }

    @Test(arguments: DKIMAlgorithm.allCases) func `another key, domain or selector proves nothing`(algorithm: DKIMAlgorithm) throws {
        let signer = try #require(TestSigner.of(algorithm))
        var order = TestSigner.Order()
        order.selector = "s2"
        #expect(try Self.verdict(order, by: algorithm) == .absent)
        (order.selector, order.domain) = ("s1", "mail.example.com")
        #expect(try Self.verdict(order, by: algorithm) == .absent)
        let other = try #require(TestSigner(algorithm == .rsaSHA256 ? 6 : 1087))
        #expect(try Self.verdict(try signer.sign(Self.mail), [other.key()]) == .refused(.signature))
        #expect(try Self.verdict(try signer.sign(Self.mail), []) == .absent)
    }

    @Test func `a name that is signed once too often forbids another such field`() throws {
        var order = TestSigner.Order()
        order.names = ["from", "to", "to"]
        #expect(Self.isProven(try Self.verdict(order)))
        #expect(try Self.verdict(order) { "To: victim@example.net\r\n" + $0 } == .refused(.signature))
    }

    @Test func `a partial or weak signature proves nothing even where it fits`() throws {
        var order = TestSigner.Order()
        order.tags = "l=3; "
        #expect(try Self.verdict(order) == .refused(.partialBody))
        order.tags = ""
        order.algorithm = "rsa-sha1"
        #expect(try Self.verdict(order) == .refused(.algorithm))
    }

    @Test func `signatures of others do not hide ours, up to eight`() throws {
        let foreign = "DKIM-Signature: v=1; a=rsa-sha256; d=example.net; s=s1; h=from; bh=AA==; b=AA==\r\n"
        #expect(Self.isProven(try Self.verdict { String(repeating: foreign, count: 900) + $0 }))
        #expect(try Self.verdict { $0.replacing("\r\nFrom:", with: "\r\n" + String(repeating: foreign, count: 8) + "From:") } == .absent)
    }
}
