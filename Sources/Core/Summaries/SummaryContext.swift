import Deliverability
import MailSyntax

/// What the summary is told beyond the facts of its week. Everything may be missing: what is missing becomes a blind spot.
package struct SummaryContext: Sendable {
    /// Whom the summary is for, as the reader calls himself.
    package var organization: String?
    /// The same facts of the week before: for changes, new sources and reporters that fell silent.
    package var previous: WeekFacts?
    /// Figures and reviews of campaigns over all weeks.
    package var campaigns: [CampaignRecord] = []
    /// Whether authserv-ids are configured, so that a reporter's own authentication can be believed.
    package var authenticatesReporters = false
    /// When the summary is made: a week that is not over is told apart.
    package var asOf: Timestamp?
    package var thresholds = Thresholds()
    /// Alerts that stand when the summary is made.
    package var alerts: [StandingAlert] = []

    package init() {}
}
