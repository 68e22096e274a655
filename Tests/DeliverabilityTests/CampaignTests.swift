import Deliverability
import MailSyntax
import Testing

@Suite struct CampaignTests {
    private let now = Timestamp(1_800_000_000)
    private let thresholds = Thresholds()

    private func counts(sent: Int64, complaints: Int64 = 0, hard: Int64 = 0) -> CampaignCounts {
        var counts = CampaignCounts()
        (counts.sent, counts.complaints, counts.hardBounces) = (sent, complaints, hard)
        return counts
    }

    @Test(
        arguments: [
            (10_000, 9, 0, nil), (10_000, 10, 0, .complaintRateWarn), (10_000, 29, 0, .complaintRateWarn),
            (10_000, 30, 0, .complaintRateStop),
            (100, 4, 0, nil), (100, 5, 0, .complaintRateStop), (10_000, 0, 199, nil), (10_000, 0, 200, .hardBounceRate),
            (10_000, 10, 200, .hardBounceRate), (10_000, 30, 200, .complaintRateStop), (0, 19, 0, nil), (0, 20, 0, .complaints),
            (0, 0, 500, nil),
        ] as [(Int64, Int64, Int64, CampaignReview.Ground?)])
    func `E06, K02: 0.1 % and 0.3 % complaints and 2 % hard bounces call for a review; one of ten mails does not`(
        sent: Int64, complaints: Int64, hard: Int64, ground: CampaignReview.Ground?
    ) {
        #expect(CampaignReview.Ground(counts(sent: sent, complaints: complaints, hard: hard), thresholds) == ground)
    }

    @Test func `a review opens once, and a closed one only for a graver ground`() {
        let warned = CampaignReview.after(counts(sent: 10_000, complaints: 12), nil, at: now, thresholds)
        #expect(warned == CampaignReview(ground: .complaintRateWarn, opened: now))
        let later = now.adding(seconds: 60)
        #expect(CampaignReview.after(counts(sent: 10_000, complaints: 13), warned, at: later, thresholds) == warned)
        // More mails were sent than was known: the review is not taken back by itself.
        #expect(CampaignReview.after(counts(sent: 100_000, complaints: 13), warned, at: later, thresholds) == warned)
        let closed = CampaignReview(ground: .complaintRateWarn, opened: now, closed: later)
        #expect(CampaignReview.after(counts(sent: 10_000, complaints: 20), closed, at: later, thresholds) == closed)
        #expect(
            CampaignReview.after(counts(sent: 10_000, complaints: 30), closed, at: later, thresholds)
                == CampaignReview(ground: .complaintRateStop, opened: later))
    }

    @Test(
        arguments: [
            (0, "0-7 days"), (7, "0-7 days"), (8, "8-30 days"), (180, "31-180 days"), (365, "181-365 days"), (366, "over 365 days"),
        ])
    func `the age is that at sending`(days: Int64, band: String) {
        #expect(CampaignBand.age(subscribed: now.adding(seconds: -days * 86400), sent: now) == band)
    }

    @Test func `an age needs both moments, a frequency may be a word`() {
        #expect(CampaignBand.age(subscribed: nil, sent: now) == nil)
        #expect(CampaignBand.age(subscribed: now, sent: nil) == nil)
        #expect(CampaignBand.frequency("daily") == "daily")
        #expect(CampaignBand.frequency("4") == "2-4 in 30 days")
        #expect(CampaignBand.frequency("-99999999999999999999") == "-99999999999999999999")
        #expect(CampaignBand.frequency(nil) == nil)
    }

    @Test func `what no part accounts for is unknown`() {
        let record = CampaignRecord(
            name: "spring", first: now, last: now, whole: counts(sent: 100, complaints: 7),
            parts: [.init(dimension: .segment, value: "a", counts: counts(sent: 60, complaints: 5))])
        #expect(record.unknown(.segment) == counts(sent: 40, complaints: 2))
        #expect(record.unknown(.age) == record.whole)
    }
}
