import Deliverability
import MailSyntax

/// The sums of the week, and what was read to get them.
package struct Totals: Hashable, Sendable {
    package var counts = AlignmentCounts()
    package var families = FamilyCounts()
    package var dispositions = Dispositions()
    package var reports: Int64 = 0
    /// The same reports by how sure it is that their reporters sent them.
    package var reportsByTrust: [ReporterTrust: Int64] = [:]
    /// Reports that came again, same content: counted once.
    package var duplicates: Int64 = 0
    /// Reports that came again under the same id with other content: the first one counts.
    package var conflicts: Int64 = 0
    /// Mail that could not be read, by reason, most first.
    package var setAside: [SetAsideCount] = []
    package var reporters: [ReporterFigures] = []
    /// Names of reporters that were heard the week before and are silent now.
    package var silentReporters: [String] = []
    package var previous: PreviousTotals?

    package struct SetAsideCount: Hashable, Sendable {
        package let reason: String
        package let count: Int64
    }

    /// The same share one week earlier.
    package struct PreviousTotals: Hashable, Sendable {
        package let messages: Int64
        package let aligned: Int64
        package var alignedPermille: Int? { Figures.permille(aligned, of: messages) }
    }

    package var alignedPermille: Int? { Figures.permille(counts.aligned, of: counts.messages) }
    package var setAsideTotal: Int64 { setAside.reduce(0) { $0.addingSaturated($1.count) } }

    static func summarize(_ facts: WeekFacts, previous: WeekFacts?) -> Totals {
        var totals = Totals()
        for tally in facts.tallies {
            totals.counts.add(tally.counts)
            totals.families.add(tally.counts, of: AddressFamily(tally.sourceIP))
            totals.dispositions.add(tally.dispositions)
        }
        totals.reports = facts.reports
        totals.reportsByTrust = facts.reportsByTrust
        totals.duplicates = facts.duplicateReports
        totals.conflicts = facts.conflicts
        totals.setAside = facts.setAside.map { SetAsideCount(reason: $0.key, count: $0.value) }
            .sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
        totals.reporters = ReporterFigures.summarize(facts.tallies)
        if let previous {
            var before = AlignmentCounts()
            for tally in previous.tallies { before.add(tally.counts) }
            totals.previous = PreviousTotals(messages: before.messages, aligned: before.aligned)
            let heard = Set(totals.reporters.map(\.name))
            totals.silentReporters = Set(previous.tallies.map { Figures.bounded($0.reporter) }).subtracting(heard).sorted()
        }
        return totals
    }
}
