import MailSyntax
import ReportFormats
import Testing

@Suite struct UnsubscribeReaderTests {
    private func request(_ fields: [String], body: String = "") throws -> UnsubscribeRequest? {
        UnsubscribeReader.read(try Message.read(Array((fields + ["", body, ""]).joined(separator: "\r\n").utf8)))
    }

    @Test(arguments: [
        ["From: reader@example.org", "To: news@example.com", "Subject: Unsubscribe"],
        ["From: Reader <reader@example.org>", "To: news@example.com", "Subject: unsubscribe:list-7"],
        ["From: reader@example.org", "To: unsubscribe+k3j2@example.com", "Subject:"],
        ["From: reader@example.org", "To: leave-123@example.com"],
        ["From: reader@example.org", "To: unsub@example.com", "Subject: Re: unsubscribe"],
        ["From: reader@example.org", "To: news@example.com", "Delivered-To: news-unsubscribe@example.com"],
        ["From: reader@example.org", "To: news@example.com", "Subject: =?utf-8?q?unsubscribe?="],
    ])
    func `mail that says so is a wish to leave`(fields: [String]) throws {
        #expect(try request(fields)?.isAppleUnsubscribe == false)
    }

    @Test func `Apple's unsubscribe counts although it is marked as an automatic reply`() throws {
        let fields = [
            "From: reader@example.org", "To: list-1@example.com", "Subject: hello", "Auto-Submitted: auto-replied",
            "X-Apple-Unsubscribe: true",
        ]
        #expect(try request(fields)?.isAppleUnsubscribe == true)
    }

    @Test func `a body of that one word counts where there is no subject`() throws {
        #expect(try request(["From: reader@example.org", "To: news@example.com"], body: "Unsubscribe\r\n") != nil)
        #expect(try request(["From: reader@example.org", "To: news@example.com"], body: "How do I unsubscribe?") == nil)
    }

    @Test(arguments: [
        ["From: reader@example.org", "To: news@example.com", "Subject: Re: your unsubscribe page"],
        ["From: reader@example.org", "To: news@example.com", "Subject: Unsubscribed successfully"],
        ["From: reader@example.org", "To: unsubscribe@example.com", "Subject: Out of office", "Auto-Submitted: auto-replied"],
        ["From: news@example.net", "To: a@example.com", "Subject: unsubscribe from winter", "List-Unsubscribe: <https://example.net/u>"],
        ["From: mailer-daemon@example.net", "To: unsubscribe@example.com", "Subject: x", "Return-Path: <>"],
        ["From: a@example.net", "To: unsubscribe@example.com", "Content-Type: multipart/report; report-type=delivery-status; boundary=b"],
        ["From: a@example.org, b@example.org", "To: unsubscribe@example.com", "Subject: unsubscribe"],
        ["To: unsubscribe@example.com", "Subject: unsubscribe"],
        ["From: reader@example.org", "To: unsubtle@example.com"],
        ["From: reader@example.org", "To: unsubscribe@example.com", "Subject: Question about my order"],
        ["From: reader@example.org", "To: leave-123@example.com", "Subject: Question about my order"],
        ["From: reader@example.org", "To: leave@example.com"],
    ])
    func `what machines send, and what only mentions the word, is none`(fields: [String]) throws {
        #expect(try request(fields) == nil)
    }

    private static func reading(_ fields: [String], body: String = "") -> Reading {
        let readers = ReportReaders(limits: Limits(), unsubscribeAddresses: ["goodbye@example.com"])
        return readers.read(Array((fields + ["", body, ""]).joined(separator: "\r\n").utf8), sink: CollectingSink())
    }

    @Test(arguments: ["goodbye@example.com", "Goodbye@Example.COM", "Goodbye <goodbye+k3j2@example.com>"])
    func `whatever a person writes to an address kept for it is a wish to leave`(to: String) {
        let fields = ["From: reader@example.org", "To: \(to)", "Subject: abmelden"]
        #expect(Self.reading(fields, body: "Danke").kind == .unsubscribe)
        #expect(Self.reading(["Subject: abmelden", "From: reader@example.org", "To: hello@example.com"]).kind == nil)
    }

    @Test(arguments: [
        (["Subject: Automatic reply: News"], Reading.Kind.autoReply), (["Subject: News", "Auto-Submitted: auto-replied"], .autoReply),
        (["Subject: Returned mail", "Return-Path: <>", "X-Failed-Recipients: user@example.org"], nil),
    ])
    func `what machines write to an address kept for unsubscribing stays what it is`(fields: [String], kind: Reading.Kind?) {
        let reading = Self.reading(["From: reader@example.org", "To: goodbye@example.com"] + fields, body: "I am away.")
        #expect(reading.kind != .unsubscribe)
        if let kind { #expect(reading.kind == kind) }
    }
}
