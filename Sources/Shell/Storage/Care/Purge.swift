import Deliverability
import MailSyntax

/// Rows whose time is over, found by a reader so that the writer need not search: it deletes by number.
package struct PurgeBatch: Sendable {
    struct Tallies: Sendable {
        let report: Int64
        let first: Int64
        let last: Int64
    }

    var replies: [Int64] = []
    var events: [(seq: Int64, kind: String)] = []
    var reports: [Tallies] = []
    var contacts: [[UInt8]] = []
    var entries: [Int64] = []
    var sent: [SentKey] = []
    var failuresBefore: Int64?
    var eventsBefore: Int64?
    /// A moment before all is that of what is kept for good.
    var contactsBefore = Int64.min
    var mailedBefore = Int64.min

    package init() {}

    package init(sent: [SentKey]) { self.sent = sent }

    package var isEmpty: Bool {
        replies.isEmpty && events.isEmpty && reports.isEmpty && contacts.isEmpty && entries.isEmpty && sent.isEmpty
    }
}

/// What a purge took away.
package struct Purged: Hashable, Sendable {
    package var replies = 0
    package var events = 0
    package var tallies: Int64 = 0
    package var contacts = 0
    package var addresses = 0
    package var sent = 0

    package init() {}

    package static func += (sum: inout Purged, more: Purged) {
        sum.replies += more.replies
        sum.events += more.events
        sum.tallies += more.tallies
        sum.contacts += more.contacts
        sum.addresses += more.addresses
        sum.sent += more.sent
    }
}

extension SQLStore {
    private static let dueReplies = Statement(
        """
        SELECT seq FROM event WHERE at < $1 AND (diagnostic IS NOT NULL OR original_message_id IS NOT NULL) ORDER BY at LIMIT $2
        """)
    /// The newest number stays, or it would be given out again.
    private static let dueEvents = Statement("SELECT seq, kind FROM event WHERE at < $1 AND seq < $3 ORDER BY at LIMIT $2")
    private static let dueReports = Statement(
        """
        SELECT r.id, r.first_seq, r.last_seq FROM report r WHERE r.middle < $1 AND r.last_seq < $3 AND EXISTS
        (SELECT 1 FROM alignment a WHERE a.seq BETWEEN r.first_seq AND r.last_seq AND a.report = r.id) ORDER BY r.middle LIMIT $2
        """)
    /// Nothing stands, we do not mail it any more, and it is old or all that is known is that we did mail it. $1 is the end of
    /// the period for contacts, $2 that for mails that were sent.
    private static let isDue = """
        \(nothingStands) AND (last_sent IS NULL OR last_sent < $2) AND (since < $1 OR (last_sent IS NOT NULL AND phase = 'active'
        AND NOT EXISTS (SELECT 1 FROM event e WHERE e.contact = contact.hash AND e.contact IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM scoped_contact o WHERE o.hash = contact.hash)))
        """
    private static let dueContacts = Statement("SELECT hash FROM contact WHERE \(isDue) LIMIT $3")
    private static let dueEntries = Statement(
        """
        SELECT s.cursor FROM suppression s LEFT JOIN contact c ON c.hash = s.hash
        WHERE s.address IS NOT NULL AND s.since < $1 AND c.hash IS NULL ORDER BY s.cursor LIMIT $2
        """)

    /// Reports may be large: so many fewer of them at once.
    private static let reportsPerRow: Int64 = 50

    /// At most `limit` rows of each kind that are to go at `now`.
    package func dueForPurge(_ retention: Retention, at now: Timestamp, limit: Int) throws -> PurgeBatch {
        var batch = PurgeBatch()
        let limit = Int64(max(1, limit))
        let newest = try session.first(WriterMemory.lastSeq) { $0.int(0) } ?? 0
        if let end = retention.end(of: .replies, at: now)?.secondsSince1970 {
            batch.replies = try session.all(Self.dueReplies, [.int(end), .int(limit)]) { $0.int(0) }
        }
        if let end = retention.end(of: .events, at: now)?.secondsSince1970 {
            batch.eventsBefore = end
            batch.events = try session.all(Self.dueEvents, [.int(end), .int(limit), .int(newest)]) { ($0.int(0), $0.text(1)) }
        }
        if let end = retention.end(of: .reports, at: now)?.secondsSince1970 {
            let most = max(1, limit / Self.reportsPerRow)
            batch.reports = try session.all(Self.dueReports, [.int(end), .int(most), .int(newest)]) {
                PurgeBatch.Tallies(report: $0.int(0), first: $0.int(1), last: $0.int(2))
            }
            batch.failuresBefore = end
        }
        if let end = retention.end(of: .contacts, at: now)?.secondsSince1970 { batch.contactsBefore = end }
        if let end = retention.end(of: .sent, at: now)?.secondsSince1970 {
            batch.mailedBefore = end.addingSaturated(-SendLog.lastMailingSlack)
        }
        batch.contacts = try session.all(Self.dueContacts, [.int(batch.contactsBefore), .int(batch.mailedBefore), .int(limit)]) {
            $0.blob(0)
        }
        if batch.contactsBefore > .min {
            batch.entries = try session.all(Self.dueEntries, [.int(batch.contactsBefore), .int(limit)]) { $0.int(0) }
        }
        return batch
    }

    private static let dropReply = Statement("UPDATE event SET diagnostic = NULL, original_message_id = NULL WHERE seq = $1")
    private static let dropEvent = Statement("DELETE FROM event WHERE seq = $1")
    private static let dropTallies = Statement("DELETE FROM alignment WHERE seq BETWEEN $1 AND $2 AND report = $3")
    private static let dropFailures = Statement("DELETE FROM alignment_failure WHERE learnt_at < $1")
    private static let dropContact = Statement("DELETE FROM contact WHERE \(isDue) AND hash = $3")
    private static let dropSent = Statement("DELETE FROM sent WHERE message_id = $1 AND contact = $2")
    private static let dropDecisions = Statement("DELETE FROM decision WHERE contact = $1")
    private static let dropHeld = Statement("DELETE FROM held_complaint WHERE contact = $1")
    private static let dropCampaigns = Statement("DELETE FROM campaign WHERE last_at < $1")
    private static let dropFigures = Statement("DELETE FROM campaign_figure WHERE campaign NOT IN (SELECT id FROM campaign)")
    private static let dropHabits = Statement("DELETE FROM complaint_source WHERE newest < $1")
    private static let dropScopes = Statement("DELETE FROM scoped_contact WHERE hash = $1 AND suppression IS NULL")
    private static let dropAddress = Statement(
        """
        UPDATE suppression SET address = NULL WHERE cursor = $1 AND NOT EXISTS (SELECT 1 FROM contact c WHERE c.hash = suppression.hash)
        """)

    /// Deletes what is due, in one transaction; the totals remember how much it was.
    package func purge(_ batch: PurgeBatch) throws -> Purged {
        guard !batch.isEmpty else { return Purged() }
        return try write { memory in
            var purged = Purged()
            for seq in batch.replies {
                try session.run(Self.dropReply, [.int(seq)])
                purged.replies += Int(session.changes)
            }
            for (seq, kind) in batch.events {
                try session.run(Self.dropEvent, [.int(seq)])
                guard session.changes > 0 else { continue }
                memory.count(.purged(kind))
                purged.events += 1
            }
            for tallies in batch.reports {
                try session.run(Self.dropTallies, [.int(tallies.first), .int(tallies.last), .int(tallies.report)])
                memory.count(.purged("alignment"), session.changes)
                purged.tallies += session.changes
            }
            if let end = batch.failuresBefore, !batch.reports.isEmpty { try session.run(Self.dropFailures, [.int(end)]) }
            if let end = batch.eventsBefore, !batch.events.isEmpty {
                // Figures go when the last event of their campaign is due; names in forged reports would pile up otherwise.
                try session.run(Self.dropCampaigns, [.int(end)])
                if session.changes > 0 { try session.run(Self.dropFigures, []) }
                try session.run(Self.dropHabits, [.int(end / 86400)])
            }
            for hash in batch.contacts {
                try session.run(Self.dropContact, [.int(batch.contactsBefore), .int(batch.mailedBefore), .blob(hash)])
                purged.contacts += Int(session.changes)
                guard session.changes > 0 else { continue }
                try session.run(Self.dropScopes, [.blob(hash)])
                try session.run(Self.dropDecisions, [.blob(hash)])
                try session.run(Self.dropHeld, [.blob(hash)])
            }
            for key in batch.sent {
                try session.run(Self.dropSent, [.blob(key.message), .blob(key.contact)])
                purged.sent += Int(session.changes)
            }
            for cursor in batch.entries {
                try session.run(Self.dropAddress, [.int(cursor)])
                purged.addresses += Int(session.changes)
            }
            return purged
        }
    }

    private static let reportAt = Statement("SELECT received_at FROM message WHERE digest = $1 AND outcome = 'report'")

    /// When a report was committed; nil for everything else.
    package func reportCommitted(_ digest: MessageDigest) throws -> Timestamp? {
        try session.first(Self.reportAt, [.blob(digest.bytes)]) { Timestamp($0.int(0)) }
    }
}
