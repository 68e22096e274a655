import Deliverability
import MailSyntax

/// What one make of server says and no sentence of the rule tables knows.
package struct UnmatchedReply: Hashable, Sendable {
    /// The reply without addresses, hosts, numbers and ids.
    package let pattern: String
    package let provider: Provider?
    /// What decided in the end: `action/failed` where nothing did, else a reply code or a single word.
    package let rule: RuleID
    package let count: Int64
    package let firstSeen: Timestamp
    package let lastSeen: Timestamp

    package init(pattern: String, provider: Provider?, rule: RuleID, count: Int64, firstSeen: Timestamp, lastSeen: Timestamp) {
        self.pattern = pattern
        self.provider = provider
        self.rule = rule
        self.count = count
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
    }
}

extension Bounce {
    /// The pattern under which the bounce is mined for rules; nil where a rule claimed it or nothing was said.
    package var unmatchedPattern: ReplyPattern? {
        guard classification.rule.isFallback, action == .failed || action == .delayed else { return nil }
        let pattern = ReplyPattern(diagnostic, recipient: recipient)
        return pattern.longestPhrase.utf8.count >= 4 ? pattern : nil
    }
}

extension Ledger {
    /// Most patterns that are kept; of more, those seen least and longest ago make room.
    private static let patternsMax: Int64 = 10_000

    private static let note = Statement(
        """
        INSERT INTO unmatched_reply (pattern, provider, rule, count, first_seen, last_seen) VALUES ($1, $2, $3, 1, $4, $4)
        ON CONFLICT (pattern, provider, rule) DO UPDATE SET count = count + 1, last_seen = max(last_seen, excluded.last_seen)
        """)
    private static let makeRoom = Statement(
        """
        DELETE FROM unmatched_reply WHERE id = (SELECT id FROM unmatched_reply ORDER BY count, last_seen LIMIT 1)
        AND (SELECT count(*) FROM unmatched_reply) >= $1
        """)
    private static let isNoted = Statement("SELECT 1 FROM unmatched_reply WHERE pattern = $1 AND provider = $2 AND rule = $3")

    func noteUnmatched(_ bounce: Bounce, moment: Timestamp) throws {
        guard let pattern = bounce.unmatchedPattern else { return }
        let name: [SQLValue] = [
            .text(pattern.text), .text(bounce.provider?.slug ?? ""), .text(bounce.classification.rule.text),
        ]
        if try session.first(Self.isNoted, name, { _ in true }) == nil { try session.run(Self.makeRoom, [.int(Self.patternsMax)]) }
        try session.run(Self.note, name + [.int(moment.secondsSince1970)])
    }
}

extension SQLStore {
    private static let unmatched = Statement(
        """
        SELECT pattern, provider, rule, count, first_seen, last_seen FROM unmatched_reply WHERE $1 OR rule LIKE 'action/%'
        ORDER BY count DESC, last_seen DESC, id LIMIT $2
        """)

    package func unmatchedReplies(limit: Int, includingGuessed: Bool) throws -> [UnmatchedReply] {
        try session.all(Self.unmatched, [.int(includingGuessed ? 1 : 0), .int(Int64(max(0, limit)))]) { row in
            let provider = row.text(1)
            return UnmatchedReply(
                pattern: row.text(0), provider: provider.isEmpty ? nil : Provider(provider), rule: RuleID(row.text(2)), count: row.int(3),
                firstSeen: Timestamp(row.int(4)), lastSeen: Timestamp(row.int(5)))
        }
    }
}
