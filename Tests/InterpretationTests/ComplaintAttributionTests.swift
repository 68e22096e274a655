import Deliverability
import Interpretation
import MailSyntax
import Testing

/// Who complained: the ladder of evidence, and what never counts as an address.
@Suite struct ComplaintAttributionTests {
    /// Law 9: never an address from a placeholder.
    @Test(arguments: [
        "redacted", "redacted@example.org", "<redacted@example.org>", "[redacted]", "<[redacted]>", "undisclosed recipients:;",
        "undisclosed example recipient <redacted@example.org>", "redacted@", "REDACTED@example.org", "hashed@example.org",
        "cb4a01a48251d4765f489076aa81e2a4@example.org", "da39a3ee5e6b4b0d3255bfef95601890afd80709@example.org",
        "<<cb4a01a48251d4765f489076aa81e2a4@example.org>>",
        "reader@example.invalid", "tosspam@abuse.aol.com", "loop@example.senderscore.net", "abuse-ops@example.org", "xxxx@example.org",
        "***@example.org",
        "%@example.org", "*@example.org", "=?utf-8?q?a=0D=0Ab?=@example.org", "reader@localhost", "reports@example.com", "news@example.com",
        "<>",
    ])
    func `a placeholder is never an address (law 9)`(written: String) throws {
        var mail = ComplaintMail()
        mail.machine += ["Original-Rcpt-To: \(written)"]
        let complaint = try #require(try mail.complaints().first)
        #expect(complaint.address == nil)
        #expect(complaint.effect == .count)
        #expect(complaint.attribution.outcome == .unresolved, "its Message-ID may still be found in a send log")
        #expect(complaint.attribution.rung == .messageID)
    }

    @Test func `with nothing but placeholders the attribution is rejected`() throws {
        var mail = ComplaintMail()
        mail.machine += ["Original-Rcpt-To: redacted@example.org"]
        mail.original.removeLast()
        #expect(try mail.complaints().map(\.attribution.outcome) == [.rejected])
    }

    @Test(arguments: [
        ("reader@example.org", "reader@example.org"), ("<Reader+Tag@Example.ORG>", "Reader+Tag@example.org"),
        ("rfc822; reader@example.org", "reader@example.org"),
        ("\"A Reader\" <reader@example.org>", "reader@example.org"), ("<o'neil@example.org>", "o'neil@example.org"),
        ("deadbeef@example.org", "deadbeef@example.org"),
    ])
    func `an address is taken in every form that reporters write`(written: String, address: String) throws {
        var mail = ComplaintMail()
        mail.machine += ["Original-Rcpt-To: \(written)"]
        #expect(try mail.complaints().map(\.address) == [address])
        #expect(try mail.complaints().map(\.attribution.rung) == [.originalRecipient])
    }

    @Test func `our own domains and report addresses are no contacts (law 9)`() throws {
        var context = OperatorContext()
        context.ownDomains = ["example.com"]
        context.reportAddresses = ["fbl@reports.example"]
        for address in ["anybody@mail.example.com", "FBL@reports.example"] {
            var mail = ComplaintMail()
            mail.machine += ["Original-Rcpt-To: \(address)"]
            #expect(try mail.complaints(context).map(\.address) == [nil])
        }
    }

    // MARK: lower rungs

    @Test(arguments: [
        (
            ["X-Apparently-To: reader@example.org via 192.0.2.1; Tue, 24 Nov 2026 10:00:00 +0000", "To: other@example.net"],
            Attribution.Rung.recipientHeader
        ),
        (
            ["Received: from app by mta1.example.com with ESMTP id 1 for <reader@example.org>; Tue, 24 Nov 2026", "To: news@example.com"],
            .receivedFor
        ),
        (["To: Reader <reader@example.org>"], .toHeader), (["To: news@example.com", "Delivered-To: reader@example.org"], .recipientHeader),
        (["To: list@example.com", "Delivered-To: reader@example.org"], .recipientHeader),
        (["To: reader@example.org", "Delivered-To: forwarded@example.net"], .toHeader),
    ])
    func `the copy names who complained where the reporter does not`(fields: [String], rung: Attribution.Rung) throws {
        var mail = ComplaintMail()
        mail.original += fields
        let complaint = try #require(try mail.complaints().first)
        #expect(complaint.address == "reader@example.org")
        #expect(complaint.attribution.rung == rung)
    }

    @Test(arguments: [
        ["To: news@example.com"], ["To: a@example.org, b@example.org"], ["To: a@example.org", "Cc: b@example.org"],
        ["To: undisclosed-recipients:;"],
        ["To: <Undisclosed Recipients>"], ["To: redacted, other@example.org"], ["To: \"undisclosed\""],
        ["Received: from x by mx.loop.example.net for <tosspam@example.net>; Tue, 24 Nov 2026 10:00:00 +0000"],
    ])
    func `a copy that may mean somebody else names nobody`(fields: [String]) throws {
        var mail = ComplaintMail()
        mail.original += fields
        #expect(try mail.complaints().map(\.address) == [nil])
    }

    @Test func `below a token an address left in clear is somebody else's`() throws {
        var mail = ComplaintMail()
        mail.machine += ["Original-Rcpt-To: cb4a01a48251d4765f489076aa81e2a4@example.org"]
        mail.original += ["To: other@example.org"]
        #expect(try mail.complaints().map(\.address) == [nil])
    }

    @Test func `below a masked address only one of its domain counts`() throws {
        var mail = ComplaintMail()
        mail.machine += ["Original-Rcpt-To: redacted@example.org"]
        mail.original += ["To: reader@example.org"]
        #expect(try mail.complaints().map(\.address) == ["reader@example.org"])
        mail.original[mail.original.count - 1] = "To: reader@example.net"
        #expect(try mail.complaints().map(\.address) == [nil])
    }

    @Test func `a report with an address that is none is not believed on weaker evidence`() throws {
        var mail = ComplaintMail()
        mail.machine += ["Original-Rcpt-To: <*@example.org>"]
        mail.original += ["To: reader@example.org"]
        #expect(try mail.complaints().map(\.address) == [nil])
    }

    @Test func `a CFBL token waits for who holds its key`() throws {
        var mail = ComplaintMail()
        mail.original += ["CFBL-Feedback-ID: 111:222:333"]
        #expect(try mail.complaints().map(\.attribution.rung) == [.cfblToken])
    }

    @Test func `campaign and sending address come from the copy`() throws {
        var mail = ComplaintMail()
        mail.original += ["Feedback-ID: spring7:customer:news:sender", "Received-SPF: Pass (example.net: ok) client-ip=192.0.2.44; helo=x"]
        let complaint = try #require(try mail.complaints().first)
        #expect(complaint.campaign == "spring7")
        #expect(complaint.sourceIP == "192.0.2.44")
    }
}
