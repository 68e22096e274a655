import Deliverability
import MailSyntax

/// Which sources are ours, by From domain, as reports have shown; the table `source` with a cache before it. One look-up
/// loads all of a domain, because a flood of forged sources must not cost a query each.
final class OwnSources {
    private struct Seen {
        var ownership: SourceOwnership
        /// End of the latest report that showed it.
        var at: Timestamp
    }

    /// All sources of one From domain. A class, so that adding one never copies the others.
    private final class Known {
        var sources: [String: Seen] = [:]
    }

    /// How long a source is remembered: an address goes to somebody else in the end.
    private static let memorySeconds: Int64 = 30 * 86400
    /// A source that goes on sending is written anew so often, not at each report: it may be forgotten so much earlier.
    private static let refreshSeconds: Int64 = 5 * 86400
    /// Sources kept for one domain, and in memory for all of them: reports choose how many they name.
    private static let perDomainMax = 20_000
    private static let cachedMax = 50_000

    private var domains: [Int64: Known] = [:]
    /// Neighbours mostly speak of one domain.
    private var last: (domain: Int64, known: Known)?
    private var cached = 0
    private var touchedSinceMark: Set<Int64> = []

    private static let load = Statement("SELECT ip, ownership, seen_at FROM source WHERE domain = $1 ORDER BY ip LIMIT \(perDomainMax)")
    private static let save = Statement(
        """
        INSERT INTO source (domain, ip, ownership, seen_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (domain, ip) DO UPDATE SET ownership = excluded.ownership, seen_at = excluded.seen_at
        """)

    /// What earlier reports have shown of the source of a tally.
    func ownership(of tally: AlignmentTally, domain: Int64, _ session: any SQLSession) throws -> SourceOwnership {
        guard let seen = try known(domain, session).sources[tally.sourceIP] else { return .unknown }
        return tally.end.seconds(since: seen.at) <= Self.memorySeconds ? seen.ownership : .unknown
    }

    /// Remembers what a tally shows of its source.
    func learn(_ tally: AlignmentTally, domain: Int64, now: Timestamp, _ session: any SQLSession) throws {
        let shown = tally.shownOwnership
        guard shown > .unknown else { return }
        let end = min(tally.end, now), known = try known(domain, session)
        var seen = Seen(ownership: shown, at: end)
        if let old = known.sources[tally.sourceIP] {
            guard shown > old.ownership || end.seconds(since: old.at) >= Self.refreshSeconds else { return }
            let isFresh = end.seconds(since: old.at) <= Self.memorySeconds
            seen = Seen(ownership: isFresh ? max(shown, old.ownership) : shown, at: max(end, old.at))
        } else {
            guard known.sources.count < Self.perDomainMax else { return }
            cached += 1
        }
        known.sources[tally.sourceIP] = seen
        touchedSinceMark.insert(domain)
        try session.run(
            Self.save, [.int(domain), .text(tally.sourceIP), .int(Int64(seen.ownership.rawValue)), .int(seen.at.secondsSince1970)])
    }

    private func known(_ domain: Int64, _ session: any SQLSession) throws -> Known {
        if let last, last.domain == domain { return last.known }
        let known = try domains[domain] ?? load(domain, session)
        last = (domain, known)
        return known
    }

    private func load(_ domain: Int64, _ session: any SQLSession) throws -> Known {
        if cached > Self.cachedMax {
            domains.removeAll()
            cached = 0
        }
        let known = Known()
        try session.query(Self.load, [.int(domain)]) { row in
            let ownership = SourceOwnership(rawValue: Int(truncatingIfNeeded: row.int(1))) ?? .unknown
            known.sources[row.text(0)] = Seen(ownership: ownership, at: Timestamp(row.int(2)))
        }
        domains[domain] = known
        cached += known.sources.count
        return known
    }

    // MARK: The savepoint of a message

    func mark() { touchedSinceMark.removeAll(keepingCapacity: true) }

    /// What was learnt of a message that is taken back is read anew.
    func returnToMark() {
        for domain in touchedSinceMark { cached -= domains.removeValue(forKey: domain)?.sources.count ?? 0 }
        last = nil
        touchedSinceMark.removeAll(keepingCapacity: true)
    }
}
