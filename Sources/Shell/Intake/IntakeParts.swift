import Deliverability
import Glibc
import MailSyntax
import Storage

/// The way of a file: seen, claimed, read, parsed, committed, finished. All parts of an intake but its threads: who has none
/// takes one step after the other.
struct IntakeParts: Sendable {
    let sorting: [MaildirSorting]
    let lanes: Lanes
    let reader: LaneReader
    let commits: CommitThread
    private let trouble: IntakeTrouble
    private let pulse: Pulse
    private let observe: @Sendable (IntakeNote) -> Void

    /// Opens the folders beside the Maildirs. Errors: `LocalFault`.
    ///
    /// - Parameter requestScan: asks for a look into one Maildir after so many seconds.
    init(
        _ options: MaildirIntake.Options, _ surroundings: MaildirIntake.Surroundings, _ maildirs: [Maildir],
        requestScan: @escaping @Sendable (Int, Double) -> Void
    ) throws {
        let setAsides = try maildirs.map { try SetAsideFolder.forMaildir($0, storePath: options.storePath) }
        let journal = try AttemptJournal(surroundings.disk.journal(options.storePath + ".attempts"))
        let suspects = Suspects()
        let books = maildirs.map { _ in ClaimBook(clock: surroundings.clock) }
        let trouble = IntakeTrouble(books: books)
        let observe: @Sendable (IntakeNote) -> Void = { note in
            trouble.note(note)
            surroundings.observe(note)
        }
        let lanes = Lanes(
            complaints: Lane(options.complaints), light: Lane(options.light), heavy: Lane(options.heavy), suspect: Lane(.suspect))
        let ledger = FileLedger(books: books, lanes: lanes, requestScan: requestScan)
        let settling = Settling(
            maildirs: maildirs, setAsides: setAsides, finish: options.finish, ledger: ledger, suspects: suspects, now: surroundings.now,
            observe: observe)
        let commits = CommitThread(
            .init(
                now: surroundings.now, clock: surroundings.clock,
                begin: { [readsApart = options.readsApart] store in
                    // A message that is read apart ends its reader alone, and that is counted then: it is not to blame for the
                    // end of this process.
                    try suspects.begin(readsApart ? [] : journal.leftOpen, in: store)
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
        sorting = maildirs.indices.map { index in
            MaildirSorting(
                index: index, maildir: maildirs[index], book: books[index], lanes: lanes, suspects: suspects,
                limit: options.limits.messageBytes, keepsFiles: options.finish == .keep)
        }
        pulse = Pulse(watches: maildirs.count)
        pulse.goesOn { [lanes, commits] in
            guard !Lane.Kind.allCases.contains(where: { lanes[$0].isStalled(at: .now) }) else { return }
            commits.perform { _ in observe(.pulse) }
        }
        self.lanes = lanes
        self.commits = commits
        self.trouble = trouble
        self.observe = observe
    }

    /// Looks at all names of one Maildir. Whether other folders lie under its path than before.
    @discardableResult
    func look(intoMaildir index: Int, pausing: () -> Void = {}) -> Bool {
        do {
            let (isReplaced, vanished) = try sorting[index].scan(pausing: pausing)
            if vanished > 0 { observe(.vanished(vanished)) }
            if let note = trouble.looked(into: index) { observe(note) }
            return isReplaced
        } catch {
            couldNotLook(intoMaildir: index, error as? LocalFault ?? LocalFault("scan", code: EIO))
            return false
        }
    }

    func reports(ofMaildir index: Int) -> MaildirWatch.Reports {
        MaildirWatch.Reports(
            appeared: sorting[index].appeared, scan: { look(intoMaildir: index, pausing: $0) },
            failed: { couldNotLook(intoMaildir: index, $0) },
            pulse: { pulse.beat(index) })
    }

    private func couldNotLook(intoMaildir index: Int, _ fault: LocalFault) {
        trouble.couldNotLook(into: index)
        observe(.fault(fault))
    }
}
