import Deliverability
import MailSyntax

/// What the intake tells its surroundings. Never an address, never a line of a message (law 8).
package enum IntakeNote: Sendable {
    /// Something of this machine failed; the work is tried again.
    case fault(LocalFault)
    case storeFault(String, retrySeconds: Double)
    /// The store cannot be used any more: the daemon must stop.
    case storeLost(String)
    case setAside(MessageDigest, ReadError)
    case committed(CommittedBatch)
    /// The feed of suppressions reaches this cursor now.
    case feed(Int64)
}

/// Figures of one transaction.
package struct CommittedBatch: Hashable, Sendable {
    package var new = 0
    package var duplicate = 0
    package var unrelated = 0
    package var setAside = 0
    package var suppressed = 0
    package var events = 0
    /// For each new message with a complaint: seconds from its arrival in the Maildir to its commit (F02).
    package var complaintSeconds: [Double] = []

    package var messages: Int { new + duplicate }
}

/// Running totals since the start, for health and metrics.
package struct IntakeCounts: Hashable, Sendable {
    package var new = 0
    package var duplicate = 0
    package var unrelated = 0
    package var setAside = 0
    package var suppressed = 0
    package var events = 0
    package var commits = 0
    package var faults = 0
    package var lightWaiting = 0
    package var heavyWaiting = 0
    /// The last commit failed and is being tried again.
    package var isDegraded = false
    package var lastCommit: Timestamp?

    package init() {}

    mutating func add(_ batch: CommittedBatch, at now: Timestamp) {
        new += batch.new
        duplicate += batch.duplicate
        unrelated += batch.unrelated
        setAside += batch.setAside
        suppressed += batch.suppressed
        events += batch.events
        commits += 1
        isDegraded = false
        lastCommit = now
    }
}
