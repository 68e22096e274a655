import Deliverability
import MailSyntax
import Storage
import Synchronization

/// What the daemon says of itself, for health, metrics and the status page. Any thread may write and read.
package final class StatusBoard: Sendable {
    private let status = Mutex(DaemonStatus())

    package init() {}

    package var current: DaemonStatus { status.withLock { $0 } }

    /// Recovery is done and the Maildirs are watched.
    package func setReady(_ isReady: Bool) { status.withLock { $0.isReady = isReady } }

    /// Trouble that the program lives with, one sentence per place; nil once it is over. Without personal data.
    package func setDegraded(_ place: String, _ reason: String?) { status.withLock { $0.degraded[place] = reason } }

    package func committed(at moment: Timestamp) { status.withLock { $0.lastCommit = moment } }

    /// So many more files are done with, and why.
    package func addFiles(_ count: Int, as outcome: String) {
        status.withLock { $0.files[outcome] = ($0.files[outcome] ?? 0).addingSaturated(Int64(count)) }
    }

    /// Files that wait, by lane.
    package func setQueueDepth(_ depth: Int, of queue: String) { status.withLock { $0.queueDepths[queue] = depth } }

    /// The feed entry that a consumer or sink has reached.
    package func setReached(_ cursor: Int64, by consumer: String) { status.withLock { $0.reached[consumer] = cursor } }

    /// Seconds from a complaint's arrival to its entry in the feed.
    package func addComplaintLatency(seconds: Double) { status.withLock { $0.complaintLatency.add(seconds) } }

    /// A registered consumer asked; `cursor` where it said how far it is.
    package func setSeen(_ consumer: String, reached cursor: Int64?, at now: Timestamp) {
        status.withLock { status in
            let before = status.consumers[consumer]?.reached ?? 0
            status.consumers[consumer] = ConsumerPosition(name: consumer, reached: cursor ?? before, seenAt: now)
        }
    }

    /// What was known of consumers at the start.
    package func setKnown(_ positions: [ConsumerPosition]) {
        status.withLock { status in for position in positions { status.consumers[position.name] = position } }
    }

    /// A question of a mail server was answered with this word.
    package func addLookup(_ verdict: String) { status.withLock { $0.lookups[verdict] = ($0.lookups[verdict] ?? 0).addingSaturated(1) } }

    /// A message ended the process that read it; the reason is a slug.
    package func addReaderDeath(_ reason: String) {
        status.withLock { $0.readerDeaths[reason] = ($0.readerDeaths[reason] ?? 0).addingSaturated(1) }
    }

    /// So many files were taken away by others before they were read.
    package func addVanished(_ count: Int) { status.withLock { $0.vanished = $0.vanished.addingSaturated(Int64(count)) } }

    /// What the last look for alerts gave; figures that were not asked for stay as they were.
    package func setLook(alerts: Alerts, figures: OperatingFigures?, freeBytes: Int64?, waitingFiles: Int, oldestSeconds: Int64?) {
        status.withLock { status in
            status.alerts = alerts
            status.figures = figures ?? status.figures
            status.freeBytes = freeBytes
            status.waitingFiles = waitingFiles
            status.oldestWaitingSeconds = oldestSeconds
        }
    }

    /// Adds what one transaction brought.
    package func add(_ batch: IngestFigures) { status.withLock { $0.ingest.add(batch) } }

    /// A new life of the daemon: what was said of places that may be gone is forgotten, totals go on.
    package func beginLife() {
        status.withLock { status in
            status.isReady = false
            status.degraded = [:]
            status.queueDepths = [:]
            status.reached = [:]
            status.port = nil
        }
    }

    package func setListening(port: Int) { status.withLock { $0.port = port } }
}

package struct DaemonStatus: Sendable {
    package internal(set) var isReady = false
    package internal(set) var degraded: [String: String] = [:]
    package internal(set) var lastCommit: Timestamp?
    /// Files done with since the start, by outcome.
    package internal(set) var files: [String: Int64] = [:]
    package internal(set) var queueDepths: [String: Int] = [:]
    package internal(set) var reached: [String: Int64] = [:]
    /// Consumers by name, as far as they were heard of.
    package internal(set) var consumers: [String: ConsumerPosition] = [:]
    package internal(set) var complaintLatency = LatencyHistogram()
    /// Questions of mail servers, by verdict.
    package internal(set) var lookups: [String: Int64] = [:]
    /// Files that others took away before they were read, since the start.
    package internal(set) var vanished: Int64 = 0
    /// Processes that a message ended while they read it, since the start, by reason.
    package internal(set) var readerDeaths: [String: Int64] = [:]
    package internal(set) var alerts = Alerts()
    package internal(set) var figures = OperatingFigures()
    package internal(set) var freeBytes: Int64?
    package internal(set) var waitingFiles = 0
    package internal(set) var oldestWaitingSeconds: Int64?
    /// What was taken in since the start.
    package internal(set) var ingest = IngestFigures()
    /// The bound port, once listening.
    package internal(set) var port: Int?

    package var isDegraded: Bool { !degraded.isEmpty }
}
