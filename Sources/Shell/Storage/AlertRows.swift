import Deliverability
import MailSyntax

/// A change of an alert with its number, by which followers know how far they are.
package struct NumberedAlertChange: Hashable, Sendable {
    package let id: Int64
    package let change: AlertChange

    package init(id: Int64, change: AlertChange) {
        self.id = id
        self.change = change
    }
}

extension SQLStore {
    private static let standing = Statement("SELECT kind, subject, since, text FROM alert ORDER BY kind, subject")
    private static let raise = Statement(
        "INSERT INTO alert (kind, subject, since, text) VALUES ($1, $2, $3, $4) ON CONFLICT (kind, subject) DO NOTHING")
    private static let clear = Statement("DELETE FROM alert WHERE kind = $1 AND subject = $2")
    private static let addChange = Statement("INSERT INTO alert_change (op, kind, subject, at, text) VALUES ($1, $2, $3, $4, $5)")
    private static let dropChanges = Statement("DELETE FROM alert_change WHERE id <= (SELECT max(id) FROM alert_change) - $1")
    private static let changes = Statement("SELECT id, op, kind, subject, at, text FROM alert_change WHERE id > $1 ORDER BY id LIMIT $2")
    private static let lastChange = Statement("SELECT coalesce(max(id), 0) FROM alert_change")
    private static let told = Statement("SELECT reached FROM webhook_alert WHERE endpoint = $1")
    private static let keepTold = Statement(
        "INSERT INTO webhook_alert (endpoint, reached) VALUES ($1, $2) ON CONFLICT (endpoint) DO UPDATE SET reached = excluded.reached")

    /// Changes that are kept for followers.
    private static let changesMax: Int64 = 1000

    package func alerts() throws -> [StandingAlert] {
        var found: [StandingAlert] = []
        try session.query(Self.standing, []) { row in
            guard let kind = AlertKind(rawValue: row.text(0)) else { return }
            found.append(StandingAlert(key: AlertKey(kind, row.text(1)), since: Timestamp(row.int(2)), text: row.text(3)))
        }
        return found
    }

    package func keep(_ changes: [AlertChange]) throws {
        guard !changes.isEmpty else { return }
        try write { _ in
            for change in changes {
                let kind = SQLValue.text(change.key.kind.rawValue), subject = SQLValue.text(change.key.subject)
                let at = SQLValue.int(change.at.secondsSince1970)
                switch change.operation {
                case .raised: try session.run(Self.raise, [kind, subject, at, .text(change.text)])
                case .cleared: try session.run(Self.clear, [kind, subject])
                }
                try session.run(Self.addChange, [.text(change.operation.rawValue), kind, subject, at, .text(change.text)])
            }
            try session.run(Self.dropChanges, [.int(Self.changesMax)])
        }
    }

    package func alertChanges(after id: Int64, limit: Int) throws -> [NumberedAlertChange] {
        var found: [NumberedAlertChange] = []
        try session.query(Self.changes, [.int(id), .int(Int64(limit))]) { row in
            guard let operation = AlertChange.Operation(rawValue: row.text(1)), let kind = AlertKind(rawValue: row.text(2)) else { return }
            let change = AlertChange(operation, AlertKey(kind, row.text(3)), at: Timestamp(row.int(4)), row.text(5))
            found.append(NumberedAlertChange(id: row.int(0), change: change))
        }
        return found
    }

    package func lastAlertChange() throws -> Int64 { try session.first(Self.lastChange) { $0.int(0) } ?? 0 }

    package func alertsTold(_ endpoint: String) throws -> Int64? { try session.first(Self.told, [.text(endpoint)]) { $0.int(0) } }

    package func keepAlertsTold(_ endpoint: String, reached id: Int64) throws {
        try write { _ in try session.run(Self.keepTold, [.text(endpoint), .int(id)]) }
    }
}
