import Deliverability
import Dispatch
import MailSyntax
import Storage

/// The read-only store behind a queue of its own: used from one thread at a time, and no request's reading keeps the event
/// loops or the other tasks of the program waiting.
actor StoreReader {
    private let queue = StoreQueue()
    private let open: @Sendable () throws -> any Store
    private var store: (any Store)?

    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    init(open: @escaping @Sendable () throws -> any Store) { self.open = open }

    /// Reads with the store. After an error the store is opened anew for the next reader: it may have been replaced.
    func read<Value: Sendable>(_ body: @Sendable (any Store) throws -> Value) throws -> Value {
        let store = try self.store ?? open()
        self.store = store
        do {
            return try body(store)
        } catch {
            store.close()
            self.store = nil
            throw error
        }
    }

    func close() {
        store?.close()
        store = nil
    }
}

/// Runs an actor on one dispatch queue.
private final class StoreQueue: SerialExecutor {
    private let queue = DispatchQueue(label: "plumbline.store-reader")

    func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        let executor = asUnownedSerialExecutor()
        queue.async { unowned.runSynchronously(on: executor) }
    }
}
