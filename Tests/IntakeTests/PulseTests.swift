import Testing

@testable import Intake

@Suite struct PulseTests {
    @Test func `the beat goes on once every watch has gone its round`() {
        let beats = Monitor(0)
        let pulse = Pulse(watches: 3)
        pulse.goesOn { beats.with { $0 += 1 } }
        for watch in [0, 0, 1, 1, 0] { pulse.beat(watch) }
        #expect(beats.with { $0 } == 0, "one watch hangs")
        pulse.beat(2)
        #expect(beats.with { $0 } == 1)
        for watch in [2, 1, 0] { pulse.beat(watch) }
        #expect(beats.with { $0 } == 2)
    }

    @Test func `a lane in which nothing moves is stalled only while files are in hand`() {
        let lane = Lane(.light)
        #expect(!lane.isStalled(at: .now.adding(seconds: 10_000)))
        let job = MaildirJob(maildir: 0, place: .new, name: MaildirName("1.a"), weight: 1, lane: .light, arrived: 0, isUnknown: false)
        _ = lane.offer(job)
        _ = lane.take()
        #expect(!lane.isStalled(at: .now))
        #expect(lane.isStalled(at: .now.adding(seconds: 2 * Lane.stallSeconds)))
        _ = lane.release(job)
        #expect(!lane.isStalled(at: .now.adding(seconds: 10_000)))
    }
}
