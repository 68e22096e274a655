import Intake
import ServiceLifecycle

/// Work that is done on its own thread whenever it is asked for, and at an interval without being asked.
struct LoopThread: Service {
    private struct State: Sendable {
        var isWanted = true
        var isStopping = false
    }

    let name: String
    let intervalSeconds: Double
    /// Makes the work on the thread itself, so that it may own what must not be shared.
    private let makeWork: @Sendable () -> () -> Bool
    private let state = Monitor(State())

    init(name: String, intervalSeconds: Double, makeWork: @escaping @Sendable () -> () -> Void) {
        self.init(name: name, intervalSeconds: intervalSeconds) {
            let work = makeWork()
            return {
                work()
                return false
            }
        }
    }

    /// - Parameter makeWork: its work says whether there is more of it, so that it is asked again.
    init(name: String, intervalSeconds: Double, makeWork: @escaping @Sendable () -> () -> Bool) {
        self.name = name
        self.intervalSeconds = intervalSeconds
        self.makeWork = makeWork
    }

    func wake() { state.with { $0.isWanted = true } }

    func run() async throws {
        let thread = try WorkerThread(name: name) { [self] in loop() }
        try? await gracefulShutdown()
        state.with { $0.isStopping = true }
        _ = await withoutBlocking { thread.join(seconds: 5) }
    }

    private func loop() {
        let work = makeWork()
        var rest = 0.0
        while true {
            // Asked for again and again, the work takes at most half of the time.
            _ = state.wait(seconds: rest) { $0.isStopping ? true : nil }
            let asked = state.wait(seconds: intervalSeconds) { state -> State? in
                guard state.isWanted || state.isStopping else { return nil }
                defer { state.isWanted = false }
                return state
            }
            let started = MonotonicTime.now
            // At the end once more what was asked for, nothing else.
            if asked?.isWanted ?? true, work() { wake() }
            if asked?.isStopping ?? false { return }
            rest = 0.1 + MonotonicTime.now.seconds(since: started)
        }
    }
}

/// Waits on a thread of its own: the cooperative pool must stay free for answers.
func withoutBlocking<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in
        do {
            _ = try WorkerThread(name: "wait") { continuation.resume(returning: body()) }
        } catch {
            continuation.resume(returning: body())
        }
    }
}
