import MailSyntax

/// The two shapes of Microsoft's Junk Mail Reporting Program that have no machine part (in use until June 2026): a
/// multipart/mixed around the mail, and the mail itself with the marker field between its Received fields.
enum MicrosoftComplaint {
    static let marker: StaticString = "x-hmxmroriginalrecipient"

    static func read(_ message: Message, _ leaves: [BodyPart], _ limits: Limits) -> FeedbackReport? {
        if message.header.has(marker) {
            return report(message, form: "jmrp-bare", ReportedMessage.Copy(header: message.header, body: message.root.body))
        }
        guard message.root.mediaType.isMultipart, let copy = ReportedMessage.copy(in: leaves[...], limits), copy.header.has(marker)
        else {
            return nil
        }
        return report(message, form: "jmrp-legacy", copy)
    }

    private static func report(_ message: Message, form: String, _ copy: ReportedMessage.Copy) -> FeedbackReport {
        var report = FeedbackReport(envelope: message.header)
        report.form = form
        let original = copy.header
        report.original = original
        report.originalBody = copy.body
        report.originalRecipients = original.values(marker).prefix(4).map { $0.bounded(toBytes: 1024) }
        report.originalMailFrom = original.value("return-path")?.bounded(toBytes: 1024)
        if form == "jmrp-legacy" {
            // `complaint about message from 192.0.2.1`: nothing else names the sending address.
            report.sourceIP = message.header.value("subject")?.split(separator: " ").last.flatMap { IPLiteral.read(String($0)) }
        }
        report.originalMessageID = ReportedMessage.messageID(of: report)
        return report
    }
}
