import Deliverability
import MailSyntax

/// Figures that take a look through a table: for alerts and metrics, every few minutes and never for a single request.
package struct OperatingFigures: Hashable, Sendable {
    package var reporters: [ReporterPresence] = []
    package var complaints: Int64 = 0
    package var unresolvedComplaints: Int64 = 0
    /// By phase.
    package var contacts: [String: Int64] = [:]
    package var investigations: [String: Int64] = [:]
    package var unmatchedReplies: Int64 = 0
    /// Of the last two weeks, today included.
    package var sending = SendingFigures()

    package init() {}

    package var unresolvedRatio: Double { complaints > 0 ? Double(unresolvedComplaints) / Double(complaints) : 0 }
}

extension SQLStore {
    /// Reporters that are told apart: more are not shown.
    private static let reportersMax: Int64 = 100

    /// Reports that are proven, or of a setup that proves nothing: a stranger's must not make a reporter.
    private static let presence = Statement(
        """
        SELECT r.shown_reporter, l.latest, count(DISTINCT r.end_at / 86400) FROM report r JOIN (
            SELECT shown_reporter, max(end_at) AS latest FROM report
            WHERE trust IN ('passed', 'unconfigured') AND middle >= $1 GROUP BY shown_reporter ORDER BY latest DESC LIMIT $3
        ) AS l ON l.shown_reporter = r.shown_reporter
        WHERE r.trust IN ('passed', 'unconfigured') AND r.middle >= $1 AND r.end_at > l.latest - $2
        GROUP BY r.shown_reporter, l.latest ORDER BY r.shown_reporter
        """)
    private static let complaints = Statement(
        "SELECT count(*), count(contact) FROM event WHERE at >= $1 AND at < $2 AND kind = 'complaint'")
    private static let phases = Statement("SELECT phase, count(*) FROM contact GROUP BY phase")
    private static let casePhases = Statement("SELECT phase, count(*) FROM investigation GROUP BY phase")
    private static let unmatched = Statement("SELECT coalesce(sum(count), 0) FROM unmatched_reply")

    package func operatingFigures(at now: Timestamp) throws -> OperatingFigures {
        var figures = OperatingFigures()
        let window = ReporterPresence.windowDays * 86400
        let since = now.adding(seconds: -ReporterPresence.forgottenSeconds - window).secondsSince1970
        try session.query(Self.presence, [.int(since), .int(window), .int(Self.reportersMax)]) { row in
            figures.reporters.append(
                ReporterPresence(name: withoutAddresses(row.text(0)), last: Timestamp(row.int(1)), days: Int(clamping: row.int(2))))
        }
        let days: [SQLValue] = [.int(now.adding(seconds: -window).secondsSince1970), .int(now.secondsSince1970 &+ 1)]
        try session.query(Self.complaints, days) { row in
            figures.complaints = row.int(0)
            figures.unresolvedComplaints = row.int(0) - row.int(1)
        }
        try session.query(Self.phases, []) { figures.contacts[$0.text(0)] = $0.int(1) }
        try session.query(Self.casePhases, []) { figures.investigations[$0.text(0)] = $0.int(1) }
        let tomorrow = (now.secondsSince1970 / 86400 + 1) * 86400
        figures.sending = try sendingFigures(from: Timestamp(tomorrow - window), to: Timestamp(tomorrow))
        figures.unmatchedReplies = try session.first(Self.unmatched) { $0.int(0) } ?? 0
        return figures
    }
}
