import Deliverability
import Interpretation
import MailSyntax
import TestKit
import Testing
import Tokens

/// Bounces that come back to a signed envelope sender, or to none.
@Suite struct TokenBounceTests {
    private var context = OperatorContext()

    init() throws {
        context.ownDomains = ["example.com"]
        context.tokens = TokenReader(keys: try #require(TestKeys.ring))
        context.tokenDomains = ["bounces.example.com"]
    }

    private func events(to address: String, recipients: [String], returned: [String] = []) -> [Event] {
        let groups = recipients.flatMap {
            ["Final-Recipient: rfc822; \($0)", "Action: failed", "Status: 5.1.1", "Diagnostic-Code: smtp; 550 5.1.1 no such user", ""]
        }
        let lines =
            ["From: MAILER-DAEMON@mx.example.net", "To: \(address)", "Date: Tue, 24 Nov 2026 10:00:00 +0000", "MIME-Version: 1.0"]
            + [
                "Content-Type: multipart/report; report-type=delivery-status; boundary=b", "", "--b", "Content-Type: text/plain", "",
                "Sorry.", "--b",
            ]
            + ["Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example.net", ""] + groups
            + ["--b", "Content-Type: text/rfc822-headers", "", "From: news@example.com", "Message-ID: <1@mail.example.com>"] + returned + [
                "", "--b--", "",
            ]
        let message = MessageReader(context: context, limits: Limits()).read(Array(lines.joined(separator: "\r\n").utf8))
        return Array(message.events)
    }

    private func bounces(to address: String, recipients: [String], returned: [String] = []) -> [Bounce] {
        events(to: address, recipients: recipients, returned: returned).compactMap {
            if case .bounce(let bounce) = $0 { bounce } else { nil }
        }
    }

    @Test func `the token in the envelope sender says whose bounce it is`() throws {
        let token = try TestKeys.token(.bounce, "reader@example.org", campaign: "s7")
        let found = bounces(to: "b+\(token)@bounces.example.com", recipients: ["forwarded@example.net"])
        #expect(found.map(\.recipient?.key) == ["reader@example.org"])
        #expect(found.map(\.campaign) == ["s7"] && found.map(\.countsAgainstContact) == [true])
    }

    @Test func `one mail went to one recipient, however many failed behind him`() throws {
        let token = try TestKeys.token(.bounce, "reader@example.org")
        let address = "b+\(token)@bounces.example.com"
        #expect(bounces(to: address, recipients: ["a@example.net", "b@example.net"]).map(\.recipient?.key) == ["reader@example.org", nil])
        #expect(
            bounces(to: address, recipients: ["a@example.net", "reader@example.org"]).map(\.recipient?.key) == [nil, "reader@example.org"])
    }

    @Test func `an opaque token is known by the recipient, else left to the send log`() throws {
        let token = try TestKeys.token(.bounce, "reader@example.org", form: .opaque)
        let address = "b+\(token)@bounces.example.com"
        #expect(bounces(to: address, recipients: ["Reader@example.org"]).map(\.recipient?.key) == ["reader@example.org"])
        let other = try #require(bounces(to: address, recipients: ["forwarded@example.net"]).first)
        let handle = try #require(EmailAddress("reader@example.org").flatMap { TestKeys.ring?.handle(of: $0) })
        #expect(other.recipient == nil && other.lookup == .handle(handle))
    }

    @Test(arguments: ["b@bounces.example.com", "b+reader=example.org@bounces.example.com", "%@bounces.example.com"])
    func `a bounce to a signed domain without a valid token is backscatter`(address: String) throws {
        let wrong = try TestKeys.token(.complaint, "reader@example.org")
        let found = events(to: address.replacing("%", with: "b+" + wrong), recipients: ["reader@example.org"])
        guard case .other(let event)? = found.first, found.count == 1 else { Issue.record("\(found)"); return }
        #expect(event.cause == .backscatter)
    }

    @Test func `a token in what came back is proof as well`() throws {
        let token = try TestKeys.token(.messageID, "reader@example.org")
        let found = bounces(to: "b@bounces.example.com", recipients: ["reader@example.org"], returned: ["X-Mailing-Token: \(token)"])
        #expect(found.map(\.recipient?.key) == ["reader@example.org"])
        #expect(bounces(to: "postmaster@example.com", recipients: ["reader@example.org"]).count == 1, "other domains need no token")
    }
}
