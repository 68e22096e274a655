import MailSyntax

/// What an operator is told of without asking. Raw values are the words of settings, metrics and webhooks.
package enum AlertKind: String, CaseIterable, Hashable, Sendable {
    case freeSpace = "free-space"
    /// Mail waits that nobody reads.
    case lag
    /// A reporter that sent reports day by day sends none.
    case silentReporter = "silent-reporter"
    /// Complaints of which nobody can say whose they are: they suppress nobody.
    case unresolvedComplaints = "unresolved-complaints"
}

/// What one alert is about.
package struct AlertKey: Hashable, Comparable, Sendable {
    package let kind: AlertKind
    /// The reporter; empty for kinds that there is one of.
    package let subject: String

    package init(_ kind: AlertKind, _ subject: String = "") {
        self.kind = kind
        self.subject = subject
    }

    package static func < (a: AlertKey, b: AlertKey) -> Bool { (a.kind.rawValue, a.subject) < (b.kind.rawValue, b.subject) }
}

/// An alert that was raised and not cleared.
package struct StandingAlert: Hashable, Sendable {
    package let key: AlertKey
    package let since: Timestamp
    /// One sentence without addresses, as it was when the alert was raised.
    package let text: String

    package init(key: AlertKey, since: Timestamp, text: String) {
        self.key = key
        self.since = since
        self.text = text
    }

    package var sentence: String { "\(key.kind.rawValue): \(text) (since \(since.rfc3339))" }
}

/// One look at what may become an alert.
package struct AlertReading: Hashable, Sendable {
    package enum Level: Hashable, Sendable {
        /// All is well.
        case clear
        /// Too good to raise an alert and not good enough to clear one: a figure that hangs about its bound is told of once.
        case between
        case beyond
    }

    package let key: AlertKey
    package let level: Level
    package let text: String

    package init(_ key: AlertKey, _ level: Level, _ text: String) {
        self.key = key
        self.level = level
        self.text = text
    }
}

/// An alert was raised, or is over.
package struct AlertChange: Hashable, Sendable {
    package enum Operation: String, Hashable, Sendable { case raised, cleared }

    package let operation: Operation
    package let key: AlertKey
    package let at: Timestamp
    package let text: String

    package init(_ operation: Operation, _ key: AlertKey, at moment: Timestamp, _ text: String) {
        self.operation = operation
        self.key = key
        at = moment
        self.text = text
    }
}

/// The alerts that stand. Each is raised once and cleared once, whatever comes between.
package struct Alerts: Hashable, Sendable {
    package let standing: [AlertKey: StandingAlert]

    package init(_ standing: [StandingAlert] = []) {
        self.standing = Dictionary(standing.map { ($0.key, $0) }) { first, _ in first }
    }

    /// The alerts after a look, with what changed, in the order of the keys.
    ///
    /// - Parameter looked: kinds that were looked at. What of them was not read any more is over, such as a reporter who was
    ///   expected no longer; what could not be looked at stays as it is.
    package func after(_ readings: [AlertReading], of looked: Set<AlertKind>, at now: Timestamp) -> (alerts: Alerts, changes: [AlertChange])
    {
        var next = standing, changes: [AlertChange] = []
        let found = Dictionary(readings.map { ($0.key, $0) }) { first, _ in first }
        for (key, reading) in found {
            switch (reading.level, standing[key]) {
            case (.beyond, nil):
                next[key] = StandingAlert(key: key, since: now, text: reading.text)
                changes.append(AlertChange(.raised, key, at: now, reading.text))
            case (.clear, .some):
                next[key] = nil
                changes.append(AlertChange(.cleared, key, at: now, reading.text))
            case (.clear, nil), (.between, _), (.beyond, .some): break
            }
        }
        for (key, alert) in standing where looked.contains(key.kind) && found[key] == nil {
            next[key] = nil
            changes.append(AlertChange(.cleared, key, at: now, "no longer watched: \(alert.text)"))
        }
        return (Alerts(Array(next.values)), changes.sorted { $0.key < $1.key })
    }
}
