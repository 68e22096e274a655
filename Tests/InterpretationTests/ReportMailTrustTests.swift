import Deliverability
import Interpretation
import MailSyntax
import TestKit
import Testing

/// Whether a report is that of the reporter that it names.
@Suite struct ReportMailTrustTests {
    private static func context(_ ids: Set<String> = ["mx.example.com"]) -> OperatorContext {
        var context = OperatorContext()
        context.authservIDs = ids
        return context
    }

    /// A report of `email` in a mail with these fields above its From field.
    private func aggregate(
        _ fields: [String], from: String = "dmarc@receiver.example", email: String = "dmarc@receiver.example",
        _ context: OperatorContext = context()
    ) throws -> InterpretedMessage.Aggregate {
        let received = "Received: from out.receiver.example by mx.example.com with ESMTPS; Tue, 24 Nov 2026 10:00:00 +0000"
        let lines =
            fields + [received, "From: \(from)", "Subject: Report Domain: example.com", "MIME-Version: 1.0", "Content-Type: text/xml", ""]
            + [AlignmentRow.report([AlignmentRow()], email: email), ""]
        let message = MessageReader(context: context, limits: Limits()).read(Array(lines.joined(separator: "\r\n").utf8))
        return try #require(message.aggregates.first)
    }

    private static let results = "Authentication-Results: mx.example.com;"

    @Test(arguments: [
        ("dmarc=pass header.from=receiver.example", ReporterTrust.passed), ("dkim=pass header.d=receiver.example", .passed),
        ("dkim=fail header.d=receiver.example; dmarc=pass header.from=receiver.example", .passed),
        ("dkim=pass header.d=mail.receiver.example", .passed),
        ("dmarc=fail header.from=receiver.example", .failed),
        ("dkim=fail header.d=receiver.example; spf=pass smtp.mailfrom=receiver.example", .failed),
        // SPF covers the envelope, and somebody else's pass proves somebody else.
        ("spf=pass smtp.mailfrom=dmarc@receiver.example", .absent), ("spf=fail smtp.mailfrom=dmarc@receiver.example", .absent),
        ("dmarc=pass header.from=other.example", .absent), ("none", .absent),
    ])
    func `a report is trusted where DMARC or DKIM passed for the domain that it states`(results: String, trust: ReporterTrust) throws {
        #expect(try aggregate([Self.results + " " + results]).trust.word == trust)
    }

    @Test func `a pass for the From field proves nothing of another reporter that the report states`() throws {
        let results = Self.results + " dmarc=pass header.from=other.example"
        #expect(try aggregate([results], from: "dmarc@other.example").trust.word == .absent)
        #expect(try aggregate([results], from: "dmarc@other.example", email: "").trust.word == .passed)
        #expect(try aggregate([results], from: "dmarc@other.example", email: "").reporter?.text == "other.example")
    }

    @Test func `without an id of ours nothing is trusted, and a bare file proves no sender`() throws {
        let results = Self.results + " dmarc=pass header.from=receiver.example"
        #expect(try aggregate([results], Self.context([])).trust == .unconfigured)
        let file = Array(AlignmentRow.report([AlignmentRow()]).utf8)
        func trust(_ context: OperatorContext) -> ReportTrust.Verdict? {
            MessageReader(context: context, limits: Limits()).read(file).aggregates.first?.trust
        }
        #expect(trust(Self.context()) == .absent)
        #expect(trust(Self.context([])) == .unconfigured)
    }

    @Test(arguments: [
        ("aggregate/hornbeam-four-classes-of-failure.eml", ReporterTrust.passed), ("aggregate/mulberry-in-anothers-name.eml", .failed),
        ("aggregate/osage-tree-walk-and-bare-dkim.eml", .passed), ("aggregate/alder-gzip.eml", .absent),
        ("aggregate/aspen-forwarded-as-message.eml", .absent),
    ])
    func `mails as they come, and what is believed of them`(path: String, trust: ReporterTrust) throws {
        let message = MessageReader(context: Self.context(), limits: Limits()).read(try Fixtures.bytes(path))
        #expect(message.aggregates.map(\.trust.word) == [trust])
    }

    @Test func `a TLS report has its verdict, too`() throws {
        let json = """
            {"organization-name": "Receiver", "date-range": {"start-datetime": "2026-11-16T00:00:00Z", "end-datetime": "2026-11-16T23:59:59Z"},
            "contact-info": "tls@receiver.example", "report-id": "1", "policies": []}
            """
        let mail =
            [
                "\(Self.results) dkim=pass header.d=receiver.example", "From: tls@receiver.example",
                "Content-Type: application/tlsrpt+json", "", json,
            ]
            .joined(separator: "\n")
        let message = MessageReader(context: Self.context(), limits: Limits()).read(Array(mail.utf8))
        #expect(message.tlsTrust.map(\.word) == [.passed])
    }

    @Test func `a receiver is the provider, else the reporter's domain; where anybody can write, nobody is`() throws {
        func receiver(_ email: String) throws -> String? { try aggregate([], email: email).receiver }
        #expect(try receiver("noreply-dmarc-support@google.com") == "gmail")
        #expect(try receiver("dmarc@receiver.example") == "receiver.example")
        #expect(try receiver("somebody@gmail.com") == nil)
        #expect(try aggregate([], from: "nobody", email: "").receiver == nil)
    }
}
