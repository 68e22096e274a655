import Deliverability
import Testing

@Suite struct RetryProfileTests {
    @Test func `R03: a large ISP is retried after 15, 30, 60 minutes, 3 and 12 hours, until 72 hours`() {
        let profile = RetryProfile.largeISP
        #expect(profile.waitSeconds == [900, 1800, 3600, 10_800, 43_200])
        #expect(profile.lifetimeSeconds == 259_200)
        #expect(profile.schedule.map { $0 / 60 } == [15, 45, 105, 285, 1005, 1725, 2445, 3165, 3885])
    }

    @Test func `R04: a small MX is retried after 10, 20, 40 minutes and 2 hours, until 48 hours`() {
        let profile = RetryProfile.smallMX
        #expect(profile.waitSeconds == [600, 1200, 2400, 7200])
        #expect(profile.lifetimeSeconds == 172_800)
        #expect(profile.schedule.prefix(5).map { $0 / 60 } == [10, 30, 70, 190, 310])
        #expect(profile.schedule.last == 169_800)
    }

    @Test(arguments: [RetryProfile.largeISP, .smallMX])
    func `decision 1: the lifetime is a hard stop`(profile: RetryProfile) {
        let first = profile.waitSeconds[0]
        #expect(profile.wait(beforeRetry: 1, ageSeconds: profile.lifetimeSeconds - first) == first)
        #expect(profile.wait(beforeRetry: 1, ageSeconds: profile.lifetimeSeconds - first + 1) == nil)
        #expect(profile.wait(beforeRetry: 99, ageSeconds: 0) == profile.waitSeconds.last)
        #expect(profile.schedule.allSatisfy { $0 <= profile.lifetimeSeconds })
    }

    @Test func `numbers out of range give no wait`() {
        #expect(RetryProfile.smallMX.wait(beforeRetry: 0, ageSeconds: 0) == nil)
        #expect(RetryProfile.smallMX.wait(beforeRetry: .min, ageSeconds: 0) == nil)
        #expect(RetryProfile.smallMX.wait(beforeRetry: .max, ageSeconds: .max) == nil)
        #expect(RetryProfile.smallMX.wait(beforeRetry: 1, ageSeconds: -1) == nil)
    }

    @Test func `a known provider takes the patient profile`() {
        #expect(RetryProfile.profile(for: Provider("example")) == .largeISP)
        #expect(RetryProfile.profile(for: nil) == .smallMX)
    }
}
