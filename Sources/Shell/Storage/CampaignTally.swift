import Deliverability
import MailSyntax

/// What one transaction adds to the figures of campaigns: added up first, so that a mailing costs a few rows and not one a mail.
struct CampaignTally {
    private struct Place: Hashable, Comparable {
        let campaign: String
        /// nil: the whole.
        let dimension: CampaignDimension?
        let value: String

        static func < (a: Place, b: Place) -> Bool {
            (a.campaign, a.dimension?.rawValue ?? "", a.value) < (b.campaign, b.dimension?.rawValue ?? "", b.value)
        }
    }

    private var counts: [Place: CampaignCounts] = [:]
    private var moments: [String: ClosedRange<Timestamp>] = [:]

    /// - Parameter values: what is known of the mail, by dimension.
    mutating func add(_ more: CampaignCounts, to campaign: String, _ values: [CampaignDimension: String], at moment: Timestamp) {
        counts[Place(campaign: campaign, dimension: nil, value: ""), default: CampaignCounts()] += more
        for (dimension, value) in values {
            counts[Place(campaign: campaign, dimension: dimension, value: value), default: CampaignCounts()] += more
        }
        let known = moments[campaign] ?? moment...moment
        moments[campaign] = min(known.lowerBound, moment)...max(known.upperBound, moment)
    }

    // MARK: Saving

    private static let addFigure = Statement(
        """
        INSERT INTO campaign_figure (campaign, dimension, value, sent, complaints, provisional, unsubscribes, hard, soft, block)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (campaign, dimension, value) DO UPDATE SET
        sent = sent + excluded.sent, complaints = complaints + excluded.complaints, provisional = provisional + excluded.provisional,
        unsubscribes = unsubscribes + excluded.unsubscribes, hard = hard + excluded.hard, soft = soft + excluded.soft,
        block = block + excluded.block
        """)
    private static let addCampaign = Statement(
        """
        INSERT INTO campaign (id, first_at, last_at) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET
        first_at = min(campaign.first_at, excluded.first_at), last_at = max(campaign.last_at, excluded.last_at)
        """)
    private static let findWhole = Statement(
        """
        SELECT \(CampaignRow.counts), c.ground, c.opened_at, c.closed_at FROM campaign c
        JOIN campaign_figure f ON f.campaign = c.id AND f.dimension = '' AND f.value = '' WHERE c.id = $1
        """)
    private static let saveReview = Statement("UPDATE campaign SET ground = $2, opened_at = $3, closed_at = $4 WHERE id = $1")

    /// Writes the figures, and opens the reviews that they call for.
    mutating func save(_ memory: WriterMemory, _ session: any SQLSession, at now: Timestamp, _ thresholds: Thresholds) throws {
        guard !counts.isEmpty else { return }
        for (place, more) in counts.sorted(by: { $0.key < $1.key }) {
            let id = SQLValue.int(try memory.word(place.campaign, session))
            try session.run(
                Self.addFigure,
                [id, .text(place.dimension?.rawValue ?? ""), .text(place.value)] + CampaignCounts.fields.map { .int(more[keyPath: $0]) })
        }
        for (campaign, range) in moments.sorted(by: { $0.key < $1.key }) {
            let id = SQLValue.int(try memory.word(campaign, session))
            try session.run(
                Self.addCampaign, [id, .int(range.lowerBound.secondsSince1970), .int(range.upperBound.secondsSince1970)])
            let found = try session.first(Self.findWhole, [id]) { (CampaignRow.counts($0), CampaignRow.review($0)) }
            guard let (whole, known) = found, let review = CampaignReview.after(whole, known, at: now, thresholds), review != known else {
                continue
            }
            try session.run(
                Self.saveReview,
                [id, .text(review.ground.rawValue), .int(review.opened.secondsSince1970), .int(review.closed?.secondsSince1970)])
        }
        counts.removeAll(keepingCapacity: true)
        moments.removeAll(keepingCapacity: true)
    }
}

/// Columns of the figures, in the order of `CampaignCounts.fields`, and of a review behind them.
enum CampaignRow {
    static let counts = "f.sent, f.complaints, f.provisional, f.unsubscribes, f.hard, f.soft, f.block"

    static func counts(_ row: any SQLRow) -> CampaignCounts {
        var counts = CampaignCounts()
        for (column, field) in CampaignCounts.fields.enumerated() { counts[keyPath: field] = max(0, row.int(Int32(column))) }
        return counts
    }

    static func review(_ row: any SQLRow) -> CampaignReview? {
        guard let ground = row.optionalText(7).flatMap({ CampaignReview.Ground(rawValue: $0) }), let opened = row.optionalInt(8) else {
            return nil
        }
        return CampaignReview(ground: ground, opened: Timestamp(opened), closed: row.optionalInt(9).map { Timestamp($0) })
    }
}
