import CSQLite

/// One SQLite connection over the C API with its prepared statements.
final class SQLiteSession: SQLSession {
    private var database: OpaquePointer?
    private var prepared: [ObjectIdentifier: (statement: Statement, handle: OpaquePointer)] = [:]
    private let path: String

    let dialect = SQLDialect.sqlite

    /// No text or blob in a statement may be longer; a message that has one fails alone.
    static let valueBytesMax: Int32 = 16 << 20

    /// - Parameter name: a path or a `file:` URI.
    init(name: String, path: String, flags: Int32) throws {
        self.path = path
        let code = sqlite3_open_v2(name, &database, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK else {
            let error = fault(code)
            close()
            throw error
        }
        sqlite3_limit(database, SQLITE_LIMIT_LENGTH, Self.valueBytesMax)
        // Mail never reaches SQL text, and nobody may load code into this process through it.
        sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0)
    }

    deinit {
        close()
        scratch.deallocate()
    }

    func close() {
        for (_, entry) in prepared { sqlite3_finalize(entry.handle) }
        prepared = [:]
        guard let open = database else { return }
        sqlite3_close_v2(open)
        database = nil
    }

    // MARK: Transactions

    private static let beginStatement = Statement("BEGIN IMMEDIATE")
    private static let commitStatement = Statement("COMMIT")
    private static let rollbackStatement = Statement("ROLLBACK")
    private static let savepointStatement = Statement("SAVEPOINT message")
    private static let releaseStatement = Statement("RELEASE message")
    private static let rollbackToStatement = Statement("ROLLBACK TO message")

    func begin() throws { try run(Self.beginStatement, []) }
    func commit() throws { try run(Self.commitStatement, []) }
    func savepoint() throws { try run(Self.savepointStatement, []) }
    func release() throws { try run(Self.releaseStatement, []) }

    func rollbackToSavepoint() throws {
        try run(Self.rollbackToStatement, [])
        try run(Self.releaseStatement, [])
    }

    func rollback() {
        // After a full disk SQLite may have rolled back by itself; a second time would only hide the first error.
        guard let open = database, sqlite3_get_autocommit(open) == 0 else { return }
        try? run(Self.rollbackStatement, [])
    }

    // MARK: Statements

    func run(_ statement: Statement, _ values: [SQLValue]) throws {
        try run(statement, width: values.count, rows: values)
    }

    func run(_ statement: Statement, width: Int, rows values: [SQLValue]) throws {
        let handle = try prepare(statement)
        var start = 0
        repeat {
            try bindInPlace(handle, values, start, width)
            let code = sqlite3_step(handle)
            sqlite3_reset(handle)
            guard code == SQLITE_DONE || code == SQLITE_ROW else { throw fault(code) }
            start += width
        } while start < values.count
    }

    func query(_ statement: Statement, _ values: [SQLValue], _ body: (any SQLRow) throws -> Void) throws {
        let handle = try prepare(statement)
        for (index, value) in values.enumerated() { try bindCopy(handle, Int32(truncatingIfNeeded: index + 1), value) }
        defer { sqlite3_reset(handle) }
        let row = SQLiteRow(handle: handle)
        while true {
            let code = sqlite3_step(handle)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else { throw fault(code) }
            try body(row)
        }
    }

    var changes: Int64 { database.map { Int64(sqlite3_changes($0)) } ?? 0 }

    func execute(_ script: String) throws {
        guard let open = database else { throw closed }
        let code = sqlite3_exec(open, script, nil, nil, nil)
        guard code == SQLITE_OK else { throw fault(code) }
    }

    /// Copies every page into another database, in one step: at one moment of it. Returns SQLite's code.
    func copyAll(to other: SQLiteSession) -> Int32 {
        guard let source = database, let target = other.database else { return SQLITE_MISUSE }
        guard let backup = sqlite3_backup_init(target, "main", source, "main") else { return sqlite3_errcode(target) }
        let stepped = sqlite3_backup_step(backup, -1)
        let finished = sqlite3_backup_finish(backup)
        return stepped == SQLITE_DONE ? finished : stepped
    }

    /// The one number or word of a pragma or a count.
    func scalar(_ sql: String) throws -> String? { try first(Statement(sql)) { $0.optionalText(0) } ?? nil }

    func setBusyTimeout(milliseconds: Int32) {
        guard let open = database else { return }
        sqlite3_busy_timeout(open, milliseconds)
    }

    private func prepare(_ statement: Statement) throws -> OpaquePointer {
        if let known = prepared[ObjectIdentifier(statement)] { return known.handle }
        guard let open = database else { throw closed }
        var handle: OpaquePointer?
        // `$1` is a name to SQLite, numbered by where it stands first; `?1` is the number itself.
        let sql = statement.sql.replacing("$", with: "?")
        let code = sqlite3_prepare_v3(open, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
        guard code == SQLITE_OK, let handle else { throw fault(code) }
        // The entry holds the statement, so that its identity cannot be given to another one.
        prepared[ObjectIdentifier(statement)] = (statement, handle)
        return handle
    }

    // MARK: Binding

    /// Texts and blobs of one row, for as long as its statement runs.
    private var scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)

    /// Binds a row of a statement that is run to its end before anything else is bound: SQLite reads the texts where they
    /// lie instead of allocating a copy of each. Every parameter is bound anew for the next row, so that none outlives it.
    private func bindInPlace(_ handle: OpaquePointer, _ values: [SQLValue], _ start: Int, _ width: Int) throws {
        var used = 0
        for i in 0..<width {
            let index = Int32(truncatingIfNeeded: i + 1)
            let code: Int32
            switch values[start + i] {
            case .null: code = sqlite3_bind_null(handle, index)
            case .int(let value): code = sqlite3_bind_int64(handle, index, value)
            case .text(var value):
                guard let place = value.withUTF8({ copy(UnsafeRawBufferPointer($0), at: &used) }) else {
                    return try bindWithMoreRoom(handle, values, start, width)
                }
                let text = place.assumingMemoryBound(to: CChar.self)
                code = sqlite3_bind_text64(handle, index, text, UInt64(value.utf8.count), nil, UInt8(SQLITE_UTF8))
            case .blob(let value):
                guard let place = value.withUnsafeBytes({ copy($0, at: &used) }) else {
                    return try bindWithMoreRoom(handle, values, start, width)
                }
                code = sqlite3_bind_blob64(handle, index, place, UInt64(value.count), nil)
            }
            guard code == SQLITE_OK else { throw fault(code) }
        }
    }

    private func copy(_ bytes: UnsafeRawBufferPointer, at used: inout Int) -> UnsafeRawPointer? {
        guard let base = scratch.baseAddress, bytes.count <= scratch.count - used else { return nil }
        let place = base + used
        if let source = bytes.baseAddress { place.copyMemory(from: source, byteCount: bytes.count) }
        used += bytes.count
        return UnsafeRawPointer(place)
    }

    /// Starts the row again with room for all of it.
    private func bindWithMoreRoom(_ handle: OpaquePointer, _ values: [SQLValue], _ start: Int, _ width: Int) throws {
        let needed = values[start..<start + width].reduce(into: 0) { sum, value in
            switch value {
            case .text(let text): sum += text.utf8.count
            case .blob(let bytes): sum += bytes.count
            case .int, .null: break
            }
        }
        scratch.deallocate()
        scratch = .allocate(byteCount: needed * 2, alignment: 16)
        try bindInPlace(handle, values, start, width)
    }

    /// Binds one parameter of a statement that may stay open while others run.
    private func bindCopy(_ handle: OpaquePointer, _ index: Int32, _ value: SQLValue) throws {
        let code: Int32
        switch value {
        case .null: code = sqlite3_bind_null(handle, index)
        case .int(let value): code = sqlite3_bind_int64(handle, index, value)
        case .text(var value):
            code = value.withUTF8 { utf8 in
                utf8.withMemoryRebound(to: CChar.self) { bytes in
                    guard let base = bytes.baseAddress else { return sqlite3_bind_text(handle, index, "", 0, nil) }
                    return sqlite3_bind_text64(handle, index, base, UInt64(bytes.count), Self.transient, UInt8(SQLITE_UTF8))
                }
            }
        case .blob(let value):
            code = value.withUnsafeBytes { bytes in
                guard let base = bytes.baseAddress else { return sqlite3_bind_zeroblob(handle, index, 0) }
                return sqlite3_bind_blob64(handle, index, base, UInt64(bytes.count), Self.transient)
            }
        }
        guard code == SQLITE_OK else { throw fault(code) }
    }

    /// SQLITE_TRANSIENT, a cast that the importer does not take over: SQLite copies the bytes.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    // MARK: Errors

    private var closed: StoreError { StoreError(.cannotOpen, "the store \(path) is closed") }

    private func fault(_ code: Int32) -> StoreError {
        let text = database.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) } ?? String(cString: sqlite3_errstr(code))
        return SQLiteFault.error(code: code, text: text, path: path)
    }
}

/// Columns of the row under a statement.
private struct SQLiteRow: SQLRow {
    let handle: OpaquePointer

    func int(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    func optionalInt(_ column: Int32) -> Int64? {
        sqlite3_column_type(handle, column) == SQLITE_NULL ? nil : sqlite3_column_int64(handle, column)
    }

    func text(_ column: Int32) -> String { optionalText(column) ?? "" }

    func optionalText(_ column: Int32) -> String? {
        guard let start = sqlite3_column_text(handle, column) else { return nil }
        let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
        return String(decoding: bytes, as: UTF8.self)
    }

    func blob(_ column: Int32) -> [UInt8] { optionalBlob(column) ?? [] }

    func optionalBlob(_ column: Int32) -> [UInt8]? {
        guard sqlite3_column_type(handle, column) != SQLITE_NULL else { return nil }
        guard let start = sqlite3_column_blob(handle, column) else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
    }
}
