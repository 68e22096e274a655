import Deliverability

/// A rate of the week and what the thresholds say of it.
package struct RateFigures: Hashable, Sendable {
    package enum Verdict: String, Hashable, Sendable { case fine, warn, stop }

    package let count: Int64
    package let sent: Int64
    package let percent: Double
    /// nil where there are too few to judge.
    package let verdict: Verdict?

    init(complaints rate: SendingRate, _ thresholds: Thresholds) {
        self.init(rate, floor: thresholds.reviewFloor) { reaches in
            reaches(thresholds.complaintsStopPerTenThousand)
                ? .stop : reaches(thresholds.complaintsWarnPerTenThousand) ? .warn : .fine
        }
    }

    init(hardBounces rate: SendingRate, _ thresholds: Thresholds) {
        self.init(rate, floor: thresholds.reviewFloor) { $0(thresholds.hardBouncesPerTenThousand) ? .stop : .fine }
    }

    private init(_ rate: SendingRate, floor: Int, _ judge: ((Int) -> Bool) -> Verdict) {
        count = rate.count
        sent = rate.sent
        percent = rate.percent
        let verdict = judge { rate.reaches($0, floor: floor) }
        // Few of few: neither good nor bad.
        self.verdict = verdict == .fine && judge({ rate.reaches($0, floor: 0) }) != .fine ? nil : verdict
    }

    /// `0.375 %`.
    package var text: String { Figures.rate(percent) }
    /// `0.375 % of 4,000 messages`.
    package var sentence: String { "\(text) of \(Figures.counted(sent, "message"))" }
}
