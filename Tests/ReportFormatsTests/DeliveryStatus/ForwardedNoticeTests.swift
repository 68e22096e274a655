import MailSyntax
import ReportFormats
import Testing

/// Notices inside other mail, and notices in another dress.
@Suite struct ForwardedNoticeTests {
    private func wrapped(_ words: String, _ inner: String) -> String {
        "From: MAILER-DAEMON@scan.example.com\nTo: notify@example.com\nSubject: Returned mail: User unknown\n"
            + "Content-Type: multipart/mixed; boundary=\"o\"\n\n--o\nContent-Type: text/plain\n\n\(words)\n\n--o\nContent-Type: message/rfc822\n\n"
            + "\(inner)\n--o--\n"
    }

    @Test func `a gateway's wrapping names nobody: the notice inside does`() throws {
        let mail = wrapped("----- The following addresses had permanent delivery errors -----", DeliveryMail.report())
        #expect(try DeliveryMail.read(mail)?.recipients.first?.finalRecipient == "user@example.org")
    }

    @Test func `a notice of ours that bounced is not the failure that is reported`() throws {
        let mail = wrapped(
            "The following addresses had permanent fatal errors\n<postmaster2@example.net>: unknown user", DeliveryMail.report())
        #expect(try DeliveryMail.read(mail)?.recipients.map(\.finalRecipient) == ["postmaster2@example.net"])
    }

    static let quoted = DeliveryMail.machine.split(separator: "\n", omittingEmptySubsequences: false).map { "> \($0)" }.joined(
        separator: "\n")

    @Test func `a person who passes a report on by quoting it is understood`() throws {
        let mail =
            "From: ada@example.com\nTo: desk@example.com\nSubject: Fwd: Returned mail\n\nBegin forwarded message:\n\n\(Self.quoted)\n"
        #expect(try DeliveryMail.read(mail)?.recipients.first?.originalRecipient == "user@example.org")
    }

    @Test(arguments: ["Subject: Re: Returned mail", "Subject: Returned mail, again"])
    func `a person who talks about one reports nothing`(subject: String) throws {
        let mail = "From: ada@example.com\nTo: desk@example.com\nIn-Reply-To: <1@example.com>\n\(subject)\n\nLook:\n\n\(Self.quoted)\n"
        #expect(try DeliveryMail.read(mail) == nil)
    }

    private func receipt(_ disposition: String, _ text: String) -> String {
        "From: user@example.org\nSubject: Re: Spring\nContent-Type: multipart/report; report-type=disposition-notification; boundary=\"m\"\n\n--m\n"
            + "Content-Type: text/plain\n\n\(text)\n\n--m\nContent-Type: message/disposition-notification\n\n"
            + "Final-Recipient: rfc822; user@example.org\nDisposition: \(disposition)\n\n--m--\n"
    }

    @Test func `a machine that deletes and says that it refused has rejected the mail (RFC 5429)`() throws {
        let status = try #require(
            try DeliveryMail.read(receipt("automatic-action/MDN-sent-automatically; deleted", "Your message was refused by the recipient."))
        )
        #expect(status.form == "sieve-reject")
        #expect(status.recipients.map(\.finalRecipient) == ["user@example.org"])
    }

    @Test(arguments: [
        ("manual-action/MDN-sent-manually; displayed", "Your message was displayed."),
        ("manual-action/MDN-sent-manually; deleted", "Your message was rejected unread."),
        ("automatic-action/MDN-sent-automatically; deleted", "Your message was deleted without being read."),
        ("automatic-action/MDN-sent-automatically; processed", "Your message was refused nothing."),
    ])
    func `receipts are no bounces`(disposition: String, text: String) throws {
        #expect(try DeliveryMail.read(receipt(disposition, text)) == nil)
    }

    private static let bounce =
        #"{"notificationType":"Bounce","bounce":{"bounceType":"Transient","bouncedRecipients":[{"emailAddress":"user@example.org","#
        + "!\n "
        + #""status":"4.2.2","action":"failed","diagnosticCode":"smtp; 452 \"full\""},{"emailAddress":"b@example.org"}],"# + "\n"
        + #""reportingMTA":"dsn; out.example.net"},"mail":{"headers":[{"name":"Message-ID","value":"<1@example.com>"}]}}"#

    @Test func `a notification of SES names each recipient, cut lines or not`() throws {
        let mail = "From: no-reply@sns.example.net\nSubject: AWS Notification Message\n\n\(Self.bounce)\n\n--\nTo stop, click {here}.\n"
        let status = try #require(try DeliveryMail.read(mail))
        #expect(status.form == "amazon-ses")
        #expect(status.recipients.map(\.finalRecipient) == ["user@example.org", "b@example.org"])
        #expect(status.recipients[0].diagnosticCode == "smtp; 452 \"full\"")
        #expect(status.recipients[1].humanReason == "Transient")
        #expect(status.reportingMTA == "out.example.net")
        #expect(status.original?.value("message-id") == "<1@example.com>")
    }

    @Test(arguments: ["Delivery", "Complaint", "Send"])
    func `other notifications of SES are no failures`(kind: String) throws {
        let mail =
            "From: no-reply@sns.example.net\nX-Amz-Sns-Message-Id: 1\nSubject: AWS\n\n{\"notificationType\":\"\(kind)\",\"mail\":{}}\n"
        #expect(try DeliveryMail.read(mail) == nil)
    }
}
