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

/// Says when a life of the daemon has begun and when the last one ends.
struct ReadinessService: Service {
    let intake: MaildirIntake
    let board: StatusBoard
    let notice: SystemdNotice
    let control: LifeControl
    /// Ends when the web front listens, or at once where there is none.
    let listening: AsyncStream<Void>
    /// nil: it was done already.
    let integrity: IntegrityCheck?
    let logger: Logger

    func run() async throws {
        for await _ in listening.cancelOnGracefulShutdown() {}
        guard !Task.isShuttingDownGracefully, !Task.isCancelled else { return }
        control.setBegun()
        board.setReady(true)
        notice.send("READY=1")
        logger.info("ready", metadata: board.current.port.map { ["port": .stringConvertible($0)] })
        integrity?.begin()
        // A look at the queues, for health and metrics.
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: .seconds(2))
                for lane in Lane.Kind.allCases { board.setQueueDepth(intake.waiting(in: lane), of: lane.rawValue) }
            }
        }
        board.setReady(false)
        if control.isLast { notice.send("STOPPING=1") }
    }
}

/// What the process is asked for. The first SIGTERM or SIGINT asks for an orderly end, even while the daemon is still
/// starting; a second one ends the process at once: crash-only, so nothing is lost by it. SIGHUP asks for a reload.
struct DaemonSignals: Sendable {
    enum Wish: Sendable { case stop, reload }

    let wishes: AsyncStream<Wish>
    private let watching: Task<Void, Never>
    private static let sameRequestSeconds = 0.5

    init() async {
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup)
        let (wishes, wish) = AsyncStream.makeStream(of: Wish.self)
        self.wishes = wishes
        watching = Task.detached {
            var firstAt: MonotonicTime?
            for await signal in signals {
                guard signal != .sighup else {
                    wish.yield(.reload)
                    continue
                }
                // timeout(1) and some terminals send one request twice: that is no impatience.
                if let firstAt, MonotonicTime.now.seconds(since: firstAt) > Self.sameRequestSeconds { _exit(1) }
                firstAt = firstAt ?? .now
                wish.yield(.stop)
            }
        }
    }

    func forget() { watching.cancel() }
}
