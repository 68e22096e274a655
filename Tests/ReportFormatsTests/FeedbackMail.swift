import MailSyntax

/// Mail of feedback loops, put together line by line. Every part can be replaced or left out.
struct FeedbackMail {
    var envelope = [
        "From: loop@fbl.example.net", "To: reports@example.com", "Subject: FW: News", "Date: Tue, 24 Nov 2026 10:00:00 +0000",
        "MIME-Version: 1.0",
    ]
    var contentType = "multipart/report; report-type=feedback-report; boundary=\"b\""
    var machineHeader = ["Content-Type: message/feedback-report"]
    var machine: [String]? = [
        "Feedback-Type: abuse", "User-Agent: Loop/1.0", "Version: 1", "Original-Mail-From: <bounce@example.com>",
        "Original-Rcpt-To: <reader@example.org>", "Source-IP: 192.0.2.20", "Arrival-Date: Mon, 23 Nov 2026 08:00:00 +0000",
        "Reported-Domain: example.com",
    ]
    var originalType = "message/rfc822"
    var original = [
        "Return-Path: <bounce@example.com>", "From: News <news@example.com>", "To: reader@example.org", "Subject: News",
        "Date: Mon, 23 Nov 2026 08:00:00 +0000", "Message-ID: <original@example.com>", "", "Hello.",
    ]
    var closing = "--b--"

    func text(lineEnd: String = "\r\n") -> String {
        var lines =
            envelope + ["Content-Type: \(contentType)", "", "--b", "Content-Type: text/plain", "", "This is an email abuse report.", ""]
        if let machine { lines += ["--b"] + machineHeader + [""] + machine + [""] }
        if !original.isEmpty { lines += ["--b", "Content-Type: \(originalType)", ""] + original }
        lines += [closing, ""]
        return lines.joined(separator: lineEnd)
    }

    func message(lineEnd: String = "\r\n") throws -> Message { try Message.read(Array(text(lineEnd: lineEnd).utf8)) }
}
