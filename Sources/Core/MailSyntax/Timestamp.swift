/// A moment as whole seconds since 1970-01-01T00:00:00Z. Zones end where a date is read: inside there is only UTC.
package struct Timestamp: Hashable, Comparable, Sendable {
    package let secondsSince1970: Int64

    package init(_ secondsSince1970: Int64) { self.secondsSince1970 = secondsSince1970 }

    package static func < (a: Timestamp, b: Timestamp) -> Bool { a.secondsSince1970 < b.secondsSince1970 }

    package func adding(seconds: Int64) -> Timestamp {
        let (sum, overflow) = secondsSince1970.addingReportingOverflow(seconds)
        return Timestamp(overflow ? (seconds < 0 ? .min : .max) : sum)
    }

    /// Seconds from `earlier` to this moment, saturating.
    package func seconds(since earlier: Timestamp) -> Int64 {
        let (difference, overflow) = secondsSince1970.subtractingReportingOverflow(earlier.secondsSince1970)
        return overflow ? (secondsSince1970 < 0 ? .min : .max) : difference
    }

    package init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...CivilDate.days(in: month, of: year)).contains(day),
            (0...24).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        let days = CivilDate(year: year, month: month, day: day).daysSince1970
        secondsSince1970 = Int64(days) * 86400 + Int64(hour * 3600 + minute * 60 + second)
    }

    /// Days since 1970-01-01, UTC.
    package var dayNumber: Int64 { secondsSince1970.flooredQuotient(86400) }

    package var civilDate: CivilDate { CivilDate(daysSince1970: Int(clamped.flooredQuotient(86400))) }

    /// What RFC 3339 can write: years 0001–9999.
    private var clamped: Int64 { Swift.min(Swift.max(secondsSince1970, -62_135_596_800), 253_402_300_799) }

    /// `2026-11-24T07:44:47Z` (RFC 3339 §5.6).
    package var rfc3339: String {
        let date = civilDate
        let rest = Int(clamped - clamped.flooredQuotient(86400) * 86400)
        var out = [UInt8](repeating: 0, count: 20)
        func put(_ value: Int, _ at: Int, _ width: Int) {
            var v = value, i = at + width - 1
            while i >= at { out[i] = UInt8(48 + v % 10); v /= 10; i -= 1 }
        }
        put(date.year, 0, 4); out[4] = 45; put(date.month, 5, 2); out[7] = 45; put(date.day, 8, 2); out[10] = 84
        put(rest / 3600, 11, 2); out[13] = 58; put(rest / 60 % 60, 14, 2); out[16] = 58; put(rest % 60, 17, 2); out[19] = 90
        return String(decoding: out, as: UTF8.self)
    }
}

/// A day of the Gregorian calendar, UTC.
package struct CivilDate: Hashable, Comparable, Sendable {
    package let year: Int, month: Int, day: Int

    package init(year: Int, month: Int, day: Int) { self.year = year; self.month = month; self.day = day }

    /// Days are counted from 1970-01-01; the year starts in March so that the leap day comes last.
    package init(daysSince1970: Int) {
        let z = daysSince1970 + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let doe = z - era * 146_097
        let yoe = (doe - doe / 1460 + doe / 36524 - doe / 146_096) / 365
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100)
        let mp = (5 * doy + 2) / 153
        day = doy - (153 * mp + 2) / 5 + 1
        month = mp < 10 ? mp + 3 : mp - 9
        year = yoe + era * 400 + (month <= 2 ? 1 : 0)
    }

    package var daysSince1970: Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yoe = y - era * 400
        let doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
    }

    /// Monday is 1, Sunday is 7 (ISO 8601).
    package var isoWeekday: Int { ((daysSince1970 + 3) % 7 + 7) % 7 + 1 }

    package var startOfDay: Timestamp { Timestamp(Int64(daysSince1970) * 86400) }

    package static func < (a: CivilDate, b: CivilDate) -> Bool { a.daysSince1970 < b.daysSince1970 }

    package static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension CivilDate: CustomStringConvertible {
    package var description: String { String(startOfDay.rfc3339.prefix(10)) }
}

extension Int64 {
    fileprivate func flooredQuotient(_ divisor: Int64) -> Int64 {
        let q = self / divisor
        return self % divisor < 0 ? q - 1 : q
    }
}
