import MailSyntax
import Testing

@Suite struct SMTPReplyTests {
    @Test(
        arguments: [
            ("550 5.1.1 User unknown", 550, "5.1.1"),
            ("smtp; 550 5.1.1 <user@example.org>... User unknown", 550, "5.1.1"),
            ("smtp;550 5.1.1 User unknown", 550, "5.1.1"),
            ("SMTP; 451 try later", 451, nil),
            ("x-unix; 75", nil, nil),
            ("550-5.1.1 The account does not exist", 550, "5.1.1"),
            ("550 #5.1.0 Address rejected", 550, "5.1.0"),
            ("550#5.1.0 Address rejected", 550, "5.1.0"),
            ("5505.1.1 User unknown", 550, "5.1.1"),
            ("550User unknown", 550, nil),
            ("550No such user", 550, nil),
            ("45.5.1.1 refused with 550", 550, nil),
            ("550", 550, nil),
            ("550.", 550, nil),
            ("host mx.example.net[192.0.2.250] said: 552 5.2.2 Over quota (in reply to RCPT TO command)", 552, "5.2.2"),
            ("<user@example.org>: 421 4.7.0 [TSS04] Messages temporarily deferred", 421, "4.7.0"),
            ("Remote server returned '554 5.4.14 Hop count exceeded - possible mail loop'", 554, "5.4.14"),
            ("5.1.10 RESOLVER.ADR.RecipientNotFound", nil, "5.1.10"),
            ("4.4.7 Message expired. 5.0.0", nil, "4.4.7"),
            ("delivery failed (5.4.316)", nil, "5.4.316"),
            ("250 2.1.5 Ok", 250, "2.1.5"),
        ] as [(String, Int?, String?)])
    func `code and status are found apart`(raw: String, code: Int?, status: String?) {
        let reply = SMTPReply(raw)
        #expect(reply.code?.value == code)
        #expect(reply.status?.description == status)
    }

    @Test(arguments: [
        "connect to 192.0.2.250 port 587 failed", "after 72 hours", "id 550123", "size 5500 bytes", "order 550-1234", "550-21 of them",
        "mx550.example.net refused", "552.5 MB", "Date: 24 Nov 2026", "version 5.1", "552kB is too much", "5555.5 MB", "600 too high",
        "565656", "590 is none", "",
    ])
    func `numbers that are no reply code are none`(raw: String) {
        #expect(SMTPReply(raw).code == nil)
    }

    @Test(arguments: [
        "192.5.1.1", "5.1.1.1", "v5.1.1", "5.1.1@example.com", "Exim 4.94.2", "5.1.", "5.1", "5..1", "55.1.1", "3.1.1", "5.1.1000", "",
    ])
    func `versions, addresses and longer numbers are no status`(text: String) {
        #expect(EnhancedStatusCode(text) == nil)
    }

    @Test(arguments: [
        ("5.1.1", "5.1.1"), ("5.1.1.", "5.1.1"), ("5.1.1 (permanent failure)", "5.1.1"), ("(4.2.2)", "4.2.2"), ("\"5.7.26\"", "5.7.26"),
    ])
    func `a status may be wrapped`(text: String, status: String) {
        #expect(EnhancedStatusCode(text)?.description == status)
    }

    @Test(arguments: [
        "550-5.1.1 The account does\n550-5.1.1 not exist.\n550 5.1.1 Try another.",
        "550-5.1.1 The account does\r\n550-5.1.1  not exist.\r\n550 5.1.1 Try another.",
        "550-5.1.1 The account does\r550-not exist.\r550 Try another.",
        "550-5.1.1 The account does\n\n   not   exist.\n Try another.",
    ])
    func `the lines of a reply are one text without their prefixes`(raw: String) {
        #expect(SMTPReply(raw).text == "550-5.1.1 The account does not exist. Try another.")
    }

    @Test func `the text is bounded at a character`() {
        let reply = SMTPReply(String(repeating: "ä", count: 10), limit: 5)
        #expect(reply.text == "ää")
    }

    @Test func `codes outside of the grammar do not exist`() {
        #expect(ReplyCode(199) == nil)
        #expect(ReplyCode(600) == nil)
        #expect(ReplyCode(450)?.isTransient == true)
        #expect(ReplyCode(550)?.isPermanent == true)
        #expect(EnhancedStatusCode(classDigit: 3, subject: 1, detail: 1) == nil)
        #expect(EnhancedStatusCode(classDigit: 5, subject: 1, detail: 1000) == nil)
        #expect(EnhancedStatusCode(classDigit: 4, subject: 4, detail: 7)?.isTransient == true)
    }
}
