import Deliverability
import MailSyntax

extension SQLStore {
    private static let whole = """
        SELECT \(CampaignRow.counts), c.ground, c.opened_at, c.closed_at, w.text, c.first_at, c.last_at, c.id FROM campaign c
        JOIN word w ON w.id = c.id JOIN campaign_figure f ON f.campaign = c.id AND f.dimension = '' AND f.value = ''
        """
    private static let campaigns = Statement(
        "\(whole) WHERE $1 = 0 OR (c.ground IS NOT NULL AND c.closed_at IS NULL) ORDER BY c.last_at DESC, w.text")
    private static let campaign = Statement("\(whole) WHERE w.text = $1")
    private static let parts = Statement(
        """
        SELECT \(CampaignRow.counts), f.dimension, f.value FROM campaign_figure f WHERE f.campaign = $1 AND f.dimension <> ''
        ORDER BY f.dimension, f.complaints DESC, f.sent DESC, f.value
        """)

    /// All campaigns, the latest first, without their parts.
    package func campaigns(underReviewOnly: Bool) throws -> [CampaignRecord] {
        try session.all(Self.campaigns, [.int(underReviewOnly ? 1 : 0)]) { Self.record($0, parts: []) }
    }

    package func campaign(named name: String) throws -> CampaignRecord? {
        let id = try session.first(Self.campaign, [.text(name)]) { $0.int(13) }
        guard let id else { return nil }
        let parts = try session.all(Self.parts, [.int(id)]) { row in
            CampaignDimension(rawValue: row.text(7)).map {
                CampaignRecord.Part(dimension: $0, value: row.text(8), counts: CampaignRow.counts(row))
            }
        }
        return try session.first(Self.campaign, [.text(name)]) { Self.record($0, parts: parts.compactMap(\.self)) }
    }

    private static func record(_ row: any SQLRow, parts: [CampaignRecord.Part]) -> CampaignRecord {
        CampaignRecord(
            name: row.text(10), first: Timestamp(row.int(11)), last: Timestamp(row.int(12)), whole: CampaignRow.counts(row), parts: parts,
            review: CampaignRow.review(row))
    }

    private static let close = Statement(
        "UPDATE campaign SET closed_at = $2 WHERE ground IS NOT NULL AND closed_at IS NULL AND id = (SELECT id FROM word WHERE text = $1)")

    package func closeReview(of campaign: String, at now: Timestamp) throws -> Bool {
        try write { _ in
            try session.run(Self.close, [.text(campaign), .int(now.secondsSince1970)])
            return session.changes > 0
        }
    }
}
