import MailSyntax
import ReportFormats
import Testing

/// Notices of MTAs that send no machine part.
@Suite struct BounceFormTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let form: String
        let mail: String
        var recipients = ["user@example.org"]
        var reason = "unknown"
        var action = "failed"
        var testDescription: String { form }
    }

    static let cases: [Case] = [
        Case(
            form: "qmail",
            mail: DeliveryMail.text(
                """
                Hi. This is the qmail-send program at mx.example.net.
                I'm afraid I wasn't able to deliver your message to the following addresses.

                <user@example.org>:
                192.0.2.1 does not like recipient.
                Remote host said: 550 User unknown
                Giving up on 192.0.2.1.

                --- Below this line is a copy of the message.

                Return-Path: <news@example.com>
                Message-ID: <1@example.com>
                From: news@example.com
                To: other@example.org
                """)),
        Case(
            form: "exim",
            mail: DeliveryMail.text(
                """
                This message was created automatically by mail delivery software.

                A message that you sent could not be delivered to one or more of its
                recipients. This is a permanent error. The following address(es) failed:

                  user@example.org
                    SMTP error from remote mail server after RCPT TO:<user@example.org>:
                    host mx.example.org [192.0.2.1]: 550 unknown user

                ------ This is a copy of the message, including all the headers. ------

                Return-path: <news@example.com>
                Message-Id: <1@example.com>
                """, subject: "Mail delivery failed: returning message to sender", extra: "X-Failed-Recipients: user@example.org")),
        Case(
            form: "sendmail",
            mail: DeliveryMail.text(
                """
                The original message was received at Tue, 1 Sep 2026 10:00:00 GMT
                from localhost [127.0.0.1]

                   ----- The following addresses had permanent fatal errors -----
                <user@example.org>

                   ----- Transcript of session follows -----
                ... while talking to mx.example.org.:
                >>> RCPT To:<user@example.org>
                <<< 550 5.1.1 <user@example.org>... User unknown

                   ----- Original message follows -----

                Received: from localhost by mx.example.net; Tue, 1 Sep 2026 10:00:00 GMT
                Message-Id: <1@example.com>
                """, subject: "Returned mail: User unknown")),
        Case(
            form: "postfix",
            mail: DeliveryMail.text(
                """
                This is the mail system at host mx.example.net.

                I'm sorry to have to inform you that your message could not
                be delivered to one or more recipients.

                <user@example.org>: unknown user: "user"
                """, subject: "Undelivered Mail Returned to Sender")),
        Case(
            form: "exchange",
            mail: DeliveryMail.text(
                """
                Your message

                  To:      Somebody
                  Subject: Spring
                  Sent:    Tue, 1 Sep 2026 10:00:00 +0000

                did not reach the following recipient(s):

                user@example.org on Tue, 1 Sep 2026 10:00:02 +0000
                    The recipient name is not recognized
                    Unknown Recipient
                """, from: "System Administrator <postmaster@example.net>", subject: "Undeliverable: Spring")),
        Case(
            form: "domino",
            mail: DeliveryMail.text(
                """
                Your message

                  Subject: Spring

                was not delivered to:

                  user@example.org

                because:

                  User unknown, not listed in Domino Directory
                """, subject: "DELIVERY FAILURE: User user not listed in Domino Directory"), reason: "user@example.org"),
        Case(
            form: "gmail",
            mail: DeliveryMail.text(
                """
                Delivery to the following recipient failed permanently:

                     user@example.org

                Technical details of permanent failure:
                The error that the other server returned was: 550 5.1.1 unknown user

                ----- Original message -----

                Received: by 192.0.2.9 with SMTP id 1;
                Message-ID: <1@example.com>
                """, from: "Mail Delivery Subsystem <mailer-daemon@example.net>", subject: "Delivery Status Notification (Failure)"),
            reason: "user@example.org"),
        Case(
            form: "imail",
            mail: DeliveryMail.text(
                "Unknown user: user@example.org\n\nOriginal message follows.\n\nReceived: from a by b; now\nMessage-ID: <1@example.com>\n",
                subject: "Undeliverable Mail"), reason: "Unknown"),
        Case(
            form: "opensmtpd",
            mail: DeliveryMail.text(
                """
                    Hi!

                    This is the MAILER-DAEMON, please DO NOT REPLY to this email.

                    An error has occurred while attempting to deliver a message.

                user@example.org: 550 5.1.1 unknown user
                """, subject: "Delivery status notification: error")),
        Case(
            form: "postfix",
            mail: DeliveryMail.text(
                """
                This is the mail system at host mx.example.net.

                # THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #

                Your message could not be delivered for more than 4 hour(s).
                It will be retried until it is 5 day(s) old.

                <user@example.org>: connect to mx.example.org[192.0.2.1]:25: unknown, timed out
                """, subject: "Delayed Mail (still being retried)"), action: "delayed"),
    ]

    @Test(arguments: cases)
    func `the form is told and its recipient and reason are found`(sample: Case) throws {
        let status = try #require(try DeliveryMail.read(sample.mail))
        #expect(status.form == sample.form)
        #expect(status.recipients.compactMap(\.finalRecipient) == sample.recipients)
        #expect(status.recipients.first?.action == sample.action)
        let reason: String = status.recipients.first?.humanReason ?? status.humanText
        #expect(reason.asciiLowercased.contains(sample.reason.asciiLowercased))
    }

    @Test func `the pasted message gives its header and stays out of the text`() throws {
        let status = try #require(try DeliveryMail.read(Self.cases[0].mail))
        #expect(status.original?.value("message-id") == "<1@example.com>")
        #expect(!status.humanText.contains("other@example.org"))
    }

    @Test func `several addresses have each their reason`() throws {
        let status = try #require(
            try DeliveryMail.read(
                DeliveryMail.text(
                    """
                    Hi. This is the qmail-send program at mx.example.net.

                    <a@example.org>:
                    550 User unknown

                    <b@example.org>:
                    552 Mailbox full
                    """)))
        #expect(status.recipients.map(\.finalRecipient) == ["a@example.org", "b@example.org"])
        #expect(status.recipients[1].humanReason?.contains("Mailbox full") == true)
        #expect(status.recipients[1].humanReason?.contains("unknown") == false)
    }

    @Test func `a reason that is announced may stand behind a blank line`() throws {
        let text = "Sorry, unable to deliver your message to user@example.org for\nthe following reason:\n\n 552 Quota violation\n\nBye"
        let status = try #require(try DeliveryMail.read(DeliveryMail.text(text)))
        #expect(status.recipients.first?.humanReason?.contains("552 Quota violation") == true)
        #expect(status.recipients.first?.humanReason?.contains("Bye") == false)
    }

    @Test(
        arguments: [
            ("<user@example.org>: host mx.example.org[192.0.2.1] said: 550 no", "mx.example.org"),
            ("<user@example.org>: connect to\n    MX.example.org[192.0.2.1]:25: timed out", "mx.example.org"),
            ("<user@example.org>:\nConnected to 192.0.2.1 but sender was rejected.", "192.0.2.1"),
            ("<user@example.org>: localhost said no", nil),
        ] as [(String, String?)])
    func `the rejecting server is found in the text`(block: String, host: String?) throws {
        let status = try #require(try DeliveryMail.read(DeliveryMail.text("This is the mail system at host m.\n\n\(block)\n")))
        #expect(status.recipients.first?.remoteMTA == host)
    }

    /// Neither half is the address that failed: each would be somebody else's.
    @Test(arguments: [
        "Recipient: a@b.example@c.example", "a@b.example=c@d.example", "<a@b.example@c.example>", "a@b.example@c.example@d.example",
        "a@b.example/c@d.example", "<a@b.example>@c.example",
    ])
    func `two at signs never make the address of somebody else`(word: String) throws {
        let text = "Hi. This is the qmail-send program at mx.example.net.\n\n\(word):\n550 User unknown\n\n<user@example.org>:\n550 no\n"
        let found = try #require(try DeliveryMail.read(DeliveryMail.text(text))).recipients.compactMap(\.finalRecipient)
        #expect(found.last == "user@example.org")
        #expect(Set(found).isSubset(of: ["user@example.org", "a@b.example"]))
    }

    @Test func `an alias is reported as the address that was mailed`() throws {
        let status = try #require(
            try DeliveryMail.read(
                DeliveryMail.text(
                    "This is the mail system at host m.\n\n<inner@example.net> (expanded from <user@example.org>): unknown user\n")))
        #expect(status.recipients.map(\.finalRecipient) == ["user@example.org"])
    }

    @Test func `Exim's children are whom its header names, the alias where it names nobody`() throws {
        let text =
            "This message was created automatically by mail delivery software.\n\n  inner@example.net\n    (ultimately generated from "
            + "user@example.org)\n    unknown user\n\n  pipe to |/bin/filter\n    generated by other@example.org\n"
        #expect(
            try DeliveryMail.read(DeliveryMail.text(text))?.recipients.map(\.finalRecipient) == ["user@example.org", "other@example.org"])
        let named = DeliveryMail.text(text, extra: "X-Failed-Recipients: inner@example.net")
        #expect(try DeliveryMail.read(named)?.recipients.map(\.finalRecipient) == ["inner@example.net"])
    }

    @Test(arguments: [
        "The standard form of an address at this site has a surname in it, and so for example\njoe.fox@example.org fails where joe@example.org does not.",
        "To reach a person who has left, try emailing to user@alumni.example.org instead.",
        "For help please contact user@example.org or call.",
        "Write to user@example.org if you think that this is wrong, contact: a@example.org",
    ])
    func `an address in advice is nobody's failure`(advice: String) throws {
        let status = try DeliveryMail.read(DeliveryMail.text("Your message was not delivered.\n\n\(advice)\n", extra: "X-Nothing: 1"))
        #expect(status?.recipients.compactMap(\.finalRecipient) ?? [] == [])
    }

    @Test func `whose mail it was is nobody's failure`() throws {
        let text =
            "A message sent by\n\n  <news@example.com>\n\ncould not be delivered. The following address(es) failed:\n\n  user@example.org\n"
        #expect(try DeliveryMail.read(DeliveryMail.text(text))?.recipients.map(\.finalRecipient) == ["user@example.org"])
    }

    @Test(arguments: [("delivery failed", "user@example.org"), ("Spring", nil)] as [(String, String?)])
    func `a person's notice is one by its subject and the address below its sentence`(subject: String, recipient: String?) throws {
        let text = "Votre message n'a pas pu etre delivre a\nuser@example.org\n\nYour message could not be delivered to\nuser@example.org\n"
        let mail = DeliveryMail.text(text, from: "Jo <jo@example.org>", subject: subject).dropFirst("Return-Path: <>\n".count)
        #expect(try DeliveryMail.read(String(mail))?.recipients.first?.finalRecipient == recipient)
    }

    @Test func `a warning that quotes a final reply is a delay still`() throws {
        let text =
            "<<< 452 4.2.2 <user@example.org>... Mailbox full\n<user@example.org>... Deferred: 452 Mailbox full\n"
            + "Warning: message still undelivered after 8 hours\nWill keep trying until message is 5 days old\n"
        let mail = DeliveryMail.text(text, subject: "Warning: could not send message for past 8 hours")
        #expect(try DeliveryMail.read(mail)?.recipients.map(\.action) == ["delayed"])
    }

    @Test(arguments: ["Undeliverable: Spring for user@example.org and joe@example.net", "Spring at user@example.org"])
    func `a subject that names two, or speaks of no failure, names nobody`(subject: String) throws {
        let mail = DeliveryMail.text("Your message was not delivered.\n", subject: subject, extra: "X-Nothing: 1")
        #expect(try DeliveryMail.read(mail)?.recipients.compactMap(\.finalRecipient) ?? [] == [])
    }

    @Test func `who left is the failure, who came after is not`() throws {
        let text = "Your mail could not be delivered. user@example.org no longer works here; use new@example.net instead.\n"
        #expect(try DeliveryMail.read(DeliveryMail.text(text))?.recipients.map(\.finalRecipient) == ["user@example.org"])
    }

    @Test(arguments: [
        "    a@example.org, b@example.net", "    <a@example.org>; <b@example.net>",
        "a@example.org no such user here at all, so sorry\nb@example.net too",
    ])
    func `a list is a list, on one line or on many`(list: String) throws {
        let status = try DeliveryMail.read(DeliveryMail.text("Delivery to the following recipients failed:\n\n\(list)\n\nunknown user\n"))
        #expect(status?.recipients.map(\.finalRecipient) == ["a@example.org", "b@example.net"])
    }

    @Test func `header fields before the verdict belong to the notice`() throws {
        let text =
            "Save this.\n\nTo: bounce@example.com\nDate: now\nSubject: Undeliverable Mail\nFrom: x\n\nundeliverable to user@example.org\n"
        #expect(try DeliveryMail.read(DeliveryMail.text(text))?.recipients.map(\.finalRecipient) == ["user@example.org"])
    }

    @Test func `an automatic reply with a null return path is no bounce`() throws {
        let mail = DeliveryMail.text(
            "I am away. What could not be delivered: ask deputy@example.org.", from: "Joe <joe@example.org>",
            subject: "Automatic reply: Spring",
            extra: "Auto-Submitted: auto-replied")
        #expect(try DeliveryMail.read(mail) == nil)
    }

    @Test func `fields of a flattened report are read in the text`() throws {
        let status = try #require(try DeliveryMail.read(DeliveryMail.text("Delivery failed.\n\n" + DeliveryMail.machine)))
        #expect(status.recipients.first?.status == "5.1.1")
    }

    @Test func `a notice in HTML alone is read`() throws {
        let mail = DeliveryMail.text(
            "<html><body><p>Your message could not be delivered</p>&lt;user@example.org&gt;: unknown user</body></html>"
        )
        .replacing("X-Nothing: 1", with: "Content-Type: text/html")
        #expect(try DeliveryMail.read(mail)?.recipients.first?.finalRecipient == "user@example.org")
    }
}
