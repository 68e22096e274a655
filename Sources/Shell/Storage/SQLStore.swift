import Deliverability
import MailSyntax

/// The store above any SQL session: the transaction of a batch, the ledgers and the readings, each in its own file.
package final class SQLStore: Store {
    let session: any SQLSession
    let thresholds: Thresholds
    private let path: String
    /// Held for as long as the store is open; nil for readers.
    private var writerLock: WriterLock?
    private var readerLock: ReaderLock?
    private var loadedKey: ContactKey?
    /// Below so many free bytes no mail is taken in: the rest is for what the operator and time decide.
    package var freeBytesMin: Int64 = 0
    private let file: StoreFile.Identity?
    private lazy var reserve = StoreReserve(store: path)

    /// What the only writer remembers between transactions; nil when it must be read again.
    private var remembered: WriterMemory?
    /// Texts of `word` by id: rows never change, so that readers may keep them.
    var wordTexts: [Int64: String] = [:]

    private init(session: any SQLSession, path: String, thresholds: Thresholds, key: ContactKey?) {
        self.session = session
        self.path = path
        self.thresholds = thresholds
        loadedKey = key
        file = StoreFile.identity(path)
    }

    /// Opens the store for its only writer, and creates it at first use.
    ///
    /// - Parameters:
    ///   - lock: of whoever opens the store again and again, and lets nobody come between.
    ///   - waitSeconds: how long to wait for another writer, or for readers of a store at rest, to go.
    /// - Throws: `locked` with the holder's process id; `newerSchema`, `corrupt`, `notADatabase`, `key` and others of `StoreError`.
    package static func open(
        path: String, thresholds: Thresholds, lock: WriterLock? = nil, waitSeconds: Double = 2
    ) throws -> SQLStore {
        try open(path: path, thresholds: thresholds, lock: lock, waitSeconds: waitSeconds, through: { $0 })
    }

    /// - Parameter wrap: what stands between the store and its connection; a test lets it fail.
    static func open(
        path: String, thresholds: Thresholds, lock: WriterLock? = nil, waitSeconds: Double = 2,
        through wrap: (SQLiteSession) -> any SQLSession
    ) throws -> SQLStore {
        let path = StoreFile.canonical(path)
        guard SHA256Digest.isAvailable else { throw StoreError(.unsupported, "libcrypto has no SHA-256") }
        let lock = try lock ?? WriterLock(store: path, waitSeconds: waitSeconds)
        if ContactKey.exists(store: path), StoreFile.isVoid(path) {
            throw StoreError(
                .corrupt,
                "the store \(path) is empty or gone although its key exists: restore it from a backup, or remove \(path).key to begin anew")
        }
        let session = try SQLiteOpening.writer(path: path)
        do {
            try SQLiteSchema.migrate(session, path: path)
            let key: ContactKey
            if ContactKey.exists(store: path) {
                key = try ContactKey.read(store: path)
            } else {
                let contacts = try session.first(hasHashes) { $0.int(0) } ?? 0
                guard contacts == 0 else {
                    throw StoreError(.key, "the key \(path).key is missing: without it no contact is known again. Restore it from a backup")
                }
                key = try ContactKey.create(store: path)
            }
            let store = SQLStore(session: wrap(session), path: path, thresholds: thresholds, key: key)
            store.writerLock = lock
            return store
        } catch {
            session.close()
            throw error
        }
    }

    /// Opens a store that exists, for reading: beside a running daemon, after a crash, or at rest. Nothing is written.
    package static func openReadOnly(path: String, thresholds: Thresholds) throws -> SQLStore {
        let path = StoreFile.canonical(path)
        let lock = ReaderLock(store: path)
        let session = try SQLiteOpening.reader(path: path, isQuiet: lock.isQuiet)
        do {
            try SQLiteSchema.requireCurrent(session, path: path)
            let store = SQLStore(session: session, path: path, thresholds: thresholds, key: nil)
            store.readerLock = lock
            return store
        } catch {
            session.close()
            throw error
        }
    }

    private static let hasHashes = Statement(
        """
        SELECT EXISTS (SELECT 1 FROM contact) OR EXISTS (SELECT 1 FROM suppression)
        OR EXISTS (SELECT 1 FROM event WHERE contact IS NOT NULL)
        """)

    package var isReadOnly: Bool { writerLock == nil }

    deinit { close() }

    /// Gives the lock back after the connection is gone, never before.
    package func close() {
        session.close()
        writerLock = nil
        readerLock = nil
    }

    /// Reads every page and compares the indexes with their tables: minutes for a large store.
    /// - Throws: `corrupt` with the first fault found.
    package func checkIntegrity() throws {
        let found = try session.first(Self.quickCheck) { $0.text(0) } ?? "ok"
        guard found == "ok" else { throw StoreError(.corrupt, "the store \(path) is damaged: \(found). Restore it from a backup") }
    }

    private static let quickCheck = Statement("PRAGMA quick_check(1)")

    // MARK: Contacts

    func contactKey() throws -> ContactKey {
        if let loadedKey { return loadedKey }
        let key = try ContactKey.read(store: path)
        loadedKey = key
        return key
    }

    // MARK: Writing

    /// What must hold before mail is taken in.
    ///
    /// - Throws: `full` where there is no room left for it, `missing` where what was opened is not what lies under the path:
    ///   commits would go into a file that nobody finds again. The mail stays where it is.
    func requirePlace() throws {
        guard StoreFile.identity(path) == file else {
            throw StoreError(
                .missing, "the store \(path) was taken away or replaced while it was in use. Start again with the store that is to hold")
        }
        guard freeBytesMin > 0, let free = FreeSpace.bytes(besides: path) else { return }
        guard free < freeBytesMin else { return reserve.make() }
        throw StoreError(
            .full,
            "only \(free >> 20) MiB are free beside the store \(path); below \(freeBytesMin >> 20) no mail is taken in (`free-space`)")
    }

    /// What the operator and time decide may use up the reserve; mail waits.
    func write<T>(_ body: (WriterMemory) throws -> T) throws -> T {
        do {
            return try writeOnce(body)
        } catch let error as StoreError where error.code == .full && reserve.release() {
            return try writeOnce(body)
        }
    }

    /// One transaction of the writer. What it remembers is thrown away when the transaction fails, and read again.
    func writeOnce<T>(_ body: (WriterMemory) throws -> T) throws -> T {
        guard !isReadOnly else { throw StoreError(.readOnly, "the store \(path) was opened for reading") }
        do {
            return try session.transaction {
                let memory = try remembered ?? WriterMemory(session)
                remembered = memory
                let value = try body(memory)
                try memory.saveCounters(session)
                return value
            }
        } catch {
            remembered = nil
            throw error
        }
    }
}
