import Logging
import MailSyntax
import Storage
import Summaries
import WebFront

/// How the summary of one week is written, and when that was done last.
package struct WeeklySummary: Sendable {
    /// When the oldest of its files was written; nil where one is missing.
    package let writtenAt: @Sendable (Week) -> Timestamp?
    package let write: @Sendable (Week, any Store) throws -> Void

    package init(writtenAt: @escaping @Sendable (Week) -> Timestamp?, write: @escaping @Sendable (Week, any Store) throws -> Void) {
        self.writtenAt = writtenAt
        self.write = write
    }

    /// Reports of Sunday arrive on Monday and Tuesday: so long after its end a week is summed up once more.
    package static let lateSeconds: Int64 = 72 * 3600

    /// Whether nothing is to be written at `now`: a file from before the hour on Monday, or from before the late reports,
    /// does not hold the whole week.
    package static func isWritten(_ week: Week, at written: Timestamp?, now: Timestamp, hour: Int) -> Bool {
        guard let written, written >= week.to.adding(seconds: Int64(hour) * 3600) else { return false }
        let late = week.to.adding(seconds: lateSeconds)
        return now < late || written >= late
    }

    /// The last week whose summary should exist at `now`: the one before this, from Monday at `hour` UTC on.
    package static func due(at now: Timestamp, hour: Int) -> Week {
        let week = Week.containing(now)
        let last = week.previous
        return now >= week.from.adding(seconds: Int64(hour) * 3600) ? last : last.previous
    }

    /// Looks each minute whether the last due summary is missing or too old, at the start as well.
    func loop(
        hour: Int, openReading: @escaping @Sendable () throws -> any Store, now: @escaping @Sendable () -> Timestamp, board: StatusBoard,
        logger: Logger
    ) -> LoopThread {
        LoopThread(name: "summary", intervalSeconds: 60) {
            {
                let moment = now()
                let week = Self.due(at: moment, hour: hour)
                guard !Self.isWritten(week, at: writtenAt(week), now: moment, hour: hour) else { return }
                do {
                    let store = try openReading()
                    defer { store.close() }
                    try write(week, store)
                    board.setDegraded("summary", nil)
                    logger.info("summary written", metadata: ["week": "\(week)"])
                } catch {
                    board.setDegraded("summary", "\(error)")
                    logger.error("summary not written, to be tried again", metadata: ["week": "\(week)", "fault": "\(error)"])
                }
            }
        }
    }
}
