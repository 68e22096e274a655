import Deliverability
import MailSyntax

extension SQLStore {
    private static let eventsOfContact = Statement(
        """
        SELECT \(EventRow.selected) FROM event e JOIN message m ON m.id = e.message
        WHERE e.contact = $1 AND e.contact IS NOT NULL ORDER BY e.seq DESC LIMIT $2
        """)

    private static let scopesOfContact = Statement(
        """
        SELECT NULL, phase, reason, soft_failures, since, expires, suppression, scope FROM scoped_contact WHERE hash = $1 ORDER BY scope
        """)

    /// What is known of an address; nil for one that was never heard of. A contact of whom only harmless things are known
    /// has no row and is active since the first of them in view.
    package func contact(of address: EmailAddress) throws -> ContactRecord? {
        try contact(of: address, eventsMax: Int64(thresholds.eventsPerContact))
    }

    func contact(of address: EmailAddress, eventsMax: Int64) throws -> ContactRecord? {
        let hash = try contactKey().hash(of: address)
        let row = try session.first(ContactRow.find, [.blob(hash)]) { try ContactRow($0) }
        let events = try session.all(Self.eventsOfContact, [.blob(hash), .int(eventsMax)]) {
            try EventRow.storedEvent($0)
        }
        guard row != nil || !events.isEmpty else { return nil }
        let state = row?.state ?? ContactState(since: events.last?.receivedAt ?? Timestamp(0))
        return ContactRecord(
            address: row.map(\.address) ?? address.key, hash: hexadecimal(hash), state: state, events: events,
            suppression: try suppression(of: address),
            scoped: try session.all(Self.scopesOfContact, [.blob(hash)]) {
                ScopedState(scope: $0.text(7), state: try ContactRow($0).state)
            },
            decisions: try decisions(of: hash, max: eventsMax))
    }
}
