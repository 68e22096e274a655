import CSQLite
import Glibc

/// How the file is opened. There is one connection in the world that writes and checkpoints: SQLite before 3.51.3 can
/// damage a WAL when two do so at once. It is the one that holds `WriterLock`; all others are opened read-only.
enum SQLiteOpening {
    /// `Plmb`, so that `file` and we know our own (sqlite.org/fileformat.html §1.3.12).
    static let applicationID: Int32 = 0x506C_6D62

    /// Pages in the WAL before it is copied back (32 MiB), and KiB of page cache: measured with group commits.
    private static let writerPragmas = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 8000;
        PRAGMA cache_size = -32768;
        PRAGMA temp_store = MEMORY;
        PRAGMA trusted_schema = OFF;
        """

    static func writer(path: String) throws -> SQLiteSession {
        try NetworkFileSystem.refuse(path)
        try createPrivately(path)
        try StoreFile.sync(path + "-wal")
        let session = try SQLiteSession(name: uri(path), path: path, flags: SQLITE_OPEN_READWRITE)
        do {
            session.setBusyTimeout(milliseconds: busyMilliseconds)
            try requireOurs(session, path: path)
            try session.execute(writerPragmas)
            let synchronous = try session.scalar("PRAGMA synchronous") ?? ""
            let journal = try session.scalar("PRAGMA journal_mode") ?? ""
            guard synchronous == "2", journal == "wal" else {
                throw StoreError(
                    .unsupported,
                    "the store \(path) cannot be kept safely: journal \(journal), synchronous \(synchronous); wal and 2 are needed")
            }
            try settle(session)
            session.setBusyTimeout(milliseconds: busyMilliseconds)
            return session
        } catch {
            session.close()
            throw error
        }
    }

    static let busyMilliseconds: Int32 = 10_000
    /// A reader who stays longer with what was there before it is not waited for.
    private static let settleMilliseconds: Int32 = 1000

    /// Makes durable what is read from now on. After a crash SQLite takes over every commit that it finds in the log, synced or
    /// not; and after a sync that failed the page cache may hold what the disk does not, and call it clean. A message that is
    /// known from there would leave its Maildir, and the next power loss would take the row with it. So the log is copied
    /// into the store, which is synced.
    private static func settle(_ session: SQLiteSession) throws {
        session.setBusyTimeout(milliseconds: settleMilliseconds)
        _ = try session.scalar("PRAGMA wal_checkpoint(TRUNCATE)")
    }

    /// - Parameter isQuiet: nobody writes, and nobody will while the caller holds its shared lock.
    static func reader(path: String, isQuiet: Bool) throws -> SQLiteSession {
        guard access(path, F_OK) == 0 else { throw StoreError(.missing, "there is no store at \(path)") }
        // Without a WAL there is nothing to recover and nothing to coordinate; opened plainly, SQLite would create files
        // that belong to the reader and lock the writer out.
        let immutable = isQuiet && access(path + "-wal", F_OK) != 0
        let session = try SQLiteSession(name: uri(path) + (immutable ? "?immutable=1" : ""), path: path, flags: SQLITE_OPEN_READONLY)
        do {
            session.setBusyTimeout(milliseconds: busyMilliseconds)
            try session.execute(
                "PRAGMA query_only = ON; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;")
            try requireOurs(session, path: path)
            return session
        } catch {
            session.close()
            throw error
        }
    }

    /// An empty file is a store to be; a file with tables must be ours.
    private static func requireOurs(_ session: SQLiteSession, path: String) throws {
        let id = try session.scalar("PRAGMA application_id").flatMap { Int32($0) } ?? 0
        guard id != applicationID else { return }
        let tables = try session.scalar("SELECT count(*) FROM sqlite_master") ?? ""
        guard id == 0, tables == "0" else {
            throw StoreError(.notADatabase, "\(path) is a database of another program. It is left as it is: give another path")
        }
    }

    /// Addresses are personal data: the file is the owner's alone.
    private static func createPrivately(_ path: String) throws {
        let descriptor = Glibc.open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        if descriptor >= 0 { Glibc.close(descriptor); return }
        guard errno == EEXIST else {
            throw StoreError(.cannotOpen, "the store \(path) cannot be created: \(String(cString: strerror(errno)))")
        }
    }

    /// `file:` with what has a meaning in a URI escaped (sqlite.org/uri.html §3.1).
    private static func uri(_ path: String) -> String {
        var out = Array("file:".utf8)
        for byte in (path.hasPrefix("/") ? path : "./" + path).utf8 {
            switch byte {
            case UInt8(ascii: "%"): out.append(contentsOf: Array("%25".utf8))
            case UInt8(ascii: "?"): out.append(contentsOf: Array("%3f".utf8))
            case UInt8(ascii: "#"): out.append(contentsOf: Array("%23".utf8))
            default: out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
