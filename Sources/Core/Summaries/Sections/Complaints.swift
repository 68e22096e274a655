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
    /// Campaigns to review, most complaints first (F04).
    package var campaigns: [CampaignComplaints] = []
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
        figures.campaigns = campaigns.map { CampaignComplaints(campaign: $0.key, complaints: $0.value) }
            .sorted { ($1.complaints, $0.campaign) < ($0.complaints, $1.campaign) }
        for provider in context.sentByProvider.keys where byProvider[provider] == nil { byProvider[provider] = (0, 0) }
        figures.providers = byProvider.map { provider, sum in
            ProviderComplaints(
                provider: provider, complaints: sum.total, unresolved: sum.unresolved,
                sent: provider.flatMap { context.sentByProvider[$0] }, context.thresholds)
        }.sorted { ($1.complaints, $0.provider?.slug ?? "~") < ($0.complaints, $1.provider?.slug ?? "~") }
        return figures
    }
}

/// Complaints that came from one provider. The rate is nil without the number of messages sent there: a guess would be
/// compared with 0.1 % and 0.3 % as if it were known (E06).
package struct ProviderComplaints: Hashable, Sendable {
    package enum Verdict: String, Hashable, Sendable { case fine, warn, stop }

    package let provider: Provider?
    package let complaints: Int64
    package let unresolved: Int64
    package let sent: Int64?
    package let ratePercent: Double?
    package let verdict: Verdict?

    init(provider: Provider?, complaints: Int64, unresolved: Int64, sent: Int64?, _ thresholds: Thresholds) {
        self.provider = provider
        self.complaints = complaints
        self.unresolved = unresolved
        self.sent = sent
        guard let sent, sent > 0 else {
            ratePercent = nil
            verdict = nil
            return
        }
        let perTenThousand = Double(complaints) / Double(sent) * 10_000
        ratePercent = perTenThousand / 100
        verdict =
            perTenThousand >= Double(thresholds.complaintsStopPerTenThousand)
            ? .stop : perTenThousand >= Double(thresholds.complaintsWarnPerTenThousand) ? .warn : .fine
    }
}
