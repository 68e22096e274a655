import ArgumentParser
import Daemon
import Glibc
import Intake
import Logging
import LookupServer
import MailSyntax
import Storage
import WebFront
import Workers

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The daemon: watches Maildirs, keeps the feed, writes the weekly summary.",
        discussion: """
              plumbline run --store s.db --maildir ~/Maildir --listen 127.0.0.1:8025
              plumbline run --config /etc/plumbline.yaml

            Files that are read go to cur/ with flag S. SIGTERM drains and exits 0. The log says `ready` once it has started.
            """)

    @Option(name: .long, help: ArgumentHelp("Settings (YAML); see docs/settings.md.", valueName: "file")) var config: String?
    @Option(name: .long, help: ArgumentHelp("The store. PLUMBLINE_STORE sets it too.", valueName: "path")) var store: String?
    @Option(name: .long, help: ArgumentHelp("A Maildir to watch; may be repeated.", valueName: "dir")) var maildir: [String] = []
    @Option(name: .long, help: ArgumentHelp("Serve feed and status here, such as 127.0.0.1:8025.", valueName: "address")) var listen:
        String?
    @Option(name: .long, help: ArgumentHelp("Answer Postfix's socketmap here, such as 127.0.0.1:2525.", valueName: "address"))
    var socketmap: String?
    @Option(name: .long, help: ArgumentHelp("Answer Postfix's policy delegation here: host:port or unix:/path.", valueName: "address"))
    var policy: String?
    @Option(name: .long, help: "trace, debug, info, notice, warning or error; default: that of the settings.") var logLevel: Logger.Level?
    @Option(name: .long, help: "logfmt or json; default: that of the settings.") var logFormat: LineLog.Format?

    func run() async throws {
        let settings = try settings()
        LoggingSystem.bootstrap { _ in LineLog(settings.log.format) }
        let daemon = try daemon(settings)
        let lives = DaemonLives(environment: Self.environment, logger: logger(settings)) {
            do { return try daemonAgain() } catch { throw Reloading(error) }
        }
        try await lives.run(daemon)
    }

    /// What a reload says of an error that would have ended a start.
    private struct Reloading: Error, CustomStringConvertible {
        let description: String
        init(_ error: any Error) { description = Failure.of(error)?.message ?? Plumbline.message(for: error) }
    }

    private func daemonAgain() throws -> PlumblineDaemon { try daemon(settings()) }

    /// The command line overrides the environment, and that the file.
    private func settings() throws -> Settings {
        var settings = try Settings.read(path: config)
        if let store { settings.store = store }
        if let logLevel { settings.log.level = logLevel }
        if let logFormat { settings.log.format = logFormat }
        settings.maildirs += maildir
        if let listen { settings.listen = try Self.address(listen) }
        if let socketmap { settings.lookup.socketmap = try Self.lookupAddress(socketmap, "--socketmap") }
        if let policy { settings.lookup.policy = try Self.lookupAddress(policy, "--policy") }
        try settings.check(file: config ?? "the command line")
        for maildir in settings.maildirs where access(maildir + "/new", R_OK | X_OK) != 0 {
            throw Failure(.noInput, "\(maildir) is no Maildir that can be read: it needs new/, cur/ and tmp/")
        }
        return settings
    }

    private func daemon(_ settings: Settings) throws -> PlumblineDaemon {
        guard let path = try settings.store.map({ try StoreLocation($0).path }) else { throw ValidationError("--store is missing") }
        let workers = try ConfigOption.workers(settings), logger = logger(settings)
        if let workers, !workers.isFiltered {
            logger.notice("this system does not filter the system calls of the processes that read mail")
        }
        return PlumblineDaemon(
            settings: settings, storePath: path, prepare: try workers?.prepare ?? ConfigOption.reader(settings).prepare,
            summary: SummaryFile.weekly(settings, now: { .now }), now: { .now }, logger: logger)
    }

    private func logger(_ settings: Settings) -> Logger {
        var logger = Logger(label: "plumbline")
        logger.logLevel = settings.log.level
        return logger
    }

    private static func address(_ text: String) throws -> ListenAddress {
        do { return try ListenAddress(text) } catch { throw ValidationError("--listen \(text): \(error)") }
    }

    private static func lookupAddress(_ text: String, _ option: String) throws -> LookupAddress {
        do { return try LookupAddress(text) } catch { throw ValidationError("\(option): \(error)") }
    }

    /// Only what the service manager sets.
    private static var environment: [String: String] {
        var out: [String: String] = [:]
        for name in ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"] {
            if let value = getenv(name) { out[name] = String(cString: value) }
        }
        return out
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
extension LineLog.Format: ExpressibleByArgument {}
