import Deliverability
import MailSyntax

/// What the summary is told beyond the facts of its week. Everything may be missing: what is missing becomes a blind spot.
package struct SummaryContext: Sendable {
    /// Whom the summary is for, as the reader calls himself.
    package var organization: String?
    /// The same facts of the week before: for changes, new sources and reporters that fell silent.
    package var previous: WeekFacts?
    /// Messages handed to each provider in the week, from MTA logs: without them no complaint has a rate (E06).
    package var sentByProvider: [Provider: Int64] = [:]
    /// Whether authserv-ids are configured, so that a reporter's own authentication can be believed.
    package var authenticatesReporters = false
    /// When the summary is made: a week that is not over is told apart.
    package var asOf: Timestamp?
    package var thresholds = Thresholds()
    /// Alerts that stand when the summary is made.
    package var alerts: [StandingAlert] = []

    package init() {}
}
