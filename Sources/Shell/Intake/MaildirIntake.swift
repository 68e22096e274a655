import Deliverability
import Glibc
import MailSyntax
import Storage

/// The way of a file: seen, claimed, read, parsed, committed, finished. Wires the watches, the lanes and the
/// committing thread of all Maildirs of one daemon.
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

        package init(
            openStore: @escaping @Sendable () throws -> any Store, prepare: @escaping PrepareApart,
            now: @escaping @Sendable () -> Timestamp,
            observe: @escaping @Sendable (IntakeNote) -> Void
        ) {
            self.openStore = openStore
            self.prepare = prepare
            self.now = now
            self.observe = observe
        }
    }

    private let surroundings: Surroundings
    private let settling: Settling
    private let sorting: [MaildirSorting]
    private let watches: [MaildirWatch]
    private let lanes: Lanes
    private let commits: CommitThread
    private let reader: LaneReader
    private let options: Options
    private let threads = Monitor((readers: [WorkerThread](), watches: [WorkerThread](), commits: [WorkerThread]()))

    /// Opens the Maildirs and folders. Errors: `LocalFault`.
    package init(_ options: Options, _ surroundings: Surroundings) throws {
        self.options = options
        let maildirs = try options.maildirs.map { try Maildir(path: $0) }
        if case .folder(let target) = options.finish { for maildir in maildirs { try maildir.requireSameMount(as: target) } }
        let setAsides = try maildirs.map { try SetAsideFolder.forMaildir($0, storePath: options.storePath) }
        let journal = try AttemptJournal(path: options.storePath + ".attempts")
        let suspects = Suspects()
        let books = maildirs.map { _ in ClaimBook() }
        let trouble = IntakeTrouble(books: books)
        let observe: @Sendable (IntakeNote) -> Void = { note in
            trouble.note(note)
            surroundings.observe(note)
        }
        self.surroundings = Surroundings(
            openStore: surroundings.openStore, prepare: surroundings.prepare, now: surroundings.now, observe: observe)

        let pulse = Pulse(watches: maildirs.count)
        let lanes = Lanes(
            complaints: Lane(options.complaints), light: Lane(options.light), heavy: Lane(options.heavy), suspect: Lane(.suspect))
        let sorting = maildirs.indices.map { index in
            MaildirSorting(
                index: index, maildir: maildirs[index], book: books[index], lanes: lanes, suspects: suspects,
                limit: options.limits.messageBytes,
                keepsFiles: options.finish == .keep)
        }
        let watches = try sorting.map { sorting in
            try MaildirWatch(
                sorting.maildir, rescanSeconds: options.rescanSeconds,
                reports: .init(
                    appeared: sorting.appeared,
                    scanned: { new, cur in
                        let vanished = sorting.scanned(new, cur)
                        if vanished > 0 { observe(.vanished(vanished)) }
                        if let note = trouble.looked(into: sorting.index) { observe(note) }
                    },
                    failed: { fault in
                        trouble.couldNotLook(into: sorting.index)
                        observe(.fault(fault))
                    }, pulse: { pulse.beat(sorting.index) }))
        }
        let ledger = FileLedger(books: books, lanes: lanes, watches: watches)
        let settling = Settling(
            maildirs: maildirs, setAsides: setAsides, finish: options.finish, ledger: ledger, suspects: suspects, now: surroundings.now,
            observe: observe)
        let commits = CommitThread(
            .init(
                now: surroundings.now,
                begin: { store in
                    try suspects.begin(journal.leftOpen, in: store)
                    journal.forgetPast()
                    try settling.findUnmoved(in: store)
                },
                settle: settling.settle,
                postpone: { jobs in for job in jobs { ledger.postpone(job) } },
                answer: settling.answer,
                ticked: { if let note = trouble.storeAnswered() { observe(note) } },
                observe: observe))
        reader = LaneReader(
            maildirs: maildirs, limits: options.limits, asksAboutNew: options.finish == .keep, journal: journal,
            gate: options.readsApart ? nil : SuspectGate(), suspects: suspects, placed: settling.placed, prepare: surroundings.prepare,
            commits: commits,
            outcomes: .init(
                gone: { ledger.miss($0) },
                stillWritten: { ledger.release($0, rescanAfter: 1) },
                failed: { job, fault in
                    ledger.postpone(job)
                    observe(.fault(fault))
                }, died: { observe(.readerDied($0, $1, deaths: $2)) }, postponed: { ledger.postpone($0) }))
        pulse.goesOn { [lanes, commits] in
            guard !Lane.Kind.allCases.contains(where: { lanes[$0].isStalled(at: .now) }) else { return }
            commits.perform { _ in observe(.pulse) }
        }
        self.lanes = lanes
        self.sorting = sorting
        self.watches = watches
        self.settling = settling
        self.commits = commits
    }

    /// Opens the store and starts the threads; returns once the store is ready. Errors: `StoreError`, `LocalFault`.
    package func start() throws {
        let opened = Monitor<(done: Bool, error: (any Error)?)>((false, nil))
        let committing = try WorkerThread(name: "commit") { [commits, surroundings] in
            commits.run(opening: surroundings.openStore) { error in opened.with { $0 = (true, error) } }
        }
        threads.with { $0.commits.append(committing) }
        if let error = opened.wait(for: { $0.done ? .some($0.error) : nil }) ?? nil { throw error }
        for kind in Lane.Kind.allCases {
            let lane = lanes[kind]
            for number in 1...max(1, options.threads(of: kind)) {
                let thread = try WorkerThread(name: "\(kind.rawValue)-\(number)", niceness: kind.niceness) { [reader] in reader.run(lane) }
                threads.with { $0.readers.append(thread) }
            }
        }
        for (number, watch) in watches.enumerated() {
            let thread = try WorkerThread(name: "watch-\(number + 1)") { watch.run() }
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
        for kind in Lane.Kind.allCases { lanes[kind].stop() }
        // The committing thread keeps a share of the time even when a reader hangs.
        var drained = true
        for thread in running.readers { drained = thread.join(seconds: deadline.seconds(since: .now) * 0.7) && drained }
        commits.stop()
        for thread in running.commits + running.watches { drained = thread.join(seconds: deadline.seconds(since: .now)) && drained }
        return drained
    }

    /// Runs with the store on the committing thread, between two commits.
    package func perform(_ task: @escaping @Sendable (any Store) throws -> Void) { commits.perform(task) }

    /// Files that wait or are in hand.
    package func waiting(in kind: Lane.Kind) -> Int { lanes[kind].waiting + lanes[kind].inHand }
}
