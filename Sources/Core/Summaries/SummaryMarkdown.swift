import Deliverability
import MailSyntax
import Rendering

/// The summary as Markdown: for a wiki, a ticket or a repository. Every text that came by mail is escaped.
package enum SummaryMarkdown {
    /// Rows per table; one row stands for the others.
    package static let rowsMax = 25

    package static func render(_ summary: AuthenticationSummary) -> String {
        var out = MarkdownText()
        out.line("# Authentication summary · \(Escape.markdown(summary.scope)) · \(summary.week.title)")
        let owner = summary.organization.map { " · for \(Escape.markdown($0))" } ?? ""
        out.paragraph("Week \(summary.week), Monday to Sunday, UTC\(owner)")
        out.paragraph("**\(Escape.markdown(summary.headline))**")
        totals(summary, &out)
        if !summary.alerts.isEmpty { out.heading("Alerts") }
        for alert in summary.alerts { out.line("- " + Escape.markdown(alert.sentence)) }
        todo(summary, &out)
        days(summary, &out)
        sources(summary, &out)
        delivery(summary, &out)
        out.heading("What this summary cannot see")
        for spot in summary.blindSpots { out.line("- " + Escape.markdown(spot.text)) }
        return out.text
    }

    private static func totals(_ summary: AuthenticationSummary, _ out: inout MarkdownText) {
        let totals = summary.totals, counts = totals.counts
        out.heading("Totals")
        out.table(["", "all", "IPv4", "IPv6"], numbersFrom: 1)
        let columns = [counts, totals.families[.ipv4], totals.families[.ipv6]]
        out.row(["Messages reported"] + columns.map { Figures.grouped($0.messages) })
        let shares: [(String, (AlignmentCounts) -> Int64)] = [
            ("Aligned", \.aligned), ("DKIM aligned", \.dkimAligned), ("SPF aligned", \.spfAligned),
        ]
        for (title, value) in shares {
            out.row(
                [title]
                    + columns.map {
                        $0.messages == 0 ? "–" : "\(Figures.grouped(value($0))) (\(Figures.percent(value($0), of: $0.messages)))"
                    })
        }
        if let previous = totals.previous, let before = previous.alignedPermille, let now = totals.alignedPermille {
            out.paragraph(
                "Week before: \(Figures.percent(previous.aligned, of: previous.messages)) of "
                    + "\(Figures.counted(previous.messages, "message")) aligned (\(Figures.change(from: before, to: now)) points since).")
        }
        let disposed = totals.dispositions
        out.paragraph(
            "Receivers let \(Figures.grouped(disposed.none)) through, quarantined \(Figures.grouped(disposed.quarantine)) and rejected "
                + "\(Figures.grouped(disposed.reject)).")
        out.paragraph(
            "\(Figures.counted(totals.reports, "report")) from \(Figures.counted(Int64(totals.reporters.count), "reporter")); "
                + "\(Figures.counted(totals.duplicates, "duplicate")) counted once, \(Figures.counted(totals.conflicts, "conflict")), "
                + "\(Figures.counted(totals.setAsideTotal, "mail")) set aside.")
    }

    private static func todo(_ summary: AuthenticationSummary, _ out: inout MarkdownText) {
        out.heading("What to do")
        if summary.todo.isEmpty { out.line("Nothing.") }
        for (number, task) in summary.todo.enumerated() {
            out.line(
                "\(number + 1). **\(task.severity.title):** \(Escape.markdown(task.text))"
                    + (task.furtherCommand.map { " (`\($0)`)" } ?? ""))
        }
    }

    private static func days(_ summary: AuthenticationSummary, _ out: inout MarkdownText) {
        out.heading("By day")
        out.table(["Day", "DKIM and SPF", "DKIM only", "SPF only", "neither", "messages", "IPv4", "IPv6"], numbersFrom: 1)
        for day in summary.days {
            let counts = day.counts
            out.row(
                [day.day.short]
                    + [
                        counts.both, counts.dkimOnly, counts.spfOnly, counts.neither, counts.messages, day.families[.ipv4].messages,
                        day.families[.ipv6].messages,
                    ].map(Figures.grouped))
        }
    }

    private static func sources(_ summary: AuthenticationSummary, _ out: inout MarkdownText) {
        for group in summary.sources {
            out.heading("Sources: \(group.title.lowercased())")
            out.paragraph(
                "\(group.explanation) \(Figures.counted(Int64(group.rows.count), "source")), "
                    + "\(Figures.counted(group.counts.messages, "message")).")
            guard !group.rows.isEmpty else { continue }
            out.table(["Source", "Family", "From domain", "Authenticated as", "Cause", "Messages", "Aligned", "Reporters"], numbersFrom: 5)
            let (rows, folded) = group.shown(rowsMax)
            for row in rows {
                out.row(
                    [
                        row.sourceIP + (row.isNew == true ? " (new)" : ""), row.family.title, row.domain, row.authenticatedAs ?? "–",
                        row.cause.rawValue, Figures.grouped(row.counts.messages), Figures.grouped(row.counts.aligned),
                        String(row.reporters),
                    ].map(Escape.markdown))
            }
            if let folded {
                out.row([
                    "\(Figures.counted(Int64(folded.sources), "further source"))", "", "", "", "", Figures.grouped(folded.counts.messages),
                    Figures.grouped(folded.counts.aligned), "",
                ])
            }
        }
    }
}
