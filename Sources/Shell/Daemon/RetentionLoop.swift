import Deliverability
import Intake
import Logging
import MailSyntax
import Storage
import WebFront

/// Deletes what has been kept long enough, at the start and each hour after.
///
/// A reader finds what is due; the thread that commits deletes it by number, a little at a time, so that mail need not wait.
struct RetentionLoop: Sendable {
    static let intervalSeconds = 3600.0
    /// The send log has no index by age: it is read through this often.
    private static let sentSeconds = 86400.0
    /// Rows of each kind in one transaction.
    private static let rowsMax = 2000

    let settings: Settings
    let intake: MaildirIntake
    let openReading: @Sendable () throws -> SQLStore
    let now: @Sendable () -> Timestamp
    let board: StatusBoard
    let logger: Logger

    var loop: LoopThread {
        LoopThread(name: "retention", intervalSeconds: Self.intervalSeconds) {
            var sentAt: MonotonicTime?
            return { () -> Void in
                let isDue = sentAt.map { MonotonicTime.now.seconds(since: $0) >= Self.sentSeconds } ?? true
                if purge(sentToo: isDue), isDue { sentAt = .now }
            }
        }
    }

    /// Whether nothing failed.
    @discardableResult
    func purge(sentToo: Bool = true) -> Bool {
        do {
            let store = try openReading()
            defer { store.close() }
            if sentToo { try purgeSent(store) }
            try purgeRows(store)
            try purgeMail(store)
            board.setDegraded("retention", nil)
            return true
        } catch {
            board.setDegraded("retention", "\(error)")
            logger.error("what is due was not deleted, to be tried again", metadata: ["fault": "\(error)"])
            return false
        }
    }

    private func purgeSent(_ store: SQLStore) throws {
        guard let end = settings.retention.end(of: .sent, at: now()) else { return }
        var last: SentKey?, count = 0
        while true {
            let keys = try store.dueSent(before: end, after: last, limit: Self.rowsMax)
            guard !keys.isEmpty, let purged = try onCommitThread({ try $0.purge(PurgeBatch(sent: keys)) }) else { break }
            count += purged.sent
            last = keys.last
        }
        if count > 0 { logger.info("mails forgotten in the send log", metadata: ["mails": .stringConvertible(count)]) }
    }

    private func purgeRows(_ store: SQLStore) throws {
        var sum = Purged()
        while true {
            let batch = try store.dueForPurge(settings.retention, at: now(), limit: Self.rowsMax)
            guard !batch.isEmpty, let purged = try onCommitThread({ try $0.purge(batch) }), purged != Purged() else { break }
            sum += purged
        }
        guard sum != Purged() else { return }
        logger.info(
            "rows deleted whose time was over",
            metadata: [
                "replies": .stringConvertible(sum.replies), "events": .stringConvertible(sum.events),
                "tallies": .stringConvertible(sum.tallies), "contacts": .stringConvertible(sum.contacts),
                "addresses": .stringConvertible(sum.addresses),
            ])
    }

    private func purgeMail(_ store: SQLStore) throws {
        var files = 0, setAside = 0
        if let end = settings.retention.end(of: .mail, at: now()), settings.finish == .move {
            for path in settings.maildirs {
                files += try MailPurge.reports(
                    committedBefore: end, in: Maildir(path: path), store: store, limits: settings.limits)
            }
        }
        if let end = settings.retention.end(of: .setAside, at: now()) {
            let digests = try MailPurge.setAside(before: end, store: store)
            setAside = digests.count
            if !digests.isEmpty { _ = try onCommitThread { store in for digest in digests { try store.removeSetAside(digest) } } }
        }
        guard files + setAside > 0 else { return }
        logger.info(
            "mail deleted whose time was over", metadata: ["reports": .stringConvertible(files), "set-aside": .stringConvertible(setAside)])
    }

    /// Waits for the committing thread; nil where it does not come to it, as at the end of the daemon.
    private func onCommitThread<T: Sendable>(_ body: @escaping @Sendable (any Store) throws -> T) throws -> T? {
        let done = Monitor(Result<T, any Error>?.none)
        intake.perform { store in
            let result = Result { try body(store) }
            done.with { $0 = result }
        }
        return try done.wait(seconds: Self.patienceSeconds) { $0 }?.get()
    }

    private static let patienceSeconds = 30.0
}
