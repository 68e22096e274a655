/// Reads dates in the forms that mailers really write: RFC 5322 §3.3 and §4.3 (named zones, two-digit years, comments,
/// wrong weekdays), RFC 3339 with or without zone, and the `asctime` form. A date is optional everywhere in mail:
/// an odd one is nil, never a reason to lose the message.
package enum MailDate {
    package static func read(_ text: String) -> Timestamp? { read(Array(text.utf8)) }

    package static func read(_ bytes: [UInt8]) -> Timestamp? {
        let words = words(of: bytes)
        guard !words.isEmpty else { return nil }
        return rfc3339(words) ?? mail(words)
    }

    /// Splits at blanks and commas; comments in parentheses are dropped, nesting included.
    private static func words(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        let text = bytes.contains(40) ? withoutComments(bytes.prefix(200)) : bytes.prefix(200)
        return text.split { $0 == 32 || $0 == 9 || $0 == 10 || $0 == 13 || $0 == 44 }
    }

    private static func withoutComments(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var out: [UInt8] = [], depth = 0
        for byte in bytes {
            switch byte {
            case 40: depth += 1
            case 41: depth = max(0, depth - 1)
            default: if depth == 0 { out.append(byte) }
            }
        }
        return out[...]
    }

    /// `2026-11-24T07:44:47.12+01:00`, `2026-11-24 07:44:47 UTC`, without a zone: UTC.
    private static func rfc3339(_ words: [ArraySlice<UInt8>]) -> Timestamp? {
        guard words[0].contains(45) else { return nil }
        var date = words[0], rest = words.dropFirst()
        if let t = date.firstIndex(where: { $0 == 84 || $0 == 116 }), t - date.startIndex >= 8 {
            rest = [date[(t + 1)...]] + rest
            date = date[..<t]
        }
        let fields = date.split(separator: 45)
        guard fields.count == 3, fields[0].count == 4, let y = number(fields[0]), let m = number(fields[1]), let d = number(fields[2])
        else {
            return nil
        }
        guard var clock = rest.first else { return Timestamp(year: y, month: m, day: d) }
        var offset = 0
        if let sign = clock.dropFirst().firstIndex(where: { $0 == 43 || $0 == 45 || $0 == 90 || $0 == 122 }) {
            guard let read = zone(clock[sign...]) else { return nil }
            offset = read
            clock = clock[..<sign]
        } else if let second = rest.dropFirst().first {
            offset = zone(second) ?? 0
        }
        guard let (h, min, s) = time(clock) else { return nil }
        return Timestamp(year: y, month: m, day: d, hour: h, minute: min, second: s)?.adding(seconds: Int64(-offset * 60))
    }

    private static func mail(_ words: [ArraySlice<UInt8>]) -> Timestamp? {
        var day: Int?, month: Int?, year: Int?, clock: (Int, Int, Int)?, offset: Int?
        for word in words {
            if clock == nil, word.contains(58), let read = time(word) {
                clock = read
            } else if let named = Self.month(word) {
                month = named  // the last one: `mar. 24 nov.` starts with a weekday
            } else if word.contains(45), word.first != 45, month == nil, let parts = hyphenated(word) {
                (day, month, year) = parts
            } else if let n = number(word) {
                if day == nil, n <= 31, word.count <= 2 { day = n } else if year == nil { year = century(n, digits: word.count) }
            } else if clock != nil, offset == nil, let read = zone(word) {
                offset = read
            }
        }
        guard let day, let month, let year else { return nil }
        let (h, m, s) = clock ?? (0, 0, 0)
        return Timestamp(year: year, month: month, day: day, hour: h, minute: m, second: s)?.adding(seconds: Int64(-(offset ?? 0) * 60))
    }

    /// `24-Nov-2026`.
    private static func hyphenated(_ word: ArraySlice<UInt8>) -> (Int?, Int?, Int?)? {
        let p = word.split(separator: 45)
        guard p.count == 3, let d = number(p[0]), let m = month(p[1]), let y = number(p[2]) else { return nil }
        return (d, m, century(y, digits: p[2].count))
    }

    private static func century(_ year: Int, digits: Int) -> Int {
        switch digits {
        case ...2: year < 50 ? 2000 + year : 1900 + year  // RFC 5322 §4.3
        case 3: 1900 + year
        default: year
        }
    }

    private static func time(_ word: ArraySlice<UInt8>) -> (Int, Int, Int)? {
        let fields = word.split(separator: 58, omittingEmptySubsequences: false)
        guard (2...3).contains(fields.count), let h = number(fields[0]), let m = number(fields[1]), h < 24 || (h == 24 && m == 0), m < 60
        else { return nil }
        guard fields.count == 3 else { return (h, m, 0) }
        let whole = fields[2].prefix { $0.isDigit }  // fractions are cut: seconds are our unit
        guard let s = number(whole), s <= 60 else { return nil }
        return (h, m, s)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.count <= 9, digits.allSatisfy(\.isDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    private static func month(_ word: ArraySlice<UInt8>) -> Int? {
        guard word.count >= 3 else { return nil }
        let key = word.prefix(3).reduce(0) { $0 << 8 | UInt32($1.asciiLowercased) }
        return months.firstIndex(of: key).map { $0 + 1 }
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].map {
        $0.utf8.reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Minutes east of Greenwich: `+0100`, `+01:00`, `-800`, `GMT+2`, names of RFC 5322 §4.3 and those that mailers add.
    private static func zone(_ word: ArraySlice<UInt8>) -> Int? {
        guard let first = word.first else { return nil }
        if first == 43 || first == 45 {
            let digits = word.dropFirst().filter { $0 != 58 }
            guard digits.count >= 1, digits.count <= 4, let n = number(digits[...]) else { return nil }
            let minutes = digits.count <= 2 ? n * 60 : n / 100 * 60 + n % 100
            return minutes > 1440 ? nil : (first == 45 ? -minutes : minutes)
        }
        let name = String(decoding: word.map(\.asciiLowercased), as: UTF8.self)
        for prefix in ["gmt", "utc"] where name.hasPrefix(prefix) && name.utf8.count > 3 { return zone(word.dropFirst(3)) }
        return switch name {
        case "z", "ut", "utc", "gmt", "wet": 0
        case "est": -300
        case "edt", "ast": -240
        case "cst": -360
        case "cdt": -300
        case "mst": -420
        case "mdt": -360
        case "pst": -480
        case "pdt": -420
        case "bst", "cet", "met": 60
        case "cest", "mest", "eet", "sast": 120
        case "eest", "msk": 180
        case "ist": 330
        case "sgt", "hkt": 480
        case "jst", "kst": 540
        case "aest": 600
        case "aedt": 660
        default: nil
        }
    }
}
