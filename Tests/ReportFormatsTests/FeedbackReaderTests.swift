import MailSyntax
import ReportFormats
import Testing

@Suite struct FeedbackReaderTests {
    @Test func `every field of the machine part is read`() throws {
        var mail = FeedbackMail()
        mail.machine? += [
            "Original-Envelope-Id: env-1", "Incidents: 3", "Source: Example ISP", "Removal-Recipient: reader@example.org",
            "Authentication-Results: mx.example.net;", "  spf=pass smtp.mailfrom=example.com",
        ]
        let report = try #require(try FeedbackReader.read(mail.message()))
        #expect(report.form == "arf")
        #expect(report.feedbackType == "abuse")
        #expect(report.userAgent == "Loop/1.0")
        #expect(report.version == "1")
        #expect(report.sourceIP == "192.0.2.20")
        #expect(report.arrivalDate == Timestamp(year: 2026, month: 11, day: 23, hour: 8))
        #expect(report.reportedDomains == ["example.com"])
        #expect(report.originalMailFrom == "<bounce@example.com>")
        #expect(report.originalRecipients == ["<reader@example.org>"])
        #expect(report.removalRecipients == ["reader@example.org"])
        #expect(report.originalEnvelopeID == "env-1")
        #expect(report.originalMessageID == "original@example.com")
        #expect(report.incidents == 3)
        #expect(report.member == "Example ISP")
        #expect(report.authenticationResults.first?.methods.first?.name == "spf")
        #expect(report.original?.value("subject") == "News")
    }

    @Test(arguments: ["\r\n", "\n", "\r"])
    func `line ends do not matter`(lineEnd: String) throws {
        let report = try #require(try FeedbackReader.read(FeedbackMail().message(lineEnd: lineEnd)))
        #expect(report.originalRecipients == ["<reader@example.org>"])
        #expect(report.originalMessageID == "original@example.com")
    }

    @Test func `a machine part is found inside any multipart and without a report type`() throws {
        for type in ["multipart/mixed; boundary=b", "multipart/report; boundary=b", "multipart/alternative; boundary=\"b\""] {
            var mail = FeedbackMail()
            mail.contentType = type
            #expect(try FeedbackReader.read(mail.message())?.feedbackType == "abuse", "\(type)")
        }
    }

    @Test func `a machine part in base64 behind blank lines is read`() throws {
        var mail = FeedbackMail()
        mail.machineHeader += ["Content-Transfer-Encoding: base64", ""]
        // "Feedback-Type: abuse\r\nVersion: 1\r\nOriginal-Rcpt-To: reader@example.org\r\n"
        mail.machine = ["RmVlZGJhY2stVHlwZTogYWJ1c2UNClZlcnNpb246IDENCk9yaWdpbmFsLVJjcHQtVG86IHJlYWRlckBleGFtcGxlLm9yZw0K"]
        #expect(try FeedbackReader.read(mail.message())?.originalRecipients == ["reader@example.org"])
    }

    @Test func `names match in any case, odd lines are passed over, blank lines only separate`() throws {
        var mail = FeedbackMail()
        mail.machine = [
            "no field at all", "", "feedback-TYPE:   ABUSE (as reported)", "Source-Ip: [192.0.2.7] (host.example.com)", "!", "",
            "Original-rcpt-to: a@example.org", "ORIGINAL-RCPT-TO: b@example.org", "Received-Date: 30 Dec 26 10:00 EST",
        ]
        let report = try #require(try FeedbackReader.read(mail.message()))
        #expect(report.feedbackType == "abuse")
        #expect(report.sourceIP == "192.0.2.7")
        #expect(report.originalRecipients == ["a@example.org", "b@example.org"])
        #expect(report.arrivalDate == Timestamp(year: 2026, month: 12, day: 30, hour: 15))
    }

    @Test func `a machine part runs into the delimiter`() throws {
        let text = FeedbackMail().text().replacing("Reported-Domain: example.com\r\n\r\n--b", with: "Reported-Domain: example.com\r\n--b")
        let report = try #require(try FeedbackReader.read(Message.read(Array(text.utf8))))
        #expect(report.reportedDomains == ["example.com"])
        #expect(report.original != nil)
    }

    @Test(arguments: [
        "message/rfc822", "text/rfc822", "text/rfc822-headers", "text/rfc822-header", "message/rfc822-headers", "message/global",
        "message/global-headers",
    ])
    func `the original is found under every name that reporters have for it`(type: String) throws {
        var mail = FeedbackMail()
        mail.originalType = type
        let report = try #require(try FeedbackReader.read(mail.message()))
        #expect(report.original?.value("to") == "reader@example.org")
        #expect(report.originalMessageID == "original@example.com")
    }

    @Test func `an original that was taken away is no header`() throws {
        var mail = FeedbackMail()
        mail.original = ["REDACTED"]
        let report = try #require(try FeedbackReader.read(mail.message()))
        #expect(report.original == nil)
        #expect(report.originalMessageID == nil)
    }

    @Test func `an mbox line and a blank line inside the original's header are tolerated`() throws {
        var mail = FeedbackMail()
        mail.original = [
            ">From bounce@example.com Mon Nov 23 08:00:00 2026",
            "Received: from a.example.com by b.example.net; Mon, 23 Nov 2026 08:00:00 +0000", "",
            "From: news@example.com", "To: reader@example.org", "Message-ID: <late@example.com>", "Date: Mon, 23 Nov 2026 08:00:00 +0000",
            "",
            "Subject: of the body",
        ]
        let report = try #require(try FeedbackReader.read(mail.message()))
        #expect(report.originalMessageID == "late@example.com")
        #expect(report.original?.value("to") == "reader@example.org")
        #expect(report.original?.has("subject") == false)
    }

    @Test func `of two Message-IDs the sender's own is taken`() throws {
        var mail = FeedbackMail()
        mail.original.insert("Message-ID: <stamp@fbl.example.net>", at: 0)
        #expect(try FeedbackReader.read(mail.message())?.originalMessageID == "original@example.com")
    }

    @Test func `a Message-ID is found in the machine part or in the prose`() throws {
        var mail = FeedbackMail()
        mail.original = ["From: news@example.com", "", "Hello."]
        mail.machine? += ["Original-Message-ID: <m1@example.com>"]
        #expect(try FeedbackReader.read(mail.message())?.originalMessageID == "m1@example.com")
        mail.machine?.removeLast()
        let text = mail.text().replacing(
            "abuse report.", with: "abuse report for a message with the message-id of <m2@example.com> received today.")
        #expect(try FeedbackReader.read(Message.read(Array(text.utf8)))?.originalMessageID == "m2@example.com")
    }

    @Test func `of two feedback reports in one mail the first counts`() throws {
        var mail = FeedbackMail()
        mail.original += [
            "--b", "Content-Type: message/feedback-report", "", "Feedback-Type: abuse", "Original-Rcpt-To: victim@example.org", "",
        ]
        #expect(try FeedbackReader.read(mail.message())?.originalRecipients == ["<reader@example.org>"])
    }

    @Test(arguments: [("-1", 1), ("0", 1), ("7", 7), ("99999999999999999999999", 1), ("9999999999", 1_000_000), ("many", 1)])
    func `incidents never leave their bounds`(written: String, read: Int64) throws {
        var mail = FeedbackMail()
        mail.machine? += ["Incidents: \(written)"]
        #expect(try FeedbackReader.read(mail.message())?.incidents == read)
    }

    @Test func `two types that differ are neither`() throws {
        var mail = FeedbackMail()
        mail.machine? += ["Feedback-Type: not-spam"]
        #expect(try FeedbackReader.read(mail.message())?.feedbackType == "other")
    }

    @Test func `an authentication failure is never read as abuse`() throws {
        var mail = FeedbackMail()
        mail.machine? += ["Auth-Failure: dmarc"]
        let report = try #require(try FeedbackReader.read(mail.message()))
        #expect(report.feedbackType == "auth-failure")
        #expect(report.authFailure == "dmarc")
    }

    // MARK: without a machine part

    @Test func `Microsoft's loop is read without a machine part`() throws {
        var mail = FeedbackMail()
        mail.contentType = "multipart/mixed; boundary=b"
        mail.envelope[2] = "Subject:  complaint about message from 192.0.2.9"
        mail.machine = nil
        mail.original.insert("X-HmXmrOriginalRecipient: reader@example.org", at: 0)
        let legacy = try #require(try FeedbackReader.read(mail.message()))
        #expect(legacy.form == "jmrp-legacy")
        #expect(legacy.originalRecipients == ["reader@example.org"])
        #expect(legacy.sourceIP == "192.0.2.9")
        let bare = try #require(try FeedbackReader.read(Message.read(Array(mail.original.joined(separator: "\n").utf8))))
        #expect(bare.form == "jmrp-bare")
        #expect(bare.originalRecipients == ["reader@example.org"])
        #expect(bare.originalMessageID == "original@example.com")
    }

    @Test func `a DMARC failure told in prose is an authentication failure`() throws {
        let lines = [
            "From: no-reply@gateway.example.net", "To: dmarc@example.com", "Content-Type: text/plain", "",
            "A message claiming to be from you has failed the published DMARC policy for your domain.", "", "  Sender Domain: example.com",
            "  Sender IP Address: 203.0.113.68", "  Received date: Mon, 23 Nov 2026 08:00:00 +0000", "",
            "------ This is a copy of the headers that were received before the error was detected.", "", "From: <user@example.com>",
            "Message-ID: <spoofed@example.com>", "",
        ]
        let report = try #require(try FeedbackReader.read(Message.read(Array(lines.joined(separator: "\n").utf8))))
        #expect(report.form == "text")
        #expect(report.feedbackType == "auth-failure")
        #expect(report.reportedDomains == ["example.com"])
        #expect(report.sourceIP == "203.0.113.68")
        #expect(report.originalMessageID == "spoofed@example.com")
    }

    // MARK: what is none, and what is damaged

    @Test func `ordinary mail is no feedback`() throws {
        var mail = FeedbackMail()
        mail.machine = nil
        #expect(try FeedbackReader.read(mail.message()) == nil)
    }

    @Test func `a report inside an attached message is not this sender's`() throws {
        let inner = FeedbackMail().text()
        let text =
            "From: a@example.net\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n"
            + "--o\r\nContent-Type: message/rfc822\r\n\r\n\(inner)\r\n--o--\r\n"
        #expect(try FeedbackReader.read(Message.read(Array(text.utf8))) == nil)
    }

    @Test func `a machine part without its type is set aside`() throws {
        var mail = FeedbackMail()
        mail.machine?.removeFirst()
        let message = try mail.message()
        let error = #expect(throws: ReadError.self) { try FeedbackReader.read(message) }
        #expect(error?.reason == .feedbackMissing)
    }

    @Test func `a mail cut inside the machine part is set aside, because half an address is somebody else's`() throws {
        let whole = FeedbackMail().text()
        let cut = try #require(whole.firstRange(of: "reader@example.o")).upperBound
        let message = try Message.read(Array(whole[..<cut].utf8))
        let error = #expect(throws: ReadError.self) { try FeedbackReader.read(message) }
        #expect(error?.reason == .feedbackDamaged)
    }

    @Test func `a machine part alone is set aside`() throws {
        let text =
            "From: a@example.net\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nOriginal-Rcpt-To: reader@example.org\n"
        let message = try Message.read(Array(text.utf8))
        let error = #expect(throws: ReadError.self) { try FeedbackReader.read(message) }
        #expect(error?.reason == .feedbackDamaged)
    }

    @Test func `any cut of a report gives a report, nothing or a named error`() {
        let bytes = Array(FeedbackMail().text().utf8)
        for length in stride(from: 1, to: bytes.count, by: 7) {
            do throws(ReadError) {
                let report = try FeedbackReader.read(Message.read(Array(bytes[..<length])))
                #expect(report.map { $0.originalRecipients == ["<reader@example.org>"] } ?? true)
            } catch {
                #expect(!error.reason.rawValue.isEmpty)
            }
        }
    }
}
