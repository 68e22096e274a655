import Deliverability
import MailSyntax
import Testing

@Suite struct ComplaintHabitTests {
    private static let start = Timestamp(1_800_000_000 - 1_800_000_000 % 86400)

    private var thresholds: Thresholds {
        var thresholds = Thresholds()
        (thresholds.burstFloor, thresholds.burstFactor) = (10, 3)
        return thresholds
    }

    /// Complaints at noon of days, in the order told; gives which of them were of a burst.
    private func told(_ days: [(day: Int64, complaints: Int)]) -> (habit: ComplaintHabit, bursts: [Int]) {
        var habit = ComplaintHabit(), bursts: [Int] = []
        for (day, complaints) in days {
            var count = 0
            for _ in 0..<complaints {
                let next = habit.after(complaintAt: Self.start.adding(seconds: day * 86400 + 43_200), thresholds)
                habit = next.state
                count += next.isBurst ? 1 : 0
            }
            bursts.append(count)
        }
        return (habit, bursts)
    }

    @Test func `small numbers never count, whatever the factor`() {
        #expect(told([(0, 1), (1, 10)]).bursts == [0, 0])
        #expect(told([(0, 10)]).bursts == [0])
    }

    @Test func `what is beyond the habit and the floor is a burst, and only what came after the limit`() {
        #expect(told([(0, 11)]).bursts == [1])
        #expect(told([(0, 8), (1, 24)]).bursts == [0, 0])
        #expect(told([(0, 8), (1, 30)]).bursts == [0, 6])
    }

    @Test func `midnight is no pardon: the day after a burst belongs to it`() {
        #expect(told([(0, 8), (1, 30), (2, 3), (3, 3)]).bursts == [0, 6, 3, 0])
    }

    @Test func `a flood teaches nothing for a week, then only what was allowed of it`() {
        #expect(told([(0, 10), (1, 200), (4, 40)]).bursts == [0, 170, 10])
        // 30 of the 200 were allowed: 90 are three times that.
        #expect(told([(0, 10), (1, 200), (9, 95)]).bursts == [0, 170, 5])
    }

    @Test func `the window ends: an old habit is none`() {
        #expect(told([(0, 20), (29, 20)]).bursts == [10, 10])
        #expect(told([(0, 8), (28, 24)]).bursts == [0, 0])
        #expect(told([(0, 8), (29, 24)]).bursts == [0, 14])
    }

    @Test func `the order of reports makes no difference to what is known`() {
        let forth = told([(0, 3), (1, 30), (2, 2)]).habit, back = told([(2, 2), (1, 30), (0, 3)]).habit
        #expect(forth == back)
        #expect(forth.days.map(\.complaints) == [3, 30, 2])
        // Told late, the burst of the day before still is one; its own day is over the limit from the eleventh on.
        #expect(told([(2, 2), (1, 12)]).bursts == [0, 2])
    }

    @Test func `a complaint older than the window is no burst and changes nothing`() {
        let (habit, bursts) = told([(100, 1), (0, 500)])
        #expect(bursts == [0, 0])
        #expect(habit == told([(100, 1)]).habit)
    }

    @Test func `no date of a mail traps`() {
        for moment in [Timestamp(.min), Timestamp(.max), Timestamp(0)] {
            let habit = ComplaintHabit().after(complaintAt: moment, thresholds).state
            #expect(habit.days.count == 1)
            for other in [Timestamp(.min), Timestamp(.max)] { _ = habit.after(complaintAt: other, thresholds) }
        }
        let full = ComplaintHabit(days: [.init(number: 0, complaints: .max)]).after(complaintAt: Timestamp(0), thresholds)
        #expect(full.complaints == .max && full.isBurst)
    }

    @Test func `who only uses a name is another source`() {
        #expect(ReportingSource(name: "yahoo", isProven: true).description == "yahoo")
        #expect(ReportingSource(name: "yahoo", isProven: false).description == "unproven-yahoo")
        #expect(ReportingSource(name: nil, isProven: false).description == "unproven")
    }
}
