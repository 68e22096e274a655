import MailSyntax

/// Where a count becomes a decision. All are settings; the defaults are the mission's numbers.
package struct Thresholds: Hashable, Sendable {
    /// Final soft failures within the window that pause a contact (3 to 5 in 72 hours).
    package var softFailuresToPause = 3
    package var softWindowSeconds: Int64 = 72 * 3600
    /// How long a paused contact rests before it may be revalidated.
    package var pauseSeconds: Int64 = 14 * 86400
    /// A provisional suppression ends by itself after this unless confirmed (decision 8).
    package var provisionalSeconds: Int64 = 14 * 86400
    /// A closed account may be tried again after this.
    package var disabledSeconds: Int64 = 180 * 86400
    /// Distinct contacts blocked within the window that open an investigation; fewer are watched.
    package var blocksToOpen = 3
    package var blockWindowSeconds: Int64 = 24 * 3600
    /// No block for so long: an open investigation eases; as long again, and it is clear.
    package var quietSeconds: Int64 = 72 * 3600
    /// Hard bounces a campaign may have, in parts of 10,000 (2 %).
    package var hardBouncesPerTenThousand = 200
    /// Complaint rates to warn and to stop at, in parts of 10,000 (0.1 % and 0.3 %).
    package var complaintsWarnPerTenThousand = 10
    package var complaintsStopPerTenThousand = 30
    /// Complaints of one source on one day that are a burst: more than so many times its busiest day, and more than the floor.
    package var burstFactor = 3
    package var burstFloor = 50
    /// How far back the habit of a source is known.
    package var burstWindowSeconds: Int64 = 28 * 86400
    /// Complaints (or hard bounces) below which no rate opens the review of a campaign: one of ten mails is no tenth.
    package var reviewFloor = 5
    /// Complaints that open the review of a campaign of which the number of mails sent is not known.
    package var reviewComplaints = 20
    /// Last events kept in view per contact.
    package var eventsPerContact = 20

    package init() {}
}

extension [Timestamp] {
    /// Old and new moments in order: those within one window of the newest, and no more than can matter. Reports arrive
    /// in any order, so the newest need not be the last one told.
    func joined(to earlier: [Timestamp], windowSeconds: Int64, most: Int) -> [Timestamp] {
        let all = (earlier + self).sorted()
        guard let newest = all.last else { return [] }
        return Array(all.filter { newest.seconds(since: $0) <= Swift.max(0, windowSeconds) }.suffix(Swift.max(1, most)))
    }
}
