import Deliverability
import MailSyntax

extension Ledger {
    private static let append = Statement(
        """
        INSERT INTO suppression (cursor, op, address, hash, reason, state, scope, since, expires, digest, rule)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """)

    /// Appends an entry and returns its cursor, the next whole number (law 7): given out inside the transaction and
    /// taken back with it.
    func feed(
        _ operation: Suppression.Operation, _ contact: ContactName, reason: SuppressionReason, state: Suppression.State,
        expires: Timestamp?, _ evidence: Evidence
    ) throws -> Int64 {
        let cursor = memory.take(\.cursor)
        try session.run(
            Self.append,
            [
                .int(cursor), .text(operation.rawValue), .text(contact.key), .blob(contact.hash), .text(reason.rawValue),
                .text(state.rawValue), .text(contact.scope.description), .int(now.secondsSince1970), .int(expires?.secondsSince1970),
                evidence.digest.map { .blob($0) } ?? .null, .text(evidence.rule),
            ])
        return cursor
    }

    /// Appends the removal of an entry.
    func lift(_ cursor: Int64, _ contact: ContactName, _ evidence: Evidence) throws {
        guard let entry = try session.first(SuppressionRow.byCursor, [.int(cursor)], { try SuppressionRow.suppression($0) }) else { return }
        _ = try feed(.remove, contact, reason: entry.reason, state: entry.state, expires: nil, evidence)
    }
}

/// A row of `suppression`.
enum SuppressionRow {
    static let selected = "s.cursor, s.op, s.address, s.hash, s.reason, s.state, s.scope, s.since, s.expires, s.digest, s.rule"
    static let byCursor = Statement("SELECT \(selected) FROM suppression s WHERE s.cursor = $1")

    static func suppression(_ row: any SQLRow) throws -> Suppression {
        guard let operation = Suppression.Operation(rawValue: row.text(1)), let reason = SuppressionReason(rawValue: row.text(4)),
            let state = Suppression.State(rawValue: row.text(5))
        else { throw StoreError(.corrupt, "feed entry \(row.int(0)) has an unknown word") }
        return Suppression(
            cursor: row.int(0), operation: operation, address: row.optionalText(2), hash: hexadecimal(row.blob(3)), reason: reason,
            state: state, scope: row.text(6), since: Timestamp(row.int(7)), expires: row.optionalInt(8).map { Timestamp($0) },
            digest: row.optionalBlob(9).map { hexadecimal($0) }, rule: row.optionalText(10))
    }
}

extension SQLStore {
    private static let page = Statement(
        "SELECT \(SuppressionRow.selected) FROM suppression s WHERE s.cursor > $1 ORDER BY s.cursor LIMIT $2")
    private static let standing = Statement(
        """
        SELECT \(SuppressionRow.selected), c.address AS sorted FROM contact c JOIN suppression s ON s.cursor = c.suppression
        WHERE c.suppression IS NOT NULL
        UNION ALL SELECT \(SuppressionRow.selected), c.address FROM scoped_contact l JOIN suppression s ON s.cursor = l.suppression
        JOIN contact c ON c.hash = l.hash WHERE l.suppression IS NOT NULL
        ORDER BY sorted, cursor
        """)
    private static let ofContact = Statement(
        "SELECT \(SuppressionRow.selected) FROM contact c JOIN suppression s ON s.cursor = c.suppression WHERE c.hash = $1")

    package func suppressions(after cursor: Int64, limit: Int) throws -> [Suppression] {
        try session.all(Self.page, [.int(cursor), .int(Int64(max(0, limit)))]) { try SuppressionRow.suppression($0) }
    }

    package func standingSuppressions(_ body: (Suppression) throws -> Void) throws {
        try session.query(Self.standing, []) { try body(SuppressionRow.suppression($0)) }
    }

    package func lastCursor() throws -> Int64 { try session.first(WriterMemory.lastCursor) { $0.int(0) } ?? 0 }

    package func suppression(of address: EmailAddress) throws -> Suppression? {
        try session.first(Self.ofContact, [.blob(try contactKey().hash(of: address))]) { try SuppressionRow.suppression($0) }
    }
}
