import Deliverability

extension Setting {
    /// Where a count becomes a decision.
    static let thresholds: [Setting] = [
        count("soft-failures-to-pause", \.softFailuresToPause, 1...100, "Final soft failures within the window that pause a contact."),
        duration("soft-window", \.softWindowSeconds, "The window in which soft failures add up."),
        duration("pause", \.pauseSeconds, "How long a paused contact rests before it may be tried again."),
        duration(
            "provisional", \.provisionalSeconds, "How long a suppression on weak evidence stands unless it is confirmed."),
        duration("revalidate-disabled", \.disabledSeconds, "How long the contact of a closed account rests before it may be tried again."),
        count("blocks-to-open", \.blocksToOpen, 1...10_000, "Contacts blocked within the window that open an investigation."),
        duration("block-window", \.blockWindowSeconds, "The window in which blocks add up."),
        duration("quiet", \.quietSeconds, "No block for so long: an investigation eases; as long again: it is clear."),
        count(
            "hard-bounces-per-10000", \.hardBouncesPerTenThousand, 1...10_000,
            "Hard bounces that a mailing may have, in parts of 10,000. \(onceSentIsKnown)"),
        count(
            "complaints-warn-per-10000", \.complaintsWarnPerTenThousand, 1...10_000,
            "Complaint rate to warn at, in parts of 10,000. \(onceSentIsKnown)"),
        count(
            "complaints-stop-per-10000", \.complaintsStopPerTenThousand, 1...10_000,
            "Complaint rate to stop at, in parts of 10,000. \(onceSentIsKnown)"),
        count(
            "burst-factor", \.burstFactor, 1...1000,
            "Complaints of one source on one day that are a burst: more than so many times its busiest day within the window."),
        count("burst-floor", \.burstFloor, 1...1_000_000, "So many complaints of one source on one day are never a burst."),
        duration(
            "burst-window", \.burstWindowSeconds, "How far back the habit of a source is known; in whole days, at most 92.",
            86400...(92 * 86400)),
        count(
            "review-floor", \.reviewFloor, 1...1_000_000,
            "Complaints, or hard bounces, of a campaign or a provider below which no rate says anything."
        ),
        count(
            "review-complaints", \.reviewComplaints, 1...1_000_000,
            "Complaints that open the review of a campaign of which the number of mails sent is not known."),
        count("events-per-contact", \.eventsPerContact, 1...1000, "Last events kept in view for each contact."),
    ]

    /// A rate needs the number of mails sent, which no report tells.
    private static let onceSentIsKnown =
        "Where send logs tell how many mails were sent, it opens the review of a campaign and is told in the weekly summary."

    private static func count(
        _ name: String, _ path: WritableKeyPath<Thresholds, Int> & Sendable, _ range: ClosedRange<Int>, _ meaning: String
    ) -> Setting {
        Setting(name: "thresholds.\(name)", form: "number", standard: "`\(Thresholds()[keyPath: path])`", meaning: meaning) {
            $0.thresholds[keyPath: path] = try $1.integer(range)
        }
    }

    private static func duration(
        _ name: String, _ path: WritableKeyPath<Thresholds, Int64> & Sendable, _ meaning: String,
        _ range: ClosedRange<Int> = 60...(3650 * 86400)
    ) -> Setting {
        let seconds = Thresholds()[keyPath: path]
        let text = seconds % 86400 == 0 ? "\(seconds / 86400)d" : "\(seconds / 3600)h"
        return Setting(name: "thresholds.\(name)", form: "duration", standard: "`\(text)`", meaning: meaning) {
            $0.thresholds[keyPath: path] = Int64(try $1.seconds(range))
        }
    }
}
