import Deliverability
import Interpretation
import MailSyntax
import ReportFormats
import Testing

@Suite struct ComplaintInterpreterTests {
    private func ours() -> OperatorContext {
        var context = OperatorContext()
        context.authservIDs = ["mx.example.com"]
        context.trustedHosts = ["mx.example.com"]
        context.ownDomains = ["example.com"]
        return context
    }

    private func yahoo(_ result: String) -> ComplaintMail {
        var mail = ComplaintMail()
        mail.envelope = [
            "Authentication-Results: mx.example.com; \(result)",
            "Received: from a.example.net by mx.example.com; Tue, 24 Nov 2026 10:00:00 +0000",
            "From: feedback@arf.mail.yahoo.com", "To: reports@example.com", "Date: Tue, 24 Nov 2026 10:00:00 +0000",
        ]
        mail.machine = [
            "Feedback-Type: abuse", "User-Agent: Yahoo!-Mail-Feedback/2.0", "Version: 0.1", "Original-Rcpt-To: reader@example.org",
        ]
        return mail
    }

    // MARK: effect

    /// Law 3: a complaint suppresses on first sight.
    @Test func `a complaint from a proven loop suppresses at once (law 3)`() throws {
        let complaint = try #require(try yahoo("dkim=pass header.d=arf.mail.yahoo.com").complaints(ours()).first)
        #expect(complaint.effect == .suppress)
        #expect(complaint.attribution.trust == .b)
        #expect(complaint.address == "reader@example.org")
        #expect(complaint.provider == Provider("yahoo"))
        #expect(complaint.fromDomain?.text == "example.com")
        #expect(complaint.originalMessageID == "original@example.com")
    }

    @Test(arguments: [
        "dkim=fail header.d=arf.mail.yahoo.com", "spf=pass smtp.mailfrom=arf.mail.yahoo.com", "dkim=pass header.d=example.net", "none",
        "dkim=pass header.d=yahoo.com",
    ])
    func `a loop that is not proven suppresses provisionally`(result: String) throws {
        let complaint = try #require(try yahoo(result).complaints(ours()).first)
        #expect(complaint.effect == .suppressProvisionally)
        #expect(complaint.attribution.trust == .d)
    }

    @Test(arguments: [
        (OperatorContext.UnprovenComplaints.provisional, Complaint.Effect.suppressProvisionally), (.hold, .count), (.active, .suppress),
    ])
    func `the operator says what follows from a complaint without proof, and of no other`(
        choice: OperatorContext.UnprovenComplaints, effect: Complaint.Effect
    ) throws {
        var context = ours()
        context.unprovenComplaints = choice
        #expect(try yahoo("none").complaints(context).map(\.effect) == [effect])
        #expect(try yahoo("dkim=pass header.d=arf.mail.yahoo.com").complaints(context).map(\.effect) == [.suppress])
        #expect(try yahoo("none").complaints(context).map(\.isWish) == [true])
    }

    @Test(arguments: [
        ("dkim=pass header.d=arf.mail.yahoo.com", "yahoo"), ("dkim=fail header.d=arf.mail.yahoo.com", "unproven-yahoo"),
        ("spf=pass smtp.mailfrom=arf.mail.yahoo.com", "unproven-yahoo"), ("none", "unproven-yahoo"),
    ])
    func `who brought a complaint is who is proven, not whose name it bears`(result: String, source: String) throws {
        #expect(try yahoo(result).complaints(ours()).map { $0.source?.description } == [source])
    }

    @Test func `a signature of any name below a domain is one source`() throws {
        for name in ["a.example.net", "b.c.example.net"] {
            var mail = yahoo("dkim=pass header.d=\(name)")
            mail.envelope[2] = "From: loop@\(name)"
            #expect(try mail.complaints(ours()).map { $0.source?.description } == ["example.net"])
        }
        var mail = ComplaintMail()
        mail.machine += ["Original-Rcpt-To: reader@example.org"]
        #expect(try mail.complaints(ours()).map { $0.source?.description } == ["unproven"])
    }

    @Test func `an unknown source suppresses provisionally (law 3)`() throws {
        var mail = ComplaintMail()
        mail.machine += ["Original-Rcpt-To: reader@example.org"]
        let complaint = try #require(try mail.complaints().first)
        #expect(complaint.effect == .suppressProvisionally)
        #expect(complaint.attribution.trust == .e)
        #expect(complaint.occurredAt == Timestamp(year: 2026, month: 11, day: 24, hour: 10))
    }

    @Test(arguments: [
        ("abuse", Complaint.Effect.suppressProvisionally), ("not-spam", .retract), ("fraud", .suppressProvisionally),
        ("virus", .investigate),
        ("other", .count), ("miscategorized", .count), ("opt-out-everybody", .count),
    ])
    func `only a wish to get no more mail suppresses`(type: String, effect: Complaint.Effect) throws {
        var mail = ComplaintMail()
        mail.machine[0] = "Feedback-Type: \(type)"
        mail.machine += ["Original-Rcpt-To: reader@example.org"]
        #expect(try mail.complaints().map(\.effect) == [effect])
    }

    @Test func `an authentication failure is no complaint`() throws {
        var mail = ComplaintMail()
        mail.machine[0] = "Feedback-Type: auth-failure"
        mail.machine += [
            "Auth-Failure: dmarc", "Reported-Domain: example.com", "Source-IP: 192.0.2.7", "Original-Rcpt-To: reader@example.org",
        ]
        let events = try mail.events()
        guard case .other(let event) = try #require(events.first), events.count == 1 else { Issue.record("\(events)"); return }
        #expect(event.cause == .authenticationFailure)
        #expect(event.detail == "dmarc of example.com from 192.0.2.7")
    }

    @Test func `an opt-out is an unsubscribe of the one to be removed`() throws {
        var mail = ComplaintMail()
        mail.machine[0] = "Feedback-Type: opt-out"
        mail.machine += ["Removal-Recipient: reader@example.org"]
        guard case .unsubscribe(let wish) = try #require(try mail.events().first) else { Issue.record("no unsubscribe"); return }
        #expect(wish.address?.key == "reader@example.org")
    }

    @Test func `everybody whom the reporter names is meant, each once`() throws {
        var mail = ComplaintMail()
        mail.machine += ["Original-Rcpt-To: <a@example.org>", "Original-Rcpt-To: b@example.org", "Original-Rcpt-To: A@Example.org"]
        #expect(try mail.complaints().map(\.address) == ["a@example.org", "b@example.org"])
    }

    @Test func `a crowd named by an unproven source is looked into instead`() throws {
        var mail = ComplaintMail()
        mail.machine += (1...21).map { "Original-Rcpt-To: reader\($0)@example.org" }
        #expect(try mail.complaints().allSatisfy { $0.effect == .investigate })
    }

    // MARK: direction

    @Test func `a report about mail submitted with a password is about our own user`() throws {
        var mail = ComplaintMail()
        mail.machine += [
            "Original-Rcpt-To: victim@example.org", "Authentication-Results: out.example.com; auth=pass smtp.auth=user@example.com",
        ]
        let complaint = try #require(try mail.complaints().first)
        #expect(complaint.direction == .outbound)
        #expect(complaint.effect == .investigate)
    }

    @Test func `a spam trap is investigated and never washed from the list`() throws {
        var mail = ComplaintMail()
        mail.machine += ["Original-Rcpt-To: trap@example.org"]
        mail.envelope[2] = "Subject: Spamtrap hit by 192.0.2.7"
        #expect(try mail.complaints().map(\.effect) == [.investigate])
        #expect(try mail.complaints().map(\.direction) == [.trap])
    }

    // MARK: provider

    @Test(arguments: [
        ("loop@fbl.example.net", "ReturnPathFBL/2.0", "Comcast", "comcast"),
        ("loop@fbl.example.net", "ReturnPathFBL/2.0", "La Poste", "laposte"),
        ("loop@fbl.example.net", "ReturnPathFBL/2.0", "Anybody", "validity"),
        ("feedbackloop@rackspacefbl.senderscore.net", "ReturnPathFBL/2.0", "", "rackspace"),
        ("loop@fbl.example.net", "ReturnPathFBL/1.0", "", "validity"), ("staff@hotmail.com", "Other/1", "", "microsoft"),
        ("loop@fbl.example.net", "JMRP/1.0", "", "microsoft"),
        ("complaints@email-abuse.amazonses.com", "Yahoo!-Mail-Feedback/2.0", "", "yahoo"),
        ("anybody@hotmail.com", "Other/1", "", "none"), ("feedbackloop@fbl.zoho.com", "Other/1", "", "zoho"),
    ])
    func `the provider is the one whose user complained`(from: String, agent: String, member: String, provider: String) throws {
        var mail = ComplaintMail()
        mail.envelope[0] = "From: \(from)"
        mail.machine[1] = "User-Agent: \(agent)"
        if !member.isEmpty { mail.machine += ["Source: \(member)"] }
        #expect(try mail.complaints().first?.provider?.slug ?? "none" == provider)
    }

    // MARK: RFC 9477

    @Test func `an unsigned answer to our CFBL address is counted, not acted on`() throws {
        var mail = ComplaintMail()
        mail.original += ["CFBL-Address: reports@example.com; report=arf", "To: reader@example.org"]
        #expect(try mail.complaints(ours()).map(\.effect) == [.count])
        mail.envelope =
            [
                "Authentication-Results: mx.example.com; dkim=pass header.d=example.net",
                "Received: from a.example.net by mx.example.com; Tue, 24 Nov 2026 10:00:00 +0000",
            ] + mail.envelope
        #expect(try mail.complaints(ours()).map(\.effect) == [.suppressProvisionally])
    }

    // MARK: unsubscribe

    private func wish(_ fields: [String], _ context: OperatorContext) throws -> [Event] {
        let text = (fields + ["Subject: unsubscribe", "To: unsubscribe@example.com", "", ""]).joined(separator: "\r\n")
        let request = try #require(UnsubscribeReader.read(try Message.read(Array(text.utf8))))
        return ComplaintInterpreter(context: context).events(of: request)
    }

    @Test func `a wish to leave is granted to its sender`() throws {
        guard case .unsubscribe(let wish) = try #require(try wish(["From: Reader <reader@example.org>"], ours()).first) else {
            Issue.record("no unsubscribe")
            return
        }
        #expect(wish.address?.key == "reader@example.org")
        #expect(wish.method == .mailto)
    }

    @Test func `a wish under a forged sender is granted provisionally`() throws {
        let fields = ["Authentication-Results: mx.example.com; dmarc=fail header.from=example.org", "From: reader@example.org"]
        guard case .complaint(let complaint) = try #require(try wish(fields, ours()).first) else { Issue.record("no complaint"); return }
        #expect(complaint.effect == .suppressProvisionally)
    }

    @Test func `our own addresses do not leave our lists (law 9)`() throws {
        #expect(try wish(["From: news@example.com"], ours()).isEmpty)
    }
}
