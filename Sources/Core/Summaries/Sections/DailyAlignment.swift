import Deliverability
import MailSyntax

/// One day of the chart: what aligned, and what did not. All seven days are there, quiet ones with zeros.
package struct DailyAlignment: Hashable, Sendable {
    package let day: CivilDate
    package var counts = AlignmentCounts()
    package var families = FamilyCounts()

    package var isSilent: Bool { counts.messages == 0 }

    /// A report stands for the middle of its range. One that reaches over the edge of the week counts at the nearest
    /// day, so that the days always add up to the totals.
    static func summarize(_ tallies: [AlignmentTally], week: Week) -> [DailyAlignment] {
        var days = week.days.map { DailyAlignment(day: $0) }
        let first = week.days.first?.daysSince1970 ?? 0
        for tally in tallies {
            let index = min(max(tally.day.daysSince1970 - first, 0), days.count - 1)
            days[index].counts.add(tally.counts)
            days[index].families.add(tally.counts, of: AddressFamily(tally.sourceIP))
        }
        return days
    }
}
