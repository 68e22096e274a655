import Deliverability
import MailSyntax

extension SQLStore {
    private static let reports = Statement(
        "SELECT id, domain, counted, duplicates, trust FROM report WHERE middle >= $1 AND middle < $2 ORDER BY id")
    /// Reports first, then the run of each: a join in this order is a promise of SQLite's (`CROSS JOIN` is never turned round).
    static let tallies = Statement(
        """
        SELECT \(TallyRow.selected), r.id FROM report r CROSS JOIN alignment a
        WHERE r.middle >= $1 AND r.middle < $2 AND r.counted = 1 AND a.seq BETWEEN r.first_seq AND r.last_seq
        """)
    private static let events = Statement(
        """
        SELECT \(EventRow.selected) FROM event e JOIN message m ON m.id = e.message
        WHERE e.at >= $1 AND e.at < $2 AND e.kind IN ('bounce', 'complaint') ORDER BY e.seq
        """)
    private static let unsubscribes = Statement("SELECT count(*) FROM event WHERE at >= $1 AND at < $2 AND kind = 'unsubscribe'")
    private static let setAsideReasons = Statement(
        """
        SELECT coalesce(reason, ''), count(*) FROM message WHERE outcome = 'set-aside' AND received_at >= $1 AND received_at < $2
        GROUP BY reason
        """)
    private static let additions = Statement(
        "SELECT reason, count(DISTINCT hash) FROM suppression WHERE op = 'add' AND since >= $1 AND since < $2 GROUP BY reason")
    private static let tls = Statement(
        """
        SELECT organization, report_id, domain, mx_host, begin_at, end_at, successful, failed, trust FROM tls
        WHERE middle >= $1 AND middle < $2 ORDER BY id
        """)

    /// A report belongs to the week in which the middle of its range lies; a bounce, a complaint or an unsubscribe to that
    /// in which it happened, or was received where no date is stated; set-aside mail and contacts that came onto the list to that of their commit.
    ///
    /// With a From domain only what concerns it or a domain below it is taken: reports that tell of it, bounces, complaints,
    /// cases and TLS policies that name it. Set-aside mail and the list name none and are always counted whole;
    /// unsubscribes and send logs name none and are left out.
    package func weekly(from: Timestamp, to: Timestamp, domain: DomainName?) throws -> WeekFacts {
        let range: [SQLValue] = [.int(from.secondsSince1970), .int(to.secondsSince1970)]
        var facts = WeekFacts()
        let told = try addTallies(range, domain, to: &facts)
        try session.query(Self.reports, range) { row in
            if domain != nil, !told.contains(row.int(0)), !Self.concerns(row.text(1), domain) { return }
            if row.int(2) == 1 {
                facts.reports += 1
                facts.reportsByTrust[ReporterTrust(rawValue: row.text(4)) ?? .absent, default: 0] += 1
            } else {
                facts.conflicts += 1
            }
            facts.duplicateReports = facts.duplicateReports.addingSaturated(row.int(3))
        }
        try session.query(Self.events, range) { row in
            let stored = try EventRow.storedEvent(row)
            switch stored.event {
            case .bounce(let bounce) where Self.concerns(bounce.fromDomain?.text, domain): facts.bounces.append(stored)
            case .complaint(let complaint) where Self.concerns(complaint.fromDomain?.text, domain): facts.complaints.append(stored)
            default: break
            }
        }
        if domain == nil {
            facts.unsubscribes = try session.first(Self.unsubscribes, range) { $0.int(0) } ?? 0
            facts.sending = try sendingFigures(from: from, to: to)
        }
        facts.investigations = try investigations(from: from, to: to).filter { Self.concerns($0.key.fromDomain, domain) }
        try session.query(Self.setAsideReasons, range) { facts.setAside[$0.text(0)] = $0.int(1) }
        try session.query(Self.additions, range) { row in
            if let reason = SuppressionReason(rawValue: row.text(0)) { facts.suppressionsAdded[reason] = row.int(1) }
        }
        try session.query(Self.tls, range) { row in
            guard Self.concerns(row.text(2), domain) else { return }
            facts.tls.append(
                TLSRecord(
                    organization: row.text(0), reportID: row.text(1), domain: row.text(2), mxHost: row.text(3).isEmpty ? nil : row.text(3),
                    begin: Timestamp(row.int(4)), end: Timestamp(row.int(5)), successfulSessions: row.int(6), failedSessions: row.int(7),
                    trust: ReporterTrust(rawValue: row.text(8)) ?? .absent))
        }
        return facts
    }

    /// Adds the tallies and returns the ids of the reports that told of the domain.
    private func addTallies(_ range: [SQLValue], _ domain: DomainName?, to facts: inout WeekFacts) throws -> Set<Int64> {
        var told: Set<Int64> = []
        var concerned: [Int64: Bool] = [:]
        try session.query(Self.tallies, range) { row in
            if let domain {
                let id = row.int(2)
                let concerns = try concerned[id] ?? Self.concerns(word(id), domain)
                concerned[id] = concerns
                guard concerns else { return }
                told.insert(row.int(17))
            }
            facts.tallies.append(try TallyRow.tally(row, word))
        }
        return told
    }

    private static func concerns(_ name: String?, _ domain: DomainName?) -> Bool {
        guard let domain else { return true }
        return name.flatMap { DomainName($0) }?.isAtOrBelow(domain) ?? false
    }
}
