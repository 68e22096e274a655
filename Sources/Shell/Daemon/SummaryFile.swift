import Deliverability
import Glibc
import Intake
import Interpretation
import MailSyntax
import Sinks
import Storage
import Summaries

/// The weekly summary as files: one model, four shapes, written whole or not at all.
package enum SummaryFile {
    package enum Format: String, CaseIterable, Sendable {
        case html, md, csv, json
    }

    package static func summarize(
        _ store: any Store, week: Week, domain: DomainName? = nil, settings: Settings, asOf: Timestamp
    ) throws -> AuthenticationSummary {
        var context = SummaryContext()
        context.authenticatesReporters = !settings.context.authservIDs.isEmpty
        context.asOf = asOf
        context.thresholds = settings.thresholds
        context.alerts = try store.alerts()
        context.campaigns = try store.campaigns(underReviewOnly: false)
        context.previous = try store.weekly(from: week.previous.from, to: week.previous.to, domain: domain)
        let facts = try store.weekly(from: week.from, to: week.to, domain: domain)
        return .summarize(facts, week: week, domain: domain, context: context)
    }

    /// - Returns: the path of the file.
    package static func write(_ summary: AuthenticationSummary, _ format: Format, to directory: String) throws -> String {
        try makeDirectory(directory)
        let path = path(summary.week, summary.domain, format, in: directory)
        let text =
            switch format {
            case .html: SummaryHTML.render(summary)
            case .md: SummaryMarkdown.render(summary)
            case .csv: SummaryCSV.render(summary)
            case .json: SummaryJSON.render(summary)
            }
        var file = try ReplacementFile(beside: path)
        try file.write(Array(text.utf8))
        // Equal to what is there: the moment of writing still tells the daemon that it is up to date.
        if try !file.publish(), utimes(path, nil) != 0 { throw LocalFault("utimes \(path)") }
        return path
    }

    /// `2026-W47.html`, `2026-W47-example.com.html`.
    package static func path(_ week: Week, _ domain: DomainName?, _ format: Format, in directory: String) -> String {
        "\(directory)/\(week)\(domain.map { "-\($0)" } ?? "").\(format.rawValue)"
    }

    /// What the daemon writes each Monday, and once more when the late reports are in.
    package static func weekly(_ settings: Settings, now: @escaping @Sendable () -> Timestamp) -> WeeklySummary? {
        guard let directory = settings.summary.directory else { return nil }
        let formats = settings.summary.formats.compactMap(Format.init(rawValue:))
        return WeeklySummary(
            writtenAt: { week in
                let moments = formats.map { modified(path(week, nil, $0, in: directory)) }
                return moments.contains(nil) ? nil : moments.compactMap(\.self).min()
            },
            write: { week, store in
                let summary = try summarize(store, week: week, settings: settings, asOf: now())
                for format in formats { _ = try write(summary, format, to: directory) }
            })
    }

    private static func modified(_ path: String) -> Timestamp? {
        var status = stat()
        return stat(path, &status) == 0 ? Timestamp(Int64(status.st_mtim.tv_sec)) : nil
    }

    private static func makeDirectory(_ path: String) throws {
        var made = path.hasPrefix("/") ? "" : "."
        for name in path.split(separator: "/") {
            made += "/" + name
            guard mkdir(made, 0o755) == 0 || errno == EEXIST || errno == EISDIR else { throw LocalFault("mkdir \(made)") }
        }
    }
}
