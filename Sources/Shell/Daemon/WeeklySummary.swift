import Logging
import MailSyntax
import Storage
import Summaries
import WebFront

/// How the summary of one week is written, and whether it is there already.
package struct WeeklySummary: Sendable {
    package let isWritten: @Sendable (Week) -> Bool
    package let write: @Sendable (Week, any Store) throws -> Void

    package init(isWritten: @escaping @Sendable (Week) -> Bool, write: @escaping @Sendable (Week, any Store) throws -> Void) {
        self.isWritten = isWritten
        self.write = write
    }

    /// The last week whose summary should exist at `now`: the one before this, from Monday at `hour` UTC on.
    package static func due(at now: Timestamp, hour: Int) -> Week {
        let week = Week.containing(now)
        let last = week.previous
        return now >= week.from.adding(seconds: Int64(hour) * 3600) ? last : last.previous
    }

    /// Looks each minute whether the last due summary is missing, at the start as well.
    func loop(
        hour: Int, openReading: @escaping @Sendable () throws -> any Store, now: @escaping @Sendable () -> Timestamp, board: StatusBoard,
        logger: Logger
    ) -> LoopThread {
        LoopThread(name: "summary", intervalSeconds: 60) {
            {
                let week = Self.due(at: now(), hour: hour)
                guard !isWritten(week) else { return }
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
