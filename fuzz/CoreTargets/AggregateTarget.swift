import Interpretation
import MailSyntax
import Rendering
import ReportFormats
import Unpacking

/// Aggregate reports: figures that can be true, and the same report in every container.
package enum AggregateTarget: FuzzTarget {
    package static func seeds(in mail: [UInt8]) -> [[UInt8]] { XMLTarget.seeds(in: mail) }

    package static func check(_ bytes: [UInt8]) throws {
        let message = try SameReading.check(bytes)
        guard ContentKind.of(bytes) == .xml, case .report = message.reading.outcome else { return }
        let limits = Limits()
        for case .aggregate(let report) in message.reading.reports {
            let counts = report.counts
            try law("a sum below zero", min(counts.messages, counts.aligned, counts.none, counts.quarantine, counts.reject) >= 0)
            try law("more aligned than there are", counts.aligned <= counts.messages)
            try law("more aligned by one than by either", max(counts.dkimAligned, counts.spfAligned) <= counts.aligned)
            try law("more records than allowed", report.records <= limits.recordsPerReport.value)
        }
        try law("rows that are not counted", message.aggregates.allSatisfy { $0.rows.count == $0.report.records })
        let gzip = base64(Wrapping.gzip.compress(bytes)), zip = base64(Wrapping.zip(bytes, isStored: false)), plain = base64(bytes)
        for content in [gzip, zip, plain] {
            let mail = "From: a@example.net\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n\(content)\n"
            let inside = try SameReading.check(Array(mail.utf8))
            try law("in a mail it is another report", digests(inside) == digests(message))
        }
    }

    private static func digests(_ message: InterpretedMessage) -> [UInt64] { message.aggregates.map(\.report.contentDigest) }
}
