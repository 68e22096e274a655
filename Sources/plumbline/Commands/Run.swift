import ArgumentParser
import Daemon
import Glibc
import Intake
import Logging
import LookupServer
import MailSyntax
import Storage
import WebFront

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
    @Option(name: .long, help: "trace, debug, info, notice, warning or error.") var logLevel = Logger.Level.info

    func run() async throws {
        var settings = try config.map(Settings.read(path:)) ?? Settings()
        if let named = store ?? settings.store ?? getenv("PLUMBLINE_STORE").map({ String(cString: $0) }) { settings.store = named }
        settings.maildirs += maildir
        if let listen { settings.listen = try Self.address(listen) }
        if let socketmap { settings.lookup.socketmap = try Self.lookupAddress(socketmap, "--socketmap") }
        if let policy { settings.lookup.policy = try Self.lookupAddress(policy, "--policy") }
        try settings.check(file: config ?? "the command line")
        for maildir in settings.maildirs where access(maildir + "/new", R_OK | X_OK) != 0 {
            throw Failure(.noInput, "\(maildir) is no Maildir that can be read: it needs new/, cur/ and tmp/")
        }
        guard let path = try settings.store.map({ try StoreLocation($0).path }) else { throw ValidationError("--store is missing") }

        LoggingSystem.bootstrap(StreamLogHandler.standardError)
        var logger = Logger(label: "plumbline")
        logger.logLevel = logLevel
        let daemon = PlumblineDaemon(
            settings: settings, storePath: path, prepare: try ConfigOption.reader(settings).prepare,
            summary: SummaryFile.weekly(settings, now: { .now }), environment: Self.environment, now: { .now }, logger: logger)
        try await daemon.run()
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
