import ArgumentParser
import Daemon
import Deliverability
import Glibc
import Interpretation
import MailSyntax
import Storage
import Workers

/// Where the store is: `--store` or PLUMBLINE_STORE.
struct StoreOption: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The store: a path, created on first use. PLUMBLINE_STORE sets it too.", valueName: "path"))
    var store: String?

    static var isInEnvironment: Bool { getenv("PLUMBLINE_STORE") != nil }

    func path() throws -> String { try Self.path(store) }

    static func path(_ named: String?) throws -> String {
        guard let text = named ?? getenv("PLUMBLINE_STORE").map({ String(cString: $0) }) else {
            throw ValidationError("--store is missing, and PLUMBLINE_STORE is not set")
        }
        return try StoreLocation(text).path
    }

    /// For reading: works beside a running daemon.
    func reading<T>(_ body: (SQLStore) throws -> T) throws -> T {
        let store = try SQLStore.openReadOnly(path: path(), thresholds: Thresholds())
        defer { store.close() }
        return try body(store)
    }

    /// For writing: one writer at a time. A running daemon holds the lock; we wait a little and then say so.
    ///
    /// - Parameter existing: whether the store must be there already: a mistyped path makes no new one.
    func writing<T>(_ settings: Settings = Settings(), existing: Bool = false, _ body: (SQLStore) throws -> T) throws -> T {
        if existing, access(try path(), F_OK) != 0 { throw Failure(.noInput, "there is no store at \(try path())") }
        let store = try SQLStore.open(path: path(), thresholds: settings.thresholds, waitSeconds: 5)
        store.freeBytesMin = settings.freeBytesMin
        defer { store.close() }
        return try body(store)
    }
}

/// What is known of the sending side, for commands that read mail.
struct ConfigOption: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Settings: own domains, trusted authserv-ids, limits.", valueName: "file"))
    var config: String?

    /// From the file and the environment.
    func settings() throws -> Settings { try Settings.read(path: config) }

    static func reader(_ settings: Settings) throws -> MessageReader {
        MessageReader(context: try settings.contextWithKeys(), limits: settings.limits)
    }

    /// The processes that read mail apart; nil where the settings want none.
    static func workers(_ settings: Settings) throws -> WorkerPool? {
        guard settings.workers.count > 0 else { return nil }
        return try WorkerPool(context: settings.contextWithKeys(), limits: settings.limits, bounds: settings.workers.bounds)
    }
}

/// An address on the command line.
struct AddressArgument: ExpressibleByArgument {
    let address: EmailAddress

    init?(argument: String) {
        guard let address = EmailAddress(argument) else { return nil }
        self.address = address
    }
}
