import Deliverability
import MailSyntax
import Storage

/// A parsed message with the file that it came from.
struct PreparedFile: Sendable {
    let job: MaildirJob
    let record: MessageRecord
}

/// The one thread that uses the store. It takes whatever is queued, complaints first, commits it as one transaction and
/// only then lets the files be finished (law 1). What fails to commit stays in its Maildir and is tried again.
final class CommitThread: Sendable {
    typealias Task = @Sendable (any Store) throws -> Void

    /// What happens around the commits; all are called on this thread.
    struct Surroundings: Sendable {
        let now: @Sendable () -> Timestamp
        let clock: @Sendable () -> MonotonicTime
        /// Before the first commit.
        let begin: Task
        /// The files of a committed batch, to be finished now.
        let settle: @Sendable ([PreparedFile], [CommitOutcome], any Store) -> Void
        /// Files whose messages could not be committed.
        let postpone: @Sendable ([MaildirJob]) -> Void
        /// Whether the store knows the bytes of a file in `cur/`.
        let answer: @Sendable (MaildirJob, MessageDigest, _ isKnown: Bool) -> Void
        /// The time was passed on to the store, and it took it.
        let ticked: @Sendable () -> Void
        let observe: @Sendable (IntakeNote) -> Void
    }

    static let batchMessages = 1000
    static let batchBytes = 64 << 20
    /// A complaint that comes while a batch is on its way waits for its end: batches are made so small that they take
    /// about so long. Below the least number the syncs of a batch would cost more than its messages.
    static let batchSeconds = 0.02
    static let batchMessagesMin = 50
    /// Pauses, provisional entries and investigations are looked at so often.
    static let tickSeconds = 60.0

    /// Between two tries of a store that refuses: short enough that a watchdog is still fed.
    static let pauseSecondsMax = 10.0
    /// After so many failed writes or syncs in a row nothing is taken in any more: each may have dropped pages.
    static let failedWritesMax = 3

    private struct State {
        var files: [Lane.Kind: [PreparedFile]] = [:]
        var questions: [(job: MaildirJob, digest: MessageDigest)] = []
        var tasks: [Task] = []
        var complaintsWentLast = false
        var stopping = false

        var isEmpty: Bool { files.isEmpty && questions.isEmpty && tasks.isEmpty }
    }

    private struct Work {
        var files: [PreparedFile] = []
        var questions: [(job: MaildirJob, digest: MessageDigest)] = []
        var tasks: [Task] = []
    }

    private let surroundings: Surroundings
    private let state = Monitor(State())

    init(_ surroundings: Surroundings) { self.surroundings = surroundings }

    func submit(_ file: PreparedFile) {
        state.with { $0.files[file.job.lane, default: []].append(file) }
    }

    func ask(_ job: MaildirJob, _ digest: MessageDigest) {
        state.with { $0.questions.append((job, digest)) }
    }

    /// Runs with the store between two commits.
    func perform(_ task: @escaping Task) {
        state.with { $0.tasks.append(task) }
    }

    /// What is queued is still committed.
    func stop() { state.with { $0.stopping = true } }

    /// The body of the thread: opens the store, tells how that went, and serves until `stop`.
    func run(opening open: @Sendable () throws -> any Store, opened: @Sendable ((any Error)?) -> Void) {
        var store: any Store
        do {
            store = try open()
            try begin(store)
        } catch {
            return opened(error)
        }
        opened(nil)
        var pace = Pace()
        while case .failed(let error) = serve(store, &pace) {
            store.close()
            guard let seconds = secondsToReopening(after: error, &pace) else { return }
            rest(seconds)
            guard let again = reopen(open, &pace) else { return }
            store = again
        }
        store.close()
    }

    /// Before the first commit of a process.
    func begin(_ store: any Store) throws { try surroundings.begin(store) }

    /// Where the work with one open store stands.
    struct Pace {
        /// Messages of the next batch, at most.
        fileprivate var limit = batchMessagesMin
        /// Seconds until the next try after a failure.
        fileprivate var pause = 0.1
        fileprivate var nextTick = MonotonicTime(nanoseconds: 0)
        /// How far the feed reached when that was told.
        fileprivate var cursor: Int64 = -1
        /// In a row, over all handles.
        fileprivate var failedWrites = 0
    }

    enum Turn: Sendable {
        case served, stopped
        /// Something else than the handle: to be tried again after a rest.
        case refused(restSeconds: Double)
        /// The handle is of no use any more.
        case failed(StoreError)
    }

    /// After a failed write or sync the handle may hold pages that the disk does not: the store is opened anew, after so many
    /// seconds. nil, and told, where going on would do harm.
    func secondsToReopening(after error: StoreError, _ pace: inout Pace) -> Double? {
        guard !isLost(error, &pace) else {
            surroundings.observe(.storeLost(error))
            return nil
        }
        pace = Pace(failedWrites: pace.failedWrites)
        return min(Self.pauseSecondsMax, 0.1 * Double(pace.failedWrites * pace.failedWrites))
    }

    /// nil when a stop came first, or the store is lost.
    private func reopen(_ open: @Sendable () throws -> any Store, _ pace: inout Pace) -> (any Store)? {
        var pause = 0.2
        while !state.with({ $0.stopping }) {
            do {
                return try open()
            } catch {
                if let error = error as? StoreError, isLost(error, &pace) {
                    surroundings.observe(.storeLost(error))
                    return nil
                }
                surroundings.observe(.storeFault("\(error)", retrySeconds: pause))
                rest(pause)
                pause = min(Self.pauseSecondsMax, pause * 2)
            }
        }
        return nil
    }

    /// Whether going on would do harm: a damaged or replaced store, or a disk that fails again and again.
    private func isLost(_ error: StoreError, _ pace: inout Pace) -> Bool {
        if error.code == .io { pace.failedWrites += 1 }
        return error.isOfTheWholeStore || pace.failedWrites >= Self.failedWritesMax
    }

    /// Turns until a stop or the end of the handle.
    private func serve(_ store: any Store, _ pace: inout Pace) -> Turn {
        while true {
            let turn = turn(store, &pace, waiting: true)
            switch turn {
            case .served: continue
            case .refused(let seconds): rest(seconds)
            case .stopped, .failed: return turn
            }
        }
    }

    /// Does what is queued, at most one batch of it.
    ///
    /// - Parameter waiting: for work, until something is due.
    func turn(_ store: any Store, _ pace: inout Pace, waiting: Bool) -> Turn {
        tellFeed(store, &pace.cursor)
        let now = surroundings.clock()
        if pace.nextTick <= now {
            pace.nextTick = now.adding(seconds: Self.tickSeconds)
            let tick: Task = { [surroundings] in
                try $0.passTime(to: surroundings.now())
                surroundings.ticked()
            }
            if let error = run(tick, store) { return .failed(error) }
        }
        let seconds = waiting ? pace.nextTick.seconds(since: surroundings.clock()) : 0
        let taken = state.wait(seconds: seconds) { [limit = pace.limit] state -> Work?? in
            if state.isEmpty { return state.stopping ? .some(nil) : nil }
            return .some(Self.take(&state, limit: limit))
        }
        guard let taken else { return .served }
        guard let work = taken else { return .stopped }
        var failure: StoreError?
        for question in work.questions { failure = answer(question.job, question.digest, store) ?? failure }
        for task in work.tasks { failure = run(task, store) ?? failure }
        if let failure {
            surroundings.postpone(work.files.map(\.job))
            return .failed(failure)
        }
        return work.files.isEmpty ? .served : commit(work.files, store, &pace)
    }

    private func commit(_ files: [PreparedFile], _ store: any Store, _ pace: inout Pace) -> Turn {
        do {
            let started = surroundings.clock()
            let outcomes = try store.commit(files.map(\.record), at: surroundings.now())
            FailPoint.afterCommit.reached()
            // Nobody who waits for the feed has to wait for files to be moved.
            tellFeed(store, &pace.cursor)
            surroundings.settle(files, outcomes, store)
            pace.limit = Self.limit(after: files.count, of: pace.limit, seconds: surroundings.clock().seconds(since: started))
            pace.pause = 0.1
            pace.failedWrites = 0
            return .served
        } catch {
            let pause = pace.pause
            surroundings.postpone(files.map(\.job))
            surroundings.observe(.storeFault("\(error)", retrySeconds: pause))
            if let error = error as? StoreError, error.endsTheHandle { return .failed(error) }
            // Smaller and smaller batches: one message that cannot be committed must not hold up the others (law 2).
            pace.limit = max(1, files.count / 2)
            pace.pause = min(Self.pauseSecondsMax, pause * 2)
            return .refused(restSeconds: pause)
        }
    }

    /// The limit of the next batch. Only a full one tells how long so many take.
    private static func limit(after count: Int, of limit: Int, seconds: Double) -> Int {
        guard count >= limit else { return limit }
        return seconds > batchSeconds ? max(min(limit, batchMessagesMin), limit / 2) : min(batchMessages, limit * 2)
    }

    /// At most `limit` messages and the bytes of one batch. Complaints wait for no other mail of their own batch, so they go
    /// alone, in turns with the others: neither holds the other up for more than one batch. One large report goes before
    /// light mail, whose flood must not hold it up.
    private static func take(_ state: inout State, limit: Int) -> Work {
        var work = Work(questions: state.questions, tasks: state.tasks)
        state.questions = []
        state.tasks = []
        var bytes = 0
        func move(_ kind: Lane.Kind, atMost most: Int = .max) {
            guard var queue = state.files.removeValue(forKey: kind) else { return }
            var count = 0
            while count < min(queue.count, most), work.files.count < limit, bytes < batchBytes {
                bytes += queue[count].job.weight
                work.files.append(queue[count])
                count += 1
            }
            queue.removeFirst(count)
            if !queue.isEmpty { state.files[kind] = queue }
        }
        let othersWait = state.files.keys.contains { $0 != .complaints }
        if !(state.complaintsWentLast && othersWait) { move(.complaints) }
        state.complaintsWentLast = !work.files.isEmpty
        guard work.files.isEmpty else { return work }
        move(.heavy, atMost: 1)
        for kind in Lane.Kind.allCases where kind != .complaints { move(kind) }
        return work
    }

    /// The error where the handle is of no use any more; any other is told.
    private func answer(_ job: MaildirJob, _ digest: MessageDigest, _ store: any Store) -> StoreError? {
        do {
            surroundings.answer(job, digest, try store.isKnown(digest))
            return nil
        } catch {
            surroundings.postpone([job])
            return told(error)
        }
    }

    private func run(_ task: Task, _ store: any Store) -> StoreError? {
        do {
            try task(store)
            return nil
        } catch {
            return told(error)
        }
    }

    private func told(_ error: any Error) -> StoreError? {
        surroundings.observe(.storeFault("\(error)", retrySeconds: 0))
        return (error as? StoreError).flatMap { $0.endsTheHandle ? $0 : nil }
    }

    /// Whatever made the feed grow: a commit, the time, a task.
    private func tellFeed(_ store: any Store, _ cursor: inout Int64) {
        guard let reached = try? store.lastCursor(), reached != cursor else { return }
        cursor = reached
        surroundings.observe(.feed(reached))
    }

    /// A pause that a stop ends.
    private func rest(_ seconds: Double) {
        _ = state.wait(seconds: seconds) { $0.stopping ? true : nil }
    }
}
