import CSQLite

/// What an SQLite result code means for those who must act on it (sqlite.org/rescode.html).
enum SQLiteFault {
    static func error(code: Int32, text: String, path: String) -> StoreError {
        switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL:
            StoreError(.busy, "the store \(path) is busy: \(text)")
        case SQLITE_FULL: StoreError(.full, "no space left for the store \(path): \(text)")
        case SQLITE_IOERR, SQLITE_NOMEM, SQLITE_INTERRUPT, SQLITE_NOLFS:
            StoreError(.io, "the store \(path) could not be read or written: \(text)")
        case SQLITE_CORRUPT:
            StoreError(
                .corrupt,
                "the store \(path) is damaged: \(text). It is left as it is. Restore it from a backup, or recover what is readable with "
                    + "`sqlite3 \(path) .recover`; a new store in its place would forget every suppression")
        case SQLITE_NOTADB:
            StoreError(
                .notADatabase,
                "\(path) is not a Plumbline store. It is left as it is: give another path, or restore the store from a backup")
        case SQLITE_READONLY: StoreError(.readOnly, "the store \(path) cannot be written: \(text)")
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: StoreError(.cannotOpen, "the store \(path) cannot be opened: \(text)")
        default: StoreError(.refused, "the store \(path) refused a statement: \(text)")
        }
    }
}
