import Deliverability
import MailSyntax

extension SQLStore {
    /// The operator's own word, or a wish that came without a message.
    package func apply(_ event: ContactEvent, to address: EmailAddress, scope: SuppressionScope, reason: String?, at now: Timestamp) throws
    {
        let hash = try contactKey().hash(of: address)
        try write { memory in
            let name = ContactName(key: address.key, hash: hash, scope: scope)
            _ = try ledger(memory, at: now).apply(event, to: name, moment: now, .operatorsWord)
            guard let word = OperatorDecision.Word(event) else { return }
            try record(word, of: hash, scope: scope, reason: reason, at: now)
        }
    }

    func record(_ word: OperatorDecision.Word, of contact: [UInt8], scope: SuppressionScope, reason: String?, at now: Timestamp) throws {
        try session.run(
            Self.recordDecision,
            [
                .int(now.secondsSince1970), .blob(contact), .text(scope.description), .text(word.rawValue),
                .text(reason?.bounded(toBytes: Self.reasonBytes)),
            ])
    }

    /// Of a reason; it is a sentence, not a file.
    private static let reasonBytes = 500
    private static let recordDecision = Statement(
        "INSERT INTO decision (at, contact, scope, decision, reason) VALUES ($1, $2, $3, $4, $5)")
    private static let decisionsOf = Statement(
        "SELECT at, scope, decision, reason FROM decision WHERE contact = $1 ORDER BY id DESC LIMIT $2")

    /// Newest first.
    func decisions(of contact: [UInt8], max: Int64) throws -> [OperatorDecision] {
        try session.all(Self.decisionsOf, [.blob(contact), .int(max)]) { row in
            OperatorDecision.Word(rawValue: row.text(2)).map {
                OperatorDecision(at: Timestamp(row.int(0)), scope: row.text(1), word: $0, reason: row.optionalText(3))
            }
        }.compactMap(\.self)
    }

    /// Whether there was a case to close.
    package func closeInvestigation(_ key: InvestigationKey, liftingComplaints: Bool, at now: Timestamp) throws -> Bool {
        try write { memory in
            let ledger = try ledger(memory, at: now)
            guard let row = try ledger.currentCase(key) else { return false }
            return try ledger.move(row, .closedByOperator, liftingComplaints: liftingComplaints)
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
