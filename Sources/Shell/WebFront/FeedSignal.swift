import Synchronization

/// Tells readers of the feed at once that it has grown. The daemon notifies after each commit; a missed word costs no more
/// than the reader's own look at the store, so nothing depends on it but speed.
package final class FeedSignal: Sendable {
    private struct State {
        var cursor: Int64 = 0
        var isClosed = false
        var nextWaiter: UInt64 = 0
        var waiters: [UInt64: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// The feed reaches `cursor` now.
    package func notify(_ cursor: Int64) {
        wake { state in state.cursor = max(state.cursor, cursor) }
    }

    /// Ends every wait, now and later: the program drains.
    package func close() {
        wake { state in state.isClosed = true }
    }

    package var isClosed: Bool { state.withLock(\.isClosed) }
    package var cursor: Int64 { state.withLock(\.cursor) }

    /// Returns when the feed is known to be past `cursor`, when it is closed, when the time is over or the task is cancelled.
    package func wait(beyond cursor: Int64, atMost limit: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait(beyond: cursor) }
            group.addTask { try? await Task.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }

    private func wait(beyond cursor: Int64) async {
        let waiter = state.withLock { state in
            state.nextWaiter &+= 1
            return state.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state in
                    guard state.cursor <= cursor, !state.isClosed, !Task.isCancelled else { return true }
                    state.waiters[waiter] = continuation
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            let continuation = state.withLock { $0.waiters.removeValue(forKey: waiter) }
            continuation?.resume()
        }
    }

    private func wake(_ change: (inout sending State) -> Void) {
        let waiters = state.withLock { state in
            change(&state)
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume() }
    }
}
