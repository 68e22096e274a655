import Deliverability
import MailSyntax

extension Ledger {
    enum ReportVerdict { case new, duplicate, conflict }

    private static let knownReports = Statement(
        """
        SELECT id, content, messages, counted, trust FROM report
        WHERE reporter = $1 AND report_id = $2 AND domain = $3 AND begin_at = $4 AND end_at = $5
        """)
    private static let countDuplicate = Statement("UPDATE report SET duplicates = duplicates + 1 WHERE id = $1")
    private static let uncount = Statement("UPDATE report SET counted = 0 WHERE id = $1")
    private static let addReport = Statement(
        """
        INSERT INTO report (reporter, report_id, domain, begin_at, end_at, content, message, middle, shown_reporter, records, messages,
        counted, first_seq, last_seq, id, trust) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        """)
    private static let addTally = Statement(
        """
        INSERT INTO alignment (seq, report, position, domain, source_ip, messages, dkim_aligned, spf_aligned, aligned, none, quarantine,
        reject, cause, authenticated_as, known_as) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """)
    private static let addFailure = Statement(
        """
        INSERT INTO alignment_failure (domain, learnt_at, report, class, messages, sources, refused, cause)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """)

    /// Stores a report with its tallies, the events in `range`. The same report once more is only counted; another text
    /// under the same identity is kept too, and of all of them one is counted in sums: a proven one before others, then
    /// the largest.
    func add(_ report: AggregateRecord, range: Range<Int>, of record: MessageRecord, message: Int64) throws -> ReportVerdict {
        let content = Int64(bitPattern: report.contentDigest)
        let identity: [SQLValue] = [
            .text(report.reporter.asciiLowercased), .text(report.reportID), .text(report.domain.asciiLowercased),
            .int(report.begin.secondsSince1970), .int(report.end.secondsSince1970),
        ]
        var counted = true, isConflict = false, duplicateOf: Int64?, outdone: Int64?
        try session.query(Self.knownReports, identity) { row in
            isConflict = true
            if row.int(1) == content { duplicateOf = row.int(0) }
            guard row.int(3) == 1 else { return }
            let isProven = report.trust == .passed, wasProven = row.text(4) == ReporterTrust.passed.rawValue
            if isProven == wasProven ? report.messages > row.int(2) : isProven { outdone = row.int(0) } else { counted = false }
        }
        if let duplicateOf {
            try session.run(Self.countDuplicate, [.int(duplicateOf)])
            return .duplicate
        }
        if let outdone { try session.run(Self.uncount, [.int(outdone)]) }
        let shown = range.lazy.compactMap { if case .alignment(let tally) = record.events[$0] { tally.reporter } else { nil } }.first
        let id = memory.take(\.report)
        try session.run(
            Self.addReport,
            identity + [
                .int(content), .int(message), .int(middle(report.begin, report.end)), .text(shown ?? report.reporter), .int(report.records),
                .int(report.messages), .int(counted ? 1 : 0), .int(memory.next.seq), .int(memory.next.seq + Int64(range.count) - 1),
                .int(id), .text(report.trust.rawValue),
            ]
        )
        try addTallies(range, of: record, report: report, reportID: id, message: message, counted: counted)
        return isConflict ? .conflict : .new
    }

    /// Rows that are held before they are handed on: one report can have some hundred thousand.
    private static let talliesAtOnce = 1024
    private static let tallyWidth = 15

    private func addTallies(
        _ range: Range<Int>, of record: MessageRecord, report: AggregateRecord, reportID: Int64, message: Int64, counted: Bool
    ) throws {
        var rows: [SQLValue] = []
        rows.reserveCapacity(min(range.count, Self.talliesAtOnce) * Self.tallyWidth)
        var failures = ReportFailures()
        // A report in another's name teaches nothing, where that can be told.
        let teaches = report.trust == .passed || report.trust == .unconfigured
        var tallies: Int64 = 0
        var domain: (text: String, id: Int64)?
        var causes: [AlignmentCause: Int64] = [:]
        for position in range {
            guard case .alignment(var tally) = record.events[position] else {
                _ = try add(record.events[position], at: position, of: record, message: message)
                continue
            }
            // Neighbours mostly speak of one domain.
            let domainID = try domain.flatMap { $0.text == tally.domain ? $0.id : nil } ?? memory.word(tally.domain, session)
            domain = (tally.domain, domainID)
            let cause = try causes[tally.cause] ?? memory.word(tally.cause.rawValue, session)
            causes[tally.cause] = cause
            if tally.cause != .aligned, tally.ownership < .named {
                let known = try memory.sources.ownership(of: tally, domain: domainID, session)
                if known > tally.ownership { tally.knownAs = known }
            }
            if teaches { try memory.sources.learn(tally, domain: domainID, now: now, session) }
            rows.append(.int(memory.takeSeq()))
            rows.append(.int(reportID))
            rows.append(.int(Int64(position)))
            rows.append(.int(domainID))
            rows.append(.text(tally.sourceIP))
            rows.append(.int(tally.counts.messages))
            rows.append(.int(tally.counts.dkimAligned))
            rows.append(.int(tally.counts.spfAligned))
            rows.append(.int(tally.counts.aligned))
            rows.append(.int(tally.dispositions.none))
            rows.append(.int(tally.dispositions.quarantine))
            rows.append(.int(tally.dispositions.reject))
            rows.append(.int(cause))
            rows.append(.int(try tally.authenticatedAs.map { try memory.word($0, session) }))
            rows.append(.int(Int64(tally.knownAs.rawValue)))
            tallies += 1
            if rows.count >= Self.talliesAtOnce * Self.tallyWidth {
                try session.run(Self.addTally, width: Self.tallyWidth, rows: rows)
                rows.removeAll(keepingCapacity: true)
            }
            if counted { failures.add(tally, domain: domainID) }
        }
        if !rows.isEmpty { try session.run(Self.addTally, width: Self.tallyWidth, rows: rows) }
        if tallies > 0 { memory.count(.events("alignment"), tallies) }
        if counted, report.trust == .passed, let receiver = report.receiver {
            for domain in failures.refusedDomains.sorted() { try ownMailRefused(by: receiver, from: domain, until: report.end) }
        }
        for (key, failure) in failures.byKey.sorted(by: { $0.key < $1.key }) {
            try session.run(
                Self.addFailure,
                [
                    .int(key.domain), .int(now.secondsSince1970), .int(reportID), .text(key.failureClass.rawValue), .int(failure.messages),
                    .int(failure.sources), .int(failure.refused), .text(failure.cause.rawValue),
                ])
            guard memory.domainsUnderInvestigation.contains(failure.domain) else { continue }
            let text = FailureText(
                messages: failure.messages, sources: failure.sources, refused: failure.refused, failureClass: key.failureClass.rawValue,
                cause: failure.cause.rawValue, reporter: report.reporter, isProven: report.trust == .passed)
            try attach(
                text.finding(at: Timestamp(middle(report.begin, report.end)), digest: record.digest.description), toCasesOf: failure.domain)
        }
    }
}
