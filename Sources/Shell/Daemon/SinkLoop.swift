import Logging
import Sinks
import Storage
import WebFront

/// Brings the sinks up to the store, with a reading store of their own. Woken when the feed grows; looks by itself each
/// minute, so that a sink that failed is tried again.
enum SinkLoop {
    static func make(
        _ list: SinkList, openReading: @escaping @Sendable () throws -> any Store, board: StatusBoard, logger: Logger
    ) -> LoopThread {
        LoopThread(name: "sinks", intervalSeconds: 60) {
            var store: (any Store)?
            return {
                do {
                    let reading = try store ?? openReading()
                    store = reading
                    let outcomes = list.perform(reading)
                    for outcome in outcomes { tell(outcome, board, logger) }
                    // The fault may lie in this connection: the next try opens another one.
                    if outcomes.contains(where: \.isOfTheStore) {
                        reading.close()
                        store = nil
                    }
                } catch {
                    store = nil
                    board.setDegraded("sinks", "\(error)")
                    logger.error("sinks wait for the store", metadata: ["fault": "\(error)"])
                    return
                }
                board.setDegraded("sinks", nil)
            }
        }
    }

    private static func tell(_ outcome: SinkList.Outcome, _ board: StatusBoard, _ logger: Logger) {
        switch outcome.result {
        case .success(let cursor):
            board.setReached(cursor, by: outcome.name)
            board.setDegraded(outcome.name, nil)
        case .failure(let error):
            board.setDegraded(outcome.name, "\(error)")
            logger.error("sink failed, to be tried again", metadata: ["sink": "\(outcome.name)", "fault": "\(error)"])
        }
    }
}

extension SinkList.Outcome {
    fileprivate var isOfTheStore: Bool {
        if case .failure(let error) = result { error is StoreError } else { false }
    }
}
