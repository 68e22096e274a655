/// A value of a row.
enum SQLValue: Hashable, Sendable {
    case null
    case int(Int64)
    case text(String)
    case blob([UInt8])

    static func text(_ value: String?) -> SQLValue { value.map { .text($0) } ?? .null }
    static func int(_ value: Int64?) -> SQLValue { value.map { .int($0) } ?? .null }
}

/// One SQL text. It is prepared once per session and found again by its identity, so keep it in a `static let`.
/// Parameters are `$1`, `$2`, …; a dollar sign stands for nothing else.
final class Statement: Sendable {
    let sql: String
    init(_ sql: String) { self.sql = sql }
}

enum SQLDialect: Hashable, Sendable {
    case sqlite
}

/// One row of an answer, valid during the call that hands it over.
protocol SQLRow {
    func int(_ column: Int32) -> Int64
    func optionalInt(_ column: Int32) -> Int64?
    func text(_ column: Int32) -> String
    func optionalText(_ column: Int32) -> String?
    func blob(_ column: Int32) -> [UInt8]
    func optionalBlob(_ column: Int32) -> [UInt8]?
}

/// One connection, used from one thread at a time. The domain logic is written once above it.
///
/// All functions throw `StoreError`.
protocol SQLSession: AnyObject {
    var dialect: SQLDialect { get }

    /// Begins a transaction that writes.
    func begin() throws
    /// Durable when it returns.
    func commit() throws
    /// Never fails: what cannot be rolled back is gone with the connection.
    func rollback()

    func savepoint() throws
    func release() throws
    func rollbackToSavepoint() throws

    /// Runs a statement that answers nothing.
    func run(_ statement: Statement, _ values: [SQLValue]) throws
    /// Runs it once per row; `values` holds the rows one after the other.
    func run(_ statement: Statement, width: Int, rows values: [SQLValue]) throws
    func query(_ statement: Statement, _ values: [SQLValue], _ body: (any SQLRow) throws -> Void) throws
    /// Rows that the last `run` changed.
    var changes: Int64 { get }

    /// Several statements without parameters, for the schema.
    func execute(_ script: String) throws
    func close()
}

extension SQLSession {
    /// The first row, mapped.
    func first<T>(_ statement: Statement, _ values: [SQLValue] = [], _ map: (any SQLRow) throws -> T) throws -> T? {
        var found: T?
        try query(statement, values) { row in
            if found == nil { found = try map(row) }
        }
        return found
    }

    func all<T>(_ statement: Statement, _ values: [SQLValue] = [], _ map: (any SQLRow) throws -> T) throws -> [T] {
        var out: [T] = []
        try query(statement, values) { out.append(try map($0)) }
        return out
    }

    /// One transaction: everything of `body`, or nothing.
    func transaction<T>(_ body: () throws -> T) throws -> T {
        do {
            try begin()
            let value = try body()
            try commit()
            return value
        } catch {
            rollback()
            throw error
        }
    }
}
