/// A queue of files with its own threads and its own bounds: what floods one lane cannot delay another.
package final class Lane: Sendable {
    /// Which mail takes which lane; in the order in which they are committed.
    package enum Kind: String, CaseIterable, Sendable {
        /// Names a complaint in its first bytes, of any size.
        case complaints
        case light
        /// Large reports.
        case heavy
        /// What ended a reader before; one at a time.
        case suspect

        /// Threads that read reports and bounces step back for those that bring a complaint through, down to the commit and
        /// the feed, as nice(2) counts it.
        var niceness: Int32 { self == .complaints ? 0 : 5 }
    }

    /// What a lane may hold: names that wait, and files in hand (read, parsed, not yet committed and finished).
    package struct Bounds: Hashable, Sendable {
        package var waitingNames: Int
        package var filesInHand: Int
        package var bytesInHand: Int

        package static let complaints = Bounds(waitingNames: 100_000, filesInHand: 1000, bytesInHand: 64 << 20)
        package static let light = Bounds(waitingNames: 100_000, filesInHand: 2000, bytesInHand: 64 << 20)
        package static let heavy = Bounds(waitingNames: 5000, filesInHand: 32, bytesInHand: 256 << 20)
        static let suspect = Bounds(waitingNames: 5000, filesInHand: 1, bytesInHand: 256 << 20)
    }

    /// Up to this size a file is light, unless it names a complaint.
    package static let lightBytes = 128 << 10
    static let sniffedBytes = 8 << 10

    private struct State: Sendable {
        /// From `new/`, and from `cur/`, which waits behind it.
        var fresh = JobQueue()
        var old = JobQueue()
        var files = 0
        var bytes = 0
        var refused = false
        var stopped = false
        /// When a file was last taken or given back.
        var movedAt = MonotonicTime.now

        mutating func next(_ bounds: Bounds) -> MaildirJob? {
            guard files < bounds.filesInHand, let job = fresh.first ?? old.first else { return nil }
            // One file alone may pass the bound: it could never be read otherwise.
            guard files == 0 || bytes + job.weight <= bounds.bytesInHand else { return nil }
            if fresh.first != nil { fresh.removeFirst() } else { old.removeFirst() }
            files += 1
            bytes += job.weight
            movedAt = .now
            return job
        }
    }

    private let bounds: Bounds
    private let state = Monitor(State())

    package init(_ bounds: Bounds) { self.bounds = bounds }

    package var waiting: Int { state.with { $0.fresh.count + $0.old.count } }
    package var inHand: Int { state.with { $0.files } }

    /// False when the queue is full: the next scan offers the file again.
    func offer(_ job: MaildirJob) -> Bool {
        state.with { state in
            guard state.fresh.count + state.old.count < bounds.waitingNames || job.isUnknown else {
                state.refused = true
                return false
            }
            if job.place == .new { state.fresh.append(job) } else { state.old.append(job) }
            return true
        }
    }

    /// The next file within the bounds, waited for; nil once the lane is stopped.
    func take() -> MaildirJob? {
        state.wait { state -> MaildirJob?? in
            if state.stopped { return .some(nil) }
            return state.next(bounds).map { .some($0) }
        } ?? nil
    }

    /// The longest that honest work holds a file: a large report takes a minute or two on a busy machine.
    static let stallSeconds = 300.0

    /// Files are in hand and none has moved for so long: whoever reads them hangs.
    func isStalled(at now: MonotonicTime) -> Bool { state.with { $0.files > 0 && now.seconds(since: $0.movedAt) > Self.stallSeconds } }

    /// The next file within the bounds, if there is one now.
    func takeNow() -> MaildirJob? { state.with { $0.stopped ? nil : $0.next(bounds) } }

    /// Gives the budget back; true when names were refused before and there is room for them again.
    func release(_ job: MaildirJob) -> Bool {
        state.with { state in
            state.files -= 1
            state.bytes -= job.weight
            state.movedAt = .now
            guard state.refused, state.fresh.count + state.old.count <= bounds.waitingNames / 2 else { return false }
            state.refused = false
            return true
        }
    }

    /// Files that wait are left where they are: the next start finds them.
    func stop() { state.with { $0.stopped = true } }
}

/// First in, first out, without moving the rest at each removal.
private struct JobQueue: Sendable {
    private var jobs: [MaildirJob] = []
    private var head = 0

    var count: Int { jobs.count - head }
    var first: MaildirJob? { head < jobs.count ? jobs[head] : nil }

    mutating func append(_ job: MaildirJob) { jobs.append(job) }

    mutating func removeFirst() {
        head += 1
        if head > 1024, head * 2 > jobs.count {
            jobs.removeFirst(head)
            head = 0
        }
    }
}
