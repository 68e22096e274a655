import MailSyntax
import ReportFormats

/// Complaints: bounded lists, and no address of ours for a complainer.
package enum FeedbackTarget: FuzzTarget {
    package static func seeds(in mail: [UInt8]) -> [[UInt8]] {
        guard let message = try? Message.read(mail), (try? FeedbackReader.read(message)) != nil else { return [] }
        return [mail]
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
