import Deliverability
import MailSyntax

/// What a contact is found by: the address in its compared form, and its keyed hash; and which mail to it is meant.
struct ContactName {
    /// nil where it was erased.
    let key: String?
    let hash: [UInt8]
    var scope = SuppressionScope.all
}

/// A row of `contact`.
struct ContactRow {
    let address: String?
    let state: ContactState
    /// Cursor of the feed entry that stands, if the contact is suppressed.
    let suppression: Int64?

    static let find = Statement(
        "SELECT address, phase, reason, soft_failures, since, expires, suppression FROM contact WHERE hash = $1")
    static let findScoped = Statement(
        """
        SELECT NULL, phase, reason, soft_failures, since, expires, suppression FROM scoped_contact WHERE hash = $1 AND scope = $2
        """)

    init(_ row: any SQLRow) throws {
        let failures = row.text(3).split(separator: " ").compactMap { Int64($0).map { Timestamp($0) } }
        address = row.optionalText(0)
        suppression = row.optionalInt(6)
        state = ContactState(
            phase: try Self.phase(row.text(1), reason: row.optionalText(2)), softFailures: failures, since: Timestamp(row.int(4)),
            expires: row.optionalInt(5).map { Timestamp($0) })
    }

    private static func phase(_ word: String, reason: String?) throws -> ContactState.Phase {
        if let phase = ContactState.Phase(word: word, reason: reason) { return phase }
        throw StoreError(.corrupt, "a contact has the unknown phase \(word) \(reason ?? "")")
    }
}

extension Ledger {
    private static let save = Statement(
        """
        INSERT INTO contact (hash, address, phase, reason, soft_failures, since, expires, suppression)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (hash) DO UPDATE SET address = coalesce(contact.address, excluded.address), phase = excluded.phase,
        reason = excluded.reason, soft_failures = excluded.soft_failures, since = excluded.since, expires = excluded.expires,
        suppression = excluded.suppression
        """)
    private static let saveScoped = Statement(
        """
        INSERT INTO scoped_contact (hash, scope, phase, reason, soft_failures, since, expires, suppression)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (hash, scope) DO UPDATE SET phase = excluded.phase, reason = excluded.reason,
        soft_failures = excluded.soft_failures, since = excluded.since, expires = excluded.expires, suppression = excluded.suppression
        """)
    /// The address of somebody of whom nothing is known yet but what concerns one list.
    private static let introduce = Statement(
        """
        INSERT INTO contact (hash, address, phase, soft_failures, since) VALUES ($1, $2, 'active', '', $3) ON CONFLICT (hash) DO NOTHING
        """)

    private static let erased = Statement(
        """
        SELECT 1 FROM contact c WHERE c.hash = $1 AND c.address IS NULL AND (c.suppression IS NOT NULL
        OR EXISTS (SELECT 1 FROM scoped_contact s WHERE s.hash = c.hash AND s.suppression IS NOT NULL))
        """)

    /// Lets an event act on a contact, with what follows for the feed, and returns how many contacts are suppressed by it
    /// that were not before: 0 or 1.
    ///
    /// - Parameter moment: when it happened. Windows are judged by it, so that old mail read late is not a sudden series;
    ///   durations begin with the commit, when we learnt of it.
    func apply(_ event: ContactEvent, to contact: ContactName, moment: Timestamp, _ evidence: Evidence) throws -> Int {
        let known = try row(of: contact)
        let before = known?.state ?? ContactState(since: now)
        // Erased on request: whatever names it again, the address stays out as long as the objection stands.
        let mayBeErased = contact.scope != .all || known.map { $0.address == nil } ?? false
        let isErased = try mayBeErased && session.first(Self.erased, [.blob(contact.hash)], { _ in true }) ?? false
        let contact = isErased ? ContactName(key: nil, hash: contact.hash, scope: contact.scope) : contact
        let (state, effects) = after(before, event, moment: moment)
        if state == before, effects.isEmpty { return 0 }

        var standing = known?.suppression, newly = 0
        for effect in effects {
            switch effect {
            case .suppress(let reason, let strength, let expires):
                if standing == nil { newly = 1 }
                standing = try feed(.add, contact, reason: reason, state: strength, expires: expires, evidence)
            case .lift:
                guard let cursor = standing else { continue }
                try lift(cursor, contact, evidence)
                standing = nil
            case .reviewCampaign: break  // the complaint itself is the record of it: see `weekly`
            }
        }
        if contact.scope == .all, (known?.suppression == nil) != (standing == nil) {
            memory.count(.suppressed, standing == nil ? -1 : 1)
        }
        try save(state, of: contact, standing: standing)
        return newly
    }

    private func row(of contact: ContactName) throws -> ContactRow? {
        guard contact.scope != .all else { return try session.first(ContactRow.find, [.blob(contact.hash)]) { try ContactRow($0) } }
        let place: [SQLValue] = [.blob(contact.hash), .text(contact.scope.description)]
        return try session.first(ContactRow.findScoped, place) { try ContactRow($0) }
    }

    private func save(_ state: ContactState, of contact: ContactName, standing: Int64?) throws {
        let columns: [SQLValue] = [
            .text(state.phase.word), .text(state.phase.reasonWord),
            .text(state.softFailures.map { String($0.secondsSince1970) }.joined(separator: " ")),
            .int(state.since.secondsSince1970), .int(state.expires?.secondsSince1970), .int(standing),
        ]
        guard contact.scope != .all else {
            return try session.run(Self.save, [.blob(contact.hash), .text(contact.key)] + columns)
        }
        try session.run(Self.introduce, [.blob(contact.hash), .text(contact.key), .int(now.secondsSince1970)])
        try session.run(Self.saveScoped, [.blob(contact.hash), .text(contact.scope.description)] + columns)
    }

    private func after(_ before: ContactState, _ event: ContactEvent, moment: Timestamp) -> (state: ContactState, effects: [ContactEffect])
    {
        guard event == .softBounce else {
            let transition = before.after(event, at: now, thresholds)
            return (transition.state, transition.effects)
        }
        let newest = before.softFailures.last ?? moment
        // Older than every window that is still open: known, but no strike.
        guard moment.seconds(since: newest) >= -thresholds.softWindowSeconds else { return (before, []) }
        let transition = before.after(event, at: moment, thresholds)
        guard transition.state != before else { return (before, transition.effects) }
        let state = transition.state
        return (
            ContactState(phase: state.phase, softFailures: state.softFailures, since: now, expires: state.expires), transition.effects
        )
    }

    private static let due = Statement(
        """
        SELECT hash, address, 'all' FROM contact WHERE expires IS NOT NULL AND expires <= $1
        UNION SELECT hash, address, 'all' FROM contact WHERE phase = 'paused' AND since <= $2
        UNION SELECT hash, address, 'all' FROM contact WHERE phase = 'soft-bounce' AND since < $3
        UNION SELECT s.hash, c.address, s.scope FROM scoped_contact s JOIN contact c ON c.hash = s.hash
        WHERE s.expires IS NOT NULL AND s.expires <= $1
        """)

    /// Contacts for whom something ends now.
    static func dueContacts(_ session: any SQLSession, at now: Timestamp, _ thresholds: Thresholds) throws -> [ContactName] {
        let rested = now.adding(seconds: -thresholds.pauseSeconds)
        // `since` is the commit of the last failure, which never comes before the failure itself.
        let forgotten = now.adding(seconds: -max(0, thresholds.softWindowSeconds))
        return try session.all(
            due, [.int(now.secondsSince1970), .int(rested.secondsSince1970), .int(forgotten.secondsSince1970)]
        ) {
            ContactName(key: $0.optionalText(1), hash: $0.blob(0), scope: SuppressionScope($0.text(2)) ?? .all)
        }
    }
}
