import Deliverability
import MailSyntax
import Rendering

/// The summary as one page that stands alone: no script, no external asset; it prints, and it travels as a mail body.
///
/// Totals first, then what to do, then the details. Every text that came by mail passes `Escape.html`.
package enum SummaryHTML {
    /// Rows per table; one row stands for the others.
    package static let rowsMax = 25

    package static func render(_ summary: AuthenticationSummary) -> String {
        var out = HTMLText()
        open(summary, &out)
        masthead(summary, &out)
        strip(summary, &out)
        if !summary.alerts.isEmpty { out.heading("Alerts") }
        for alert in summary.alerts { out.paragraph(alert.sentence) }
        todo(summary, &out)
        chart(summary, &out)
        sources(summary, &out)
        delivery(summary, &out)
        reading(summary, &out)
        close(&out)
        return out.text
    }

    private static func open(_ summary: AuthenticationSummary, _ out: inout HTMLText) {
        out.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")
        out.raw(
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">")
        out.raw("<title>\(html(summary.subject))</title>\n<style>\n\(HTMLLook.style)\n</style>\n</head>")
        out.raw("<body class=\"back\" style=\"margin:0;padding:0;background:#f2f4f2;color:\(HTMLLook.ink)\">")
        out.raw(
            "<table class=\"back\" role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"background:#f2f4f2\"><tr>"
        )
        out.raw("<td align=\"center\" style=\"padding:20px 8px\">")
        out.raw(
            "<table class=\"page\" role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"max-width:820px;"
                + "background:#ffffff;border:1px solid #dfe4e1;border-radius:10px;border-collapse:separate\"><tr>")
        out.raw(
            "<td class=\"inner\" align=\"left\" style=\"padding:34px 36px;font-family:\(HTMLLook.font);font-size:15px;line-height:1.5;"
                + "color:\(HTMLLook.ink)\">")
    }

    private static func masthead(_ summary: AuthenticationSummary, _ out: inout HTMLText) {
        let owner = summary.organization.map { " · for \($0)" } ?? ""
        out.raw(
            "<p class=\"muted\" style=\"margin:0;font-size:13px;letter-spacing:.04em;color:\(HTMLLook.muted)\">Weekly authentication summary"
                + html(owner) + "</p>")
        out.raw("<h1 style=\"margin:2px 0 0;font-size:28px;line-height:1.25;color:\(HTMLLook.ink)\">\(html(summary.scope))</h1>")
        out.raw(
            "<p class=\"muted\" style=\"margin:2px 0 18px;color:\(HTMLLook.muted)\">\(html(summary.week.title)) "
                + "(week \(summary.week.number), UTC)</p>")
        let words =
            summary.isSilent || summary.totals.counts.messages == 0
            ? "<p class=\"ink\" style=\"margin:0 0 6px;font-size:20px;line-height:1.35\">\(html(summary.headline))</p>" : verdict(summary)
        out.raw(words)
    }

    private static func verdict(_ summary: AuthenticationSummary) -> String {
        let counts = summary.totals.counts
        let permille = summary.totals.alignedPermille ?? 0
        let (tone, colour) = permille >= 980 ? ("good", "#0f766e") : permille >= 900 ? ("fair", "#8a5a00") : ("bad", "#a32f27")
        var out = "<p class=\"n \(tone)\" style=\"margin:0;font-size:46px;line-height:1.1;font-weight:700;color:\(colour)\">"
        out += "\(Figures.percent(counts.aligned, of: counts.messages))</p>"
        var words = "of \(Figures.counted(counts.messages, "reported message")) aligned"
        if let previous = summary.totals.previous, let before = previous.alignedPermille, let now = summary.totals.alignedPermille {
            words += ", \(Figures.change(from: before, to: now)) points against the week before"
        }
        let acts = summary.todo(.act).count, checks = summary.todo(.check).count
        words += acts == 0 ? ". Nothing is urgent" : ". \(Figures.counted(Int64(acts), "thing")) to do"
        words += checks == 0 ? "." : ", \(checks) to check."
        return out + "<p class=\"ink\" style=\"margin:4px 0 18px;font-size:17px\">\(html(words))</p>"
    }

    private static func strip(_ summary: AuthenticationSummary, _ out: inout HTMLText) {
        let totals = summary.totals, counts = totals.counts
        let disposed = totals.dispositions.quarantine.addingSaturated(totals.dispositions.reject)
        let families = [AddressFamily.ipv4, .ipv6].map { family in
            (family.title + " aligned", Figures.percent(totals.families[family].aligned, of: totals.families[family].messages))
        }
        let own = summary.ownMail
        let figures =
            [
                ("own mail aligned", Figures.percent(own.aligned, of: own.messages)),
                ("DKIM aligned", Figures.percent(counts.dkimAligned, of: counts.messages)),
                ("SPF aligned", Figures.percent(counts.spfAligned, of: counts.messages)),
            ] + families + [
                ("quarantined, rejected", Figures.grouped(disposed)), ("bounces", Figures.grouped(summary.bounces.total)),
                ("complaints", Figures.grouped(summary.complaints.total)),
            ]
        let share = 100 / figures.count
        out.raw(
            "<table class=\"strip\" role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" "
                + "style=\"border-top:1px solid \(HTMLLook.rule);border-bottom:1px solid \(HTMLLook.rule)\"><tr>")
        for (title, figure) in figures {
            out.raw(
                "<td valign=\"top\" width=\"\(share)%\" style=\"padding:12px 8px 12px 0\"><span class=\"n\" style=\"font-size:19px;font-weight:600\">"
                    + "\(html(figure))</span><span class=\"muted\" style=\"display:block;font-size:12px;line-height:1.25;color:\(HTMLLook.muted)\">"
                    + "\(html(title))</span></td>")
        }
        out.raw("</tr></table>")
    }

    private static func todo(_ summary: AuthenticationSummary, _ out: inout HTMLText) {
        out.heading("What to do")
        guard !summary.todo.isEmpty else { return out.paragraph("Nothing.") }
        out.raw("<table class=\"todo\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" aria-label=\"What to do\">")
        for task in summary.todo {
            let chip: String =
                switch task.severity {
                case .act: "background:#b5382f;color:#ffffff"
                case .check: "background:#fbecc6;color:#6b4a00"
                case .know: "background:#e6ecef;color:#3c4c55"
                }
            let command = task.furtherCommand.map { "<br><code class=\"muted\" style=\"color:\(HTMLLook.muted)\">\(html($0))</code>" } ?? ""
            out.raw(
                "<tr><td valign=\"top\" width=\"74\" style=\"padding:8px 0;border-bottom:1px solid \(HTMLLook.rule)\"><span "
                    + "class=\"\(task.severity.rawValue)\" style=\"display:inline-block;min-width:44px;text-align:center;padding:2px 7px;border-radius:4px;"
                    + "font-size:12px;font-weight:700;\(chip)\">\(task.severity.title)</span></td>"
                    + "<td valign=\"top\" style=\"padding:8px 0;border-bottom:1px solid \(HTMLLook.rule)\">\(html(task.text))\(command)</td></tr>"
            )
        }
        out.raw("</table>")
    }

    private static func chart(_ summary: AuthenticationSummary, _ out: inout HTMLText) {
        guard summary.totals.counts.messages > 0 else { return }
        out.heading("By day", note: "What aligned with the From domain, by the day that each report stands for.")
        out.raw(HTMLChart.render(summary.days))
        out.raw("<p style=\"margin:4px 0 12px;font-size:13px\">\(HTMLChart.legend())</p>")
        out.openTable(
            [
                .text("Day"), .number("DKIM and SPF"), .number("DKIM only"), .number("SPF only"), .number("neither"), .number("IPv4"),
                .number("IPv6"),
            ],
            label: "Messages by day")
        for day in summary.days {
            let counts = day.counts
            let families = [day.families[.ipv4].messages, day.families[.ipv6].messages]
            let numbers = [counts.both, counts.dkimOnly, counts.spfOnly, counts.neither] + families
            out.row([.text(day.day.short)] + numbers.map { .number(Figures.grouped($0)) })
        }
        out.closeTable()
    }

    private static func close(_ out: inout HTMLText) {
        out.raw(
            "<p class=\"muted\" style=\"margin:26px 0 0;font-size:12px;color:\(HTMLLook.muted)\">Aligned: DKIM or SPF passed for the From domain. "
                + "Counts come from the reports of receivers and are theirs. All times are UTC. No recipient is named here.</p>")
        out.raw("</td></tr></table>\n</td></tr></table>\n</body>\n</html>")
    }
}

func html(_ text: String) -> String { Escape.html(text) }
