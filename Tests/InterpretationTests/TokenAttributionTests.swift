import Deliverability
import Interpretation
import MailSyntax
import ReportFormats
import TestKit
import Testing
import Tokens

/// Complaints that bring our own tokens back.
@Suite struct TokenAttributionTests {
    private let context: OperatorContext

    init() throws {
        var context = OperatorContext()
        context.ownDomains = ["example.com"]
        context.tokens = TokenReader(keys: try #require(TestKeys.ring))
        self.context = context
    }

    private func complaint(_ mail: ComplaintMail) throws -> Complaint { try #require(try mail.complaints(context).first) }

    /// A report as Microsoft's loop sends it since 2026: three fields, nobody named.
    private var sparse: ComplaintMail {
        var mail = ComplaintMail()
        mail.machine = ["Feedback-Type: abuse", "User-Agent: JMRP/1.0", "Version: 1"]
        mail.original = ["From: News <news@example.com>", "To: redacted@example.org", "Subject: News"]
        return mail
    }

    static let places: [(field: String, purpose: TokenPurpose, rung: Attribution.Rung)] = [
        ("CFBL-Feedback-ID: %", .complaint, .cfblToken), ("CFBL-Feedback-ID: %\r\n : campaign (a comment) :3", .complaint, .cfblToken),
        ("CFBL-Address: fbl+%@example.com; report=arf", .complaint, .cfblToken), ("Return-Path: <b+%@example.com>", .bounce, .verpToken),
        ("Received-SPF: pass client-ip=192.0.2.1; envelope-from=b-%@example.com;", .bounce, .verpToken),
        ("Message-ID: <%@example.com>", .messageID, .headerToken), ("Feedback-ID: spring:%:news:ours", .messageID, .headerToken),
        ("List-Unsubscribe: <mailto:unsubscribe+%@example.com>, <https://example.com/u/%>", .unsubscribe, .headerToken),
        ("X-Mailing-Token: %", .messageID, .headerToken),
    ]

    @Test(arguments: places.indices, [TokenMint.Form.readable, .opaque])
    func `a token in the copy names its recipient wherever it stands`(place: Int, form: TokenMint.Form) throws {
        let (field, purpose, rung) = Self.places[place]
        let token = try TestKeys.token(purpose, "reader@example.org", campaign: "s7", scope: .list("weekly"), form: form)
        var mail = sparse
        mail.original.append(field.replacing("%", with: token))
        let found = try complaint(mail)
        #expect(found.attribution.rung == rung && found.attribution.trust == .a)
        #expect(found.campaign == "s7" && found.scope == .list("weekly"))
        if form == .readable {
            #expect(found.address == "reader@example.org" && found.effect == .suppress && found.lookup == nil)
        } else {
            let handle = try #require(EmailAddress("reader@example.org").flatMap { TestKeys.ring?.handle(of: $0) })
            #expect(found.attribution.outcome == .unresolved && found.effect == .count)
            #expect(found.lookup == PendingAttribution(key: .handle(handle), rung: rung, trust: .a, effect: .suppress))
        }
    }

    @Test(arguments: places.indices)
    func `a token made for another purpose names nobody`(place: Int) throws {
        let (field, purpose, _) = Self.places[place]
        for other in TokenPurpose.allCases where other != purpose && !(field.hasPrefix("X-") && other == .complaint) {
            var mail = sparse
            mail.original.append(field.replacing("%", with: try TestKeys.token(other, "reader@example.org")))
            #expect(try complaint(mail).address == nil, "\(other)")
        }
    }

    @Test func `the address that the report was sent to is the strongest evidence`() throws {
        var mail = sparse
        let token = try TestKeys.token(.complaint, "reader@example.org")
        mail.envelope[1] = "To: fbl@example.com"
        mail.envelope.append("Delivered-To: FBL-\(token.uppercased())@EXAMPLE.COM")
        mail.original.append("Message-ID: <\(try TestKeys.token(.messageID, "other@example.org"))@example.com>")
        let found = try complaint(mail)
        #expect(found.address == "reader@example.org" && found.attribution.rung == .envelopeToken)
        #expect(found.attribution.disagreements.map(\.rung) == [.headerToken])
    }

    @Test func `whoever holds a token cannot name others`() throws {
        var mail = sparse
        mail.machine += ["Original-Rcpt-To: victim@example.net", "Original-Rcpt-To: second@example.net"]
        mail.original.append("Message-ID: <\(try TestKeys.token(.messageID, "reader@example.org"))@example.com>")
        let all = try mail.complaints(context)
        #expect(all.map(\.address) == ["reader@example.org"])
        #expect(all.first?.attribution.disagreements.map(\.address?.key) == ["victim@example.net", "second@example.net"])
    }

    @Test func `an opaque token is known by the address that stands beside it`() throws {
        var mail = sparse
        mail.machine.append("Original-Rcpt-To: Reader@example.org")
        mail.original.append("Message-ID: <\(try TestKeys.token(.messageID, "reader@example.org", form: .opaque))@example.com>")
        let found = try complaint(mail)
        #expect(found.address == "Reader@example.org" && found.attribution.rung == .headerToken && found.attribution.trust == .a)
        #expect(found.attribution.disagreements.isEmpty && found.lookup == nil)
        mail.machine[mail.machine.count - 1] = "Original-Rcpt-To: other@example.net"
        let other = try complaint(mail)
        #expect(other.address == nil && other.lookup != nil, "the token says that it was somebody else")
        #expect(other.attribution.disagreements.map(\.rung) == [.originalRecipient])
    }

    @Test func `a token with a code that does not fit is no evidence, and is told`() throws {
        var token = Array(try TestKeys.token(.messageID, "reader@example.org").utf8)
        token[12] = token[12] == 97 ? 98 : 97
        var mail = sparse
        mail.original.append("Message-ID: <\(String(decoding: token, as: UTF8.self))@example.com>")
        #expect(try complaint(mail).address == nil)
        let report = try #require(try mail.report())
        let evidence = TokenEvidence(of: report, context)
        #expect(evidence.refusals == [.forged: 1])
        #expect(evidence.warnings == ["a token with a code that does not fit: forged or damaged"])
    }

    @Test func `an old token suppresses provisionally`() throws {
        let made = CivilDate(daysSince1970: TestKeys.day.daysSince1970 - 401)
        var mail = sparse
        mail.original.append("Message-ID: <\(try TestKeys.token(.messageID, "reader@example.org", on: made))@example.com>")
        let found = try complaint(mail)
        #expect(found.address == "reader@example.org" && found.attribution.trust == .d && found.effect == .suppressProvisionally)
    }

    @Test func `a token for an address of ours makes no contact (law 9)`() throws {
        var mail = sparse
        mail.original.append("Message-ID: <\(try TestKeys.token(.messageID, "seed@example.com"))@example.com>")
        let found = try complaint(mail)
        #expect(found.address == nil && found.attribution.outcome == .rejected && found.effect == .count)
    }

    @Test(arguments: [("not-spam", Complaint.Effect.retract), ("virus", .investigate), ("other", .count)])
    func `a token does not make a complaint of what is none`(type: String, effect: Complaint.Effect) throws {
        var mail = sparse
        mail.machine[0] = "Feedback-Type: \(type)"
        mail.original.append("Message-ID: <\(try TestKeys.token(.messageID, "reader@example.org"))@example.com>")
        #expect(try complaint(mail).effect == effect)
    }

    @Test func `without a token the Message-ID is left to the send log, with what the report says in reserve`() throws {
        var mail = ComplaintMail()
        mail.machine.append("Original-Rcpt-To: reader@example.org")
        let found = try complaint(mail)
        #expect(found.address == "reader@example.org")
        #expect(found.lookup?.key == .messageID("original@example.com") && found.lookup?.trust == found.attribution.trust)
        mail.machine.append("Original-Rcpt-To: second@example.org")
        #expect(try mail.complaints(context).map(\.lookup) == [nil, nil], "the mail went to several, and all are named")
    }

    // MARK: unsubscribes

    private func wish(_ fields: [String]) throws -> Unsubscribe? {
        let text = (fields + ["From: somebody@example.net", "Date: Tue, 24 Nov 2026 10:00:00 +0000", "", ""]).joined(separator: "\r\n")
        let request = try #require(UnsubscribeReader.read(try Message.read(Array(text.utf8))))
        guard
            case .unsubscribe(let wish)? = ComplaintInterpreter(context: context).events(
                of: request, tokens: TokenEvidence(of: request, context)
            ).first
        else { return nil }
        return wish
    }

    @Test func `a wish with a token is that of the recipient to whom we wrote`() throws {
        let token = try TestKeys.token(.unsubscribe, "reader@example.org", campaign: "s7", scope: .list("weekly"))
        for fields in [
            ["To: unsubscribe+\(token)@example.com", "Subject: unsubscribe"],
            ["To: unsubscribe@example.com", "Subject: unsubscribe \(token)"],
        ] {
            let wish = try #require(try wish(fields))
            #expect(wish.address?.key == "reader@example.org" && wish.scope == .list("weekly") && wish.campaign == "s7")
        }
        let opaque = try TestKeys.token(.unsubscribe, "reader@example.org", form: .opaque)
        let asked = try #require(try wish(["To: unsubscribe+\(opaque)@example.com", "Subject: unsubscribe"]))
        #expect(asked.address == nil && asked.lookup != nil, "never the From of the mail, which anybody can write")
        #expect(try wish(["To: unsubscribe@example.com", "Subject: unsubscribe"])?.address?.key == "somebody@example.net")
    }
}
