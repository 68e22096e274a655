import MailSyntax

/// Counts of durations by upper bound. Of constant size, however many complaints come.
package struct LatencyHistogram: Hashable, Sendable {
    /// Upper bounds in seconds; what is slower is in the last, unbounded one.
    package static let bounds: [Double] = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]

    /// Cumulative: samples at or below each bound.
    package private(set) var counts = [Int64](repeating: 0, count: bounds.count)
    package private(set) var total: Int64 = 0
    package private(set) var sumSeconds = 0.0

    package init() {}

    package mutating func add(_ seconds: Double) {
        guard seconds.isFinite else { return }
        let value = max(0, seconds)
        for (place, bound) in Self.bounds.enumerated() where value <= bound { counts[place] = counts[place].addingSaturated(1) }
        total = total.addingSaturated(1)
        sumSeconds += value
    }

    package mutating func add(_ other: LatencyHistogram) {
        for place in counts.indices { counts[place] = counts[place].addingSaturated(other.counts[place]) }
        total = total.addingSaturated(other.total)
        sumSeconds += other.sumSeconds
    }
}
