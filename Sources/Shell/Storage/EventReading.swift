import Deliverability
import MailSyntax

extension SQLStore {
    private static let eventPage = Statement(
        "SELECT \(EventRow.selected) FROM event e JOIN message m ON m.id = e.message WHERE e.seq > $1 AND e.seq <= $2 ORDER BY e.seq")
    private static let tallyPage = Statement(
        """
        SELECT \(TallyRow.selected), r.message, m.digest, m.received_at FROM alignment a JOIN report r ON r.id = a.report
        JOIN message m ON m.id = r.message WHERE a.seq > $1 AND a.seq <= $2 ORDER BY a.seq
        """)

    /// Numbers read at a time: no statement stays open for long, so that the WAL can be copied back meanwhile.
    private static let pageSize: Int64 = 4096

    package func events(after seq: Int64, _ body: (StoredEvent) throws -> Void) throws {
        let last = try session.first(WriterMemory.lastSeq) { $0.int(0) } ?? 0
        var start = max(0, seq)
        while start < last {
            let end = min(last, start.addingSaturated(Self.pageSize))
            let range: [SQLValue] = [.int(start), .int(end)]
            let events = try session.all(Self.eventPage, range) { try EventRow.storedEvent($0) }
            var next = 0
            for tally in try session.all(Self.tallyPage, range, { try storedTally($0) }) {
                while next < events.count, events[next].seq < tally.seq {
                    try body(events[next])
                    next += 1
                }
                try body(tally)
            }
            for event in events[next...] { try body(event) }
            start = end
        }
    }

    private func storedTally(_ row: any SQLRow) throws -> StoredEvent {
        let tally = try TallyRow.tally(row, word)
        return StoredEvent(
            seq: row.int(0), occurredAt: tally.begin, receivedAt: Timestamp(row.int(19)), digest: MessageDigest(row.blob(18)),
            position: Int(truncatingIfNeeded: row.int(1)), contact: nil, event: .alignment(tally))
    }

    private static let findText = Statement("SELECT text FROM word WHERE id = $1")

    /// The text behind an id of `word`.
    func word(_ id: Int64) throws -> String {
        if let known = wordTexts[id] { return known }
        guard let text = try session.first(Self.findText, [.int(id)], { $0.text(0) }) else {
            throw StoreError(.corrupt, "the store lacks word \(id)")
        }
        if wordTexts.count >= 200_000 { wordTexts.removeAll() }
        wordTexts[id] = text
        return text
    }
}

/// A row of `alignment` with what its report says for all.
enum TallyRow {
    static let selected = """
        a.seq, a.position, a.domain, a.source_ip, a.messages, a.dkim_aligned, a.spf_aligned, a.aligned, a.none, a.quarantine, a.reject,
        a.cause, a.authenticated_as, r.shown_reporter, r.begin_at, r.end_at, a.known_as
        """

    static func tally(_ row: any SQLRow, _ word: (Int64) throws -> String) throws -> AlignmentTally {
        var counts = AlignmentCounts()
        counts.messages = row.int(4)
        counts.dkimAligned = row.int(5)
        counts.spfAligned = row.int(6)
        counts.aligned = row.int(7)
        guard let cause = AlignmentCause(rawValue: try word(row.int(11))) else {
            throw StoreError(.corrupt, "event \(row.int(0)) has an unknown cause")
        }
        guard let knownAs = SourceOwnership(rawValue: Int(truncatingIfNeeded: row.int(16))) else {
            throw StoreError(.corrupt, "event \(row.int(0)) has an unknown ownership")
        }
        return AlignmentTally(
            domain: try word(row.int(2)), sourceIP: row.text(3), reporter: row.text(13), begin: Timestamp(row.int(14)),
            end: Timestamp(row.int(15)), counts: counts,
            dispositions: Dispositions(none: row.int(8), quarantine: row.int(9), reject: row.int(10)), cause: cause,
            authenticatedAs: try row.optionalInt(12).map { try word($0) }, knownAs: knownAs)
    }
}
