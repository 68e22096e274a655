import MailSyntax
import ReportFormats
import Testing

@Suite struct DeliveryStatusReaderTests {
    @Test func `reads message and recipient fields of RFC 3464`() throws {
        let status = try #require(try DeliveryMail.read(DeliveryMail.report()))
        #expect(status.form == "rfc3464")
        #expect(status.reportingMTA == "mx.example.net")
        #expect(status.originalEnvelopeID == "env+7")
        #expect(status.arrivalDate?.rfc3339 == "2026-09-01T10:00:00Z")
        #expect(status.recipients.count == 1)
        let recipient = try #require(status.recipients.first)
        #expect(recipient.finalRecipient == "user@example.org")
        #expect(recipient.action == "failed")
        #expect(recipient.status == "5.1.1")
        #expect(recipient.remoteMTA == "mx.example.org")
        #expect(recipient.diagnosticCode == "smtp; 550 5.1.1 <user@example.org>: User unknown")
        #expect(recipient.lastAttemptDate?.rfc3339 == "2026-09-01T10:00:05Z")
        #expect(status.original?.value("message-id") == "<1@example.com>")
        #expect(status.humanText.contains("mail system at host"))
    }

    /// What real gateways do to a report changes nothing of what it says.
    @Test(arguments: [
        "as it is", "CRLF", "CR", "upper-case names", "no space after the colon", "folded address", "no dates", "odd dates", "base64",
        "quoted-printable",
        "global", "BOM", "no original", "multipart/mixed", "blank lines in the group", "no blank line before the group", "own subject",
        "auto-replied",
        "comments",
    ])
    func `the verdict survives`(mutation: String) throws {
        let plain = DeliveryMail.machine
        let noDates = plain.split(separator: "\n").filter { !$0.contains("Date:") }.joined(separator: "\n").replacing("\n\n", with: "\n")
        var mail = DeliveryMail.report()
        switch mutation {
        case "CRLF": mail = mail.replacing("\n", with: "\r\n")
        case "CR": mail = mail.replacing("\n", with: "\r")
        case "upper-case names":
            mail = DeliveryMail.report(
                machine: plain.replacing("Final-Recipient", with: "FINAL-RECIPIENT").replacing("Status", with: "status"))
        case "no space after the colon": mail = DeliveryMail.report(machine: plain.replacing(": ", with: ":"))
        case "folded address": mail = DeliveryMail.report(machine: plain.replacing("rfc822; user", with: "rfc822;\n  user"))
        case "no dates": mail = DeliveryMail.report(machine: noDates).replacing("Date: Tue, 01 Sep 2026 10:00:06 +0000\n", with: "")
        case "odd dates": mail = DeliveryMail.report(machine: plain.replacing("01 Sep 2026", with: "soon"))
        case "base64": mail = DeliveryMail.report(machine: base64(plain), encoding: "base64")
        case "quoted-printable": mail = DeliveryMail.report(machine: plain.replacing("=", with: "=3D"), encoding: "quoted-printable")
        case "global":
            mail = DeliveryMail.report(
                type: "message/global-delivery-status", container: "multipart/report; report-type=global-delivery-status")
        case "BOM": mail = "\u{FEFF}" + mail
        case "no original": mail = DeliveryMail.report(original: nil)
        case "multipart/mixed": mail = DeliveryMail.report(container: "multipart/mixed")
        case "blank lines in the group": mail = DeliveryMail.report(machine: plain.replacing("Action:", with: "\nAction:"))
        case "no blank line before the group": mail = DeliveryMail.report(machine: plain.replacing("\n\n", with: "\n"))
        case "own subject": mail = mail.replacing("Undelivered Mail Returned to Sender", with: "=?utf-8?B?0JLQsNGI0LUg0L/QuNGB0YzQvNC+?=")
        case "auto-replied": mail = DeliveryMail.report(extra: "Auto-Submitted: auto-replied")
        case "comments":
            mail = DeliveryMail.report(
                machine: plain.replacing("failed", with: "failed (bad address)").replacing("Status: 5.1.1", with: "Status: 5.1.1 (no)"))
        default: break
        }
        let status = try #require(try DeliveryMail.read(mail))
        #expect(status.recipients.count == 1)
        let recipient = try #require(status.recipients.first)
        #expect(EmailAddress(recipient.finalRecipient ?? "")?.key == "user@example.org")
        #expect(recipient.action == "failed")
        #expect(recipient.status.flatMap { EnhancedStatusCode($0) }?.description == "5.1.1")
    }

    @Test func `every recipient has its own group`() throws {
        let machine = """
            Reporting-MTA: dns; mx.example.net


            Final-Recipient: rfc822; a@example.org
            Action: failed
            Status: 5.1.1

            Final-Recipient: rfc822; b@example.org
            Action: delayed
            Status: 4.2.2

            Final-Recipient: rfc822; c@example.org
            Action: delivered
            Status: 2.1.5
            """
        let status = try #require(try DeliveryMail.read(DeliveryMail.report(machine: machine)))
        #expect(status.recipients.map(\.finalRecipient) == ["a@example.org", "b@example.org", "c@example.org"])
        #expect(status.recipients.map(\.action) == ["failed", "delayed", "delivered"])
    }

    @Test func `the same failure repeated is one`() throws {
        let group = "\n\nFinal-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.1.1"
        let status = try #require(
            try DeliveryMail.read(DeliveryMail.report(machine: "Reporting-MTA: dns; m" + String(repeating: group, count: 40))))
        #expect(status.recipients.count == 1)
    }

    @Test(arguments: [
        ("rfc822;user+2Btag@example.org", "user+tag@example.org"), ("rfc822;user+20x@example.org", "user+20x@example.org"),
        ("utf-8;\\x{7528}\\x{6237}@example.org", "用户@example.org"), ("rfc822; <user@example.org>", "<user@example.org>"),
        ("user@example.org", "user@example.org"),
    ])
    func `address types are decoded`(raw: String, address: String) throws {
        let status = try #require(
            try DeliveryMail.read(
                DeliveryMail.report(machine: "Reporting-MTA: dns; m\n\nFinal-Recipient: \(raw)\nAction: failed\nStatus: 5.1.1")))
        #expect(status.recipients.first?.finalRecipient == address)
    }

    @Test(arguments: ["unknown; user", "system;<>", "x400; /C=XX/", "LOCAL;<user>", ""])
    func `where the final recipient is no mail address the original one is`(final: String) throws {
        let fields = final.isEmpty ? "" : "Final-Recipient: \(final)\n"
        let machine = "Reporting-MTA: dns; m\n\n\(fields)Original-Recipient: rfc822;user@example.org\nAction: failed\nStatus: 5.1.1"
        let status = try #require(try DeliveryMail.read(DeliveryMail.report(machine: machine)))
        #expect(status.recipients.count == 1)
        #expect(status.recipients.first?.originalRecipient == "user@example.org")
    }

    @Test(arguments: [
        "Status: 5.1.1\n", "Action: failed\n", "From: MAILER-DAEMON@mx.example.net\n", "To: bounce@example.com\n",
        "Subject: Undelivered Mail Returned to Sender\n",
    ])
    func `no field is required`(field: String) throws {
        let mail = DeliveryMail.report().replacing(field, with: "")
        #expect(mail != DeliveryMail.report())
        let recipient = try #require(try DeliveryMail.read(mail)?.recipients.first)
        #expect(recipient.finalRecipient == "user@example.org")
        #expect(recipient.action == "failed")
    }

    @Test func `the header's failed recipient stands before the final one, the original before both`() throws {
        let header = "X-Failed-Recipients: user@example.org"
        let final = "Reporting-MTA: dns; m\n\nFinal-Recipient: rfc822; inner@example.net\nAction: failed\nStatus: 5.1.1"
        #expect(
            try DeliveryMail.read(DeliveryMail.report(machine: final, extra: header))?.recipients.first?.originalRecipient
                == "user@example.org")
        let both = final.replacing("Action", with: "Original-Recipient: rfc822;first@example.org\nAction")
        #expect(
            try DeliveryMail.read(DeliveryMail.report(machine: both, extra: header))?.recipients.first?.originalRecipient
                == "first@example.org")
    }

    @Test func `without an address the failed-recipient header names it`() throws {
        let mail = DeliveryMail.report(
            human: "Sorry.", machine: "Reporting-MTA: dns; m\n\nFinal-Recipient: x400; /C=XX/\nAction: failed\nStatus: 5.1.1",
            extra: "X-Failed-Recipients: user@example.org")
        let recipient = try #require(try DeliveryMail.read(mail)?.recipients.first)
        #expect(recipient.originalRecipient == "user@example.org")
    }

    @Test(arguments: ["\"a\n b\"@@example.org", "\"a\n b\"@example.org\n\tAction: failed"])
    func `nobody is guessed in place of a damaged address`(address: String) {
        let mail = DeliveryMail.report(
            machine: "Reporting-MTA: dns; m\n\nFinal-Recipient: rfc822;\(address)\nAction: failed\nStatus: 5.1.1")
        #expect(throws: ReadError.self) { try DeliveryMail.read(mail) }
    }

    @Test func `where Postfix lost its record, the returned message says whom it was for`() throws {
        let human = "The mail system\n\n\t--- Delivery report unavailable ---"
        let machine = "Reporting-MTA: dns; mx.example.net\nArrival-Date: Tue, 01 Sep 2026 10:00:00 +0000"
        let status = try #require(try DeliveryMail.read(DeliveryMail.report(human: human, machine: machine)))
        #expect(status.recipients.map(\.finalRecipient) == ["user@example.org"])
    }

    @Test func `a machine part that names nobody is refused, not guessed`() {
        let mail = DeliveryMail.report(human: "Delivery failed.", machine: "Reporting-MTA: dns; mx.example.net")
        #expect(throws: ReadError.self) { try DeliveryMail.read(mail) }
    }

    @Test func `the vendor's extra diagnostic is kept`() throws {
        let mail = DeliveryMail.report(machine: DeliveryMail.machine + "\nX-Supplementary-Info: <mailbox full>")
        #expect(try DeliveryMail.read(mail)?.recipients.first?.diagnosticCode?.hasSuffix("<mailbox full>") == true)
    }

    @Test func `too many recipients are refused by name of the bound`() throws {
        let groups = (0..<1200).map { "\n\nFinal-Recipient: rfc822; u\($0)@example.org\nAction: failed" }.joined()
        #expect(throws: ReadError.self) { try DeliveryMail.read(DeliveryMail.report(machine: "Reporting-MTA: dns; m" + groups)) }
    }

    @Test func `a forwarded notice is read inside`() throws {
        let inner = DeliveryMail.report()
        let mail =
            "From: a@example.com\nSubject: FW: look\nContent-Type: multipart/mixed; boundary=\"o\"\n\n--o\n\nSee below.\n\n--o\nContent-Type: message/rfc822\n\n\(inner)\n--o--\n"
        #expect(try DeliveryMail.read(mail)?.recipients.first?.finalRecipient == "user@example.org")
    }

    @Test(arguments: [
        "From: a@example.org\nSubject: Lunch?\n\nAre you free? Write to b@example.org.\n",
        "From: a@example.org\nSubject: Re: delivery of the sofa\nIn-Reply-To: <1@example.com>\n\nIt could not be delivered, call us.\n",
        "From: a@example.org\nSubject: Automatic reply: Spring\nAuto-Submitted: auto-replied\n\nI am away.\n",
        "From: fbl@example.org\nContent-Type: multipart/report; report-type=feedback-report; boundary=\"x\"\n\n--x\n\nfailed\n--x\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n--x--\n",
    ])
    func `other mail is no delivery status`(mail: String) throws { #expect(try DeliveryMail.read(mail) == nil) }

    /// Law 4: any bytes give a value or the one declared error.
    @Test func `damaged reports never stop the reader`() throws {
        let bytes = Array(DeliveryMail.report().utf8)
        for end in stride(from: 1, to: bytes.count, by: 5) { _ = try? DeliveryMail.read(String(decoding: bytes[..<end], as: UTF8.self)) }
        var seed: UInt64 = 42
        for _ in 0..<300 {
            var copy = bytes
            for _ in 0..<8 {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                copy[Int(seed >> 33) % copy.count] = UInt8(truncatingIfNeeded: seed >> 20)
            }
            if let message = try? Message.read(copy) { _ = try? DeliveryStatusReader.read(message, limits: Limits()) }
        }
    }

    private func base64(_ text: String) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8), bytes = Array(text.utf8)
        var out: [UInt8] = []
        for i in stride(from: 0, to: bytes.count, by: 3) {
            let n =
                UInt32(bytes[i]) << 16 | UInt32(i + 1 < bytes.count ? bytes[i + 1] : 0) << 8
                | UInt32(i + 2 < bytes.count ? bytes[i + 2] : 0)
            out += [digits[Int(n >> 18)], digits[Int(n >> 12 & 63)]]
            out.append(i + 1 < bytes.count ? digits[Int(n >> 6 & 63)] : 61)
            out.append(i + 2 < bytes.count ? digits[Int(n & 63)] : 61)
            if out.count % 77 == 76 { out.append(10) }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
