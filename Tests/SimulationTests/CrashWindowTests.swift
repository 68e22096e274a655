import Storage
import TestKit
import Testing

@testable import Intake

/// Each window in which a crash could lose mail or count it twice, hit by name. Those inside a transaction of SQLite are hit
/// in `FailPointTests`, with a process that is really killed.
@Suite struct CrashWindowTests {
    struct Window: Sendable, CustomTestStringConvertible {
        let number: String
        let point: FailPoint
        let isPowerCut: Bool

        var testDescription: String { "\(number): \(point.name)\(isPowerCut ? ", and the power goes" : "")" }
    }

    static let windows: [Window] = [
        ("W1", FailPoint.afterOpen), ("W1", .afterHash), ("W1", .afterParse), ("W11", .afterCount), ("W2, W6", .afterCommit),
        ("W7", .afterRename), ("W9", .sidecar),
    ].flatMap { [Window(number: $0.0, point: $0.1, isPowerCut: false), Window(number: $0.0, point: $0.1, isPowerCut: true)] }

    /// A world where nothing goes wrong by itself.
    private static func world(_ seed: Int = 1) -> World {
        let world = World(seed: seed, traits: Traits(), tells: true)
        for kind in [SimulatedMail.Kind.complaint, .report, .refused, .bounces] { world.deliver(.first(kind)) }
        return world
    }

    /// Eight seeds: a power cut takes back none, some or all of what was not synced.
    @Test(arguments: windows, 1...8) func `a death in any window loses nothing and counts nothing twice`(window: Window, seed: Int) {
        let world = Self.world(seed)
        world.deaths = [(window.point, window.isPowerCut)]
        Simulation.run(world)
        #expect(world.deaths.isEmpty, "the window was reached")
        #expect(world.violation == nil, "\(world.story)")
        #expect(Invariants.unfinished(world) == nil)
    }

    @Test func `W5: what was answered survives a power cut before anything else is synced`() {
        let world = Self.world()
        world.deaths = [(.afterCommit, true)]
        Simulation.run(world)
        #expect(world.violation == nil)
        let unsynced = World(seed: 1, traits: Traits(), bug: .unsyncedCommit)
        unsynced.deliver(.first(.complaint))
        unsynced.deaths = [(.afterRename, true)]
        Simulation.run(unsynced)
        #expect(unsynced.violation?.promise == .nothingLost)
    }

    @Test func `W8: a commit whose answer is lost is found done and not done again`() {
        let world = Self.world()
        world.losesAnswer = true
        Simulation.run(world)
        #expect(!world.losesAnswer)
        #expect(world.violation == nil, "\(world.story)")
        #expect(world.database.committed.known.count == 4)
    }

    @Test func `W11: a message in hand at three deaths is set aside and never parsed again`() {
        let world = World(seed: 1, traits: Traits(), tells: true)
        world.deliver(.first(.poison))
        world.deaths = Array(repeating: (.afterCount, false), count: 3)
        Simulation.run(world)
        #expect(world.deaths.isEmpty)
        #expect(world.poisonings == 0)
        #expect(world.violation == nil, "\(world.story)")
        #expect((try? world.database.committed.setAsides())?.map(\.reason) == ["message.crashed-the-reader"])
    }
}
