import Deliverability
import MailSyntax

/// What the figures cannot show. A reader who does not know it takes silence for health.
package struct BlindSpot: Hashable, Sendable {
    package let id: String
    package let text: String

    static func derive(from summary: AuthenticationSummary, _ context: SummaryContext) -> [BlindSpot] {
        [
            unfinishedWeek(summary, context),
            silentDays(summary),
            silentReporters(summary),
            unreported(summary),
            BlindSpot(
                id: "coverage",
                text: "Only receivers that send aggregate reports are counted. How much of your mail the others got is not in any report."),
            BlindSpot(
                id: "gmail-complaints",
                text:
                    "Gmail sends no feedback reports about single messages: its complaints are missing here. Postmaster Tools has its rate."
            ),
            BlindSpot(id: "apple-complaints", text: "Apple runs no feedback loop: complaints of iCloud users cannot be seen at all."),
            denominators(summary),
            unproven(summary, context),
            context.authenticatesReporters
                ? nil
                : BlindSpot(
                    id: "unauthenticated-reporters",
                    text: "No authserv-id is configured, so no reporter's identity is proven: complaints from them suppress provisionally."),
            summary.bounces.total > 0 || summary.bounces.delays > 0
                ? BlindSpot(
                    id: "refused-in-session",
                    text: "Bounces are those that came back as mail. What your own MTA was refused in the session is in its log alone.")
                : nil,
        ].compactMap(\.self)
    }

    /// Reporters take a day, some several: a summary made early is short of them.
    private static func unfinishedWeek(_ summary: AuthenticationSummary, _ context: SummaryContext) -> BlindSpot? {
        guard let now = context.asOf else { return nil }
        if now < summary.week.to {
            return BlindSpot(id: "week-not-over", text: "The week is not over: this summary was made at \(now.rfc3339).")
        }
        guard now.seconds(since: summary.week.to) < 3 * 86400 else { return nil }
        return BlindSpot(
            id: "reports-still-arriving", text: "Made less than three days after the week: reports about its last days may still come.")
    }

    private static func silentDays(_ summary: AuthenticationSummary) -> BlindSpot? {
        let silent = summary.days.filter(\.isSilent)
        guard !silent.isEmpty else { return nil }
        if silent.count == summary.days.count {
            return BlindSpot(id: "no-reports", text: "No aggregate report covers any day of this week.")
        }
        return BlindSpot(id: "silent-days", text: "No aggregate report covers \(Figures.listed(silent.map(\.day.short))).")
    }

    private static func silentReporters(_ summary: AuthenticationSummary) -> BlindSpot? {
        let names = summary.totals.silentReporters
        guard !names.isEmpty else { return nil }
        let more = names.count > 5 ? ["\(names.count - 5) more"] : []
        return BlindSpot(
            id: "silent-reporters",
            text: "Heard the week before and silent now: \(Figures.listed(names.prefix(5) + more)). Their share of the mail is not counted."
        )
    }

    /// Providers that sent bounces while no aggregate report bears their name.
    private static func unreported(_ summary: AuthenticationSummary) -> BlindSpot? {
        let reporters = summary.totals.reporters.map(\.name.asciiLowercased)
        let missing = summary.bounces.providers.compactMap(\.provider?.slug).filter { slug in
            let names = names(of: slug)
            return !reporters.contains { reporter in names.contains { reporter.contains($0) } }
        }.sorted()
        guard !missing.isEmpty else { return nil }
        return BlindSpot(
            id: "receivers-without-reports",
            text: "Mail bounced at \(Figures.listed(Array(missing.prefix(8)))), and no aggregate report of the week bears that name.")
    }

    /// How a provider writes itself in `org_name`.
    private static func names(of slug: String) -> [String] {
        switch slug {
        case "gmail", "google-workspace": ["google", "gmail"]
        case "microsoft", "outlook", "microsoft-365": ["microsoft", "outlook"]
        case "apple", "icloud": ["apple", "icloud"]
        default: [slug, slug.replacing("-", with: ""), slug.replacing("-", with: ".")]
        }
    }

    /// Everybody can write a report in another's name: what is not proven is counted, and moves nothing.
    private static func unproven(_ summary: AuthenticationSummary, _ context: SummaryContext) -> BlindSpot? {
        let failed = summary.totals.reportsByTrust[.failed] ?? 0
        let unproven = summary.totals.reports - (summary.totals.reportsByTrust[.passed] ?? 0)
        guard context.authenticatesReporters, unproven > 0, !summary.totals.reportsByTrust.isEmpty else { return nil }
        return BlindSpot(
            id: "unproven-reports",
            text: "\(Figures.counted(unproven, "report")) of \(Figures.grouped(summary.totals.reports)) "
                + "\(unproven == 1 ? "is" : "are") not proven to come from the reporter named"
                + (failed > 0 ? ", \(Figures.grouped(failed)) of them failed the check" : "") + ": counted, but opening no case.")
    }

    /// What rates are made of, or why there are none.
    private static func denominators(_ summary: AuthenticationSummary) -> BlindSpot {
        guard summary.bounces.hardRate != nil else {
            return BlindSpot(
                id: "no-denominator",
                text: summary.domain == nil
                    ? "No send log tells how many messages were sent in the week (plumbline sendlog import): complaints and bounces are "
                        + "counted, and compared with no rate."
                    : "Send logs name no From domain: with one, complaints and bounces are counted, and compared with no rate.")
        }
        return BlindSpot(
            id: "rates-of-send-logs",
            text: "Rates are of the mail that send logs tell of. Complaints come days after the mail, and providers without a feedback "
                + "loop report none: the true rate is higher.")
    }
}
