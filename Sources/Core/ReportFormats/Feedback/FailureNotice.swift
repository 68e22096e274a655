import MailSyntax

/// The prose in which some Exim gateways report a DMARC failure, without any machine part: `A message claiming to be from
/// you has failed the published DMARC policy for your domain.` and lines `Name: value`.
enum FailureNotice {
    /// The notice is short; a copy of a header follows it.
    private static let bytesMax = 64 << 10

    static func read(_ message: Message, _ leaves: [BodyPart], _ limits: Limits) -> FeedbackReport? {
        guard let part = leaves.first(where: { $0.mediaType.essence == "text/plain" }), let whole = try? part.decoded(limits) else {
            return nil
        }
        let text = whole.count > bytesMax ? Array(whole[..<bytesMax]) : whole
        let opening = text.trimmed(0..<text.count)
        guard text.startsIgnoringCase("a message claiming to be from you has failed", at: opening.lowerBound, limit: text.count),
            let domain = value("sender domain:", in: text), DomainName(domain) != nil
        else { return nil }
        var report = FeedbackReport(envelope: message.header)
        report.form = "text"
        report.feedbackType = "auth-failure"
        report.authFailure = "dmarc"
        report.reportedDomains = [domain]
        report.sourceIP = value("sender ip address:", in: text).flatMap(IPLiteral.read)
        report.arrivalDate = value("received date:", in: text).flatMap { MailDate.read($0) }
        report.original = copiedHeader(text, limits)
        report.originalMessageID = ReportedMessage.messageID(of: report)
        return report
    }

    private static func value(_ label: StaticString, in text: [UInt8]) -> String? {
        var cursor = LineCursor(0..<min(text.count, 4096))
        while let line = cursor.next(in: text) {
            let range = text.trimmed(line)
            guard text.startsIgnoringCase(label, at: range.lowerBound, limit: range.upperBound) else { continue }
            return text.text(text.trimmed((range.lowerBound + label.utf8CodeUnitCount)..<range.upperBound)).bounded(toBytes: 255)
        }
        return nil
    }

    private static func copiedHeader(_ text: [UInt8], _ limits: Limits) -> Header? {
        guard let rule = text.findIgnoringCase("this is a copy of the headers", in: 0..<text.count) else { return nil }
        var cursor = LineCursor(rule..<text.count)
        _ = cursor.next(in: text)
        guard let header = try? Header.read(text, cursor.position..<text.count, limits: limits), !header.fields.isEmpty else { return nil }
        return header
    }
}
