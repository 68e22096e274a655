import Glibc
import Intake
import Logging
import ServiceLifecycle
import WebFront

/// The daemon from its start to its end. SIGHUP ends one life and begins the next with the settings as they stand then, in
/// the same process: whole, or not at all.
package struct DaemonLives: Sendable {
    /// What outlasts a life.
    struct Surroundings: Sendable {
        let board: StatusBoard
        let notice: SystemdNotice
        let control: LifeControl
        let logger: Logger
    }

    /// Reads everything anew; its error is told and changes nothing.
    private let reread: @Sendable () throws -> PlumblineDaemon
    private let surroundings: Surroundings

    /// - Parameters:
    ///   - environment: of the process, for the service manager's socket.
    ///   - reread: reads and checks the settings again.
    package init(environment: [String: String], logger: Logger, reread: @escaping @Sendable () throws -> PlumblineDaemon) {
        self.reread = reread
        surroundings = Surroundings(
            board: StatusBoard(), notice: SystemdNotice(environment: environment), control: LifeControl(), logger: logger)
    }

    /// Runs until SIGTERM or SIGINT, drains and returns; a second one ends the process at once.
    /// Errors: `StoreError`, `LocalFault`, `WebFrontError`, `LookupServerError` at the start, `DaemonError` later.
    package func run(_ first: PlumblineDaemon) async throws {
        signal(SIGPIPE, SIG_IGN)
        let control = surroundings.control
        let signals = await DaemonSignals()
        defer { signals.forget() }
        let listening = Task {
            for await wish in signals.wishes {
                switch wish {
                case .stop: control.stop()
                case .reload: await reload()
                }
            }
        }
        defer { listening.cancel() }
        var daemon = first, before: PlumblineDaemon?
        while true {
            surroundings.board.beginLife()
            control.begin(daemon)
            do {
                try await daemon.live(surroundings, isFirst: before == nil)
            } catch {
                guard let old = before, !control.hasBegun else { throw error }
                surroundings.logger.critical(
                    "new settings could not be put to work, the old ones hold", metadata: ["fault": "\(error)"])
                daemon = old
                before = nil
                continue
            }
            guard let next = control.takeNext() else { return }
            before = daemon
            daemon = next
        }
    }

    private func reload() async {
        guard let current = surroundings.control.current else { return }
        surroundings.notice.send("RELOADING=1")
        let logger = surroundings.logger
        let read = await withoutBlocking { [reread, port = surroundings.board.current.port] in
            Result {
                let next = try reread()
                try current.requireChange(to: next, port: port)
                return next
            }
        }
        switch read {
        case .success(let next):
            logger.notice("settings read again")
            surroundings.control.reload(to: next)
        case .failure(let error):
            logger.error("settings not reloaded, the old ones hold", metadata: ["fault": "\(error)"])
            surroundings.notice.send("READY=1")
        }
    }
}

/// Which life runs, and what comes after it.
final class LifeControl: Sendable {
    private struct State: Sendable {
        var current: PlumblineDaemon?
        var group: ServiceGroup?
        var next: PlumblineDaemon?
        var hasBegun = false
        var isStopping = false
    }

    private let state = Monitor(State())

    var current: PlumblineDaemon? { state.with { $0.current } }
    var hasBegun: Bool { state.with { $0.hasBegun } }
    /// The process ends with this life.
    var isLast: Bool { state.with { $0.next == nil } }

    func begin(_ daemon: PlumblineDaemon) {
        state.with { state in
            state.current = daemon
            state.group = nil
            state.hasBegun = false
        }
    }

    /// All of it works.
    func setBegun() { state.with { $0.hasBegun = true } }

    /// The services of the life that begins; they end at once where that was asked for meanwhile.
    func set(_ group: ServiceGroup) {
        let mustEnd = state.with { state in
            state.group = group
            return state.isStopping || state.next != nil
        }
        if mustEnd { Self.end(group) }
    }

    func stop() {
        state.with { state in
            state.isStopping = true
            state.next = nil
            return state.group
        }.map(Self.end)
    }

    func reload(to next: PlumblineDaemon) {
        state.with { state -> ServiceGroup? in
            guard !state.isStopping else { return nil }
            state.next = next
            return state.group
        }.map(Self.end)
    }

    func takeNext() -> PlumblineDaemon? {
        state.with { state in
            defer { state.next = nil }
            return state.isStopping ? nil : state.next
        }
    }

    private static func end(_ group: ServiceGroup) { Task { await group.triggerGracefulShutdown() } }
}
