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
            "Hard bounces that a campaign may have, in parts of 10,000. \(onceSentIsKnown)"),
        count(
            "complaints-warn-per-10000", \.complaintsWarnPerTenThousand, 1...10_000,
            "Complaint rate to warn at, in parts of 10,000. \(onceSentIsKnown)"),
        count(
            "complaints-stop-per-10000", \.complaintsStopPerTenThousand, 1...10_000,
            "Complaint rate to stop at, in parts of 10,000. \(onceSentIsKnown)"),
        count("events-per-contact", \.eventsPerContact, 1...1000, "Last events kept in view for each contact."),
    ]

    /// A rate needs the number of messages sent, which no report tells.
    private static let onceSentIsKnown = "Takes effect once the number of messages sent is known; it is not yet."

    private static func count(
        _ name: String, _ path: WritableKeyPath<Thresholds, Int> & Sendable, _ range: ClosedRange<Int>, _ meaning: String
    ) -> Setting {
        Setting(name: "thresholds.\(name)", form: "number", standard: "`\(Thresholds()[keyPath: path])`", meaning: meaning) {
            $0.thresholds[keyPath: path] = try $1.integer(range)
        }
    }

    private static func duration(_ name: String, _ path: WritableKeyPath<Thresholds, Int64> & Sendable, _ meaning: String) -> Setting {
        let seconds = Thresholds()[keyPath: path]
        let text = seconds % 86400 == 0 ? "\(seconds / 86400)d" : "\(seconds / 3600)h"
        return Setting(name: "thresholds.\(name)", form: "duration", standard: "`\(text)`", meaning: meaning) {
            $0.thresholds[keyPath: path] = Int64(try $1.seconds(60...(3650 * 86400)))
        }
    }
}
