import Deliverability
import MailSyntax

/// Everything that a store holds of one contact, for the person who asks.
package struct ContactExport: Sendable {
    package let record: ContactRecord
    /// All entries of the feed on it.
    package let entries: [Suppression]
    /// Block cases in which it was counted, and when.
    package let cases: [(key: InvestigationKey, at: Timestamp)]
}

/// What was erased of one contact.
package struct ContactErasure: Hashable, Sendable {
    /// Whether there was anything.
    package let wasKnown: Bool
    /// Whether the objection still stands: then its keyed hash is kept, and nothing else.
    package let isSuppressed: Bool
    /// Events that do not name it any more.
    package let events: Int64
}

extension SQLStore {
    private static let everything: Int64 = .max
    private static let entriesOf = Statement("SELECT \(SuppressionRow.selected) FROM suppression s WHERE s.hash = $1 ORDER BY s.cursor")
    private static let casesOf = Statement(
        """
        SELECT i.receiver, i.from_domain, c.at FROM investigation_contact c JOIN investigation i ON i.id = c.investigation
        WHERE c.contact = $1 ORDER BY i.id
        """)
    private static let messagesOf = Statement(
        "SELECT DISTINCT m.digest FROM event e JOIN message m ON m.id = e.message WHERE e.contact = $1 AND e.contact IS NOT NULL")

    /// nil for an address that was never heard of.
    package func export(of address: EmailAddress) throws -> ContactExport? {
        guard let record = try contact(of: address, eventsMax: Self.everything) else { return nil }
        let hash: [SQLValue] = [.blob(try contactKey().hash(of: address))]
        return ContactExport(
            record: record, entries: try session.all(Self.entriesOf, hash) { try SuppressionRow.suppression($0) },
            cases: try session.all(Self.casesOf, hash) {
                (InvestigationKey(receiver: $0.text(0), fromDomain: $0.text(1)), Timestamp($0.int(2)))
            })
    }

    /// The messages whose events name the contact: where they still lie in a Maildir, the address lies there, too.
    package func messages(naming address: EmailAddress) throws -> Set<MessageDigest> {
        Set(try session.all(Self.messagesOf, [.blob(try contactKey().hash(of: address))]) { MessageDigest($0.blob(0)) })
    }

    private static let forgetFreeScopes = Statement("DELETE FROM scoped_contact WHERE hash = $1 AND suppression IS NULL")
    private static let forgetFree = Statement("DELETE FROM contact WHERE hash = $1 AND \(nothingStands)")
    private static let forgetSent = Statement("DELETE FROM sent WHERE contact = $1")
    /// Of a row of `contact`: no suppression, of whatever scope.
    static let nothingStands = """
        suppression IS NULL
        AND NOT EXISTS (SELECT 1 FROM scoped_contact s WHERE s.hash = contact.hash AND s.suppression IS NOT NULL)
        """
    private static let anythingStands = Statement(
        """
        SELECT 1 FROM suppression s WHERE s.cursor IN (SELECT suppression FROM contact WHERE hash = $1
        UNION SELECT suppression FROM scoped_contact WHERE hash = $1)
        """)
    private static let forgetAddress = Statement(
        "UPDATE contact SET address = NULL, soft_failures = '', handle = NULL, last_sent = NULL, provider = NULL WHERE hash = $1")
    private static let forgetScopes = Statement("UPDATE scoped_contact SET soft_failures = '' WHERE hash = $1")
    private static let forgetEntries = Statement("UPDATE suppression SET address = NULL WHERE hash = $1 AND address IS NOT NULL")
    private static let forgetEvents = Statement(
        """
        UPDATE event SET contact = NULL, diagnostic = NULL, original_message_id = NULL, remote_mta = NULL
        WHERE contact = $1 AND contact IS NOT NULL
        """)
    private static let forgetHeld = Statement("DELETE FROM held_complaint WHERE contact = $1")
    private static let forgetDecisions = Statement("DELETE FROM decision WHERE contact = $1")
    private static let forgetCases = Statement("DELETE FROM investigation_contact WHERE contact = $1")

    /// Erases all that the store knows of a contact, but the keyed hash under which it must not be mailed: so nothing that
    /// names the address again, new mail or old, brings it back. The places are overwritten, in the log as well.
    package func forget(_ address: EmailAddress) throws -> ContactErasure {
        let hash: [SQLValue] = [.blob(try contactKey().hash(of: address))]
        try session.execute("PRAGMA secure_delete = ON")
        let erased = try write { _ in
            var changed: Int64 = 0
            for statement in [
                Self.forgetFreeScopes, Self.forgetFree, Self.forgetAddress, Self.forgetScopes, Self.forgetEntries, Self.forgetCases,
                Self.forgetSent, Self.forgetDecisions, Self.forgetHeld,
            ] {
                try session.run(statement, hash)
                changed += session.changes
            }
            try session.run(Self.forgetEvents, hash)
            let events = session.changes
            let stands = try session.first(Self.anythingStands, hash) { _ in true } ?? false
            return ContactErasure(wasKnown: changed + events > 0, isSuppressed: stands, events: events)
        }
        // Pages of before lie in the log until it is copied back and cut.
        try session.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return erased
    }
}
