import Deliverability
import Glibc
import Intake
import Interpretation
import MailSyntax
import Storage

/// Processes of this program that read mail for the daemon. Each has one message at a time, so that whatever ends one is
/// known to be that message's doing. There are as many as threads ask at once.
package final class WorkerPool: Sendable {
    /// A process makes room for a new one after so many messages: what a message may have done to it does not last.
    private static let messagesMax = 1000
    /// Processes that had ended before they were asked, for one message.
    private static let startsMax = 3

    private struct Idle: Sendable {
        let process: WorkerProcess
        var answered: Int
    }

    private struct State: Sendable {
        var idle: [Idle] = []
        var wanted = 0
        var started: [Result<WorkerProcess, any Error>] = []
        var isClosed = false
    }

    private let program: String
    private let order: ReadingOrder
    private let state = Monitor(State())
    /// Whether the kernel filters what the processes may call.
    package let isFiltered: Bool

    /// Starts a first process, so that what stands in the way is known at once. Errors: `LocalFault`.
    ///
    /// - Parameter program: this program.
    package init(context: OperatorContext, limits: Limits, bounds: WorkerBounds, program: String = "/proc/self/exe") throws {
        self.program = program
        order = ReadingOrder(context: context, limits: limits, bounds: bounds)
        // Processes die with the thread that starts them: those that read come and go.
        _ = try WorkerThread(name: "workers") { [state, program, order] in
            while state.wait(for: { $0.wanted > 0 ? true : $0.isClosed ? false : nil }) ?? false {
                let next = Result { try WorkerProcess(program, order: order) }
                state.with { state in
                    state.wanted -= 1
                    state.started.append(next)
                }
            }
        }
        let first = try Self.take(state)
        isFiltered = first.process.isFiltered
        state.with { $0.idle.append(first) }
    }

    deinit { close() }

    /// Reads in one of the processes.
    package var prepare: PrepareApart {
        { [self] bytes, digest in
            for _ in 1...Self.startsMax {
                var worker = try Self.take(state)
                guard let record = try worker.process.read(bytes, digest) else { continue }
                worker.answered += 1
                let isSpent = worker.answered >= Self.messagesMax
                let kept = state.with { state in
                    if !isSpent, !state.isClosed { state.idle.append(worker) }
                    return !isSpent && !state.isClosed
                }
                if !kept { worker.process.dismiss() }
                return record
            }
            throw LocalFault("ask a worker", code: EPIPE)
        }
    }

    /// The same with one try: a message that ends its reader is refused with the reason.
    package var prepareOrRefuse: Prepare {
        { [prepare] bytes, digest in
            do {
                return try prepare(bytes, digest)
            } catch {
                let death = error as? ReaderDeath ?? ReaderDeath(.crashed, "\(error)")
                return .refused(ReadError(death.reason, death.detail), digest: digest)
            }
        }
    }

    /// Ends them all, once nothing is read any more.
    package func close() {
        let idle = state.with { state in
            defer { state.idle = [] }
            state.isClosed = true
            return state.idle
        }
        for worker in idle { worker.process.dismiss() }
    }

    /// One that waits, else a new one.
    private static func take(_ state: Monitor<State>) throws -> Idle {
        if let idle = state.with({ $0.idle.popLast() }) { return idle }
        state.with { $0.wanted += 1 }
        let started = state.wait { state in state.started.popLast().map { .some($0) } ?? (state.isClosed ? .some(nil) : nil) } ?? nil
        guard let started else { throw LocalFault("start a worker", code: ECANCELED) }
        return Idle(process: try started.get(), answered: 0)
    }
}
