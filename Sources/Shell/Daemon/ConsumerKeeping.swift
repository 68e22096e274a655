import Intake
import ServiceLifecycle
import Storage
import WebFront

/// Writes down how far the consumers are, every few seconds and at the end, so that a restart does not forget it.
struct ConsumerKeeping: Service {
    let board: StatusBoard
    let register: ConsumerRegister
    /// Runs with the store on the committing thread.
    let perform: @Sendable (@escaping @Sendable (any Store) throws -> Void) -> Void

    private static let intervalSeconds = 10

    func run() async throws {
        let known = board.current.consumers
        let kept = await cancelWhenGracefulShutdown {
            var kept = known
            while (try? await Task.sleep(for: .seconds(Self.intervalSeconds))) != nil { kept = keep(since: kept) }
            return kept
        }
        _ = keep(since: kept)
    }

    private func keep(since kept: [String: ConsumerPosition]) -> [String: ConsumerPosition] {
        let current = board.current.consumers
        let changed = current.values.filter { kept[$0.name] != $0 }.sorted { $0.name < $1.name }
        guard !changed.isEmpty else { return current }
        let names = (try? register.read()).map { Set($0.map(\.name)) }
        perform { store in
            try store.keep(changed)
            if let names { try store.forgetConsumers(except: names) }
        }
        return current
    }
}
