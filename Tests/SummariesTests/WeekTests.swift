import MailSyntax
import Summaries
import Testing

@Suite struct WeekTests {
    @Test(arguments: [
        ("2026-W47", "2026-11-16"), ("2026-W01", "2025-12-29"), ("2026-W53", "2026-12-28"), ("2027-W01", "2027-01-04"),
        ("2020-W53", "2020-12-28"),
        ("2021-W01", "2021-01-04"), ("2024-W52", "2024-12-23"), ("2025-W01", "2024-12-30"),
    ])
    func `a week begins on its Monday`(text: String, monday: String) throws {
        let week = try #require(Week(text))
        #expect(week.from.civilDate.description == monday)
        #expect(week.from.civilDate.isoWeekday == 1)
        #expect(week.to.seconds(since: week.from) == 7 * 86400)
        #expect(week.description == text)
    }

    @Test(arguments: [
        "2026-W00", "2026-W54", "2027-W53", "2026-47", "2026W47", "2026-w47", " 2026-W47", "2026-W4", "0000-W01", "", "２０２６-W47",
        "9999-W01",
    ])
    func `a week that the year does not have is none`(text: String) {
        #expect(Week(text) == nil)
    }

    @Test(arguments: [
        (2021, 1, 3, "2020-W53"), (2021, 1, 4, "2021-W01"), (2027, 1, 3, "2026-W53"), (2018, 12, 31, "2019-W01"),
        (2026, 11, 22, "2026-W47"),
        (2026, 11, 23, "2026-W48"), (1969, 12, 31, "1970-W01"), (1, 1, 1, "0001-W01"),
    ])
    func `days at the turn of a year lie in the week of their Thursday`(year: Int, month: Int, day: Int, expected: String) throws {
        let moment = try #require(Timestamp(year: year, month: month, day: day, hour: 23, minute: 59))
        #expect(Week.containing(moment).description == expected)
    }

    /// 400 years are the whole calendar.
    @Test func `weeks follow each other without gap or overlap for 400 years`() {
        var moment = Timestamp(0), count = 0, last = Week.containing(moment)
        while count < 20_871 {
            moment = last.to
            let next = Week.containing(moment)
            #expect(next.from == last.to)
            #expect(next.previous == last)
            #expect(last < next)
            #expect(Week(next.description) == next)
            last = next
            count += 1
        }
    }

    @Test(arguments: [Int64.min, .max, 0, -62_135_596_800, 253_402_300_799])
    func `any moment at all has a week`(seconds: Int64) {
        let week = Week.containing(Timestamp(seconds))
        #expect(Week(week.description) == week)
    }

    @Test(arguments: [("2026-W47", "16–22 Nov 2026"), ("2026-W49", "30 Nov – 6 Dec 2026"), ("2026-W53", "28 Dec 2026 – 3 Jan 2027")])
    func `the title repeats month and year only where they change`(text: String, title: String) {
        #expect(Week(text)?.title == title)
    }
}
