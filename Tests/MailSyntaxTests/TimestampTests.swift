import MailSyntax
import Testing

@Suite struct TimestampTests {
    @Test func `every day from 1960 to 2110 goes to a number and back, weekday by weekday`() {
        var date = CivilDate(year: 1960, month: 1, day: 1)
        var weekday = 5  // a Friday
        var days = date.daysSince1970
        var wrong = 0
        while date.year < 2111 {
            if CivilDate(daysSince1970: days) != date || date.isoWeekday != weekday || date.daysSince1970 != days { wrong += 1 }
            if Timestamp(year: date.year, month: date.month, day: date.day)?.civilDate != date { wrong += 1 }
            var next = (date.year, date.month, date.day + 1)
            if next.2 > CivilDate.days(in: next.1, of: next.0) { next = (next.0, next.1 + 1, 1) }
            if next.1 > 12 { next = (next.0 + 1, 1, 1) }
            date = CivilDate(year: next.0, month: next.1, day: next.2)
            weekday = weekday % 7 + 1
            days += 1
        }
        #expect(wrong == 0)
        #expect(days == CivilDate(year: 2111, month: 1, day: 1).daysSince1970)
    }

    @Test func `known moments are written as RFC 3339`() {
        #expect(Timestamp(0).rfc3339 == "1970-01-01T00:00:00Z")
        #expect(Timestamp(-1).rfc3339 == "1969-12-31T23:59:59Z")
        #expect(Timestamp(1_000_000_000).rfc3339 == "2001-09-09T01:46:40Z")
        #expect(Timestamp(951_782_400).rfc3339 == "2000-02-29T00:00:00Z")
        #expect(CivilDate(year: 2026, month: 11, day: 4).description == "2026-11-04")
    }

    @Test func `what is written is read again`() {
        for seconds in stride(from: Int64(-400_000_000), to: 4_000_000_000, by: 86_399 * 97) {
            #expect(MailDate.read(Timestamp(seconds).rfc3339) == Timestamp(seconds))
        }
    }

    @Test func `impossible days do not exist`() {
        #expect(Timestamp(year: 2026, month: 2, day: 29) == nil)
        #expect(Timestamp(year: 2100, month: 2, day: 29) == nil)
        #expect(Timestamp(year: 2000, month: 2, day: 29) != nil)
        #expect(Timestamp(year: 0, month: 1, day: 1) == nil)
        #expect(Timestamp(year: 10000, month: 1, day: 1) == nil)
        #expect(Timestamp(year: 2026, month: 13, day: 1) == nil)
        #expect(Timestamp(year: 2026, month: 1, day: 1, hour: 25) == nil)
    }

    @Test func `sums and differences saturate`() {
        let first = Timestamp(.min), last = Timestamp(.max)
        #expect(last.adding(seconds: 1) == last)
        #expect(first.adding(seconds: -1) == first)
        #expect(last.seconds(since: first) == .max)
        #expect(first.seconds(since: last) == .min)
        #expect(last.rfc3339 == "9999-12-31T23:59:59Z")
        #expect(first.rfc3339 == "0001-01-01T00:00:00Z")
    }
}
