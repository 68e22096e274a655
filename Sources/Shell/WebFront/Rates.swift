import Synchronization

/// Requests a second, by who asks: a bucket of tokens each, filled at a steady rate.
final class Rates: Sendable {
    private struct Bucket {
        var level: Double
        var at: ContinuousClock.Instant
    }

    private let perSecond: Double
    private let burst: Double
    private let buckets = Mutex<[String: Bucket]>([:])

    /// - Parameter perSecond: as many at once twice over are let through before the rate counts.
    init(perSecond: Int) {
        self.perSecond = Double(perSecond)
        burst = Double(perSecond) * 2
    }

    /// Names are those of registered consumers, or the few of ours: there is an end to them.
    func take(_ name: String) -> Bool {
        let now = ContinuousClock.now
        return buckets.withLock { buckets in
            var bucket = buckets[name] ?? Bucket(level: burst, at: now)
            let seconds = Double((now - bucket.at).components.seconds) + Double((now - bucket.at).components.attoseconds) / 1e18
            bucket.level = min(burst, bucket.level + max(0, seconds) * perSecond)
            bucket.at = now
            let isAllowed = bucket.level >= 1
            if isAllowed { bucket.level -= 1 }
            buckets[name] = bucket
            return isAllowed
        }
    }
}
