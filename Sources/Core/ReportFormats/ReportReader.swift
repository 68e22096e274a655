import MailSyntax
import Unpacking

/// One message in, one reading out: the table of recognition. Structure decides first (machine parts that name
/// themselves), then content, then wording; bounce evidence outranks auto-reply evidence.
package struct ReportReader {
    private let limits: Limits
    private let sink: any RecordSink
    private let space: UnpackingSpace
    private let unsubscribeAddresses: Set<String>

    package init(
        limits: Limits, sink: any RecordSink, space: UnpackingSpace = UnpackingSpace(), unsubscribeAddresses: Set<String> = []
    ) {
        self.limits = limits
        self.sink = sink
        self.space = space
        self.unsubscribeAddresses = unsubscribeAddresses
    }

    /// Reads a mail, or the bare file of a report. Never throws: what cannot be read is an outcome.
    package func read(_ bytes: [UInt8]) -> Reading {
        switch ContentKind.of(bytes) {
        case .gzip, .zlib, .zip, .xml, .json: return readBareFile(bytes)
        case .archive(let format) where bytes.count > 100 && !Self.beginsLikeMail(bytes):
            return Reading(outcome: .setAside(ReadError(.archiveFormat, "\(format) archives are not read: reports come as gzip or zip")))
        case .archive, .other: break
        }
        do throws(ReadError) {
            let message = try Message.read(bytes, limits: limits)
            var reading = try read(message)
            reading.envelope = message.header
            reading.warnings.insert(contentsOf: message.warnings, at: 0)
            return reading
        } catch {
            return Reading(outcome: .setAside(error))
        }
    }

    private static func beginsLikeMail(_ bytes: [UInt8]) -> Bool {
        bytes.prefix(200).contains(58) && bytes.prefix(200).allSatisfy { $0 < 0x80 && ($0 >= 32 || $0 == 9 || $0 == 10 || $0 == 13) }
    }

    private func readBareFile(_ bytes: [UInt8]) -> Reading {
        var search = PayloadSearch(limits: limits, sink: sink, space: space)
        search.take(bytes, name: nil)
        // A folder holds other XML and JSON than reports: only what began as a report is a report that failed.
        let isOther = search.rejected.allSatisfy(\.error.reason.isAboutOtherDocuments)
        return reading(of: search, looksLikeReport: !isOther) ?? Reading(outcome: .unrelated)
    }

    private func read(_ message: Message) throws(ReadError) -> Reading {
        let parts = message.root.walk
        if parts.contains(where: { Self.isFeedbackPart($0.mediaType.essence) }),
            let report = try FeedbackReader.read(message, limits: limits)
        {
            return Self.reading(.feedback, .feedback(report))
        }
        if parts.contains(where: { Self.isDeliveryPart($0.mediaType.essence) }),
            let status = try DeliveryStatusReader.read(message, limits: limits)
        {
            return Self.reading(.deliveryStatus, .deliveryStatus(status))
        }
        var search = PayloadSearch(limits: limits, sink: sink, space: space)
        for part in parts where part.isLeaf { search.take(part) }
        if let reading = reading(of: search, looksLikeReport: ReportLikeness.of(message, parts)) { return reading }
        if let report = try FeedbackReader.read(message, limits: limits) { return Self.reading(.feedback, .feedback(report)) }
        if let status = try DeliveryStatusReader.read(message, limits: limits) {
            return Self.reading(.deliveryStatus, .deliveryStatus(status))
        }
        if let request = UnsubscribeReader.read(message, limits: limits, addresses: unsubscribeAddresses) {
            return Self.reading(.unsubscribe, .unsubscribe(request))
        }
        if let notice = NoticeReader.read(message, limits: limits) { return Self.reading(.autoReply, notice) }
        if ReportLikeness.of(message, parts) {
            return Reading(outcome: .setAside(ReadError(.messageNoReport, "the mail looks like a report, but no part of it is one")))
        }
        return Reading(outcome: .unrelated)
    }

    private static func isFeedbackPart(_ essence: String) -> Bool { essence == "message/feedback-report" }
    private static func isDeliveryPart(_ essence: String) -> Bool {
        essence == "message/delivery-status" || essence == "message/global-delivery-status"
    }

    private static func reading(_ kind: Reading.Kind, _ report: Report) -> Reading {
        var reading = Reading(outcome: .report, kind: kind)
        reading.reports = [report]
        return reading
    }

    private static func reading(_ kind: Reading.Kind, _ notice: Notice) -> Reading {
        var reading = Reading(outcome: .report, kind: kind)
        reading.notices = [notice]
        return reading
    }

    /// What the search found; nil where it found nothing that has to do with a report.
    private func reading(of search: PayloadSearch, looksLikeReport: @autoclosure () -> Bool) -> Reading? {
        if let first = search.reports.first {
            let kind: Reading.Kind = if case .tls = first { .tls } else { .aggregate }
            var reading = Reading(outcome: .report, kind: kind)
            reading.reports = search.reports
            reading.rejected = search.rejected
            reading.warnings = search.warnings
            return reading
        }
        // What was no report at all says less than what was one and could not be read.
        let telling =
            search.rejected.first { !$0.error.reason.isAboutOtherDocuments } ?? search.rejected.first { $0.error.reason == .zipNoReport }
        guard let refusal = telling ?? search.rejected.first, search.sawReport || looksLikeReport() else { return nil }
        var reading = Reading(outcome: .setAside(refusal.error))
        reading.rejected = search.rejected
        reading.warnings = search.warnings
        return reading
    }
}

/// Whether a mail without any readable report was meant to be one: then it is set aside with its reason and not
/// passed over as unrelated.
enum ReportLikeness {
    static func of(_ message: Message, _ parts: [BodyPart]) -> Bool {
        let header = message.header
        if header.has("tls-report-domain") { return true }
        let subject = Array((header.text("subject") ?? "").utf8)
        for word in ["report domain:", "report-id:", "dmarc aggregate"] as [StaticString]
        where subject.findIgnoringCase(word, in: 0..<subject.count) != nil { return true }
        return parts.contains { part in part.name.map(isReportName) ?? false }
    }

    /// `receiver!policy-domain!begin!end[!unique-id].xml[.gz]` (RFC 9990 §3.5.1; RFC 8460 §5.1 is the same).
    private static func isReportName(_ name: String) -> Bool {
        let fields = name.utf8.split(separator: 33)
        guard fields.count >= 4 else { return false }
        return fields[2].allSatisfy(\.isDigit) && fields[3].prefix { $0 != 46 }.allSatisfy(\.isDigit)
    }
}
