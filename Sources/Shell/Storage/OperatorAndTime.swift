import Deliverability
import MailSyntax

extension SQLStore {
    /// The operator's own word, or a wish that came without a message.
    package func apply(_ event: ContactEvent, to address: EmailAddress, scope: SuppressionScope, at now: Timestamp) throws {
        let hash = try contactKey().hash(of: address)
        try write { memory in
            let name = ContactName(key: address.key, hash: hash, scope: scope)
            _ = try ledger(memory, at: now).apply(event, to: name, moment: now, .operatorsWord)
        }
    }

    /// Whether there was a case to close.
    package func closeInvestigation(_ key: InvestigationKey, at now: Timestamp) throws -> Bool {
        try write { memory in
            let ledger = try ledger(memory, at: now)
            guard let row = try ledger.currentCase(key) else { return false }
            return try ledger.move(row, .closedByOperator)
        }
    }

    private static let currentCases = Statement("SELECT \(InvestigationRow.selected) FROM investigation WHERE phase <> 'clear' ORDER BY id")

    /// Writes only where something ends: it may be called as often as one likes.
    package func passTime(to now: Timestamp) throws {
        let due = try Ledger.dueContacts(session, at: now, thresholds)
        let quiet = try session.all(Self.currentCases) { try InvestigationRow($0) }
            .filter { $0.state.after(.timePassed, at: now, thresholds).state != $0.state }
        guard !due.isEmpty || !quiet.isEmpty else { return }
        try write { memory in
            let ledger = try ledger(memory, at: now)
            for name in due { _ = try ledger.apply(.timePassed, to: name, moment: now, .time) }
            for row in quiet { _ = try ledger.move(row, .timePassed) }
        }
    }
}
