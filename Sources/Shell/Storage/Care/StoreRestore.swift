import Glibc
import MailSyntax

/// A backup put in the place of a store. What was there is kept beside it under another name; the feed begins a new
/// generation, so that everyone who follows it notices and reads again from 0.
///
/// A crash at any moment leaves the old store, the new one, or a key without a store, which no command opens and at which
/// restoring is simply repeated: never an empty store that would forget every suppression.
package struct StoreRestore: Sendable {
    package let path: String
    /// Where the store of before lies now; nil: there was none.
    package let replaced: String?
    package let lastCursor: Int64
    package let messages: Int64

    /// - Parameter now: names what is replaced.
    /// - Errors: `StoreError`: `locked` while a daemon runs, `newerSchema`, `corrupt`, `key`, `missing`, and those of the disk.
    ///   The store is not touched by any of them.
    package static func make(ofStore storePath: String, from backupPath: String, at now: Timestamp) throws -> StoreRestore {
        let store = StoreFile.canonical(storePath), backup = StoreFile.canonical(backupPath)
        guard store != backup else { throw StoreError(.unsupported, "the backup is the store itself") }
        try NetworkFileSystem.refuse(store)
        let lock = try WriterLock(store: store, waitSeconds: 2)
        defer { withExtendedLifetime(lock) {} }

        let quiet = ReaderLock(store: backup)
        let source = try SQLiteOpening.reader(path: backup, isQuiet: quiet.isQuiet)
        defer { source.close() }
        _ = try SQLiteSchema.currentVersion(source, path: backup)
        let key = try keyOf(backup, store: store)
        let draft = store + ".restore.new"
        var cursor: Int64 = 0, messages: Int64 = 0
        try SQLiteCopy.make(from: source, path: backup, at: draft) { copy in
            try SQLiteSchema.migrate(copy, path: draft)
            try requireKnown(key, copy, backup)
            try copy.run(SQLStore.newFeedGeneration, [])
            cursor = try copy.first(WriterMemory.lastCursor) { $0.int(0) } ?? 0
            messages = try copy.first(countMessages) { $0.int(0) } ?? 0
        }
        let replaced: String?
        do {
            replaced = try putAside(store, at: now)
            try key.put(store: store, keepingAs: replaced)
            guard rename(draft, store) == 0 else { throw failed("put in place", store) }
        } catch {
            unlink(draft)
            throw error
        }
        StoreFile.syncDirectory(of: store)
        return StoreRestore(path: store, replaced: replaced, lastCursor: cursor, messages: messages)
    }

    private static let countMessages = Statement("SELECT count(*) FROM message")
    private static let anyContact = Statement("SELECT hash, address FROM contact WHERE address IS NOT NULL LIMIT 100")

    /// The key beside the backup, or that of the store, where only the database was kept.
    private static func keyOf(_ backup: String, store: String) throws -> ContactKey {
        try ContactKey.read(store: ContactKey.exists(store: backup) ? backup : store)
    }

    private static func requireKnown(_ key: ContactKey, _ copy: SQLiteSession, _ backup: String) throws {
        try copy.query(anyContact, []) { row in
            guard try key.hash(ofKey: row.text(1)) == row.blob(0) else {
                throw StoreError(.key, "the key does not belong to \(backup): under it no contact would be known again")
            }
        }
    }

    /// Renames the store with its log, the store first: a log without its store is nothing, a store without its log is old.
    private static func putAside(_ store: String, at now: Timestamp) throws -> String? {
        let stamp = now.rfc3339.filter { $0.isNumber || $0 == "T" || $0 == "Z" }
        let names = (1...100).map { "\(store).replaced-\(stamp)" + ($0 > 1 ? "-\($0)" : "") }
        guard let aside = names.first(where: { access($0, F_OK) != 0 && access($0 + "-wal", F_OK) != 0 }) else {
            throw StoreError(.cannotOpen, "too many stores were put aside as \(store).replaced-\(stamp)")
        }
        var isThere = false
        for suffix in ["", "-wal", "-shm"] {
            if rename(store + suffix, aside + suffix) == 0 {
                isThere = true
            } else if errno != ENOENT {
                throw failed("put aside", store + suffix)
            }
        }
        // The names of before must be gone for good before the new store gets them: its log would be the old one.
        StoreFile.syncDirectory(of: store)
        return isThere ? aside : nil
    }
}

extension ContactKey {
    /// Puts the key in the place of another one at once, so that there is no moment without; the other one is kept.
    func put(store path: String, keepingAs aside: String?) throws {
        let name = path + ".key"
        if ContactKey.exists(store: path) {
            if try ContactKey.read(store: path) == self {
                if let aside { _ = link(name, aside + ".key") }
                return
            }
            guard let aside else {
                throw StoreError(.key, "the key \(name) belongs to another store, which is not there. Move it away before you restore")
            }
            guard link(name, aside + ".key") == 0 else { throw failed("kept as \(aside).key", name) }
            try replace(store: path)
        } else {
            try write(store: path)
        }
    }
}
