import Deliverability
import MailSyntax

/// Habits of those who bring complaints, as the only writer remembers them; written once for each transaction.
struct ComplaintHabits {
    struct Kept {
        var habit = ComplaintHabit()
        /// The case of the burst that is on.
        var investigation: Int64?
    }

    private var kept: [String: Kept] = [:]
    private var changed: Set<String> = []

    /// Sources kept in memory: a signature of one's own domain makes one.
    private static let keptMax = 10_000

    private static let find = Statement("SELECT days, investigation FROM complaint_source WHERE source = $1")
    private static let saved = Statement(
        """
        INSERT INTO complaint_source (source, days, newest, investigation) VALUES ($1, $2, $3, $4)
        ON CONFLICT (source) DO UPDATE SET days = excluded.days, newest = excluded.newest, investigation = excluded.investigation
        """)

    mutating func of(_ source: String, _ session: any SQLSession) throws -> Kept {
        if let known = kept[source] { return known }
        if kept.count >= Self.keptMax, changed.isEmpty { kept.removeAll(keepingCapacity: true) }
        let found = try session.first(Self.find, [.text(source)]) { row in
            Kept(habit: ComplaintHabit(days: Self.days(row.text(0))), investigation: row.optionalInt(1))
        }
        kept[source] = found ?? Kept()
        return found ?? Kept()
    }

    mutating func keep(_ value: Kept, of source: String) {
        kept[source] = value
        changed.insert(source)
    }

    mutating func save(_ session: any SQLSession) throws {
        for source in changed.sorted() {
            guard let value = kept[source] else { continue }
            let days = value.habit.days.map { "\($0.number):\($0.complaints)" }.joined(separator: " ")
            try session.run(
                Self.saved, [.text(source), .text(days), .int(value.habit.days.last?.number ?? 0), .int(value.investigation)])
        }
        changed.removeAll(keepingCapacity: true)
    }

    private static func days(_ text: String) -> [ComplaintHabit.Day] {
        text.split(separator: " ").compactMap { word in
            let halves = word.split(separator: ":").compactMap { Int64($0) }
            return halves.count == 2 ? ComplaintHabit.Day(number: halves[0], complaints: halves[1]) : nil
        }
    }
}
