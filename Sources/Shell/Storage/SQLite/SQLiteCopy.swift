import CSQLite
import Glibc

/// A copy of a store at one moment, by SQLite's online backup (sqlite.org/c3ref/backup_finish.html): a running writer is
/// not stopped and nothing of a half-done transaction is copied. The copy is one file without a log.
enum SQLiteCopy {
    /// Tries while the source is busy, with a pause between them.
    private static let triesMax = 50
    private static let pauseMicroseconds: UInt32 = 100_000

    /// Makes the copy under a new name, durable, for its owner alone; what lay there is replaced.
    ///
    /// - Parameter finish: what is done to the copy before it is looked through and made durable.
    static func make(
        from source: SQLiteSession, path: String, at draft: String, finish: (SQLiteSession) throws -> Void = { _ in }
    ) throws {
        try requireSpace(for: source, path: path, at: draft)
        for name in [draft, draft + "-wal", draft + "-shm", draft + "-journal"] { unlink(name) }
        do {
            let descriptor = Glibc.open(draft, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o600)
            guard descriptor >= 0 else {
                throw StoreError(.cannotOpen, "\(draft) cannot be created: \(String(cString: strerror(errno)))")
            }
            Glibc.close(descriptor)
            let copy = try SQLiteSession(name: draft, path: draft, flags: SQLITE_OPEN_READWRITE)
            defer { copy.close() }
            try copyPages(from: source, to: copy, path: path)
            // One file: nothing of it may be left behind in a log.
            try copy.execute("PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;")
            try finish(copy)
            try requireWhole(copy, draft)
            copy.close()
            try makeDurable(draft)
        } catch {
            unlink(draft)
            throw error
        }
    }

    private static func copyPages(from source: SQLiteSession, to copy: SQLiteSession, path: String) throws {
        for attempt in 1... {
            let code = source.copyAll(to: copy)
            if code == SQLITE_OK { return }
            guard [SQLITE_BUSY, SQLITE_LOCKED].contains(code & 0xFF), attempt < triesMax else {
                throw SQLiteFault.error(code: code, text: String(cString: sqlite3_errstr(code)), path: path)
            }
            usleep(pauseMicroseconds)
        }
    }

    static func requireWhole(_ session: SQLiteSession, _ path: String) throws {
        let found = try session.scalar("PRAGMA integrity_check(1)") ?? ""
        guard found == "ok" else { throw StoreError(.corrupt, "\(path) is damaged: \(found)") }
    }

    private static func makeDurable(_ path: String) throws {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw StoreError(.io, "\(path) cannot be opened: \(String(cString: strerror(errno)))") }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw StoreError(.io, "\(path) cannot be made durable: \(String(cString: strerror(errno)))")
        }
    }

    private static func requireSpace(for source: SQLiteSession, path: String, at draft: String) throws {
        let pages = try source.scalar("PRAGMA page_count").flatMap { Int64($0) } ?? 0
        let size = try source.scalar("PRAGMA page_size").flatMap { Int64($0) } ?? 0
        let needed = pages.multipliedReportingOverflow(by: size).partialValue
        guard let free = FreeSpace.bytes(besides: draft), free < needed else { return }
        throw StoreError(.full, "a copy of the store \(path) takes \(needed) bytes, and \(free) are free beside \(draft)")
    }
}
