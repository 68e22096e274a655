import Deliverability
import MailSyntax

/// Delivery failures of the week by class, cause and provider. Delays stand apart: they are no failures (decision 3).
package struct BounceFigures: Hashable, Sendable {
    /// Final failures only.
    package var total: Int64 = 0
    package var delays: Int64 = 0
    /// Failures that cost a contact something: hard ones, and soft ones that are about the recipient.
    package var countsAgainstContacts: Int64 = 0
    package var deactivated: Int64 = 0
    package var paused: Int64 = 0
    /// All four classes, empty ones too.
    package var classes: [ClassCount] = []
    /// Class × cause × provider, most failures first.
    package var rows: [BounceRow] = []
    package var providers: [ProviderBounces] = []
    /// Campaigns by hard bounces.
    package var campaigns: [CampaignBounces] = []
    /// Hard bounces of the mail that send logs tell of; nil without one.
    package var hardRate: RateFigures?
    /// The same by the provider of the recipient's domain, most mail first. Empty without a send log.
    package var hardRates: [ProviderRate] = []

    package struct ProviderRate: Hashable, Sendable {
        package let provider: Provider?
        package let rate: RateFigures

        package var name: String { provider?.slug ?? "other receivers" }
    }

    package struct ClassCount: Hashable, Sendable {
        package let bounceClass: BounceClass
        package let count: Int64
        package let countsAgainstContacts: Int64
    }

    package struct CampaignBounces: Hashable, Sendable {
        package let campaign: String
        package let hard: Int64
        package let total: Int64
        /// Hard bounces over all weeks; nil where no send log tells of the campaign.
        package let ratePercent: Double?
    }

    package func count(_ bounceClass: BounceClass) -> Int64 { classes.first { $0.bounceClass == bounceClass }?.count ?? 0 }

    static func summarize(_ facts: WeekFacts, _ context: SummaryContext) -> BounceFigures {
        var figures = BounceFigures()
        var rows: [BounceRow.Key: BounceRow] = [:], providers: [Provider?: ProviderBounces] = [:]
        var campaigns: [String: (hard: Int64, total: Int64)] = [:], costly: [BounceClass: Int64] = [:], failed: [BounceClass: Int64] = [:]
        for stored in facts.bounces {
            guard case .bounce(let bounce) = stored.event else { continue }
            guard bounce.action == .failed || bounce.action == .delayed else { continue }
            let key = BounceRow.Key(
                bounceClass: bounce.classification.bounceClass, cause: bounce.classification.cause, provider: bounce.provider)
            let counts = stored.countsAgainstContact
            rows[key, default: BounceRow(key: key, remedy: bounce.classification.remedy)].add(bounce.action, countsAgainstContact: counts)
            providers[bounce.provider, default: ProviderBounces(provider: bounce.provider)].add(bounce)
            guard bounce.action == .failed else {
                figures.delays += 1
                continue
            }
            figures.total += 1
            failed[key.bounceClass, default: 0] += 1
            if counts {
                figures.countsAgainstContacts += 1
                costly[key.bounceClass, default: 0] += 1
            }
            if let campaign = bounce.campaign.map(Figures.bounded) {
                campaigns[campaign, default: (0, 0)].total += 1
                if key.bounceClass == .hard { campaigns[campaign, default: (0, 0)].hard += 1 }
            }
        }
        figures.deactivated = facts.suppressionsAdded[.hardBounce] ?? 0
        figures.paused = facts.suppressionsAdded[.paused] ?? 0
        figures.classes = BounceClass.allCases.map {
            ClassCount(bounceClass: $0, count: failed[$0] ?? 0, countsAgainstContacts: costly[$0] ?? 0)
        }
        figures.rows = rows.values.sorted(by: BounceRow.precedes)
        figures.providers = providers.values.sorted { ($1.failed, $0.name) < ($0.failed, $1.name) }
        let records = Dictionary(context.campaigns.map { (Figures.bounded($0.name), $0) }) { first, _ in first }
        figures.campaigns = campaigns.map {
            CampaignBounces(
                campaign: $0.key, hard: $0.value.hard, total: $0.value.total, ratePercent: records[$0.key]?.whole.percent(\.hardBounces))
        }
        .sorted { ($1.hard, $1.total, $0.campaign) < ($0.hard, $0.total, $1.campaign) }
        figures.hardRate = facts.sending.hardBounceRate.map { RateFigures(hardBounces: $0, context.thresholds) }
        figures.hardRates = facts.sending.sent.keys.compactMap { provider in
            facts.sending.hardBounceRate(at: provider).map {
                ProviderRate(provider: provider, rate: RateFigures(hardBounces: $0, context.thresholds))
            }
        }
        .sorted { ($1.rate.sent, $0.provider?.slug ?? "~") < ($0.rate.sent, $1.provider?.slug ?? "~") }
        return figures
    }
}

/// One cause at one provider.
package struct BounceRow: Hashable, Sendable {
    package struct Key: Hashable, Sendable {
        package let bounceClass: BounceClass
        package let cause: BounceCause
        package let provider: Provider?
    }

    package let key: Key
    /// What the operator does about it.
    package let remedy: String
    package private(set) var failed: Int64 = 0
    package private(set) var delayed: Int64 = 0
    package private(set) var countsAgainstContacts: Int64 = 0

    init(key: Key, remedy: String) {
        self.key = key
        self.remedy = remedy
    }

    mutating func add(_ action: DeliveryAction, countsAgainstContact: Bool) {
        if action == .failed { failed += 1 } else { delayed += 1 }
        if countsAgainstContact { countsAgainstContacts += 1 }
    }

    static func precedes(_ a: BounceRow, _ b: BounceRow) -> Bool {
        let left = (b.failed, b.delayed, a.key.bounceClass.rawValue, a.key.cause.rawValue, a.key.provider?.slug ?? "~")
        return left < (a.failed, a.delayed, b.key.bounceClass.rawValue, b.key.cause.rawValue, b.key.provider?.slug ?? "~")
    }
}

/// One provider's failures by class.
package struct ProviderBounces: Hashable, Sendable {
    package let provider: Provider?
    package private(set) var hard: Int64 = 0
    package private(set) var soft: Int64 = 0
    package private(set) var block: Int64 = 0
    package private(set) var other: Int64 = 0
    package private(set) var delayed: Int64 = 0

    init(provider: Provider?) { self.provider = provider }

    package var failed: Int64 { hard + soft + block + other }
    package var name: String { provider?.slug ?? "other receivers" }

    mutating func add(_ bounce: Bounce) {
        guard bounce.action == .failed else {
            delayed += 1
            return
        }
        switch bounce.classification.bounceClass {
        case .hard: hard += 1
        case .soft: soft += 1
        case .block: block += 1
        case .other: other += 1
        }
    }
}
