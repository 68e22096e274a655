import MailSyntax

/// How numbers are written for people, the same in every rendering.
package enum Figures {
    /// `12,345`.
    package static func grouped(_ value: Int64) -> String {
        let digits = Array(String(value.magnitude).utf8)
        var out: [UInt8] = value < 0 ? [45] : []
        for (i, digit) in digits.enumerated() {
            if i > 0, (digits.count - i).isMultiple(of: 3) { out.append(44) }
            out.append(digit)
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// `98.7 %`. Never 100 while something is missing and never 0 while something is there; a dash without a whole.
    package static func percent(_ part: Int64, of whole: Int64) -> String {
        guard let tenths = permille(part, of: whole) else { return "–" }
        if tenths == 0, part > 0 { return "< 0.1 %" }
        return "\(tenths / 10).\(tenths % 10) %"
    }

    /// Tenths of a percent, or nil without a whole.
    package static func permille(_ part: Int64, of whole: Int64) -> Int? {
        guard whole > 0 else { return nil }
        if part >= whole { return 1000 }
        return min(999, max(0, Int((Double(part) / Double(whole) * 1000).rounded())))
    }

    /// The change between two shares in percentage points: `+0.4`, `−1.2`, `±0.0`.
    package static func change(from old: Int, to new: Int) -> String {
        let difference = new - old
        let sign = difference > 0 ? "+" : difference < 0 ? "−" : "±"
        return "\(sign)\(abs(difference) / 10).\(abs(difference) % 10)"
    }

    /// A rate in percent to three decimals: complaint rates are compared with 0.1 %.
    package static func rate(_ percent: Double) -> String {
        guard percent.isFinite, percent >= 0, percent < 1e12 else { return "–" }
        let thousandths = Int64((percent * 1000).rounded())
        let rest = String(thousandths % 1000)
        return "\(grouped(thousandths / 1000)).\(String(repeating: "0", count: 3 - rest.count))\(rest) %"
    }

    /// `1 message`, `12 messages`.
    package static func counted(_ value: Int64, _ noun: String) -> String { grouped(value) + " " + noun + (value == 1 ? "" : "s") }

    package static func was(_ value: Int64) -> String { value == 1 ? "was" : "were" }

    /// `a`, `a and b`, `a, b and c`.
    package static func listed(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }

    /// Names that came by mail are cut before they take a line for themselves.
    static func bounded(_ text: String) -> String {
        let cut = text.bounded(toBytes: 120)
        return cut.utf8.count < text.utf8.count ? cut + "…" : text
    }
}
