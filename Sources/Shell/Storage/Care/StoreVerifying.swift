import Deliverability
import Glibc
import MailSyntax

extension SQLStore {
    private static let integrityCheck = Statement("PRAGMA integrity_check(20)")

    /// Looks through the whole store, at one moment of it: minutes for a large one. Beside a running daemon, too.
    ///
    /// - Throws: what keeps it from looking; what it finds is in the answer.
    package func verify() throws -> Verification {
        var found = Verification()
        try session.execute("BEGIN")
        defer { session.rollback() }
        for sentence in try session.all(Self.integrityCheck, [], { $0.text(0) }) where sentence != "ok" { found.add(.whole, sentence) }
        // What a damaged file says of itself is no evidence.
        guard found.isClean else { return found }
        try verifySetAsides(&found)
        for query in BreachQuery.all {
            try session.query(query.statement, []) { found.add(query.promise, "\(query.sentence) \($0.int(0))") }
        }
        try verifyContacts(&found)
        do {
            try events(after: 0) { _ in }
        } catch let error as StoreError where error.code == .corrupt {
            found.add(.finalIsFinal, error.message)
        }
        try verifyBooks(&found)
        return found
    }

    private func verifySetAsides(_ found: inout Verification) throws {
        for record in try setAsides() {
            guard let path = record.path, access(path, F_OK) != 0 else { continue }
            found.add(.nothingLost, "\(path) is gone, which holds a message set aside (\(record.reason))")
        }
    }

    private static let contacts = Statement(
        "SELECT hash, address, phase, reason, suppression FROM \(BreachQuery.ofEachScope) AS c ORDER BY hash")
    private static let entries = Statement("SELECT hash, address, cursor FROM suppression WHERE address IS NOT NULL ORDER BY cursor")

    /// A contact is named by its hash where a sentence must name it.
    private func verifyContacts(_ found: inout Verification) throws {
        let key: ContactKey
        do { key = try contactKey() } catch let error as StoreError {
            found.add(.whole, error.message)
            return
        }
        try session.query(Self.contacts, []) { row in
            let hash = row.blob(0), name = hexadecimal(Array(hash.prefix(8)))
            let state = ContactState.Phase(word: row.text(2), reason: row.optionalText(3)).map {
                ContactState(phase: $0, since: Timestamp(0))
            }
            guard let state else {
                found.add(.finalIsFinal, "contact \(name)… has the unknown phase \(row.text(2)) \(row.text(3))")
                return
            }
            if state.isSuppressing != (row.optionalInt(4) != nil) {
                found.add(.feedIsTheFold, "contact \(name)… is \(state.phase.word), but the feed does not say so")
            }
            if let address = row.optionalText(1), try key.hash(ofKey: address) != hash {
                found.add(.whole, "contact \(name)… was hashed under another key than the one beside the store")
            }
        }
        try session.query(Self.entries, []) { row in
            guard try key.hash(ofKey: row.text(1)) != row.blob(0) else { return }
            found.add(.feedIsTheFold, "address and hash do not belong together in entry \(row.int(2))")
        }
    }

    private static let books = [
        ("messages", Statement("SELECT count(*) FROM message")),
        ("unrelated", Statement("SELECT count(*) FROM message WHERE outcome = 'unrelated'")),
        ("set-aside", Statement("SELECT count(*) FROM message WHERE outcome = 'set-aside'")),
        ("suppressed", Statement("SELECT count(*) FROM contact WHERE suppression IS NOT NULL")),
        ("events.alignment", Statement("SELECT count(*) FROM alignment")),
    ]
    private static let eventKinds = Statement("SELECT kind, count(*) FROM event GROUP BY kind")
    private static let counters = Statement("SELECT name, value FROM counter")

    private func verifyBooks(_ found: inout Verification) throws {
        var kept: [String: Int64] = [:], rows: [String: Int64] = [:]
        try session.query(Self.counters, []) { kept[$0.text(0)] = $0.int(1) }
        for (name, statement) in Self.books { rows[name] = try session.first(statement) { $0.int(0) } ?? 0 }
        try session.query(Self.eventKinds, []) { rows["events." + $0.text(0)] = $0.int(1) }
        // What is counted without a row, such as tokens that were refused, has no other book.
        let names = Set(kept.keys.filter { $0.hasPrefix("events.") }).union(rows.keys)
        for name in names.sorted() {
            let purged = kept[WriterMemory.Counter.purgedPrefix + name, default: 0]
            let counted = kept[name, default: 0], there = rows[name, default: 0]
            guard counted != there.addingSaturated(purged) else { continue }
            found.add(.booksBalance, "\(name): \(counted) counted, but \(there) are there and \(purged) were purged")
        }
    }
}
