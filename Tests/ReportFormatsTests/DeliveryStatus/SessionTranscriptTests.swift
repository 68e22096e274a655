import MailSyntax
import ReportFormats
import Testing

/// Dialogues that notices quote: each refusal belongs to whom it answered.
@Suite struct SessionTranscriptTests {
    private func recipients(_ text: String, subject: String = "Returned mail") throws -> [DeliveryStatus.Recipient] {
        try #require(try DeliveryMail.read(DeliveryMail.text(text, subject: subject))).recipients
    }

    static let sendmail = """
           ----- Transcript of session follows -----
        While talking to mx.example.org:
        >>> MAIL From:<news@example.com>
        <<< 501 no access from this server
        554 <user@example.org>... Remote protocol error
        550 nowhere.example (smtp)... 550 Host unknown
        554 <user@nowhere.example>... 550 Host unknown (Authoritative answer from name server)
        421 slow.example (smtp)... Deferred: Connection timed out
        While talking to mx.example.net:
        >>> RCPT To:<other@example.net>
        <<< 550-5.1.1 No such
        <<< 550 5.1.1 user here
        550 <other@example.net>... User unknown
        """

    @Test func `what is said of one host condemns nobody of another`() throws {
        let found = try recipients(Self.sendmail)
        #expect(found.map(\.finalRecipient) == ["user@example.org", "user@nowhere.example", "other@example.net"])
        let reasons = found.map { $0.humanReason ?? "" }
        #expect(reasons[0].contains(">>> MAIL From") && reasons[0].contains("501 no access"))
        #expect(!reasons[0].contains("Host unknown") && !reasons[0].contains("Remote protocol error"))
        #expect(reasons[1].contains("Host unknown") && !reasons[1].contains("501"))
        #expect(reasons[2].contains("550-5.1.1 No such") && reasons[2].contains("user here") && !reasons[2].contains("Deferred"))
    }

    @Test func `a refusal after DATA is everybody's who was accepted`() throws {
        let found = try recipients(
            """
            Transcript of session follows.

             Out: 220 mx.example.com ESMTP
             In:  RCPT TO:<a@example.org>
             Out: 250 2.1.5 Ok
             In:  RCPT TO:<b@example.org>
             Out: 550 5.1.1 <b@example.org>: User unknown
             In:  RCPT
                 TO:<c@example.org>
             Out: 250 2.1.5 Ok
             In:  DATA
             Out: 354 go on
             Out: 554 5.7.1 Message refused
            """, subject: "Postfix SMTP server: errors from app.example.com[192.0.2.5]")
        #expect(found.compactMap(\.finalRecipient) == ["b@example.org", "a@example.org"] + (found.count > 2 ? ["c@example.org"] : []))
        #expect(found.allSatisfy { $0.action == "failed" })
        #expect(found.last?.humanReason?.contains(">>> DATA\n<<< 554 5.7.1") == true)
    }

    @Test func `a client that was refused for now still has the mail`() throws {
        let found = try recipients(
            "Transcript of session follows.\n\n Out: 220 mx\n In:  RCPT TO:<a@example.org>\n Out: 450 4.2.0 later\n", subject: "errors")
        #expect(found.map(\.action) == ["delayed"])
    }

    @Test func `a list without outcomes takes the one refusal of the dialogue`() throws {
        let found = try recipients(
            """
               ----- The following addresses had permanent fatal errors -----
            <a@example.org>
            <b@example.org>

               ----- Transcript of session follows -----
            ... while talking to mx.example.org.:
            >>> DATA
            <<< 554 no spam here
            554 5.0.0 Service unavailable
            """)
        #expect(found.map(\.finalRecipient) == ["a@example.org", "b@example.org"])
        #expect(found.allSatisfy { $0.humanReason?.contains("<<< 554 no spam here") == true })
        #expect(found.allSatisfy { $0.remoteMTA == "mx.example.org" })
    }

    @Test func `any dialogue ends, however long or odd`() throws {
        let lines = [
            "In: RCPT TO:<", ">>> DATA", "<<< 5", "550-", "999 x", "554 <>... no", "<<< 550-a", "... while talking to", "550 a (b)... c",
        ]
        let text = "Transcript of session follows.\nOut: 220 x\n" + (0..<3000).map { lines[$0 % lines.count] }.joined(separator: "\n")
        _ = try DeliveryMail.read(DeliveryMail.text(text))
    }
}
