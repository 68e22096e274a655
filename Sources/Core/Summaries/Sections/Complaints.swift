import Deliverability
import MailSyntax

/// Feedback reports of the week: who complained about what, and what followed.
package struct ComplaintFigures: Hashable, Sendable {
    /// Without those that took one back.
    package var total: Int64 = 0
    package var retracted: Int64 = 0
    package var resolved: Int64 = 0
    /// A token or Message-ID is there, but it names nobody.
    package var unresolved: Int64 = 0
    /// Everything that looked like an address was a placeholder, a channel or our own.
    package var rejected: Int64 = 0
    /// Contacts that came onto the suppression list for it.
    package var suppressed: Int64 = 0
    package var effects: [EffectCount] = []
    package var providers: [ProviderComplaints] = []
    /// Campaigns with complaints in the week, most of them first.
    package var campaigns: [CampaignComplaints] = []
    /// Of all mail that send logs tell of, but that to providers which never report; nil without a send log.
    package var rate: RateFigures?
    /// By the family of the source address that the reports name.
    package var ipv4: Int64 = 0
    package var ipv6: Int64 = 0

    package struct EffectCount: Hashable, Sendable {
        package let effect: Complaint.Effect
        package let count: Int64
    }

    package struct CampaignComplaints: Hashable, Sendable {
        package let campaign: String
        package let complaints: Int64
        /// Over all weeks; nil where no send log tells of the campaign.
        package let sent: Int64?
        package let ratePercent: Double?
        /// The ground of a review that is open.
        package let review: CampaignReview.Ground?
    }

    private static let effectOrder: [Complaint.Effect] = [.suppress, .suppressProvisionally, .investigate, .count, .retract, .none]

    static func summarize(_ facts: WeekFacts, _ context: SummaryContext) -> ComplaintFigures {
        var figures = ComplaintFigures()
        var effects: [Complaint.Effect: Int64] = [:], campaigns: [String: Int64] = [:]
        var byProvider: [Provider?: (total: Int64, unresolved: Int64)] = [:]
        for stored in facts.complaints {
            guard case .complaint(let complaint) = stored.event else { continue }
            effects[complaint.effect, default: 0] += 1
            guard complaint.effect != .retract else {
                figures.retracted += 1
                continue
            }
            figures.total += 1
            switch complaint.attribution.outcome {
            case .resolved: figures.resolved += 1
            case .unresolved: figures.unresolved += 1
            case .rejected: figures.rejected += 1
            }
            switch complaint.sourceIP.map(AddressFamily.init) {
            case .ipv4: figures.ipv4 += 1
            case .ipv6: figures.ipv6 += 1
            case .unknown, nil: break
            }
            if let campaign = complaint.campaign { campaigns[Figures.bounded(campaign), default: 0] += 1 }
            byProvider[complaint.provider, default: (0, 0)].total += 1
            if complaint.attribution.outcome != .resolved { byProvider[complaint.provider, default: (0, 0)].unresolved += 1 }
        }
        figures.suppressed = facts.suppressionsAdded[.complaint] ?? 0
        figures.effects = effectOrder.compactMap { effect in effects[effect].map { EffectCount(effect: effect, count: $0) } }
        let records = Dictionary(context.campaigns.map { (Figures.bounded($0.name), $0) }) { first, _ in first }
        figures.campaigns = campaigns.map { name, complaints in
            let record = records[name]
            return CampaignComplaints(
                campaign: name, complaints: complaints, sent: record.flatMap { $0.whole.sent > 0 ? $0.whole.sent : nil },
                ratePercent: record?.whole.percent(\.complaints), review: record?.review.flatMap { $0.isOpen ? $0.ground : nil })
        }
        .sorted { ($1.complaints, $0.campaign) < ($0.complaints, $1.campaign) }
        figures.rate = facts.sending.complaintRate.map { RateFigures(complaints: $0, context.thresholds) }
        figures.providers = byProvider.map { provider, sum in
            ProviderComplaints(
                provider: provider, complaints: sum.total, unresolved: sum.unresolved,
                rate: facts.sending.complaintRate(at: provider).map { RateFigures(complaints: $0, context.thresholds) })
        }.sorted { ($1.complaints, $0.provider?.slug ?? "~") < ($0.complaints, $1.provider?.slug ?? "~") }
        return figures
    }
}

/// Complaints that came from one provider. There is no rate without the number of messages sent there: a guess would be
/// compared with 0.1 % and 0.3 % as if it were known.
package struct ProviderComplaints: Hashable, Sendable {
    package let provider: Provider?
    package let complaints: Int64
    package let unresolved: Int64
    package let rate: RateFigures?
}
