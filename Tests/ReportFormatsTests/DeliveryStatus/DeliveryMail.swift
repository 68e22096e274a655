import MailSyntax
import ReportFormats

/// Notices written for the tests: a complete RFC 3464 report whose parts can be exchanged, and plain texts.
enum DeliveryMail {
    static let human = """
        This is the mail system at host mx.example.net.

        I'm sorry to have to inform you that your message could not be delivered.

        <user@example.org>: host mx.example.org[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command)
        """

    static let machine = """
        Reporting-MTA: dns; mx.example.net
        Original-Envelope-Id: env+2B7
        Arrival-Date: Tue, 01 Sep 2026 10:00:00 +0000

        Original-Recipient: rfc822;user@example.org
        Final-Recipient: rfc822; user@example.org
        Action: failed
        Status: 5.1.1
        Remote-MTA: dns; mx.example.org
        Diagnostic-Code: smtp; 550 5.1.1 <user@example.org>:
            User unknown
        Last-Attempt-Date: Tue, 01 Sep 2026 10:00:05 +0000
        """

    static let original = """
        From: News <news@example.com>
        To: user@example.org
        Message-ID: <1@example.com>
        Subject: Spring
        """

    static func report(
        human: String = human, machine: String = machine, original: String? = original, type: String = "message/delivery-status",
        encoding: String = "7bit", container: String = "multipart/report; report-type=delivery-status", extra: String = ""
    ) -> String {
        var out = """
            From: MAILER-DAEMON@mx.example.net
            To: bounce@example.com
            Subject: Undelivered Mail Returned to Sender
            Date: Tue, 01 Sep 2026 10:00:06 +0000
            MIME-Version: 1.0
            \(extra.isEmpty ? "X-Nothing: 1" : extra)
            Content-Type: \(container); boundary="b1"

            --b1
            Content-Type: text/plain; charset=utf-8

            \(human)

            --b1
            Content-Type: \(type)
            Content-Transfer-Encoding: \(encoding)

            \(machine)

            """
        if let original { out += "--b1\nContent-Type: text/rfc822-headers\n\n\(original)\n\n" }
        return out + "--b1--\n"
    }

    static func text(
        _ body: String, from: String = "MAILER-DAEMON@mx.example.net", subject: String = "failure notice", extra: String = "X-Nothing: 1"
    ) -> String {
        "Return-Path: <>\nFrom: \(from)\nTo: bounce@example.com\nSubject: \(subject)\n\(extra)\n\n\(body)\n"
    }

    static func read(_ text: String, limits: Limits = Limits()) throws -> DeliveryStatus? {
        try DeliveryStatusReader.read(try Message.read(Array(text.utf8), limits: limits), limits: limits)
    }
}
