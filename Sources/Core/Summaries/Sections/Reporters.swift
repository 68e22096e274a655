import Deliverability
import MailSyntax

/// One sender of aggregate reports: how much of the week rests on it.
package struct ReporterFigures: Hashable, Sendable {
    /// `org_name` as the reporter writes it.
    package let name: String
    package let messages: Int64
    package let aligned: Int64
    package let sources: Int
    /// Days of the week that its reports stand for.
    package let days: Int

    static func summarize(_ tallies: [AlignmentTally]) -> [ReporterFigures] {
        struct Sum {
            var counts = AlignmentCounts()
            var sources: Set<String> = []
            var days: Set<CivilDate> = []
        }
        var sums: [String: Sum] = [:]
        for tally in tallies {
            sums[Figures.bounded(tally.reporter), default: Sum()].counts.add(tally.counts)
            sums[Figures.bounded(tally.reporter), default: Sum()].sources.insert(tally.sourceIP)
            sums[Figures.bounded(tally.reporter), default: Sum()].days.insert(tally.day)
        }
        return sums.map { name, sum in
            ReporterFigures(
                name: name, messages: sum.counts.messages, aligned: sum.counts.aligned, sources: sum.sources.count, days: sum.days.count)
        }.sorted { ($1.messages, $0.name) < ($0.messages, $1.name) }
    }
}
