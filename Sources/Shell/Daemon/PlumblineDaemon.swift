import Glibc
import Intake
import Interpretation
import Logging
import LookupServer
import MailSyntax
import ServiceLifecycle
import Sinks
import Storage
import Tokens
import WebFront

/// The daemon: watches the Maildirs, commits what they bring, serves the feed, keeps files and summaries up to date.
package struct PlumblineDaemon: Sendable {
    /// Everything ends within so many seconds of the first signal.
    static let shutdownSeconds: Int64 = 10

    private let settings: Settings
    private let storePath: String
    private let prepare: PrepareApart
    private let summary: WeeklySummary?
    private let now: @Sendable () -> Timestamp
    private let logger: Logger

    /// - Parameters:
    ///   - settings: checked already, with a store.
    ///   - prepare: in processes of their own unless the settings say that there are none.
    ///   - summary: writes the weekly summary; nil: none is written.
    package init(
        settings: Settings, storePath: String, prepare: @escaping PrepareApart, summary: WeeklySummary?,
        now: @escaping @Sendable () -> Timestamp, logger: Logger
    ) {
        self.settings = settings
        self.storePath = storePath
        self.prepare = prepare
        self.summary = summary
        self.now = now
        self.logger = logger
    }

    /// What cannot change while the process runs, and what can be seen beforehand not to work.
    ///
    /// - Parameter port: that of the web front, which is ours to take again.
    /// - Throws: `SettingsError`, which names the setting.
    func requireChange(to next: PlumblineDaemon, port: Int?) throws {
        func refused(_ setting: String, _ message: String) -> SettingsError {
            SettingsError(file: "reload", line: nil, "`\(setting)` \(message)")
        }
        guard next.storePath == storePath else { throw refused("store", "cannot change while the daemon runs: restart it") }
        guard next.settings.log.format == settings.log.format else {
            throw refused("log.format", "cannot change while the daemon runs: restart it")
        }
        for path in next.settings.maildirs { _ = try Maildir(path: path) }
        if let listen = next.settings.listen, listen.port != port, case let code = listen.probe(), code != 0 {
            throw refused("listen", "\(listen) cannot be taken: \(String(cString: strerror(code)))")
        }
    }

    /// One life: runs until it is told to end, drains and returns.
    /// Errors: `StoreError`, `LocalFault`, `WebFrontError`, `LookupServerError` at the start, `DaemonError` later.
    func live(_ lives: DaemonLives.Surroundings, isFirst: Bool) async throws {
        if settings.context.authservIDs.isEmpty { logger.warning("\(Settings.nothingIsTrusted)") }
        let board = lives.board, feed = FeedSignal()
        let keys = try settings.tokenKeysFile.map { try TokenKeysFile(path: $0).read() }
        let path = storePath, thresholds = settings.thresholds, freeBytesMin = settings.freeBytesMin
        let openReading: @Sendable () throws -> any Store = { try SQLStore.openReadOnly(path: path, thresholds: thresholds) }
        let sinks = try sinkLoop(openReading, board)
        let (lost, lose) = AsyncStream.makeStream(of: StoreError.self)
        let followers = Followers()
        let observer = IntakeObserver(
            logger: logger, board: board, signal: feed, now: now,
            wakeSinks: {
                sinks?.wake()
                followers.wake()
            }, storeLost: { lose.yield($0) }, pulse: { if lives.notice.watchdogSeconds != nil { lives.notice.send("WATCHDOG=1") } })
        // Held from one handle to the next: a reader of ours that opened the store between them would keep it at rest for ever.
        let claim = Monitor<WriterLock?>(nil)
        defer { claim.with { $0 = nil } }
        let access = try settings.webAccess(store: path)
        let intake = try MaildirIntake(
            intakeOptions,
            .init(
                openStore: {
                    let lock = try claim.with { held in
                        let lock = try held ?? WriterLock(store: path, waitSeconds: Self.lockWaitSeconds)
                        held = lock
                        return lock
                    }
                    let store = try SQLStore.open(path: path, thresholds: thresholds, lock: lock)
                    store.freeBytesMin = freeBytesMin
                    return store
                }, prepare: prepare,
                now: now, observe: observer.observe))
        if let error = await withoutBlocking({ Result { try intake.start() }.failure }) { throw error }

        let (listening, listens) = AsyncStream.makeStream(of: Void.self)
        // They end in reverse: what follows the store ends after the intake, so that it sees the last commit.
        var services: [any Service] = []
        // Mail servers may ask to the last: without an answer their mail waits.
        do {
            if let lookups = try await lookupServer(openReading, board) { services.append(lookups) }
        } catch {
            // The life before this one may go on with the store.
            _ = await withoutBlocking { intake.stop(seconds: IntakeService.drainSeconds) }
            throw error
        }
        if let sinks { services.append(sinks) }
        if let summary {
            services.append(summary.loop(hour: settings.summary.hour, openReading: openReading, now: now, board: board, logger: logger))
        }
        if let folder = settings.sendLogFolder {
            services.append(
                SendLogFolder(path: folder, keys: keys, intake: intake, now: now, board: board, logger: logger)
                    .loop(intervalSeconds: Double(settings.rescanSeconds)))
        }
        services.append(IntakeService(intake: intake, lost: lost, logger: logger))
        services.append(
            RetentionLoop(
                settings: settings, intake: intake,
                openReading: { try SQLStore.openReadOnly(path: path, thresholds: thresholds) }, now: now, board: board, logger: logger
            ).loop)
        // Before the intake ends: they write down how far they are on its thread.
        let hooks = settings.webhooks.map { endpoint in
            WebhookLoop.make(
                endpoint,
                .init(
                    openReading: openReading, perform: intake.perform, now: now, send: { WebhookPost.send($0, $1, to: $2) }, board: board,
                    logger: logger))
        }
        followers.follow(hooks)
        services += hooks
        services.append(
            AlertLoop.make(
                settings,
                .init(
                    storePath: path, openReading: openReading, perform: intake.perform, now: now, board: board, logger: logger,
                    wakeWebhooks: followers.wake)))
        if let access {
            if let register = access.register {
                services.append(ConsumerKeeping(board: board, register: register, perform: intake.perform))
            }
            let oneClick = OneClick(perform: intake.perform, now: now)
            services.append(
                WebFront(
                    access: access, bounds: settings.webBounds, openStore: openReading,
                    unsubscribe: keys.map { UnsubscribeLinks(read: OneClick.wishes(TokenReader(keys: $0)), commit: oneClick.commit) },
                    status: board,
                    signal: feed, logger: logger, onListening: { _ in listens.finish() }))
        } else {
            listens.finish()
        }
        services.append(
            ReadinessService(
                intake: intake, board: board, notice: lives.notice, control: lives.control, listening: listening,
                integrity: isFirst
                    ? IntegrityCheck(
                        openReading: { try SQLStore.openReadOnly(path: path, thresholds: thresholds) }, board: board, logger: logger) : nil,
                logger: logger))
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0, successTerminationBehavior: .ignore) },
            logger: quietLogger)
        configuration.maximumGracefulShutdownDuration = .seconds(Self.shutdownSeconds)
        let group = ServiceGroup(configuration: configuration)
        lives.control.set(group)
        try await group.run()
        if lives.control.isLast, intake.hasClosedStore { await withoutBlocking { putAway(held: claim.with { $0 }) } }
    }

    /// Leaves the store in one file. SQLite copies its log back when the last handle closes, if that one may write; but those
    /// who follow the store, and answer mail servers to the last, read it for longer than the intake writes.
    private func putAway(held lock: WriterLock?) {
        do {
            try SQLStore.open(path: storePath, thresholds: settings.thresholds, lock: lock).close()
        } catch {
            logger.warning("the log of the store is left beside it; the next start copies it back", metadata: ["fault": "\(error)"])
        }
    }

    /// A store that was in use a moment ago, by a process that is just ending.
    private static let lockWaitSeconds = 5.0

    private var intakeOptions: MaildirIntake.Options {
        var options = MaildirIntake.Options(maildirs: settings.maildirs, storePath: storePath)
        options.limits = settings.limits
        options.finish = settings.finish
        options.rescanSeconds = Double(settings.rescanSeconds)
        if settings.workers.count > 0 {
            options.readsApart = true
            options.lightThreads = settings.workers.count
            options.heavyThreads = max(1, settings.workers.count / 2)
        }
        return options
    }

    private func lookupServer(_ openReading: @escaping @Sendable () throws -> any Store, _ board: StatusBoard) async throws -> LookupServer?
    {
        guard settings.lookup.isServed else { return nil }
        let observer = LookupObserver(board: board, logger: logger)
        let server = try await LookupServer.start(settings.lookup, openStore: openReading, observe: observer.observe)
        for (name, address) in server.addresses { logger.info("answers look-ups", metadata: ["protocol": "\(name)", "at": "\(address)"]) }
        return server
    }

    private func sinkLoop(_ openReading: @escaping @Sendable () throws -> any Store, _ board: StatusBoard) throws -> LoopThread? {
        guard !settings.sinks.isEmpty else { return nil }
        return SinkLoop.make(try SinkList(files: settings.sinks), openReading: openReading, board: board, logger: logger)
    }

    /// The group's own lines are of no use to an operator.
    private var quietLogger: Logger {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        return quiet
    }
}

/// Loops that are woken when the feed grows; known only once the intake is there whose thread they use.
private final class Followers: Sendable {
    private let loops = Monitor([LoopThread]())

    func follow(_ loops: [LoopThread]) { self.loops.with { $0 = loops } }
    func wake() { for loop in loops.with({ $0 }) { loop.wake() } }
}

extension Result {
    fileprivate var failure: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}
