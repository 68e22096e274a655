import Glibc
import Storage
import TestKit
import Testing

/// The intake as it is, over a disk, a store, clocks and other programs that a seed decides. `SIMULATION_SEED=n` runs one seed
/// and tells what happened in it; `SIMULATION_SEEDS=n` runs more of them.
///
/// One part after the other, on threads of their own: the tests beside it wait for answers of a daemon.
@Suite(.serialized, .apart) struct SimulationTests {
    private static let seeds = number("SIMULATION_SEEDS") ?? 10_000
    private static let parts = 40

    private static func number(_ name: String) -> Int? { getenv(name).flatMap { Int(String(cString: $0)) } }

    @Test(arguments: 0..<parts) func `whatever fails, nothing is lost and nothing counted twice`(part: Int) {
        if let seed = Self.number("SIMULATION_SEED") {
            guard part == 0 else { return }
            let end = Simulation.run(seed: seed, tells: true)
            print(end.story.joined(separator: "\n"))
            #expect(end.violation == nil)
            return
        }
        for seed in stride(from: part, to: Self.seeds, by: Self.parts) {
            if let violation = Simulation.run(seed: seed).violation {
                Issue.record("seed \(seed): \(violation). To see it: SIMULATION_SEED=\(seed) swift test --filter SimulationTests")
                return
            }
        }
    }

    @Test(arguments: PlantedBug.allCases) func `every planted bug is found`(bug: PlantedBug) {
        let found = (0..<1000).first { Simulation.run(seed: $0, bug: bug).violation != nil }
        #expect(found != nil, "\(bug) passes unseen")
    }
}
