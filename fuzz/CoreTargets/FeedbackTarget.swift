import MailSyntax
import ReportFormats

/// Complaints: bounded lists, and no address of ours for a complainer.
package enum FeedbackTarget: FuzzTarget {
    package static func seeds(in mail: [UInt8]) -> [[UInt8]] {
        guard let message = try? Message.read(mail), (try? FeedbackReader.read(message)) != nil else { return [] }
        return [mail]
    }

    /// A copy whose body fits its signature, so that header and key are reached.
    package static var seeds: [[UInt8]] {
        let lines = [
            "Content-Type: multipart/report; report-type=feedback-report; boundary=b", "", "--b", "Content-Type: message/feedback-report",
            "",
            "Feedback-Type: abuse", "User-Agent: a", "Version: 1", "", "--b", "Content-Type: message/rfc822", "",
            "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=example.com; s=s1; h=from:to:to;",
            " bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA", "From: news@example.com", "To: reader@example.org", "", "--b--", "",
        ]
        return [Array(lines.joined(separator: "\r\n").utf8)]
    }

    package static func check(_ bytes: [UInt8]) throws {
        try SameReading.check(bytes)
        guard let message = try? Message.read(bytes), let report = try? FeedbackReader.read(message) else { return }
        let limits = Limits()
        try law("more recipients than allowed", report.originalRecipients.count <= limits.recipientsPerMessage.value)
        try law("more removals than allowed", report.removalRecipients.count <= limits.recipientsPerMessage.value)
        try law("no incident at all", report.incidents >= 0)
        try law("a type that is not lower case", report.feedbackType == report.feedbackType.asciiLowercased)
    }
}
