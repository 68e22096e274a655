@testable import Storage

/// Which call of a connection fails, and how.
final class FaultPlan {
    /// Whether the call was done before it failed: its answer was lost.
    enum Moment: Sendable, CaseIterable { case before, after }

    var failingCall: Int?
    var error = StoreError(.io, "the disk does not answer")
    var moment = Moment.before
    private(set) var calls = 0

    func call<T>(_ body: () throws -> T) throws -> T {
        calls += 1
        let fails = calls == failingCall
        if fails, moment == .before { throw error }
        let value = try body()
        if fails { throw error }
        return value
    }

    func begin(failingCall: Int?) {
        calls = 0
        self.failingCall = failingCall
    }
}

/// A connection whose n-th call fails, as a disk's does.
final class FaultySession: SQLSession {
    private let inner: SQLiteSession
    private let plan: FaultPlan

    init(_ inner: SQLiteSession, _ plan: FaultPlan) {
        self.inner = inner
        self.plan = plan
    }

    var dialect: SQLDialect { inner.dialect }
    var changes: Int64 { inner.changes }

    func begin() throws { try plan.call { try inner.begin() } }
    func commit() throws { try plan.call { try inner.commit() } }
    func rollback() { inner.rollback() }
    func savepoint() throws { try plan.call { try inner.savepoint() } }
    func release() throws { try plan.call { try inner.release() } }
    func rollbackToSavepoint() throws { try plan.call { try inner.rollbackToSavepoint() } }
    func run(_ statement: Statement, _ values: [SQLValue]) throws { try plan.call { try inner.run(statement, values) } }
    func run(_ statement: Statement, width: Int, rows values: [SQLValue]) throws {
        try plan.call { try inner.run(statement, width: width, rows: values) }
    }
    func query(_ statement: Statement, _ values: [SQLValue], _ body: (any SQLRow) throws -> Void) throws {
        try plan.call { try inner.query(statement, values, body) }
    }
    func execute(_ script: String) throws { try plan.call { try inner.execute(script) } }
    func close() { inner.close() }
}
