import Deliverability
import MailSyntax
import Rendering

/// The four tables of sources.
extension SummaryHTML {
    static func sources(_ summary: AuthenticationSummary, _ out: inout HTMLText) {
        guard summary.sources.contains(where: { !$0.rows.isEmpty }) else { return }
        for group in summary.sources {
            let size = "\(Figures.counted(Int64(group.rows.count), "source")), \(Figures.counted(group.counts.messages, "message"))."
            out.heading(group.title, note: group.rows.isEmpty ? "\(group.explanation) None this week." : "\(group.explanation) \(size)")
            guard !group.rows.isEmpty else { continue }
            out.openTable(
                [
                    .text("Source"), .text("From domain"), .text("Finding"), .number("Messages"), .number("Aligned"), .number("Reporters"),
                ], label: "Sources: \(group.title)", widths: [24, 28, 22, 10, 8, 8])
            let (rows, folded) = group.shown(rowsMax)
            for row in rows { out.row(cells(row)) }
            if let folded {
                out.row([
                    .text("\(Figures.counted(Int64(folded.sources), "further source"))"), .text(""), .text(""),
                    .number(Figures.grouped(folded.counts.messages)),
                    .number(Figures.percent(folded.counts.aligned, of: folded.counts.messages)), .text(""),
                ])
            }
            out.closeTable()
        }
    }

    private static func cells(_ row: SourceFigures) -> [HTMLText.Cell] {
        let fresh =
            row.isNew == true
            ? " <span class=\"fresh\" style=\"background:#e6ecef;color:#3c4c55;font-size:11px;font-weight:600;padding:1px 5px;"
                + "border-radius:3px\">new</span>" : ""
        let source = "<span class=\"ip\">\(html(row.sourceIP))</span>\(fresh)<br>\(small(row.family.title))"
        let identity = row.authenticatedAs.flatMap { $0 == row.domain ? nil : "<br>" + small("authenticated as \($0)") } ?? ""
        let disposed = row.dispositions.quarantine.addingSaturated(row.dispositions.reject)
        let fate = disposed == 0 ? "" : "<br>" + small("\(Figures.grouped(disposed)) quarantined or rejected")
        return [
            .markup(source), .markup("<span class=\"ip\">\(html(row.domain))</span>" + identity), .markup(html(row.cause.title) + fate),
            .number(Figures.grouped(row.counts.messages)), .number(Figures.percent(row.counts.aligned, of: row.counts.messages)),
            .number(String(row.reporters)),
        ]
    }

    static func small(_ words: String) -> String {
        "<small class=\"ip\">\(html(words))</small>"
    }
}

extension AlignmentCause {
    /// The cause in words.
    package var title: String {
        switch self {
        case .aligned: "aligned"
        case .dkimFails: "DKIM signature failed"
        case .dkimAbsent: "no DKIM signature"
        case .dkimUnaligned: "signed by another domain"
        case .spfFails: "SPF failed"
        case .spfUnaligned: "return path of another domain"
        case .forwarded: "forwarded"
        case .mailingList: "mailing list"
        case .unknownSource: "no tie to you"
        case .localPolicy: "receiver's own policy"
        }
    }
}
