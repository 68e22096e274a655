import Intake
import Logging
import Storage
import WebFront

/// Looks through the whole store once after the start, beside the work: a damage is told before it is stumbled upon.
struct IntegrityCheck: Sendable {
    let openReading: @Sendable () throws -> SQLStore
    let board: StatusBoard
    let logger: Logger

    /// On a thread of its own: for a large store it takes minutes. The end of the process ends it.
    func begin() {
        do {
            _ = try WorkerThread(name: "check") { run() }
        } catch {
            logger.warning("store not checked", metadata: ["fault": "\(error)"])
        }
    }

    func run() {
        do {
            let store = try openReading()
            defer { store.close() }
            try store.checkIntegrity()
        } catch let error as StoreError where error.code == .corrupt || error.code == .notADatabase {
            board.setDegraded("integrity", "\(error)")
            logger.error("the store is damaged", metadata: ["fault": "\(error)"])
        } catch {
            logger.warning("store not checked", metadata: ["fault": "\(error)"])
        }
    }
}
