import Deliverability
import MailSyntax
import Rendering

/// Investigations, complaints, bounces, TLS, reporters and blind spots.
extension SummaryHTML {
    static func delivery(_ summary: AuthenticationSummary, _ out: inout HTMLText) {
        investigations(summary.investigations, &out)
        bounces(summary.bounces, &out)
        complaints(summary, &out)
        tls(summary.tls, &out)
    }

    private static func investigations(_ cases: [InvestigationFigures], _ out: inout HTMLText) {
        out.heading("Investigations", note: "A receiver refused mail because of the sender. Contacts lose nothing by it.")
        if cases.isEmpty { return out.paragraph("None.") }
        for incident in cases.prefix(rowsMax) {
            let tone = incident.isOpen ? "class=\"bad\" style=\"color:#a32f27\"" : "class=\"muted\" style=\"color:\(HTMLLook.muted)\""
            out.raw("<div class=\"case\" style=\"border-top:1px solid \(HTMLLook.rule);padding:10px 0\">")
            out.raw(
                "<h3 style=\"margin:0;font-size:16px\">\(html(incident.key.receiver)) / \(html(incident.key.fromDomain)) <span \(tone)>"
                    + "\(incident.phase.rawValue)</span></h3>")
            let last = incident.lastBlock.map { ", the last on \($0.civilDate.short)" } ?? ""
            out.note(
                "\(Figures.counted(incident.blocks, "block"))\(last). \(incident.phase.rawValue.capitalizedASCII) since \(incident.since.civilDate.short)."
            )
            for area in incident.areas { out.paragraph("\(area.check); \(area.caution).") }
            guard !incident.findings.isEmpty else {
                out.raw("</div>")
                continue
            }
            out.openTable([.text("When"), .text("Finding"), .number("Messages")], label: "Findings", widths: [18, 67, 15])
            for finding in incident.findings.prefix(5) {
                out.row([
                    .text(finding.at.civilDate.short), .markup("<span class=\"ip\">\(html(finding.text))</span>"),
                    .number(finding.messages == 0 ? "–" : Figures.grouped(finding.messages)),
                ])
            }
            out.closeTable()
            if incident.findingsTotal > 5 { out.note("\(incident.findingsTotal - 5) more findings.") }
            out.raw("</div>")
        }
    }

    private static func bounces(_ value: BounceFigures, _ out: inout HTMLText) {
        let classes = value.classes.map { "\(Figures.grouped($0.count)) \($0.bounceClass.rawValue)" }
        out.heading(
            "Bounces",
            note:
                "\(Figures.counted(value.total, "failure")): \(Figures.listed(classes)). \(Figures.counted(value.delays, "delay")) stand apart, "
                + "they are no failures. \(Figures.grouped(value.countsAgainstContacts)) count against contacts: "
                + "\(Figures.grouped(value.deactivated)) deactivated, \(Figures.grouped(value.paused)) paused."
                + (value.hardRate.map { " \($0.sentence) bounced hard." } ?? ""))
        hardRates(value, &out)
        guard !value.rows.isEmpty else { return }
        out.openTable(
            [.text("Class"), .text("Cause"), .text("Provider"), .aside("What helps"), .number("Failed"), .number("Delayed")],
            label: "Bounces by cause")
        for row in value.rows.prefix(rowsMax) {
            out.row([
                .text(row.key.bounceClass.rawValue), .text(row.key.cause.rawValue), .text(row.key.provider?.slug ?? "other"),
                .aside(row.remedy),
                .number(Figures.grouped(row.failed)), .number(Figures.grouped(row.delayed)),
            ])
        }
        if value.rows.count > rowsMax { out.row([.text("\(value.rows.count - rowsMax) more")]) }
        out.closeTable()
        let worst = value.campaigns.filter { $0.hard > 0 }.prefix(5)
        guard !worst.isEmpty else { return }
        out.openTable([.text("Campaigns with hard bounces"), .number("Hard"), .number("All")], label: "Hard bounces by campaign")
        for row in worst { out.row([.text(row.campaign), .number(Figures.grouped(row.hard)), .number(Figures.grouped(row.total))]) }
        out.closeTable()
    }

    private static func hardRates(_ value: BounceFigures, _ out: inout HTMLText) {
        guard !value.hardRates.isEmpty else { return }
        out.openTable(
            [.text("Mailboxes at"), .number("Sent"), .number("Hard"), .number("Rate")], label: "Hard bounces by provider of the recipient")
        for row in value.hardRates.prefix(rowsMax) {
            out.row([
                .text(row.name), .number(Figures.grouped(row.rate.sent)), .number(Figures.grouped(row.rate.count)), .number(row.rate.text),
            ])
        }
        out.closeTable()
    }

    private static func complaints(_ summary: AuthenticationSummary, _ out: inout HTMLText) {
        let value = summary.complaints
        let retracted = value.retracted > 0 ? " \(Figures.grouped(value.retracted)) taken back." : ""
        out.heading(
            "Complaints",
            note: "\(Figures.counted(value.total, "complaint")), \(Figures.grouped(value.resolved)) attributed to a contact; "
                + "\(Figures.counted(value.suppressed, "contact")) suppressed at once.\(retracted) "
                + "\(Figures.counted(summary.unsubscribes, "unsubscribe")) came by mail or one click."
                + (value.rate.map { " \($0.sentence) drew a complaint." } ?? ""))
        if !value.providers.isEmpty {
            out.openTable(
                [.text("Provider"), .number("Complaints"), .number("Not attributed"), .number("Sent"), .number("Rate")],
                label: "Complaints by provider")
            for row in value.providers.prefix(rowsMax) {
                out.row([
                    .text(row.provider?.slug ?? "unknown"), .number(Figures.grouped(row.complaints)),
                    .number(Figures.grouped(row.unresolved)),
                    .number(row.rate.map { Figures.grouped($0.sent) } ?? "not known"), .number(row.rate?.text ?? "–"),
                ])
            }
            out.closeTable()
        }
        guard !value.campaigns.isEmpty else { return }
        out.openTable(
            [.text("Campaign"), .text("Review"), .number("Complaints"), .number("Rate, all weeks")], label: "Complaints by campaign")
        for row in value.campaigns.prefix(10) {
            out.row([
                .text(row.campaign), .text(row.review?.rawValue ?? "–"), .number(Figures.grouped(row.complaints)),
                .number(row.ratePercent.map(Figures.rate) ?? "–"),
            ])
        }
        out.closeTable()
    }

    private static func tls(_ rows: [TLSFigures], _ out: inout HTMLText) {
        guard !rows.isEmpty else { return }
        out.heading("TLS to your own servers", note: "Sessions that others opened to deliver mail to you (SMTP TLS reports).")
        out.openTable([.text("Policy domain"), .text("Reported by"), .number("Sessions"), .number("Failed")], label: "TLS sessions")
        for row in rows.prefix(rowsMax) {
            let names = Figures.listed(Array(row.organizations.prefix(3)))
            out.row([.text(row.domain), .text(names), .number(Figures.grouped(row.sessions)), .number(Figures.grouped(row.failed))])
        }
        out.closeTable()
    }

    static func reading(_ summary: AuthenticationSummary, _ out: inout HTMLText) {
        let totals = summary.totals
        out.heading(
            "What this rests on",
            note: "\(Figures.counted(totals.reports, "report")); \(Figures.counted(totals.duplicates, "duplicate")) counted once, "
                + "\(Figures.counted(totals.conflicts, "conflict")), \(Figures.counted(totals.setAsideTotal, "mail")) set aside.")
        if !totals.reporters.isEmpty {
            out.openTable(
                [.text("Reporter"), .number("Messages"), .number("Aligned"), .number("Sources"), .number("Days")], label: "Reporters")
            for row in totals.reporters.prefix(rowsMax) {
                out.row([
                    .text(row.name), .number(Figures.grouped(row.messages)), .number(Figures.percent(row.aligned, of: row.messages)),
                    .number(String(row.sources)), .number(String(row.days)),
                ])
            }
            if totals.reporters.count > rowsMax { out.row([.text("\(totals.reporters.count - rowsMax) more")]) }
            out.closeTable()
        }
        out.heading("What this summary cannot see")
        out.raw("<ul style=\"margin:6px 0 0;padding-left:18px\">")
        for spot in summary.blindSpots { out.raw("<li style=\"margin:4px 0\">\(html(spot.text))</li>") }
        out.raw("</ul>")
    }
}

extension String {
    /// With an upper-case first letter; for our own ASCII words.
    fileprivate var capitalizedASCII: String {
        guard let first = utf8.first, first.isLetter else { return self }
        return String(decoding: [first & 0xDF], as: UTF8.self) + dropFirst()
    }
}
