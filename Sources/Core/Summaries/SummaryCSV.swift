import Deliverability
import MailSyntax
import Rendering

/// The sources of the week as a table for a spreadsheet: one row per source, From domain and cause.
///
/// A last row per group with `folded` above 0 stands for the sources beyond `sourcesMax`.
package enum SummaryCSV {
    package static let sourcesMax = 1000

    package static let columns = [
        "week", "group", "source_ip", "family", "domain", "authenticated_as", "cause", "messages", "aligned", "dkim_aligned", "spf_aligned",
        "disposition_none", "disposition_quarantine", "disposition_reject", "reporters", "new", "folded",
    ]

    package static func render(_ summary: AuthenticationSummary) -> String {
        var csv = CSVWriter(columns: columns)
        let week = summary.week.description
        for group in summary.sources {
            let (rows, folded) = group.shown(sourcesMax)
            for row in rows {
                let source: [CSVWriter.Cell] = [
                    .text(row.sourceIP), .text(row.family.rawValue), .text(row.domain), .text(row.authenticatedAs),
                    .text(row.cause.rawValue),
                ]
                let isNew = row.isNew.map { $0 ? "yes" : "no" }
                csv.row(
                    [.text(week), .text(group.group.rawValue)] + source + numbers(row.counts, row.dispositions)
                        + [.number(Int64(row.reporters)), .text(isNew), .number(0)])
            }
            guard let folded else { continue }
            csv.row(
                [.text(week), .text(group.group.rawValue)] + Array(repeating: .text(nil), count: 5)
                    + numbers(folded.counts, folded.dispositions) + [.number(nil), .text(nil), .number(Int64(folded.sources))])
        }
        return csv.take()
    }

    private static func numbers(_ counts: AlignmentCounts, _ dispositions: Dispositions) -> [CSVWriter.Cell] {
        [
            counts.messages, counts.aligned, counts.dkimAligned, counts.spfAligned, dispositions.none, dispositions.quarantine,
            dispositions.reject,
        ].map { .number($0) }
    }
}
