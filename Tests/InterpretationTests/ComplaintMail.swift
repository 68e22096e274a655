import Deliverability
import Interpretation
import MailSyntax
import ReportFormats

/// A feedback report with its envelope, machine part and original, read and interpreted.
struct ComplaintMail {
    var envelope = ["From: loop@fbl.example.net", "To: reports@example.com", "Subject: FW: News", "Date: Tue, 24 Nov 2026 10:00:00 +0000"]
    var machine = ["Feedback-Type: abuse", "User-Agent: Loop/1.0", "Version: 1", "Original-Mail-From: <bounce@example.com>"]
    var original = ["From: News <news@example.com>", "Subject: News", "Message-ID: <original@example.com>"]

    func report() throws -> FeedbackReport? {
        let lines =
            envelope + ["MIME-Version: 1.0", "Content-Type: multipart/report; report-type=feedback-report; boundary=b", "", "--b"]
            + ["Content-Type: message/feedback-report", ""] + machine + ["", "--b", "Content-Type: message/rfc822", ""] + original
            + ["", "Hello.", "--b--", ""]
        let message = try Message.read(Array(lines.joined(separator: "\r\n").utf8))
        return try FeedbackReader.read(message)
    }

    func events(_ context: OperatorContext = OperatorContext()) throws -> [Event] {
        guard let report = try report() else { return [] }
        return ComplaintInterpreter(context: context).events(of: report, tokens: TokenEvidence(of: report, context))
    }

    func complaints(_ context: OperatorContext = OperatorContext()) throws -> [Complaint] {
        try events(context).compactMap { if case .complaint(let complaint) = $0 { complaint } else { nil } }
    }
}

extension Complaint {
    var address: String? { attribution.address.map { "\($0)" } }
}
