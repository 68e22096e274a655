import MailSyntax

/// How many complaints one source is used to bring, by days (UTC), and whether it brings more than that: a burst.
///
/// The habit of a day is the busiest one of those before it, within the window. A day is beyond it with more complaints than
/// `burstFactor` times the habit, and more than the floor. The day after such a day belongs to the burst as well, so that
/// midnight is no pardon. What was beyond the habit becomes habit a week later, and then only as far as it was allowed: a
/// lasting rise is learnt, a flood teaches nothing while somebody looks into it.
package struct ComplaintHabit: Hashable, Sendable {
    package struct Day: Hashable, Sendable {
        /// Counted from 1970-01-01.
        package let number: Int64
        package var complaints: Int64

        package init(number: Int64, complaints: Int64) {
            self.number = number
            self.complaints = complaints
        }
    }

    /// Days with complaints, oldest first; none is further from the newest than the window is long.
    package private(set) var days: [Day]

    package init(days: [Day] = []) { self.days = days }

    /// Days until what was beyond the habit is part of it.
    private static let settlingDays: Int64 = 7

    /// One more complaint. Reports arrive in any order, so the day need not be the newest.
    package func after(complaintAt moment: Timestamp, _ thresholds: Thresholds) -> ComplaintHabitTransition {
        let number = moment.dayNumber, window = max(1, thresholds.burstWindowSeconds / 86400)
        var kept = days
        let place = kept.firstIndex { $0.number >= number } ?? kept.endIndex
        if place < kept.endIndex, kept[place].number == number {
            kept[place].complaints = kept[place].complaints.addingSaturated(1)
        } else {
            kept.insert(Day(number: number, complaints: 1), at: place)
        }
        let newest = kept.last?.number ?? number
        kept.removeAll { newest - $0.number > window }
        let state = ComplaintHabit(days: kept)
        let (isBurst, usual) = state.judged(number, window: window, thresholds)
        // Older than the window is known, and no burst.
        let today = kept.first { $0.number == number }?.complaints ?? 0
        return ComplaintHabitTransition(state: state, isBurst: isBurst, complaints: today, usual: usual)
    }

    /// Whether a day belongs to a burst, and how many complaints a day were usual before it.
    private func judged(_ wanted: Int64, window: Int64, _ thresholds: Thresholds) -> (isBurst: Bool, usual: Int64) {
        let floor = Int64(max(0, thresholds.burstFloor)), factor = Int64(max(1, thresholds.burstFactor))
        /// What each day teaches, and from which day on.
        var lessons: [(day: Int64, from: Int64, complaints: Int64)] = []
        func usual(on number: Int64) -> Int64 {
            lessons.reduce(0) { $1.from <= number && number - $1.day <= window ? max($0, $1.complaints) : $0 }
        }
        var beyond: [Int64] = []
        for day in days where day.number <= wanted {
            let (product, overflow) = usual(on: day.number).multipliedReportingOverflow(by: factor)
            let allowed = max(floor, overflow ? .max : product)
            if day.complaints > allowed {
                beyond.append(day.number)
                lessons.append((day.number, day.number + Self.settlingDays, allowed))
            } else {
                lessons.append((day.number, day.number + 1, day.complaints))
            }
        }
        return (beyond.contains(wanted) || beyond.contains(wanted - 1), usual(on: wanted))
    }
}

package struct ComplaintHabitTransition: Hashable, Sendable {
    package let state: ComplaintHabit
    /// The complaint is one of a burst.
    package let isBurst: Bool
    /// Complaints of its day so far.
    package let complaints: Int64
    /// Most complaints of a day before.
    package let usual: Int64
}

/// Who brought a complaint, as far as that is proven. Whoever only uses the name of a source is another one: a flood in the
/// name of a provider changes nothing of what the provider itself reports.
package struct ReportingSource: Hashable, Sendable, CustomStringConvertible {
    /// Slug of the provider, or the organizational domain of the signature; nil for everybody else.
    package let name: String?
    package let isProven: Bool

    package init(name: String?, isProven: Bool) {
        self.name = name
        self.isProven = isProven
    }

    /// `yahoo`, `unproven-yahoo`, `unproven`: the first half of the key of its cases.
    package var description: String { isProven ? name ?? "unnamed" : ["unproven", name].compactMap(\.self).joined(separator: "-") }
}
