import MailSyntax
import ReportFormats
import Testing

@Suite struct NoticeReaderTests {
    private func kind(_ mail: String) throws -> String? {
        switch NoticeReader.read(try Message.read(Array(mail.utf8)), limits: Limits()) {
        case .autoReply: "auto-reply"
        case .challenge: "challenge"
        case .readReceipt: "read-receipt"
        case .unsubscribe: "unsubscribe"
        case nil: nil
        }
    }

    @Test(arguments: [
        "Auto-Submitted: auto-replied\nSubject: Spring", "X-Autoreply: yes\nSubject: x", "Precedence: auto_reply\nSubject: x",
        "Subject: Automatic reply: Spring",
        "Subject: Abwesenheitsnotiz: Spring", "Subject: =?utf-8?Q?R=C3=A9ponse_automatique?= : Spring",
        "Subject: Automatyczna odpowied\u{17A}",
        "Subject: Re: Out of office", "Subject: 自動返信: x", "Subject: Автоответ: x",
        "From: AutoReply <auto-reply@example.org>\nSubject: Re: x",
        "Auto-Submitted: auto-generated\nIn-Reply-To: <1@example.com>\nSubject: [#4711] Spring",
    ])
    func `automatic replies are told by header or subject`(fields: String) throws {
        #expect(try kind(fields + "\n\nAway.\n") == "auto-reply")
    }

    @Test(arguments: [
        "Subject: Lunch?", "Auto-Submitted: no\nSubject: Out of office party", "Auto-Submitted: auto-generated\nSubject: Your invoice",
        "Subject: About the absence of cats",
    ])
    func `mail by people and machines that do not answer is none`(fields: String) throws {
        #expect(try kind(fields + "\n\nHello.\n") == nil)
    }

    @Test func `a disposition notification is a read receipt`() throws {
        let mail =
            "Content-Type: multipart/report; report-type=disposition-notification; boundary=\"x\"\n\n--x\n\nRead.\n--x\nContent-Type: message/disposition-notification\n\nDisposition: manual-action/MDN-sent-manually; displayed\n--x--\n"
        #expect(try kind(mail) == "read-receipt")
    }

    @Test func `a challenge is told from a reply`() throws {
        #expect(try kind("Subject: Please confirm your message\n\nClick.\n") == "challenge")
        #expect(try kind("Return-Path: <>\nSubject: Please confirm\n\nClick.\n") == "challenge")
    }

    @Test(arguments: ["I am out of the office until Monday.", "Ich bin im Urlaub.", "Je suis absent.", "休暇中です。"])
    func `a null return path and words of absence are an automatic reply`(text: String) throws {
        #expect(try kind("Return-Path: <>\nSubject: Re: Spring\n\n\(text)\n") == "auto-reply")
        #expect(try kind("Return-Path: <ada@example.org>\nSubject: Re: Spring\n\n\(text)\n") == nil)
    }

    private func reply(_ text: String) throws -> AutoReply? {
        let mail = "From: Ada <ada@example.org>\nAuto-Submitted: auto-replied\nSubject: Re: Spring\n\n\(text)\n"
        guard case .autoReply(let reply)? = NoticeReader.read(try Message.read(Array(mail.utf8)), limits: Limits()) else { return nil }
        return reply
    }

    @Test func `a reply tells by what it was known and who sends it`() throws {
        let reply = try #require(try reply("Away until Monday."))
        #expect(reply.sign == "auto-submitted" && reply.sender?.key == "ada@example.org" && reply.abandoned == nil)
    }

    @Test func `a reply that says that nobody reads the mailbox any more is told from the others`() throws {
        #expect(try reply("Ms Lovelace has left the company.")?.abandoned == "en")
        #expect(try reply("Frau Lovelace ist nicht mehr im Unternehmen.")?.abandoned == "de")
    }

    @Test func `an unsubscribe mail of Apple is left to its own reader`() throws {
        #expect(try kind("X-Apple-Unsubscribe: true\nAuto-Submitted: auto-generated\nSubject: unsubscribe\n\n.\n") == nil)
    }
}
