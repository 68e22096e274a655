import Deliverability
import Interpretation
import MailSyntax
import TestKit
import Testing

/// Bounces of mail that was never ours, with and without knowing what is ours.
@Suite struct BackscatterTests {
    private static let configured: OperatorContext = {
        var context = OperatorContext()
        context.ownDomains = ["example.com"]
        context.ownSources = ["192.0.2.25"]
        return context
    }()

    /// A delivery status about a message with these header fields.
    private func events(returned: String, _ context: OperatorContext) -> [Event] {
        let mail = """
            From: Mail Delivery System <mailer-daemon@mx.example.net>
            To: news@example.com
            Subject: Undelivered Mail Returned to Sender
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="=b"

            --=b
            Content-Type: text/plain

            Your message could not be delivered.

            --=b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.net

            Final-Recipient: rfc822; victim@example.org
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 User unknown

            --=b
            Content-Type: text/rfc822-headers

            \(returned)

            --=b--

            """
        return MessageReader(context: context, limits: Limits()).read(Array(mail.utf8)).events.others
    }

    private static let foreign = [
        "Received: from pc (203.0.113.9) by mx.spam.example\nFrom: News <news@example.com>\nTo: victim@example.org\nMessage-ID: <1@spam.example>",
        "From: News <news@example.com>\nTo: victim@example.org\nDKIM-Signature: v=1; d=spam.example; s=x; b=abc",
        "From: Somebody <a@spam.example>\nTo: victim@example.org\nSubject: pills",
        "From: News <news@example.com>\nTo: victim@example.org\nMessage-ID: <1@notexample.com>",
    ]

    @Test(arguments: foreign)
    func `mail that was never ours is counted and kept away from the contact`(returned: String) {
        let events = events(returned: returned, Self.configured)
        guard events.count == 1, case .other(let other) = events[0] else {
            Issue.record("not recognised: \(events)")
            return
        }
        #expect(other.cause == .backscatter && other.contact == nil)
    }

    @Test(arguments: foreign)
    func `who has told no domain of ours gets no backscatter, and every bounce`(returned: String) {
        guard case .bounce(let bounce)? = events(returned: returned, OperatorContext()).first else {
            Issue.record("no bounce")
            return
        }
        #expect(bounce.recipient?.key == "victim@example.org" && bounce.countsAgainstContact)
    }

    @Test(arguments: [
        "From: News <news@example.com>\nTo: victim@example.org\nMessage-ID: <1@mail.example.com>",
        "From: News <news@brand.example>\nTo: victim@example.org\nMessage-ID: <1@esp.example>\nDKIM-Signature: v=1; d=example.com; s=x; b=abc",
        "From: News <news@brand.example>\nTo: victim@example.org\nMessage-ID: <1@esp.example>\nList-Unsubscribe: <https://example.com/u/1>",
        "Received: from app (192.0.2.25) by mx.example.net\nFrom: News <news@brand.example>\nTo: victim@example.org\nMessage-ID: <1@esp.example>",
        "From: News <news@example.com>\nTo: victim@example.org\nSubject: Spring",
    ])
    func `mail that carries one sign of ours is ours`(returned: String) {
        guard case .bounce(let bounce)? = events(returned: returned, Self.configured).first else {
            Issue.record("taken for backscatter")
            return
        }
        #expect(bounce.countsAgainstContact)
    }

    @Test func `a bounce that returns nothing is believed`() throws {
        let bytes = try Fixtures.bytes("delivery/qmail-text.eml")
        let events = MessageReader(context: Self.configured, limits: Limits()).read(bytes).events.others
        #expect(!events.contains { if case .other(let other) = $0 { other.cause == .backscatter } else { false } })
    }
}
