import Deliverability
import MailSyntax

extension SQLStore {
    private static let sent = Statement("SELECT provider, sum(sent) FROM sent_day WHERE day >= $1 AND day < $2 GROUP BY provider")
    private static let hardBounces = Statement(
        """
        SELECT w.text, count(*) FROM event e JOIN contact c ON c.hash = e.contact LEFT JOIN word w ON w.id = c.provider
        WHERE e.at >= $1 AND e.at < $2 AND e.kind = 'bounce' AND e.class = 'hard' AND e.action = 'failed' AND c.last_sent IS NOT NULL
        GROUP BY w.text
        """)
    private static let complaints = Statement(
        """
        SELECT provider, effect, direction, feedback_type, count(*) FROM event WHERE at >= $1 AND at < $2 AND kind = 'complaint'
        GROUP BY provider, effect, direction, feedback_type
        """)

    /// Of whole days (UTC): `to` is the end of one.
    func sendingFigures(from: Timestamp, to: Timestamp) throws -> SendingFigures {
        var figures = SendingFigures(), isToldApart = true
        let days: [SQLValue] = [.int(SentDays.day(of: from)), .int(SentDays.day(of: to))]
        try session.query(Self.sent, days) { row in
            isToldApart = isToldApart && row.text(0) != SentDays.notToldApart
            figures.sent[row.text(0).isEmpty ? nil : Provider(row.text(0)), default: 0] += row.int(1)
        }
        guard !figures.sent.isEmpty else { return figures }
        let range: [SQLValue] = [.int(from.secondsSince1970), .int(to.secondsSince1970)]
        try session.query(Self.hardBounces, range) { figures.hardBounces[$0.optionalText(0).map(Provider.init)] = $0.int(1) }
        try session.query(Self.complaints, range) { row in
            guard Complaint.isWish(row.text(1), direction: row.text(2), type: row.text(3)) else { return }
            figures.complaints[row.optionalText(0).map(Provider.init), default: 0] += row.int(4)
        }
        if !isToldApart {
            figures.sent = [nil: figures.sent.values.reduce(0, +)]
            figures.hardBounces = [nil: figures.hardBounces.values.reduce(0, +)]
        }
        return figures
    }
}

extension Complaint {
    /// By the words of the contract.
    fileprivate static func isWish(_ effect: String, direction: String, type: String) -> Bool {
        guard let effect = Effect(rawValue: effect), let direction = Direction(rawValue: direction) else { return false }
        return isWish(effect, direction: direction, type: type)
    }
}

/// Mails of one transaction by day and provider, for rates.
struct SentDays {
    /// Of rows that were counted before providers were told apart.
    static let notToldApart = "?"

    private struct Place: Hashable {
        let day: Int64
        let provider: String
    }

    private var counts: [Place: Int64] = [:]

    static func day(of moment: Timestamp) -> Int64 { moment.secondsSince1970 / 86400 }

    mutating func add(_ provider: String?, at moment: Timestamp) {
        counts[Place(day: Self.day(of: moment), provider: provider ?? ""), default: 0] += 1
    }

    private static let addDay = Statement(
        """
        INSERT INTO sent_day (day, provider, sent) VALUES ($1, $2, $3)
        ON CONFLICT (day, provider) DO UPDATE SET sent = sent + excluded.sent
        """)

    func save(_ session: any SQLSession) throws {
        for (place, count) in counts { try session.run(Self.addDay, [.int(place.day), .text(place.provider), .int(count)]) }
    }
}
