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

    @Test func `an unsubscribe mail of Apple is left to its own reader`() throws {
        #expect(try kind("X-Apple-Unsubscribe: true\nAuto-Submitted: auto-generated\nSubject: unsubscribe\n\n.\n") == nil)
    }
}
