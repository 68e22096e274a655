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
