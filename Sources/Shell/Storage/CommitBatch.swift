import Deliverability
import MailSyntax

extension SQLStore {
    /// One transaction for the batch. What is wrong with one message takes back that message alone (law 2); what is wrong
    /// with the store takes back everything and is thrown.
    ///
    /// Savepoints cost a copy of every page that a message touches, so the batch is tried without them first and goes
    /// through once more, each message in its own, when one of them fails.
    package func commit(_ batch: [MessageRecord], at now: Timestamp) throws -> [CommitOutcome] {
        guard !batch.isEmpty else { return [] }
        try requirePlace()
        do {
            return try commit(batch, at: now) { try $1.commit($0) }
        } catch let error as StoreError where error.isAboutOneMessage {
            return try commit(batch, at: now, commitAlone)
        }
    }

    private func commit(
        _ batch: [MessageRecord], at now: Timestamp, _ commit: (MessageRecord, Ledger) throws -> CommitOutcome
    ) throws -> [CommitOutcome] {
        let outcomes = try writeOnce { memory in
            let ledger = try ledger(memory, at: now)
            let outcomes = try batch.map { try commit($0, ledger) }
            try memory.saveFigures(session, at: now, thresholds)
            FailPoint.inTransaction.reached()
            return outcomes
        }
        try FailPoint.commitAnswer.answered()
        return outcomes
    }

    private func commitAlone(_ record: MessageRecord, _ ledger: Ledger) throws -> CommitOutcome {
        ledger.memory.mark()
        try session.savepoint()
        do {
            let outcome = try ledger.commit(record)
            try session.release()
            return outcome
        } catch let error as StoreError where error.isAboutOneMessage {
            ledger.memory.returnToMark()
            try session.rollbackToSavepoint()
            return CommitOutcome(verdict: .failed, failure: error)
        }
    }

    func ledger(_ memory: WriterMemory, at now: Timestamp) throws -> Ledger {
        Ledger(session: session, memory: memory, key: try contactKey(), thresholds: thresholds, now: now)
    }

    package func isKnown(_ digest: MessageDigest) throws -> Bool {
        try session.first(Ledger.findMessage, [.blob(digest.bytes)]) { _ in true } ?? false
    }
}

/// The writing side of one transaction: everything that changes because of one message, of the operator or of time.
struct Ledger {
    let session: any SQLSession
    let memory: WriterMemory
    let key: ContactKey
    let thresholds: Thresholds
    let now: Timestamp

    /// What a change in the ledger rests on.
    struct Evidence {
        let digest: [UInt8]?
        let rule: String?
        static let operatorsWord = Evidence(digest: nil, rule: nil)
        static let time = Evidence(digest: nil, rule: "time/passed")
    }

    static let findMessage = Statement("SELECT id, outcome FROM message WHERE digest = $1")
    private static let addMessage = Statement(
        """
        INSERT INTO message (id, outcome, kind, received_at, reason, detail, path, digest) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (digest) DO NOTHING
        """)
    private static let replaceMessage = Statement(
        "UPDATE message SET outcome = $2, kind = $3, received_at = $4, reason = $5, detail = $6, path = $7 WHERE id = $1")

    func commit(_ record: MessageRecord) throws -> CommitOutcome {
        let columns: [SQLValue] = [
            .text(record.outcome.rawValue), .text(record.kind), .int(now.secondsSince1970), .text(record.reason?.reason.rawValue),
            .text(record.reason?.detail), .text(record.path),
        ]
        var message = memory.next.message
        try session.run(Self.addMessage, [.int(message)] + columns + [.blob(record.digest.bytes)])
        if session.changes > 0 {
            _ = memory.take(\.message)
            memory.count(.messages)
            FailPoint.afterKey.reached()
        } else {
            // A better reading replaces a refused one: a later release, or a setting moved, and the operator tries again.
            let known = try session.first(Self.findMessage, [.blob(record.digest.bytes)]) { ($0.int(0), $0.text(1)) }
            guard let known, known.1 == MessageRecord.Outcome.setAside.rawValue, record.outcome != .setAside else {
                return CommitOutcome(verdict: .duplicate)
            }
            message = known.0
            try session.run(Self.replaceMessage, [.int(message)] + columns)
            memory.count(.setAside, -1)
        }
        switch record.outcome {
        case .report: break
        case .unrelated: memory.count(.unrelated)
        case .setAside:
            memory.count(.setAside)
            return CommitOutcome(verdict: .new)
        }
        for (reason, number) in record.tokenRefusals { memory.count(.tokens(reason), Int64(number)) }
        let newPolicies = try record.tls.filter { try add($0, message: message) }
        return try addEvents(of: record, message: message, newPolicies: newPolicies)
    }

    private static let addTLS = Statement(
        """
        INSERT INTO tls (message, organization, report_id, domain, mx_host, begin_at, end_at, middle, successful, failed, trust)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (organization, report_id, domain, mx_host, begin_at, end_at)
        DO UPDATE SET message = excluded.message, successful = excluded.successful, failed = excluded.failed, trust = excluded.trust
        WHERE excluded.trust = 'passed' AND tls.trust <> 'passed'
        """)

    /// Whether it was new, or is proven where what we had under its identity was not.
    private func add(_ policy: TLSRecord, message: Int64) throws -> Bool {
        try session.run(
            Self.addTLS,
            [
                .int(message), .text(policy.organization), .text(policy.reportID), .text(policy.domain), .text(policy.mxHost ?? ""),
                .int(policy.begin.secondsSince1970), .int(policy.end.secondsSince1970), .int(middle(policy.begin, policy.end)),
                .int(policy.successfulSessions), .int(policy.failedSessions), .text(policy.trust.rawValue),
            ])
        return session.changes > 0
    }
}

/// The moment that stands for a report of any range, as in `AlignmentTally.day`.
func middle(_ begin: Timestamp, _ end: Timestamp) -> Int64 { begin.secondsSince1970 / 2 + end.secondsSince1970 / 2 }
