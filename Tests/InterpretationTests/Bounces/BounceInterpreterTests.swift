import Deliverability
import Interpretation
import MailSyntax
import ReportFormats
import Testing

@Suite struct BounceInterpreterTests {
    private func header(_ text: String) throws -> Header {
        let bytes = Array(text.utf8)
        return try Header.read(bytes, 0..<bytes.count, limits: Limits())
    }

    private func status(
        final: String = "user@example.org", original: String? = nil, action: String = "failed", status: String? = "5.1.1",
        diagnostic: String? = "smtp; 550 5.1.1 User unknown", returned: String? = nil
    ) throws -> DeliveryStatus {
        var out = DeliveryStatus(envelope: try header("Date: Tue, 01 Sep 2026 10:00:00 +0000\n\n"))
        var recipient = DeliveryStatus.Recipient()
        recipient.finalRecipient = final
        recipient.originalRecipient = original
        recipient.action = action
        recipient.status = status
        recipient.diagnosticCode = diagnostic
        out.recipients = [recipient]
        out.original = try returned.map { try header($0) }
        return out
    }

    private func bounce(_ status: DeliveryStatus, _ context: OperatorContext = OperatorContext()) throws -> Bounce {
        guard case .bounce(let bounce)? = BounceInterpreter(context: context).events(of: status).first else {
            Issue.record("no bounce")
            throw ReadError(.messageNoReport, "no bounce")
        }
        return bounce
    }

    @Test func `an unknown user counts against its contact`() throws {
        let bounce = try bounce(try status())
        #expect(bounce.countsAgainstContact)
        #expect(bounce.recipient?.key == "user@example.org")
        #expect(bounce.status?.description == "5.1.1")
        #expect(bounce.replyCode?.value == 550)
    }

    @Test(arguments: ["delayed", "delivered", "relayed", "expanded", "Delayed (for now)"])
    func `only a failure counts`(action: String) throws {
        #expect(try !bounce(try status(action: action.lowercased())).countsAgainstContact)
    }

    @Test func `the contact is whom we mailed, not where a forwarder sent it`() throws {
        #expect(try bounce(try status(final: "elsewhere@example.net", original: "user@example.org")).recipient?.key == "user@example.org")
    }

    @Test(arguments: [
        ("To: user@example.org", "user@example.org"), ("To: elsewhere@example.net", "elsewhere@example.net"),
        ("To: list@example.com", "user@example.org"), ("To: elsewhere@example.net, user@example.org", "user@example.org"),
        ("To: list@example.com\nCc: Elsewhere <elsewhere@EXAMPLE.net>", "elsewhere@example.net"),
    ])
    func `whom our own message was addressed to, an alias on the way does not rename`(fields: String, key: String) throws {
        let delivery = try status(final: "elsewhere@example.net", original: "user@example.org", returned: fields + "\n\n")
        #expect(try bounce(delivery).recipient?.key == key)
    }

    @Test func `the reason of one recipient is not another's`() throws {
        var delivery = try status(status: nil, diagnostic: nil)
        delivery.humanText = "<user@example.org>:\n550 User unknown\n\n<other@example.org>:\n"
        delivery.recipients[0].humanReason = "550 User unknown"
        var other = delivery.recipients[0]
        other.finalRecipient = "other@example.org"
        other.humanReason = "<other@example.org>:"
        delivery.recipients.append(other)
        let classes = BounceInterpreter(context: OperatorContext()).events(of: delivery).compactMap { event -> BounceClass? in
            if case .bounce(let bounce) = event { bounce.classification.bounceClass } else { nil }
        }
        #expect(classes == [.hard, .other])
    }

    @Test func `a date is never required and the last attempt is preferred`() throws {
        var delivery = try status()
        #expect(try bounce(delivery).occurredAt?.rfc3339 == "2026-09-01T10:00:00Z")
        delivery.recipients[0].lastAttemptDate = MailDate.read("Mon, 31 Aug 2026 09:00:00 +0000")
        #expect(try bounce(delivery).occurredAt?.rfc3339 == "2026-08-31T09:00:00Z")
    }

    @Test func `the returned message names domain, id and campaign`() throws {
        let bounce = try bounce(
            try status(returned: "From: News <news@mail.example.com>\nMessage-ID: <1@example.com>\nFeedback-ID: spring:42:bulk:example\n\n")
        )
        #expect(bounce.fromDomain?.text == "mail.example.com")
        #expect(bounce.originalMessageID == "1@example.com")
        #expect(bounce.campaign == "spring")
    }

    @Test(arguments: [
        "Feedback-ID: :42:bulk:example\nX-Campaign: spring", "X-Campaign: victim@example.org\nX-Job: spring",
        "Feedback-ID: victim%40example.org:1:2:3\nX-Mailing-ID: spring", "X-Campaign: =?utf-8?q?victim=40example.org?=\nX-Job: spring",
    ])
    func `bounces and complaints of one campaign meet, and it is never an address (law 8)`(fields: String) throws {
        #expect(try bounce(try status(returned: fields + "\n\n")).campaign == "spring")
        var mail = ComplaintMail()
        mail.original += fields.split(separator: "\n").map(String.init)
        #expect(try mail.complaints().map(\.campaign) == ["spring"])
    }

    @Test(arguments: [
        "bounces@example.com", "user@mail.example.com", "dsn@reports.example.net", "redacted@example.org", "Redacted-7@example.org",
        "undisclosed-recipients@example.org",
    ])
    func `neither our own address nor a placeholder is a contact (law 9)`(address: String) throws {
        var context = OperatorContext()
        context.ownDomains = ["example.com"]
        context.reportAddresses = ["dsn@reports.example.net"]
        let bounce = try bounce(try status(final: address), context)
        #expect(bounce.recipient == nil)
        #expect(!bounce.countsAgainstContact)
        #expect(try self.bounce(try status(final: "elsewhere@example.net", original: address), context).recipient == nil)
    }

    @Test func `one address in two spellings keeps the quotes that it needs`() throws {
        let bounce = try bounce(try status(final: "\"a..b\"@example.org", original: "a..b@example.org"))
        #expect(bounce.recipient?.description == "\"a..b\"@example.org")
    }

    @Test func `what a forwarder wrote around an address is undone, and may uncover ours`() throws {
        let wrapped = "SRS0=Ab12=TT=example.org=user@fwd.example.net"
        #expect(try bounce(try status(final: wrapped)).recipient?.description == "user@example.org")
        var context = OperatorContext()
        context.ownDomains = ["example.org"]
        #expect(try bounce(try status(final: wrapped), context).recipient == nil)
    }

    static let refusal =
        "smtp; 550 5.7.26 The MAIL FROM domain has an SPF record with a hard fail policy (-all) but it fails to pass SPF checks"

    @Test(
        arguments: [
            ("elsewhere@mail.example.net", "user@example.org", "", BounceCause.forwarding),
            ("user@mx1.example.org", "user@example.org", "", .spf), ("user@example.org", nil, "", .spf),
            ("user@example.org", nil, "Return-Path: <SRS0=Ab12=TT=example.com=bounces@fwd.example.net>\n", .forwarding),
            ("user@example.org", nil, "Return-Path: <prvs=1234abcdef=bounces@example.com>\n", .spf),
        ] as [(String, String?, String, BounceCause)])
    func `a refusal of the sending side behind a forwarder has its own cause`(
        final: String, original: String?, trace: String, cause: BounceCause
    ) throws {
        let delivery = try status(
            final: final, original: original, status: "5.7.26", diagnostic: Self.refusal, returned: trace + "From: news@example.com\n\n")
        let bounce = try bounce(delivery)
        #expect(bounce.classification.bounceClass == .block)
        #expect(bounce.classification.cause == cause)
    }

    @Test func `our own server's alias is no forwarder, and an unknown user behind one is unknown`() throws {
        var delivery = try status(
            final: "elsewhere@mail.example.net", original: "user@example.org", status: "5.7.26", diagnostic: Self.refusal)
        delivery.reportingMTA = "out1.example.com"
        var context = OperatorContext()
        context.trustedHosts = ["out1.example.com"]
        #expect(try bounce(delivery, context).classification.cause == .spf)
        #expect(
            try bounce(try status(final: "elsewhere@mail.example.net", original: "user@example.org")).classification.bounceClass == .hard)
    }

    @Test(
        arguments: [
            ("In-Reply-To: <1@example.com>\n\n", "1@example.com"), ("References: <0@example.com> <2@example.com>\n\n", "2@example.com"),
            ("X: 1\n\n", nil),
        ] as [(String, String?)])
    func `without a returned message the notice's references name the mail`(envelope: String, id: String?) throws {
        var delivery = try status()
        let found = DeliveryStatus(envelope: try header(envelope))
        let recipients = delivery.recipients
        delivery = found
        delivery.recipients = recipients
        #expect(try bounce(delivery).originalMessageID == id)
    }

    @Test(arguments: [
        ("550 nix (in reply to end of DATA command)", BounceClass.block), (">>> DATA\n<<< 550 nix", .block),
        ("550 nix (in reply to RCPT TO command)", .hard), (">>> MAIL From:<a@b.example>\n<<< 550 nix", .block),
        ("550 user unknown (in reply to end of DATA command)", .hard),
        (">>> RCPT To:<a@b.example>\n<<< 550 nix\n>>> DATA\n<<< 503 no", .hard),
    ])
    func `a bare code judges what it answered`(said: String, bounceClass: BounceClass) throws {
        let bounce = try bounce(try status(status: nil, diagnostic: said))
        #expect(bounce.classification.bounceClass == bounceClass)
    }

    @Test(arguments: [("mfsmax.docomo.ne.jp", BounceClass.block), ("mx.example.org", .hard)])
    func `who hides a filter behind an unknown user is not believed after DATA`(host: String, bounceClass: BounceClass) throws {
        var delivery = try status(status: "5.0.0", diagnostic: "smtp; 550 Unknown user user@example.org")
        delivery.humanText = "<user@example.org>: host \(host) said: 550 Unknown user user@example.org (in reply to end of DATA command)"
        delivery.recipients[0].remoteMTA = host
        #expect(try bounce(delivery).classification.bounceClass == bounceClass)
    }

    @Test(arguments: ["0123456789abcdef0123456789abcdef@example.org", "abuse@example.org", "user@mail.invalid", "redact@example.org"])
    func `a server tells whom it could not reach, however odd the address`(address: String) throws {
        #expect(try bounce(try status(final: address)).recipient?.key == address)
    }

    /// Law 8 of the threat model: a bounce of mail that was never ours touches nobody.
    @Test func `a returned message in which nothing is ours is backscatter`() throws {
        var context = OperatorContext()
        context.ownDomains = ["example.com"]
        let foreign = try status(
            returned: "From: Forged <news@example.com>\nMessage-ID: <9@spam.example>\nReceived: from x by mx.spam.example\n\n")
        guard case .other(let event)? = BounceInterpreter(context: context).events(of: foreign).first else {
            Issue.record("not recognised")
            return
        }
        #expect(event.cause == .backscatter)
        let ours = try status(returned: "From: Other <a@example.net>\nMessage-ID: <9@mail.example.com>\n\n")
        #expect(try bounce(ours, context).countsAgainstContact)
    }

    @Test func `a whole reply in the status field is read`() throws {
        let bounce = try bounce(try status(status: "552 Exceeded storage allocation: mailbox full", diagnostic: nil))
        #expect(bounce.classification.cause == .mailboxFull)
    }

    @Test func `one bounce for each recipient, bounded`() throws {
        var delivery = try status()
        delivery.recipients = Array(repeating: delivery.recipients[0], count: 1500)
        #expect(BounceInterpreter(context: OperatorContext()).events(of: delivery).count == 1000)
    }
}
