import Deliverability
import MailSyntax
import Rendering

/// The parts of the Markdown that are about delivery.
extension SummaryMarkdown {
    static func delivery(_ summary: AuthenticationSummary, _ out: inout MarkdownText) {
        investigations(summary.investigations, &out)
        complaints(summary, &out)
        bounces(summary.bounces, &out)
        tls(summary.tls, &out)
        reporters(summary.totals, &out)
    }

    private static func investigations(_ cases: [InvestigationFigures], _ out: inout MarkdownText) {
        out.heading("Investigations")
        if cases.isEmpty { out.line("No receiver refused mail because of the sender.") }
        for incident in cases.prefix(rowsMax) {
            out.paragraph(
                "**\(Escape.markdown(incident.key.receiver)) / \(Escape.markdown(incident.key.fromDomain))**: \(incident.phase.rawValue) since "
                    + "\(incident.since.civilDate), \(Figures.counted(incident.blocks, "block")).")
            for area in incident.areas { out.line("- \(area.title): \(area.check); \(area.caution).") }
            for finding in incident.findings.prefix(5) {
                out.line("- \(finding.at.civilDate) \(finding.kind.rawValue): \(Escape.markdown(finding.text))")
            }
        }
    }

    private static func complaints(_ summary: AuthenticationSummary, _ out: inout MarkdownText) {
        let value = summary.complaints
        out.heading("Complaints")
        out.paragraph(
            "\(Figures.counted(value.total, "complaint")), \(Figures.grouped(value.resolved)) attributed to a contact; "
                + "\(Figures.counted(value.suppressed, "contact")) suppressed for it; \(Figures.grouped(value.retracted)) taken back; "
                + "\(Figures.counted(summary.unsubscribes, "unsubscribe"))."
                + (value.rate.map { " \($0.sentence) drew a complaint." } ?? ""))
        if !value.providers.isEmpty {
            out.table(["Provider", "Complaints", "Not attributed", "Sent", "Rate"], numbersFrom: 1)
            for row in value.providers.prefix(rowsMax) {
                out.row([
                    Escape.markdown(row.provider?.slug ?? "unknown"), Figures.grouped(row.complaints), Figures.grouped(row.unresolved),
                    row.rate.map { Figures.grouped($0.sent) } ?? "not known", row.rate?.text ?? "–",
                ])
            }
        }
        if !value.campaigns.isEmpty {
            out.table(["Campaign", "Review", "Complaints", "Sent, all weeks", "Rate, all weeks"], numbersFrom: 2)
            for row in value.campaigns.prefix(rowsMax) {
                out.row([
                    Escape.markdown(row.campaign), row.review?.rawValue ?? "–", Figures.grouped(row.complaints),
                    row.sent.map(Figures.grouped) ?? "not known", row.ratePercent.map(Figures.rate) ?? "–",
                ])
            }
        }
    }

    private static func bounces(_ value: BounceFigures, _ out: inout MarkdownText) {
        out.heading("Bounces")
        let classes = value.classes.map { "\(Figures.grouped($0.count)) \($0.bounceClass.rawValue)" }
        out.paragraph(
            "\(Figures.counted(value.total, "failure")): \(Figures.listed(classes)). \(Figures.counted(value.delays, "delay")) apart. "
                + "\(Figures.grouped(value.countsAgainstContacts)) count against contacts: "
                + "\(Figures.grouped(value.deactivated)) deactivated, \(Figures.grouped(value.paused)) paused."
                + (value.hardRate.map { " \($0.sentence) bounced hard." } ?? ""))
        if !value.hardRates.isEmpty {
            out.table(["Mailboxes at", "Sent", "Hard", "Rate"], numbersFrom: 1)
            for row in value.hardRates.prefix(rowsMax) {
                out.row([Escape.markdown(row.name), Figures.grouped(row.rate.sent), Figures.grouped(row.rate.count), row.rate.text])
            }
        }
        guard !value.rows.isEmpty else { return }
        out.table(["Class", "Cause", "Provider", "What helps", "Failed", "Delayed", "Against contacts"], numbersFrom: 4)
        for row in value.rows.prefix(rowsMax) {
            out.row(
                [
                    row.key.bounceClass.rawValue, row.key.cause.rawValue, row.key.provider?.slug ?? "other", row.remedy,
                    Figures.grouped(row.failed), Figures.grouped(row.delayed), Figures.grouped(row.countsAgainstContacts),
                ].map(Escape.markdown))
        }
        if value.rows.count > rowsMax { out.row(["\(value.rows.count - rowsMax) more", "", "", "", "", "", ""]) }
    }

    private static func tls(_ rows: [TLSFigures], _ out: inout MarkdownText) {
        guard !rows.isEmpty else { return }
        out.heading("TLS")
        out.table(["Policy domain", "Reported by", "Sessions", "Failed"], numbersFrom: 2)
        for row in rows.prefix(rowsMax) {
            out.row([
                Escape.markdown(row.domain), Escape.markdown(Figures.listed(Array(row.organizations.prefix(3)))),
                Figures.grouped(row.sessions),
                Figures.grouped(row.failed),
            ])
        }
    }

    private static func reporters(_ totals: Totals, _ out: inout MarkdownText) {
        guard !totals.reporters.isEmpty else { return }
        out.heading("Reporters")
        out.table(["Reporter", "Messages", "Aligned", "Sources", "Days"], numbersFrom: 1)
        for row in totals.reporters.prefix(rowsMax) {
            out.row([
                Escape.markdown(row.name), Figures.grouped(row.messages), Figures.percent(row.aligned, of: row.messages),
                String(row.sources),
                String(row.days),
            ])
        }
        if totals.reporters.count > rowsMax { out.row(["\(totals.reporters.count - rowsMax) more", "", "", "", ""]) }
    }
}

/// Lines of Markdown with one blank line around each block.
struct MarkdownText {
    private(set) var text = ""

    mutating func line(_ line: String) { text += line + "\n" }

    mutating func paragraph(_ line: String) {
        blank()
        text += line + "\n"
        blank()
    }

    mutating func heading(_ title: String) { paragraph("## " + title) }

    /// Columns from `numbersFrom` on stand at the right.
    mutating func table(_ columns: [String], numbersFrom: Int) {
        blank()
        row(columns)
        row(columns.indices.map { $0 >= numbersFrom ? "--:" : "---" })
    }

    /// Cells are escaped already.
    mutating func row(_ cells: [String]) { line("| " + cells.joined(separator: " | ") + " |") }

    private mutating func blank() {
        if !text.isEmpty, !text.utf8.suffix(2).elementsEqual([10, 10]) { text += "\n" }
    }
}
