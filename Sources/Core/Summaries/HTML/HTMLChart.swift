import Deliverability
import MailSyntax
import Rendering

/// The chart of the week: one stacked bar per day, as inline SVG. The table below it says the same in numbers.
enum HTMLChart {
    private static let width = 748.0, height = 236.0
    private static let left = 58.0, top = 22.0, bottom = 200.0

    static func render(_ days: [DailyAlignment]) -> String {
        let most = days.map(\.counts.messages).max() ?? 0
        let scale = ceiling(most)
        var out = "<svg role=\"img\" aria-labelledby=\"chart-title chart-text\" viewBox=\"0 0 748 236\" width=\"100%\" "
        out += "style=\"display:block;max-width:748px;height:auto\" font-family=\"\(HTMLLook.font)\" font-size=\"12\">\n"
        out += "<title id=\"chart-title\">Messages by day and by what aligned</title>\n"
        out += "<desc id=\"chart-text\">\(Escape.html(description(days)))</desc>\n"
        out += "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
        out += "<rect class=\"stripe\" width=\"6\" height=\"6\" fill=\"\(HTMLLook.Part.neither.fill)\"/>"
        out += "<rect width=\"1.6\" height=\"6\" fill=\"#ffffff\" fill-opacity=\"0.55\"/></pattern></defs>\n"
        for step in 0...2 {
            let y = bottom - (bottom - top) * Double(step) / 2
            let label = scale == 1 && step == 1 ? "" : Figures.grouped(scale / 2 * Int64(step))
            out +=
                "<line class=\"grid\" x1=\"\(px(left))\" x2=\"\(px(width))\" y1=\"\(px(y))\" y2=\"\(px(y))\" stroke=\"\(HTMLLook.rule)\"/>\n"
            out +=
                "<text class=\"label\" x=\"\(px(left - 10))\" y=\"\(px(y + 4))\" text-anchor=\"end\" fill=\"\(HTMLLook.muted)\">\(label)</text>\n"
        }
        let pitch = (width - left) / Double(max(1, days.count))
        for (i, day) in days.enumerated() { out += bar(day, at: left + pitch * (Double(i) + 0.5), scale: scale) }
        return out + "</svg>"
    }

    /// Legend as table cells, so that it stays where a client drops the SVG.
    static func legend() -> String {
        HTMLLook.Part.allCases.map { part in
            "<span style=\"white-space:nowrap;margin-right:18px\"><span class=\"\(part.rawValue)\" style=\"display:inline-block;width:11px;"
                + "height:11px;border-radius:2px;background:\(part.fill)\"></span> \(part.title)</span>"
        }.joined(separator: " ")
    }

    private static func bar(_ day: DailyAlignment, at middle: Double, scale: Int64) -> String {
        var out = "", y = bottom
        let half = 31.0, counts = day.counts
        let parts: [(HTMLLook.Part, Int64)] = [
            (.both, counts.both), (.dkim, counts.dkimOnly), (.spf, counts.spfOnly), (.neither, counts.neither),
        ]
        for (part, count) in parts where count > 0 {
            // A part that is there is seen, however small.
            let tall = max(1.5, Double(count) / Double(scale) * (bottom - top))
            y -= tall
            let fill = part == .neither ? "url(#hatch)" : part.fill
            out += "<rect class=\"\(part == .neither ? "hatched" : part.rawValue)\" x=\"\(px(middle - half))\" y=\"\(px(y))\" width=\"62\" "
            out +=
                "height=\"\(px(tall))\" fill=\"\(fill)\"><title>\(day.day.short): \(Figures.grouped(count)) \(part.title)</title></rect>\n"
        }
        let share = day.isSilent ? "no report" : Figures.percent(counts.aligned, of: counts.messages)
        out +=
            "<text class=\"label\" x=\"\(px(middle))\" y=\"\(px(y - 6))\" text-anchor=\"middle\" fill=\"\(HTMLLook.muted)\">\(share)</text>\n"
        out += "<text class=\"label\" x=\"\(px(middle))\" y=\"\(px(bottom + 18))\" text-anchor=\"middle\" fill=\"\(HTMLLook.muted)\">"
        return out + "\(day.day.short)</text>\n"
    }

    private static func description(_ days: [DailyAlignment]) -> String {
        days.map { day in
            day.isSilent
                ? "\(day.day.short): no report."
                : "\(day.day.short): \(Figures.counted(day.counts.messages, "message")), "
                    + "\(Figures.percent(day.counts.aligned, of: day.counts.messages)) aligned."
        }.joined(separator: " ")
    }

    /// The next round and even number at or above, so that its half is whole.
    static func ceiling(_ most: Int64) -> Int64 {
        var step: Int64 = 1
        while step <= Int64.max / 100 {
            for factor: Int64 in [2, 4, 6, 8] where step * factor >= most { return step * factor }
            step *= 10
        }
        return Int64.max - 1
    }

    /// Pixels with one decimal.
    private static func px(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths.isMultiple(of: 10) ? String(tenths / 10) : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}
