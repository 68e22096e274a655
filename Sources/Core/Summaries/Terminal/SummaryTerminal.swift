import Deliverability
import MailSyntax
import Rendering

/// The summary for a terminal: the shape of the week on one screen or two.
package enum SummaryTerminal {
    /// Rows per group of sources: the files have the rest.
    static let rowsMax = 5

    package static func render(_ summary: AuthenticationSummary, colour: Bool = false, width: Int = 100) -> String {
        var out = TerminalText(colour: colour, width: min(max(width, 72), 140))
        out.blank()
        let scope = out.cut("\(Escape.terminal(summary.scope)) · \(summary.week.title)", from: 26)
        out.line(out.paint("  Authentication summary", .bold) + out.paint("  " + scope, .dim))
        out.blank()
        out.paragraph(Escape.terminal(summary.headline), .bold)
        if !summary.alerts.isEmpty { out.heading("Alerts") }
        for alert in summary.alerts { out.bullet("!", Escape.terminal(alert.sentence), .red) }
        totals(summary, &out)
        days(summary, &out)
        sources(summary, &out)
        delivery(summary, &out)
        todo(summary, &out)
        out.heading("Cannot be seen here")
        for spot in summary.blindSpots { out.bullet("·", Escape.terminal(spot.text), .dim) }
        out.blank()
        return out.text
    }

    private static func totals(_ summary: AuthenticationSummary, _ out: inout TerminalText) {
        let totals = summary.totals, counts = totals.counts
        guard counts.messages > 0 else { return }
        out.paragraph(
            "DKIM \(Figures.percent(counts.dkimAligned, of: counts.messages)) · SPF \(Figures.percent(counts.spfAligned, of: counts.messages)) · "
                + "quarantined \(Figures.grouped(totals.dispositions.quarantine)) · rejected \(Figures.grouped(totals.dispositions.reject))"
        )
        let families = [AddressFamily.ipv4, .ipv6].filter { totals.families[$0].messages > 0 }.map { family in
            let counts = totals.families[family]
            return "\(family.title) \(Figures.grouped(counts.messages)), \(Figures.percent(counts.aligned, of: counts.messages)) aligned"
        }
        if !families.isEmpty { out.paragraph(families.joined(separator: " · ")) }
        out.paragraph(
            "\(Figures.counted(totals.reports, "report")) from \(Figures.counted(Int64(totals.reporters.count), "reporter")), "
                + "\(Figures.counted(totals.duplicates, "duplicate")), \(Figures.grouped(totals.setAsideTotal)) set aside", .dim)
    }

    private static func days(_ summary: AuthenticationSummary, _ out: inout TerminalText) {
        guard let most = summary.days.map(\.counts.messages).max(), most > 0 else { return }
        out.heading("By day")
        let room = out.width - 34
        for day in summary.days {
            let counts = day.counts
            let parts: [(Int64, TerminalText.Paint, Character)] = [
                (counts.both, .green, "█"), (counts.dkimOnly, .cyan, "▓"), (counts.spfOnly, .yellow, "▒"), (counts.neither, .red, "░"),
            ]
            var bar = "", used = 0
            for (count, paint, block) in parts where count > 0 {
                let cells = max(1, Int((Double(count) / Double(most) * Double(room)).rounded()))
                let fitting = min(cells, room + 3 - used)
                bar += out.paint(String(repeating: block, count: fitting), paint)
                used += fitting
            }
            let share = day.isSilent ? "no report" : Figures.percent(counts.aligned, of: counts.messages)
            let label = TerminalText.padded(day.day.short, 11)
            let number = TerminalText.padded(Figures.grouped(counts.messages), 9, right: true)
            out.line("  \(label)\(number)  \(bar)\(used > 0 ? " " : "")\(out.paint(share, .dim))")
        }
        let legend = [
            ("█", "both", TerminalText.Paint.green), ("▓", "DKIM only", .cyan), ("▒", "SPF only", .yellow), ("░", "neither", .red),
        ]
        out.line(String(repeating: " ", count: 24) + legend.map { out.paint($0.0, $0.2) + " " + $0.1 }.joined(separator: "   "))
    }

    private static func sources(_ summary: AuthenticationSummary, _ out: inout TerminalText) {
        for group in summary.sources where !group.rows.isEmpty {
            out.heading(
                "\(group.title): \(Figures.counted(Int64(group.rows.count), "source")), \(Figures.counted(group.counts.messages, "message"))"
            )
            let (rows, folded) = group.shown(rowsMax)
            // An address is of no use when it is cut: the column takes what the longest one needs.
            let column = min(39, rows.map { Escape.terminal($0.sourceIP).count }.max() ?? 0) + 2
            for row in rows {
                let source = TerminalText.padded(out.cut(Escape.terminal(row.sourceIP), to: column - 2), column)
                let number = TerminalText.padded(Figures.grouped(row.counts.messages), 9, right: true)
                let share = TerminalText.padded(Figures.percent(row.counts.aligned, of: row.counts.messages), 9, right: true)
                let identity = row.authenticatedAs.map { $0 == row.domain ? "" : " as \(Escape.terminal($0))" } ?? ""
                let about = "\(row.cause.rawValue), \(Escape.terminal(row.domain))\(identity)\(row.isNew == true ? ", new" : "")"
                let paint: TerminalText.Paint = group.group == .aligned ? .green : group.group == .failing ? .red : .yellow
                out.line("  \(source)\(number)\(out.paint(share, paint))  \(out.cut(about, from: column + 22))")
            }
            if let folded {
                let messages = Figures.counted(folded.counts.messages, "message")
                out.paragraph("\(Figures.counted(Int64(folded.sources), "further source")) with \(messages)", .dim)
            }
        }
    }

    private static func rate(_ rate: RateFigures?, _ word: String) -> String { rate.map { " · \(word) \($0.sentence)" } ?? "" }

    private static func delivery(_ summary: AuthenticationSummary, _ out: inout TerminalText) {
        let bounces = summary.bounces, complaints = summary.complaints
        out.heading("Delivery")
        let classes = bounces.classes.map { "\($0.bounceClass.rawValue) \(Figures.grouped($0.count))" }.joined(separator: " · ")
        out.bullet("Bounces   ", "\(classes) · delayed \(Figures.grouped(bounces.delays))" + rate(bounces.hardRate, "hard"), .bold)
        out.bullet(
            "Complaints",
            "\(Figures.grouped(complaints.total)) · attributed \(Figures.grouped(complaints.resolved)) · "
                + "contacts suppressed \(Figures.grouped(complaints.suppressed)) · unsubscribes \(Figures.grouped(summary.unsubscribes))"
                + rate(complaints.rate, "rate"),
            .bold)
        for incident in summary.investigations where incident.phase != .clear {
            let paint: TerminalText.Paint = incident.isOpen ? .red : .yellow
            let name = Escape.terminal("\(incident.key.receiver) / \(incident.key.fromDomain)")
            out.bullet("Case      ", "\(incident.phase.rawValue) · \(name) · \(Figures.counted(incident.blocks, "block"))", paint)
        }
        for row in summary.tls.prefix(rowsMax) {
            let failed = "\(Figures.grouped(row.failed)) of \(Figures.counted(row.sessions, "session")) failed"
            out.bullet(
                "TLS       ", "\(row.domain.isEmpty ? "no domain named" : Escape.terminal(row.domain)) · \(failed)",
                row.failed > 0 ? .yellow : .bold)
        }
    }

    private static func todo(_ summary: AuthenticationSummary, _ out: inout TerminalText) {
        out.heading("What to do")
        if summary.todo.isEmpty { out.line("  Nothing.") }
        for task in summary.todo {
            let paint: TerminalText.Paint =
                switch task.severity {
                case .act: .red
                case .check: .yellow
                case .know: .dim
                }
            out.bullet(TerminalText.padded(task.severity.title, 5), Escape.terminal(task.text), paint)
            if let command = task.furtherCommand { out.line(out.paint("        " + command, .dim)) }
        }
    }
}
