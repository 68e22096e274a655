import Deliverability
import Interpretation
import MailSyntax
import ReportFormats
import SenderChecks
import TestKit
import Testing
import Tokens

/// Complaints that bring a whole mail back, under our own DKIM signature.
@Suite struct OwnSignatureTests {
    private static let to = "To: Reader <reader@example.org>"
    private var mail = ["From: News <news@example.com>", to, "Subject: News", "Message-ID: <1@example.com>", "", "Hello.", "", "Bye."]
    private var machine = ["Feedback-Type: abuse", "User-Agent: Loop/1.0", "Version: 1"]
    private var order = TestSigner.Order()

    private func report(
        _ change: (String) -> String = { $0 }, type: String = "message/rfc822", envelope: [String] = []
    ) throws -> FeedbackReport {
        let signer = try #require(TestSigner.ed25519)
        let lines =
            envelope + ["From: loop@fbl.example.net", "To: reports@example.com", "Date: Tue, 24 Nov 2026 10:00:00 +0000"]
            + ["Content-Type: multipart/report; report-type=feedback-report; boundary=b", "", "--b"]
            + ["Content-Type: message/feedback-report", ""] + machine + ["", "--b", "Content-Type: \(type)", ""]
            + [change(try signer.sign(mail.joined(separator: "\r\n"), order)), "--b--", ""]
        let message = try Message.read(Array(lines.joined(separator: "\r\n").utf8))
        return try #require(try FeedbackReader.read(message))
    }

    private func events(of report: FeedbackReport, keys: [DKIMKey?]? = nil) throws -> (events: [Event], warnings: [String]) {
        var context = OperatorContext()
        context.authservIDs = ["mx.example.com"]
        context.dkimKeys = try keys?.compactMap { $0 } ?? [try #require(TestSigner.ed25519?.key())]
        let signature = OwnSignature(of: report, context)
        return (ComplaintInterpreter(context: context).events(of: report, signature: signature), signature.warnings)
    }

    private func complaint(of report: FeedbackReport, keys: [DKIMKey?]? = nil) throws -> Complaint {
        guard case .complaint(let complaint)? = try events(of: report, keys: keys).events.first else { throw Missing() }
        return complaint
    }

    private struct Missing: Error {}

    @Test func `a whole copy under our signature names its recipient and suppresses for good`() throws {
        let found = try complaint(of: report())
        #expect(found.address == "reader@example.org" && found.attribution.rung == .dkim && found.attribution.trust == .c)
        #expect(found.effect == .suppress && found.attribution.outcome == .resolved && found.attribution.disagreements.isEmpty)
        let without = try complaint(of: report(), keys: [])
        #expect(without.attribution.rung == .toHeader && without.attribution.trust == .e && without.effect == .suppressProvisionally)
    }

    @Test func `another machine part moves the suppression to nobody else`() throws {
        var other = self
        other.machine += [
            "Original-Rcpt-To: victim@example.net", "Original-Rcpt-To: second@example.net", "Original-Message-ID: <2@example.com>",
        ]
        let report = try other.report {
            "X-HmXmrOriginalRecipient: victim@example.net\r\nX-Apparently-To: victim@example.net\r\nDelivered-To: third@example.net\r\n"
                + $0
        }
        let events = try other.events(of: report).events
        #expect(events.count == 1)
        let found = try other.complaint(of: report)
        #expect(found.address == "reader@example.org" && found.effect == .suppress)
        #expect(
            found.attribution.disagreements.map { "\($0.rung.rawValue) \($0.address.map { "\($0)" } ?? "")" } == [
                "original-rcpt-to victim@example.net", "original-rcpt-to second@example.net", "recipient-header third@example.net",
            ])
    }

    @Test func `the send log is asked for the Message-ID that we signed, and for no other`() throws {
        let found = try complaint(of: report())
        #expect(found.lookup == PendingAttribution(key: .messageID("1@example.com"), rung: .messageID, trust: .c, effect: .suppress))
        let added = try complaint(of: report { "Message-ID: <2@example.com>\r\n" + $0 })
        #expect(added.address == "reader@example.org" && added.lookup == nil)
        var unsigned = self
        unsigned.order.names = ["from", "to"]
        let free = try unsigned.complaint(of: unsigned.report { $0.replacing("<1@", with: "<2@") })
        #expect(free.attribution.rung == .dkim && free.lookup == nil)
    }

    static let doubtful: [(change: @Sendable (String) -> String, warning: String)] = [
        ({ $0.replacing("Reader <reader@", with: "Reader <victim@") }, "the header is changed"),
        ({ $0.replacing("Hello", with: "Good day") }, "the body is cut or changed"),
        ({ $0.replacing("\r\n\r\nBye.", with: "") }, "the body is cut or changed"),
        ({ "To: victim@example.net\r\n" + $0 }, "it does not cover a To"),
        ({ "Cc: victim@example.net\r\n" + $0 }, "it does not cover a To"),
        ({ $0.replacing("v=1;", with: "v=1; l=1;") }, "up to a length only"), ({ $0.replacing("ed25519-", with: "rsa-") }, "its algorithm"),
    ]

    @Test(arguments: doubtful.indices)
    func `a copy that was changed is believed no more than any other, and it is said why`(number: Int) throws {
        let (change, warning) = Self.doubtful[number]
        let (events, warnings) = try events(of: report(change))
        for case .complaint(let complaint) in events {
            #expect(complaint.attribution.rung != .dkim && complaint.attribution.trust == .e && complaint.effect != .suppress)
        }
        #expect(warnings.count == 1 && warnings.first?.contains(warning) ?? false)
    }

    @Test(arguments: ["text/rfc822-headers", "message/rfc822-headers"])
    func `a copy of the header alone cannot be proven`(type: String) throws {
        #expect(try complaint(of: report(type: type)).attribution.rung == .toHeader)
    }

    @Test func `a signature that leaves To out proves nobody`() throws {
        var other = self
        other.order.names = ["from", "subject"]
        let report = try other.report { $0.replacing("reader@", with: "victim@") }
        #expect(try other.complaint(of: report).attribution.rung == .toHeader)
        #expect(try other.events(of: report).warnings.count == 1)
    }

    /// Law 9; and of a mail to several nobody knows who complained.
    @Test(arguments: [
        "To: redacted@example.org", "To: undisclosed-recipients:;", "To: reports@example.com", "To: news@example.com",
        "To: staff@mail.example.com", "To: a@example.org, b@example.org", "To: \"redacted\" <a@example.org>", "X-To: a@example.org",
        "To: cb4a01a48251d4765f489076aa81e2a4@example.org",
    ])
    func `a signed To that names nobody, several or us proves nothing`(field: String) throws {
        var other = self
        other.mail[1] = field
        let found = try other.complaint(of: other.report())
        #expect(found.attribution.rung != .dkim && found.attribution.trust == .e && found.effect != .suppress)
    }

    @Test func `a token of ours is the stronger word`() throws {
        var other = self
        other.mail[3] = "Message-ID: <\(try TestKeys.token(.messageID, "other@example.org"))@example.com>"
        let report = try other.report()
        var context = OperatorContext()
        context.tokens = TestKeys.ring.map { TokenReader(keys: $0) }
        let tokens = TokenEvidence(of: report, context)
        context.dkimKeys = [try #require(TestSigner.ed25519?.key())]
        let interpreter = ComplaintInterpreter(context: context)
        guard
            case .complaint(let found)? = interpreter.events(of: report, tokens: tokens, signature: OwnSignature(of: report, context)).first
        else { throw Missing() }
        #expect(found.address == "other@example.org" && found.attribution.rung == .headerToken && found.attribution.trust == .a)
        #expect(found.attribution.disagreements.map(\.address?.key) == ["reader@example.org"])
    }

    @Test func `a loop whose own signature passed stays in tier B`() throws {
        let results = "Authentication-Results: mx.example.com; dkim=pass header.d=arf.mail.yahoo.com"
        var other = self
        other.machine[1] = "User-Agent: Yahoo!-Mail-Feedback/2.0"
        let report = try other.report(envelope: [results, "From: feedback@arf.mail.yahoo.com"])
        let found = try other.complaint(of: report)
        #expect(found.attribution.rung == .dkim && found.attribution.trust == .b)
    }

    @Test(arguments: [("not-spam", Complaint.Effect.retract), ("virus", .investigate), ("other", .count)])
    func `a signature does not make a complaint of what is none`(type: String, effect: Complaint.Effect) throws {
        var other = self
        other.machine[0] = "Feedback-Type: \(type)"
        #expect(try other.complaint(of: other.report()).effect == effect)
    }

    @Test func `a bare mail of Microsoft's old loop is a whole copy, too`() throws {
        let signer = try #require(TestSigner.ed25519)
        let text = "X-HmXmrOriginalRecipient: other@example.net\r\n" + (try signer.sign(mail.joined(separator: "\r\n"), order))
        let report = try #require(try FeedbackReader.read(try Message.read(Array(text.utf8))))
        let found = try complaint(of: report)
        #expect(report.form == "jmrp-bare" && found.address == "reader@example.org" && found.attribution.rung == .dkim)
    }
}
