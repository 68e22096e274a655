import Deliverability
import MailSyntax

/// What is published weekly: one model, from which every rendering is made.
///
/// It names no recipient (law 8): sources, domains, providers and campaigns only. All sums saturate, because counts come
/// by mail. A week without mail gives a full summary as well: silence is a finding.
package struct AuthenticationSummary: Sendable {
    package let week: Week
    /// The From domain that the summary is restricted to, or all.
    package let domain: DomainName?
    package let organization: String?
    package let totals: Totals
    package let days: [DailyAlignment]
    package let sources: [SourceGroupFigures]
    package let complaints: ComplaintFigures
    package let bounces: BounceFigures
    package let unsubscribes: Int64
    package let investigations: [InvestigationFigures]
    package let tls: [TLSFigures]
    /// Alerts that stood when it was made.
    package let alerts: [StandingAlert]
    /// Campaigns under review. With a From domain only those that complaints or bounces of the week name: mail of others is not told apart.
    package let reviews: [CampaignRecord]
    /// What to do, most pressing first.
    package fileprivate(set) var todo: [Todo] = []
    /// What these figures cannot show.
    package fileprivate(set) var blindSpots: [BlindSpot] = []
}

extension AuthenticationSummary {
    package static func summarize(
        _ facts: WeekFacts, week: Week, domain: DomainName? = nil, context: SummaryContext = SummaryContext()
    ) -> AuthenticationSummary {
        var summary = AuthenticationSummary(
            week: week,
            domain: domain,
            organization: context.organization,
            totals: Totals.summarize(facts, previous: context.previous),
            days: DailyAlignment.summarize(facts.tallies, week: week),
            sources: SourceGroupFigures.summarize(facts.tallies, previous: context.previous?.tallies),
            complaints: ComplaintFigures.summarize(facts, context),
            bounces: BounceFigures.summarize(facts, context),
            unsubscribes: facts.unsubscribes,
            investigations: InvestigationFigures.summarize(facts.investigations),
            tls: TLSFigures.summarize(facts.tls),
            alerts: context.alerts.sorted { $0.key < $1.key },
            reviews: reviews(in: context, domain.map { _ in facts.campaignNames }))
        summary.todo = Todo.derive(from: summary)
        summary.blindSpots = BlindSpot.derive(from: summary, context)
        return summary
    }

    /// The gravest first.
    private static func reviews(in context: SummaryContext, _ names: Set<String>?) -> [CampaignRecord] {
        let open = context.campaigns.filter { ($0.review?.isOpen ?? false) && names?.contains($0.name) ?? true }
        return open.sorted { a, b in
            guard let one = a.review?.ground, let other = b.review?.ground, one != other else { return a.name < b.name }
            return one > other
        }
    }

    /// Whether anything at all was heard in the week.
    package var isSilent: Bool {
        totals.reports == 0 && totals.counts.messages == 0 && complaints.total == 0 && complaints.retracted == 0
            && bounces.total == 0 && tls.isEmpty && totals.setAsideTotal == 0 && unsubscribes == 0
    }

    package func group(_ group: SourceGroup) -> SourceGroupFigures {
        sources.first { $0.group == group } ?? SourceGroupFigures(group: group, rows: [])
    }

    /// Mail with ties to us, aligned or failing: what strangers send under the name is no fault of ours.
    package var ownMail: AlignmentCounts {
        var own = group(.aligned).counts
        own.add(group(.failing).counts)
        return own
    }

    package func todo(_ severity: Todo.Severity) -> [Todo] { todo.filter { $0.severity == severity } }

    package var scope: String { domain?.text ?? "all domains" }

    /// The week in one sentence.
    package var headline: String {
        if isSilent { return "No report of any kind came this week. That is a finding: check the mailbox before trusting the calm." }
        guard totals.counts.messages > 0 else { return "No aggregate report came this week, so nothing is known about alignment." }
        let share = Figures.percent(totals.counts.aligned, of: totals.counts.messages)
        let name = domain.map { "with \($0)" } ?? "with their From domains"
        return "\(share) of \(Figures.counted(totals.counts.messages, "reported message")) aligned \(name)."
    }

    /// The subject line under which the summary travels.
    package var subject: String {
        var parts = ["Plumbline weekly", scope, week.title]
        if let share = totals.alignedPermille {
            let change = totals.previous?.alignedPermille.map { " (" + Figures.change(from: $0, to: share) + ")" } ?? ""
            parts.append(Figures.percent(totals.counts.aligned, of: totals.counts.messages) + " aligned" + change)
        } else {
            parts.append("no aggregate reports")
        }
        let acts = Int64(todo(.act).count)
        if acts > 0 { parts.append(Figures.counted(acts, "thing") + " to do") }
        return parts.joined(separator: " · ")
    }
}

extension WeekFacts {
    fileprivate var campaignNames: Set<String> { Set((complaints + bounces).compactMap(\.event.campaign)) }
}
