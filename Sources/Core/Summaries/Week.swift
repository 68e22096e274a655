import MailSyntax

/// A week of ISO 8601, UTC: Monday 00:00:00 up to the next Monday; week 1 holds 4 January.
package struct Week: Hashable, Comparable, Sendable {
    /// The week-based year: 2027-01-01 lies in week 53 of 2026.
    package let year: Int
    package let number: Int

    /// nil for a week that the year does not have.
    package init?(year: Int, number: Int) {
        guard (1...9998).contains(year), (1...Week.count(in: year)).contains(number) else { return nil }
        self.year = year
        self.number = number
    }

    /// `2026-W47`, nothing else.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 8, bytes[4] == 45, bytes[5] == 87 else { return nil }
        let digits = bytes[0..<4] + bytes[6..<8]
        guard digits.allSatisfy(\.isDigit) else { return nil }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
        self.init(year: value / 100, number: value % 100)
    }

    /// The week of a moment; moments beyond what RFC 3339 can write fall into the first or last week that has a name.
    package static func containing(_ moment: Timestamp) -> Week {
        let today = moment.civilDate
        let thursday = CivilDate(daysSince1970: today.daysSince1970 + 4 - today.isoWeekday)
        let year = min(max(thursday.year, 1), 9998)
        let number = (thursday.daysSince1970 - firstMonday(of: year)) / 7 + 1
        return Week(clampedYear: year, number: min(max(number, 1), count(in: year)))
    }

    private init(clampedYear year: Int, number: Int) {
        self.year = year
        self.number = number
    }

    package var from: Timestamp { Timestamp(Int64(firstDay) * 86400) }
    /// The first moment that is no longer of this week.
    package var to: Timestamp { from.adding(seconds: 7 * 86400) }
    package var days: [CivilDate] { (0..<7).map { CivilDate(daysSince1970: firstDay + $0) } }
    package var previous: Week { Week.containing(from.adding(seconds: -1)) }

    /// 52 or 53.
    package static func count(in year: Int) -> Int { (firstMonday(of: year + 1) - firstMonday(of: year)) / 7 }

    package static func < (a: Week, b: Week) -> Bool { (a.year, a.number) < (b.year, b.number) }

    private var firstDay: Int { Week.firstMonday(of: year) + (number - 1) * 7 }

    private static func firstMonday(of year: Int) -> Int {
        let fourth = CivilDate(year: year, month: 1, day: 4)
        return fourth.daysSince1970 - (fourth.isoWeekday - 1)
    }
}

extension Week: CustomStringConvertible {
    package var description: String { padded(year, 4) + "-W" + padded(number, 2) }

    /// `16–22 Nov 2026`, with month and year repeated only where they change.
    package var title: String {
        let first = CivilDate(daysSince1970: firstDay), last = CivilDate(daysSince1970: firstDay + 6)
        let end = "\(last.day) \(last.monthName) \(last.year)"
        if first.year != last.year { return "\(first.day) \(first.monthName) \(first.year) – \(end)" }
        return first.month == last.month ? "\(first.day)–\(end)" : "\(first.day) \(first.monthName) – \(end)"
    }

    private func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension CivilDate {
    var monthName: String {
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return names[min(max(month, 1), 12) - 1]
    }

    var weekdayName: String { ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][isoWeekday - 1] }

    /// `Mon 16 Nov`.
    var short: String { "\(weekdayName) \(day) \(monthName)" }
}
