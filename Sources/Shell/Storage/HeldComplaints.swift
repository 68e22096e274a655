import Deliverability
import MailSyntax

/// Complaints about mail to one contact that were counted and stopped nothing, because nothing proves who sent them.
package struct HeldComplaint: Hashable, Sendable {
    /// nil once it was erased on request.
    package let address: String?
    package let hash: String
    package let scope: String
    /// When they were received.
    package let first: Timestamp
    package let last: Timestamp
    package let count: Int64
    /// Of the last one.
    package let provider: String?
    package let rung: String
    package let trust: String
    package let digest: String
}

extension Ledger {
    private static let introduce = Statement(
        "INSERT INTO contact (hash, address, phase, soft_failures, since) VALUES ($1, $2, 'active', '', $3) ON CONFLICT (hash) DO NOTHING")
    private static let hold = Statement(
        """
        INSERT INTO held_complaint (contact, scope, first_at, last_at, count, provider, rung, trust, digest)
        VALUES ($1, $2, $3, $3, 1, $4, $5, $6, $7) ON CONFLICT (contact, scope) DO UPDATE SET last_at = excluded.last_at,
        count = count + 1, provider = excluded.provider, rung = excluded.rung, trust = excluded.trust, digest = excluded.digest
        """)
    static let release = Statement("DELETE FROM held_complaint WHERE contact = $1 AND scope = $2")

    /// A wish that nothing proves waits for the operator; one that was taken back, or proven, does not.
    func hold(_ complaint: Complaint, of contact: ContactName, digest: [UInt8]) throws {
        let place: [SQLValue] = [.blob(contact.hash), .text(contact.scope.description)]
        guard complaint.effect == .count, complaint.isWish else {
            if complaint.effect == .retract || complaint.effect == .suppress { try session.run(Self.release, place) }
            return
        }
        let now = SQLValue.int(now.secondsSince1970)
        try session.run(Self.introduce, [.blob(contact.hash), .text(contact.key), now])
        try session.run(
            Self.hold,
            place + [
                now, .text(complaint.provider?.slug), .text(complaint.attribution.rung.rawValue),
                .text(complaint.attribution.trust.rawValue), .blob(digest),
            ])
    }
}

extension SQLStore {
    /// Not of contacts that are suppressed anyway.
    private static let held = Statement(
        """
        SELECT c.address, h.contact, h.scope, h.first_at, h.last_at, h.count, h.provider, h.rung, h.trust, h.digest
        FROM held_complaint h JOIN contact c ON c.hash = h.contact LEFT JOIN scoped_contact s ON s.hash = h.contact AND s.scope = h.scope
        WHERE c.suppression IS NULL AND s.suppression IS NULL ORDER BY h.last_at DESC, h.contact, h.scope
        """)

    /// The latest first.
    package func heldComplaints() throws -> [HeldComplaint] {
        try session.all(Self.held, []) { row in
            HeldComplaint(
                address: row.optionalText(0), hash: hexadecimal(row.blob(1)), scope: row.text(2), first: Timestamp(row.int(3)),
                last: Timestamp(row.int(4)), count: row.int(5), provider: row.optionalText(6), rung: row.text(7), trust: row.text(8),
                digest: hexadecimal(row.blob(9)))
        }
    }

    private static let heldOf = Statement("SELECT rung, digest FROM held_complaint WHERE contact = $1 AND scope = $2")

    /// Confirmed, it suppresses like a proven one; dropped, it is forgotten as a wish and stays in the event log. Either is
    /// kept with its reason. Returns whether there was one.
    package func decide(
        heldComplaintOf address: EmailAddress, scope: SuppressionScope, isTrue: Bool, reason: String?, at now: Timestamp
    ) throws -> Bool {
        let hash = try contactKey().hash(of: address), place: [SQLValue] = [.blob(hash), .text(scope.description)]
        return try write { memory in
            guard let (rung, digest) = try session.first(Self.heldOf, place, { ($0.text(0), $0.blob(1)) }) else { return false }
            if isTrue {
                let name = ContactName(key: address.key, hash: hash, scope: scope)
                let evidence = Ledger.Evidence(digest: digest, rule: "complaint/" + rung)
                _ = try ledger(memory, at: now).apply(.complaint, to: name, moment: now, evidence)
            }
            try session.run(Ledger.release, place)
            try record(isTrue ? .confirmed : .dropped, of: hash, scope: scope, reason: reason, at: now)
            return true
        }
    }
}
