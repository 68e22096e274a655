/// How long to wait before each retry, and when to stop. The steps are the waits before retry 1…n; after the
/// last its wait repeats; the lifetime is a hard stop (decision 1). Advice for the MTA: Plumbline sends nothing itself.
package struct RetryProfile: Hashable, Sendable {
    package let name: String
    package let waitSeconds: [Int64]
    package let lifetimeSeconds: Int64

    package static let largeISP = RetryProfile(
        name: "Large ISP", waitSeconds: [15 * 60, 30 * 60, 60 * 60, 3 * 3600, 12 * 3600], lifetimeSeconds: 72 * 3600)
    package static let smallMX = RetryProfile(
        name: "Small MX", waitSeconds: [10 * 60, 20 * 60, 40 * 60, 2 * 3600], lifetimeSeconds: 48 * 3600)

    /// Profile for a recipient: recognised mailbox providers take the patient one.
    package static func profile(for provider: Provider?) -> RetryProfile { provider == nil ? .smallMX : .largeISP }

    /// Seconds to wait before retry `number` (1-based) when the mail has been queued for `age`; nil: give up.
    package func wait(beforeRetry number: Int, ageSeconds age: Int64) -> Int64? {
        guard number >= 1, let last = waitSeconds.last else { return nil }
        let wait = number <= waitSeconds.count ? waitSeconds[number - 1] : last
        guard age >= 0, age.addingSaturated(wait) <= lifetimeSeconds else { return nil }
        return wait
    }

    /// Moments of all attempts after the first, in seconds of age, up to the lifetime; at most 1000.
    package var schedule: [Int64] {
        var out: [Int64] = [], age: Int64 = 0
        while out.count < 1000, let wait = wait(beforeRetry: out.count + 1, ageSeconds: age) {
            age += wait
            out.append(age)
        }
        return out
    }
}
