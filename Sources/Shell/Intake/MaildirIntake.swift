import Deliverability
import Glibc
import MailSyntax
import Storage

/// The threads of an intake: one for each Maildir that watches it, those of the lanes, and the one that commits.
package final class MaildirIntake: Sendable {
    package struct Options: Sendable {
        package var maildirs: [String]
        /// Set-aside mail and the attempt journal lie beside it.
        package var storePath: String
        package var limits = Limits()
        package var finish = Finish.move
        /// How long a file may wait when no hint came.
        package var rescanSeconds = 30.0
        package var complaints = Lane.Bounds.complaints
        package var light = Lane.Bounds.light
        package var heavy = Lane.Bounds.heavy
        /// Threads of the lanes. Two for complaints, so that a hard one does not hold up the others.
        package var complaintThreads = 2
        package var lightThreads = max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        package var heavyThreads = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)) / 2)
        /// `prepare` works in processes of their own: what ends one reading ends no other.
        package var readsApart = false

        package init(maildirs: [String], storePath: String) {
            self.maildirs = maildirs
            self.storePath = storePath
        }

        func threads(of kind: Lane.Kind) -> Int {
            switch kind {
            case .complaints: complaintThreads
            case .light: lightThreads
            case .heavy: heavyThreads
            case .suspect: 1
            }
        }
    }

    /// What the intake is given; all are called on its own threads.
    package struct Surroundings: Sendable {
        package let openStore: @Sendable () throws -> any Store
        package let prepare: PrepareApart
        package let now: @Sendable () -> Timestamp
        package let observe: @Sendable (IntakeNote) -> Void
        /// For waits: it never jumps.
        let clock: @Sendable () -> MonotonicTime
        let disk: any Disk

        package init(
            openStore: @escaping @Sendable () throws -> any Store, prepare: @escaping PrepareApart,
            now: @escaping @Sendable () -> Timestamp,
            observe: @escaping @Sendable (IntakeNote) -> Void, clock: @escaping @Sendable () -> MonotonicTime = { .now },
            disk: any Disk = LocalDisk()
        ) {
            self.openStore = openStore
            self.prepare = prepare
            self.now = now
            self.observe = observe
            self.clock = clock
            self.disk = disk
        }
    }

    private let surroundings: Surroundings
    private let parts: IntakeParts
    private let watches: [MaildirWatch]
    private let options: Options
    private let threads = Monitor((readers: [WorkerThread](), watches: [WorkerThread](), commits: [WorkerThread]()))

    /// Opens the Maildirs and folders. Errors: `LocalFault`.
    package init(_ options: Options, _ surroundings: Surroundings) throws {
        self.options = options
        self.surroundings = surroundings
        let maildirs = try options.maildirs.map { try Maildir(path: $0, on: surroundings.disk) }
        if case .folder(let target) = options.finish { for maildir in maildirs { try maildir.requireSameMount(as: target) } }
        let watches = try maildirs.map { try MaildirWatch($0, rescanSeconds: options.rescanSeconds) }
        self.watches = watches
        parts = try IntakeParts(options, surroundings, maildirs) { watches[$0].requestScan(after: $1) }
    }

    /// Opens the store and starts the threads; returns once the store is ready. Errors: `StoreError`, `LocalFault`.
    package func start() throws {
        let opened = Monitor<(done: Bool, error: (any Error)?)>((false, nil))
        let committing = try WorkerThread(name: "commit") { [parts, surroundings] in
            parts.commits.run(opening: surroundings.openStore) { error in opened.with { $0 = (true, error) } }
        }
        threads.with { $0.commits.append(committing) }
        if let error = opened.wait(for: { $0.done ? .some($0.error) : nil }) ?? nil { throw error }
        for kind in Lane.Kind.allCases {
            let lane = parts.lanes[kind]
            for number in 1...max(1, options.threads(of: kind)) {
                let thread = try WorkerThread(name: "\(kind.rawValue)-\(number)", niceness: kind.niceness) { [reader = parts.reader] in
                    reader.run(lane)
                }
                threads.with { $0.readers.append(thread) }
            }
        }
        for (index, watch) in watches.enumerated() {
            let thread = try WorkerThread(name: "watch-\(index + 1)") { [parts] in watch.run(parts.reports(ofMaildir: index)) }
            threads.with { $0.watches.append(thread) }
        }
    }

    /// Stops looking, lets what is being parsed end, commits and finishes it. False when that took longer than
    /// `seconds`: abandoning the rest is safe, the next start does it again.
    @discardableResult
    package func stop(seconds: Double) -> Bool {
        let deadline = MonotonicTime.now.adding(seconds: seconds)
        let running = threads.with { $0 }
        for watch in watches { watch.stop() }
        for kind in Lane.Kind.allCases { parts.lanes[kind].stop() }
        // The committing thread keeps a share of the time even when a reader hangs.
        var drained = true
        for thread in running.readers { drained = thread.join(seconds: deadline.seconds(since: .now) * 0.7) && drained }
        parts.commits.stop()
        for thread in running.commits + running.watches { drained = thread.join(seconds: deadline.seconds(since: .now)) && drained }
        return drained
    }

    /// Nobody writes to the store any more.
    package var hasClosedStore: Bool { threads.with { $0.commits }.allSatisfy { $0.join(seconds: 0) } }

    /// Runs with the store on the committing thread, between two commits.
    package func perform(_ task: @escaping @Sendable (any Store) throws -> Void) { parts.commits.perform(task) }

    /// Files that wait or are in hand.
    package func waiting(in kind: Lane.Kind) -> Int { parts.lanes[kind].waiting + parts.lanes[kind].inHand }
}
