import MailSyntax

/// What was found at one look. nil: it could not be found out.
package struct AlertFacts: Hashable, Sendable {
    /// Bytes beside the store.
    package var freeBytes: Int64?
    /// Age of the oldest mail that waits in a Maildir; 0 where none does.
    package var oldestWaitingSeconds: Int64?
    package var reporters: [ReporterPresence]?
    /// Complaints of the last days.
    package var complaints: (total: Int64, unresolved: Int64)? {
        get { complaintsTotal.map { ($0, complaintsUnresolved) } }
        set { (complaintsTotal, complaintsUnresolved) = (newValue?.total, newValue?.unresolved ?? 0) }
    }
    private var complaintsTotal: Int64?
    private var complaintsUnresolved: Int64 = 0

    package init() {}
}

/// How one reporter has reported.
package struct ReporterPresence: Hashable, Sendable {
    package let name: String
    /// The end of its last aggregate report.
    package let last: Timestamp
    /// Days with a report, in the fourteen that end with the last one.
    package let days: Int

    package init(name: String, last: Timestamp, days: Int) {
        self.name = name
        self.last = last
        self.days = days
    }

    /// Complaints and reporters are looked at for so long.
    package static let windowDays: Int64 = 14
    /// Reports on so many of fourteen days make a reporter of whom reports are expected.
    package static let regularDays = 5
    /// After so long nobody waits for its reports any more.
    package static let forgottenSeconds: Int64 = 35 * 86400
}

/// Where something becomes an alert. All are settings.
package struct AlertBounds: Hashable, Sendable {
    /// With less free beside the store. Ten times what stops the intake would be a full day of a small site.
    package var freeBytes: Int64 = 1 << 30
    /// Mail that waits longer. A complaint must act within seconds.
    package var lagSeconds: Int64 = 900
    /// A regular reporter is silent for longer. Daily reports come a day late, and on Mondays two.
    package var silenceSeconds: Int64 = 4 * 86400
    /// More complaints without a contact, in parts of 10,000.
    package var unresolvedPerTenThousand = 2000

    /// Fewer complaints are no ratio.
    package static let complaintsMin: Int64 = 20

    package init() {}

    /// The readings of one look, with the kinds that could be looked at.
    package func readings(_ facts: AlertFacts, at now: Timestamp) -> (readings: [AlertReading], looked: Set<AlertKind>) {
        var readings: [AlertReading] = [], looked: Set<AlertKind> = []
        if let free = facts.freeBytes {
            looked.insert(.freeSpace)
            let level: AlertReading.Level = free < freeBytes ? .beyond : free - freeBytes < freeBytes / 4 ? .between : .clear
            readings.append(AlertReading(AlertKey(.freeSpace), level, "\(free >> 20) MiB are free beside the store"))
        }
        if let oldest = facts.oldestWaitingSeconds {
            looked.insert(.lag)
            let level: AlertReading.Level = oldest > lagSeconds ? .beyond : oldest > lagSeconds / 2 ? .between : .clear
            let text = oldest > 0 ? "the oldest mail waits for \(oldest) seconds" : "no mail waits"
            readings.append(AlertReading(AlertKey(.lag), level, text))
        }
        if let reporters = facts.reporters {
            looked.insert(.silentReporter)
            readings += reporters.compactMap { silence(of: $0, at: now) }
        }
        if let complaints = facts.complaints {
            looked.insert(.unresolvedComplaints)
            readings.append(unresolved(complaints.total, complaints.unresolved))
        }
        return (readings, looked)
    }

    /// nil for one of whom nothing is expected.
    private func silence(of reporter: ReporterPresence, at now: Timestamp) -> AlertReading? {
        let silent = now.seconds(since: reporter.last)
        guard reporter.days >= ReporterPresence.regularDays, silent < ReporterPresence.forgottenSeconds else { return nil }
        let text = "\(reporter.name) reported on \(reporter.days) of \(ReporterPresence.windowDays) days, and the last report ends "
        return AlertReading(
            AlertKey(.silentReporter, reporter.name), silent > silenceSeconds ? .beyond : .clear, text + reporter.last.rfc3339)
    }

    private func unresolved(_ total: Int64, _ unresolved: Int64) -> AlertReading {
        let ratio = total > 0 ? Int64(Double(unresolved) / Double(total) * 10_000) : 0, bound = Int64(unresolvedPerTenThousand)
        let level: AlertReading.Level =
            total < Self.complaintsMin || ratio < bound - bound / 5 ? .clear : ratio > bound ? .beyond : .between
        return AlertReading(
            AlertKey(.unresolvedComplaints), level, "\(unresolved) of \(total) complaints name no contact: they suppress nobody")
    }
}
