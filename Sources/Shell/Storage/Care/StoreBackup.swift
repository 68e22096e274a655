import Glibc

/// A copy of a store and its key that can be put back. Made beside a running daemon; what lay under the name is replaced
/// by the whole new copy or stays.
package struct StoreBackup: Sendable {
    package let path: String
    package let sizeBytes: Int64
    package let lastCursor: Int64
    package let messages: Int64

    /// - Errors: `StoreError`; a backup of another store is never overwritten.
    package static func make(ofStore storePath: String, to targetPath: String) throws -> StoreBackup {
        let store = StoreFile.canonical(storePath), target = StoreFile.canonical(targetPath)
        guard store != target else { throw StoreError(.unsupported, "the backup would replace the store \(store) itself") }
        let lock = ReaderLock(store: store)
        let session = try SQLiteOpening.reader(path: store, isQuiet: lock.isQuiet)
        defer { session.close() }
        try SQLiteSchema.requireCurrent(session, path: store)
        let key = try ContactKey.read(store: store)
        try requireReplaceable(target, key)

        let draft = "\(target).\(getpid()).new"
        var cursor: Int64 = 0, messages: Int64 = 0
        try SQLiteCopy.make(from: session, path: store, at: draft) { copy in
            cursor = try copy.first(WriterMemory.lastCursor) { $0.int(0) } ?? 0
            messages = try copy.first(countMessages) { $0.int(0) } ?? 0
        }
        do {
            // The key first: a copy without it would know nobody.
            if !ContactKey.exists(store: target) { try key.write(store: target) }
            guard rename(draft, target) == 0 else { throw failed("put in place", target) }
        } catch {
            unlink(draft)
            throw error
        }
        StoreFile.syncDirectory(of: target)
        return StoreBackup(path: target, sizeBytes: StoreFile.sizeBytes(target), lastCursor: cursor, messages: messages)
    }

    private static let countMessages = Statement("SELECT count(*) FROM message")

    private static func requireReplaceable(_ target: String, _ key: ContactKey) throws {
        guard ReaderLock(store: target).isQuiet, access(target + "-wal", F_OK) != 0 else {
            throw StoreError(.locked, "\(target) is a store that is in use, no backup")
        }
        if ContactKey.exists(store: target) {
            guard try ContactKey.read(store: target) == key else {
                throw StoreError(.key, "\(target) is the backup of another store: its key differs. It is left as it is")
            }
            return
        }
        guard StoreFile.isVoid(target) else {
            throw StoreError(.key, "\(target) is there without a key beside it. It is left as it is: give another path")
        }
    }
}

func failed(_ step: String, _ path: String) -> StoreError {
    let reason = String(cString: strerror(errno))
    return StoreError(.io, "\(path) cannot be \(step): \(reason)")
}
