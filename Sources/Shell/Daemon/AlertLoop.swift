import Deliverability
import Intake
import Logging
import MailSyntax
import Storage
import WebFront

/// Looks each minute whether the operator must be told of something, and tells it once: in the log, in the metrics, and to
/// the webhooks by way of the store.
final class AlertLoop {
    struct Surroundings: Sendable {
        let storePath: String
        let openReading: @Sendable () throws -> any Store
        /// Runs with the store on the committing thread.
        let perform: @Sendable (@escaping @Sendable (any Store) throws -> Void) -> Void
        let now: @Sendable () -> Timestamp
        let board: StatusBoard
        let logger: Logger
        let wakeWebhooks: @Sendable () -> Void
    }

    static let intervalSeconds = 60.0
    /// Looks between two that read through tables of the store.
    private static let looksBetweenFigures = 10

    private let settings: Settings
    private let surroundings: Surroundings
    /// nil until the store was read.
    private var alerts: Alerts?
    /// Changes that the store did not take yet: a full disk must not keep an alert from the log.
    private let unkept = Monitor([AlertChange]())
    private var looks = 0

    init(_ settings: Settings, _ surroundings: Surroundings) {
        self.settings = settings
        self.surroundings = surroundings
    }

    static func make(_ settings: Settings, _ surroundings: Surroundings) -> LoopThread {
        LoopThread(name: "alerts", intervalSeconds: intervalSeconds) {
            let loop = AlertLoop(settings, surroundings)
            return { () -> Void in loop.look() }
        }
    }

    func look() {
        let now = surroundings.now(), board = surroundings.board
        do {
            let store = try surroundings.openReading()
            defer { store.close() }
            let alerts = try self.alerts ?? Alerts(store.alerts())
            let figures = looks % Self.looksBetweenFigures == 0 ? try store.operatingFigures(at: now) : nil
            looks += 1
            decide(alerts, AlertLook(settings, storePath: surroundings.storePath, figures: figures, at: now), at: now)
            board.setDegraded("alerts", nil)
        } catch {
            // Space and lag can be looked at without the store.
            decide(alerts ?? Alerts(), AlertLook(settings, storePath: surroundings.storePath, figures: nil, at: now), at: now)
            board.setDegraded("alerts", "\(error)")
            surroundings.logger.error("alerts wait for the store", metadata: ["fault": "\(error)"])
        }
    }

    private func decide(_ before: Alerts, _ look: AlertLook, at now: Timestamp) {
        let (readings, looked) = settings.alerts.readings(look.facts, at: now)
        let (after, changes) = before.after(readings, of: looked, at: now)
        alerts = after
        for change in changes {
            surroundings.logger.log(
                level: change.operation == .raised ? .warning : .notice, "alert \(change.operation.rawValue)",
                metadata: ["alert": "\(change.key.kind.rawValue)", "text": "\(change.text)"])
        }
        surroundings.board.setLook(
            alerts: after, figures: look.figures, freeBytes: look.facts.freeBytes, waitingFiles: look.waitingFiles,
            oldestSeconds: look.facts.oldestWaitingSeconds)
        keep(changes)
    }

    private func keep(_ changes: [AlertChange]) {
        let all = unkept.with { unkept -> [AlertChange] in
            defer { unkept = [] }
            return unkept + changes
        }
        guard !all.isEmpty else { return }
        surroundings.perform { [unkept, wake = surroundings.wakeWebhooks] store in
            do {
                try store.keep(all)
                wake()
            } catch {
                unkept.with { $0 = all + $0 }
                throw error
            }
        }
    }
}
