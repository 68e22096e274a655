import Glibc
import Intake
import Logging
import ServiceLifecycle
import Storage
import UnixSignals
import WebFront

/// Why a daemon ends by itself.
package enum DaemonError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The store is damaged, gone or cannot be written: going on, or making a new one in its place, would forget every
    /// suppression. All mail that is not committed is still in its Maildir.
    case storeLost(StoreError)

    package var description: String {
        switch self {
        case .storeLost(let error): "the store cannot be used any more, and nothing was put in its place: \(error)"
        }
    }
}

/// Holds the intake open until the group shuts down, then drains it.
struct IntakeService: Service {
    /// Of the ten seconds in which the daemon ends.
    static let drainSeconds = 8.0

    let intake: MaildirIntake
    /// Gives one word when the store is lost.
    let lost: AsyncStream<StoreError>
    let logger: Logger

    func run() async throws {
        let fault = await withTaskGroup(of: StoreError?.self) { group in
            group.addTask {
                try? await gracefulShutdown()
                return nil
            }
            group.addTask { await lost.first { _ in true } }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        let drained = await withoutBlocking { [intake] in intake.stop(seconds: Self.drainSeconds) }
        logger.info(drained ? "drained" : "stopped before all was drained; the next start goes on with it")
        if let fault { throw DaemonError.storeLost(fault) }
    }
}

/// Says when the daemon is ready and when it stops, and feeds the watchdog from the thread that commits.
struct ReadinessService: Service {
    let intake: MaildirIntake
    let board: StatusBoard
    let notice: SystemdNotice
    /// Ends when the web front listens, or at once where there is none.
    let listening: AsyncStream<Void>
    let integrity: IntegrityCheck
    let logger: Logger

    func run() async throws {
        for await _ in listening.cancelOnGracefulShutdown() {}
        guard !Task.isShuttingDownGracefully, !Task.isCancelled else { return }
        board.setReady(true)
        notice.send("READY=1")
        logger.info("ready", metadata: board.current.port.map { ["port": "\($0)"] })
        integrity.begin()
        // A look at the queues, for health and metrics, and a sign of life from the committing thread itself.
        let interval = min(2, max(0.1, (notice.watchdogSeconds ?? 60) / 3))
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: .seconds(interval))
                for lane in Lane.Kind.allCases { board.setQueueDepth(intake.waiting(in: lane), of: lane.rawValue) }
                if notice.watchdogSeconds != nil { intake.perform { [notice] _ in notice.send("WATCHDOG=1") } }
            }
        }
        board.setReady(false)
        notice.send("STOPPING=1")
    }
}

/// The first SIGTERM or SIGINT asks for an orderly end, even while the daemon is still starting; a second one ends the
/// process at once: crash-only, so nothing is lost by it.
struct StopSignals: Sendable {
    /// Gives one word at the first signal.
    let first: AsyncStream<Void>
    private let watching: Task<Void, Never>
    private static let sameRequestSeconds = 0.5

    init() async {
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        let (first, isFirst) = AsyncStream.makeStream(of: Void.self)
        self.first = first
        watching = Task.detached {
            var firstAt: MonotonicTime?
            for await _ in signals {
                // timeout(1) and some terminals send one request twice: that is no impatience.
                if let firstAt, MonotonicTime.now.seconds(since: firstAt) > Self.sameRequestSeconds { _exit(1) }
                firstAt = firstAt ?? .now
                isFirst.yield()
            }
        }
    }

    func forget() { watching.cancel() }
}
