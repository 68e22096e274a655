import Deliverability
import Intake
import Logging
import MailSyntax
import Sinks
import Storage
import WebFront

/// Delivers the feed to one webhook endpoint, in order. The suppressions themselves are the outbox, written in the
/// transaction that suppressed; how far the endpoint is is written down by the committing thread. What was sent and not
/// written down, in a crash, is sent again under the same id.
final class WebhookLoop {
    struct Surroundings: Sendable {
        let openReading: @Sendable () throws -> any Store
        /// Runs with the store on the committing thread.
        let perform: @Sendable (@escaping @Sendable (any Store) throws -> Void) -> Void
        let now: @Sendable () -> Timestamp
        /// One message, by HTTP.
        let send: @Sendable ([UInt8], [(String, String)], WebhookEndpoint) -> WebhookOutcome
        let board: StatusBoard
        let logger: Logger
    }

    /// Of one run: then the thread may be told to stop.
    private static let entriesMax = 50
    private static let secondsMax = 2.0
    /// The shortest wait of an endpoint in trouble.
    static let intervalSeconds = 5.0

    private let endpoint: WebhookEndpoint
    private let surroundings: Surroundings
    private var store: (any Store)?
    private var state: WebhookState?
    private var alertsTold: Int64?
    private var alertsDue = MonotonicTime.now
    /// After an alert that an endpoint in trouble did not take.
    private static let alertPauseSeconds = 60.0

    init(_ endpoint: WebhookEndpoint, _ surroundings: Surroundings) {
        self.endpoint = endpoint
        self.surroundings = surroundings
    }

    /// Its thread. Woken when the feed grows; looks by itself so that a wait that is over is not slept through.
    static func make(_ endpoint: WebhookEndpoint, _ surroundings: Surroundings) -> LoopThread {
        LoopThread(name: "webhook-" + endpoint.name.prefix(6), intervalSeconds: intervalSeconds) {
            let loop = WebhookLoop(endpoint, surroundings)
            return { () -> Bool in loop.run() }
        }
    }

    /// Delivers some of what is due. Whether more is.
    func run() -> Bool {
        let place = "webhook:" + endpoint.name
        do {
            let reading = try store ?? surroundings.openReading()
            store = reading
            let secret = try WebhookSecret.read(path: endpoint.secretFile)
            var state = try self.state ?? first(reading)
            let before = state
            var dead: [DeadLetter] = [], settled: [DeadLetter] = []
            defer {
                self.state = state
                keep(state, before: before, dead: dead, settled: settled)
            }
            guard !state.isStopped else {
                surroundings.board.setDegraded(place, state.fault)
                return false
            }
            let generation = try reading.feedGeneration()
            try retry(reading, generation, secret, state, &dead, &settled)
            let isMore = try deliver(reading, generation, secret, &state, &dead)
            try tellAlerts(reading, generation, secret, state)
            surroundings.board.setReached(state.reached, by: place)
            surroundings.board.setDegraded(place, state.fault)
            return isMore
        } catch {
            store?.close()
            store = nil
            surroundings.board.setDegraded(place, "\(error)")
            surroundings.logger.error("webhook waits", metadata: ["endpoint": "\(endpoint.name)", "fault": "\(error)"])
            return false
        }
    }

    /// An endpoint that was never told anything begins with what comes now: the list as it stands is an export.
    private func first(_ store: any Store) throws -> WebhookState {
        if let known = try store.webhookStates().first(where: { $0.endpoint == endpoint.name }) {
            guard known.reached > (try store.lastCursor()) else { return known }
        }
        return WebhookState(endpoint: endpoint.name, reached: try store.lastCursor())
    }

    private func deliver(
        _ store: any Store, _ generation: String, _ secret: WebhookSecret, _ state: inout WebhookState, _ dead: inout [DeadLetter]
    ) throws -> Bool {
        let end = MonotonicTime.now.adding(seconds: Self.secondsMax)
        for entry in try store.suppressions(after: state.reached, limit: Self.entriesMax) {
            guard MonotonicTime.now < end else { return true }
            guard state.isDue(at: surroundings.now()) else { return false }
            let (next, letter) = state.after(
                post(entry, generation, secret), entry, at: surroundings.now(), jitter: Double.random(in: 0...1))
            if next.fault != nil, next.fault != state.fault {
                surroundings.logger.error(
                    "webhook failed, to be tried again", metadata: ["endpoint": "\(endpoint.name)", "fault": "\(next.fault ?? "")"])
            }
            state = next
            if let letter { dead.append(letter) }
        }
        return state.isDue(at: surroundings.now()) ? try store.lastCursor() > state.reached : false
    }

    /// Dead letters that somebody asked to try again have no attempts.
    private func retry(
        _ store: any Store, _ generation: String, _ secret: WebhookSecret, _ state: WebhookState, _ dead: inout [DeadLetter],
        _ settled: inout [DeadLetter]
    ) throws {
        let asked = try store.deadLetters().filter { $0.endpoint == endpoint.name && $0.attempts == 0 }
        for letter in asked.prefix(Self.entriesMax) where state.isDue(at: surroundings.now()) {
            guard let entry = try store.suppression(at: letter.cursor) else {
                settled.append(letter)
                continue
            }
            switch post(entry, generation, secret) {
            case .delivered: settled.append(letter)
            case .rejected(let fault), .trouble(let fault, _):
                dead.append(
                    DeadLetter(endpoint: endpoint.name, cursor: letter.cursor, attempts: 1, fault: fault, at: surroundings.now()))
            case .gone: return
            }
        }
    }

    private func post(_ entry: Suppression, _ generation: String, _ secret: WebhookSecret) -> WebhookOutcome {
        let outcome = post(WebhookMessage(entry, generation: generation), secret)
        FailPoint.afterPost.reached()
        return outcome
    }

    private func post(_ message: WebhookMessage, _ secret: WebhookSecret) -> WebhookOutcome {
        surroundings.send(message.body, message.fields(secret, at: surroundings.now()), endpoint)
    }

    /// Alerts, in their order, behind the entries that are due. What an endpoint will not have is passed by: an alert of
    /// yesterday must not hold up that of today.
    private func tellAlerts(_ store: any Store, _ generation: String, _ secret: WebhookSecret, _ state: WebhookState) throws {
        guard state.isDue(at: surroundings.now()), alertsDue <= .now else { return }
        let known = try alertsTold ?? store.alertsTold(endpoint.name)
        // One that was never told anything begins with what comes now.
        var told = try known ?? store.lastAlertChange()
        var mustKeep = known == nil
        loop: for alert in try store.alertChanges(after: told, limit: Self.entriesMax) {
            switch post(WebhookMessage(alert, generation: generation), secret) {
            case .delivered, .rejected:
                told = alert.id
                mustKeep = true
            case .trouble(let fault, _):
                surroundings.logger.error("webhook not told of an alert", metadata: ["endpoint": "\(endpoint.name)", "fault": "\(fault)"])
                alertsDue = .now.adding(seconds: Self.alertPauseSeconds)
                break loop
            case .gone: break loop
            }
        }
        alertsTold = told
        if mustKeep { surroundings.perform { [endpoint, told] in try $0.keepAlertsTold(endpoint.name, reached: told) } }
    }

    private func keep(_ state: WebhookState, before: WebhookState, dead: [DeadLetter], settled: [DeadLetter]) {
        let letters = unkept.with { unkept in
            defer { unkept = [] }
            return unkept + dead
        }
        guard state != before || !letters.isEmpty || !settled.isEmpty || isNew else { return }
        isNew = false
        surroundings.perform { [unkept] store in
            do {
                // Letters first: an entry is never passed by without one.
                try store.keep(letters)
                try store.forget(settled)
                try store.keep(state)
            } catch {
                unkept.with { $0 = letters + $0 }
                throw error
            }
        }
    }

    /// Written down once even without a change: where an endpoint began must outlive the process.
    private var isNew = true
    /// Letters that the store did not take: they go with the next ones.
    private let unkept = Monitor([DeadLetter]())
}
