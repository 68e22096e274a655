import Deliverability
import MailSyntax
import Storage

/// What follows a commit: finished files leave `new/`, refused ones go to the set-aside folder, budgets are given back.
struct Settling: Sendable {
    let maildirs: [Maildir]
    let setAsides: [SetAsideFolder]
    let finish: Finish
    let ledger: FileLedger
    let suspects: Suspects
    let now: @Sendable () -> Timestamp
    let observe: @Sendable (IntakeNote) -> Void
    /// Rows of set-aside mail whose file was not moved before the last process ended.
    private let unmoved = Monitor(Set<MessageDigest>())

    init(
        maildirs: [Maildir], setAsides: [SetAsideFolder], finish: Finish, ledger: FileLedger, suspects: Suspects,
        now: @escaping @Sendable () -> Timestamp, observe: @escaping @Sendable (IntakeNote) -> Void
    ) {
        self.maildirs = maildirs
        self.setAsides = setAsides
        self.finish = finish
        self.ledger = ledger
        self.suspects = suspects
        self.now = now
        self.observe = observe
    }

    func findUnmoved(in store: any Store) throws {
        // Where files are kept in place there is nothing to move.
        guard finish != .keep else { return }
        let missing = try store.setAsides().map(\.digest).filter { digest in !setAsides.contains { $0.holds(digest) } }
        unmoved.with { $0 = Set(missing) }
    }

    /// Names the place of a refused message's bytes before its row is written.
    func placed(_ file: PreparedFile) -> PreparedFile {
        guard file.record.outcome == .setAside, file.record.reason?.reason != .notRegular else { return file }
        let maildir = maildirs[file.job.maildir]
        let path =
            finish == .keep
            ? "\(maildir.path)/\(file.job.place.rawValue)/\(file.job.name.escaped)"
            : setAsides[file.job.maildir].path(for: file.record.digest)
        return PreparedFile(job: file.job, record: file.record.lying(at: path))
    }

    /// A known message in `cur/` is done. One that waits to be moved to the set-aside folder, or that a crash kept from
    /// being deleted or moved away, takes the whole way again.
    func answer(_ job: MaildirJob, _ digest: MessageDigest, _ isKnown: Bool) {
        if isKnown, staysInMaildir, !unmoved.with({ $0.contains(digest) }) {
            ledger.finish(job, kept: job.name.base)
        } else {
            ledger.readAgain(job)
        }
    }

    private var staysInMaildir: Bool {
        switch finish {
        case .move, .keep: true
        case .delete, .folder: false
        }
    }

    func settle(_ files: [PreparedFile], _ outcomes: [CommitOutcome], _ store: any Store) {
        var batch = CommittedBatch()
        var touched: Set<Int> = [], settled: [String] = []
        for (file, outcome) in zip(files, outcomes) {
            if outcome.verdict == .failed {
                ledger.postpone(file.job)
                observe(.messageFault(outcome.failure.map { "\($0)" } ?? "a message was not stored"))
                continue
            }
            count(file, outcome, in: &batch)
            do {
                let (kept, isTaken) = try settle(file, outcome)
                FailPoint.afterRename.reached()
                ledger.finish(file.job, kept: kept)
                // Who ended its readers stays suspect wherever it can come before one again.
                let name = file.job.name.base.escaped
                if isTaken || suspects.attempts(name) < Suspects.attemptsMax { settled.append(name) }
                touched.insert(file.job.maildir)
            } catch {
                // Committed, but still in the way: it is found known the next time.
                ledger.postpone(file.job, isCommitted: true)
                observe(.fault(error as? LocalFault ?? LocalFault("finish", code: 5)))
            }
        }
        if finish != .keep { for index in touched { maildirs[index].syncFolders() } }
        do {
            try suspects.clear(settled, in: store)
        } catch {
            observe(.storeFault("\(error)", retrySeconds: 0))
        }
        observe(.committed(batch))
    }

    /// The base name under which it stays in the Maildir, and whether it was taken out to be set aside.
    private func settle(_ file: PreparedFile, _ outcome: CommitOutcome) throws -> (kept: MaildirName, isTaken: Bool) {
        let job = file.job, record = file.record, maildir = maildirs[job.maildir]
        guard record.outcome == .setAside, finish != .keep else {
            return (try maildir.finish(job.name, in: job.place, by: finish, digest: record.digest), false)
        }
        let folder = setAsides[job.maildir]
        // One copy is evidence enough: a second delivery of bytes that lie there already is finished like any other.
        if outcome.verdict == .duplicate, folder.holds(record.digest) {
            return (try maildir.finish(job.name, in: job.place, by: finish, digest: record.digest), false)
        }
        let reason = record.reason ?? ReadError(.messageNoReport, "it looked like a report and none could be read")
        let isTaken = try folder.take(job.name, from: maildir, job.place, digest: record.digest, reason: reason, at: now())
        unmoved.with { _ = $0.remove(record.digest) }
        observe(.setAside(record.digest, reason))
        return (job.name.base, isTaken)
    }

    private func count(_ file: PreparedFile, _ outcome: CommitOutcome, in batch: inout CommittedBatch) {
        switch outcome.verdict {
        case .failed: return
        case .duplicate:
            batch.duplicate += 1
            batch.figures.addMessage(kind: file.record.kind, result: "duplicate", seconds: nil)
        case .new:
            batch.new += 1
            batch.figures.addMessage(
                kind: file.record.kind, result: file.record.outcome.rawValue, seconds: max(0, WallClock.now - file.job.arrived))
            if let reason = file.record.reason { batch.figures.addFailure(kind: file.record.kind, reason: reason.reason.rawValue) }
            batch.figures.add(file.record.events)
            // Reports that were told already, and those that nobody vouches for, count nothing.
            if let report = file.record.aggregates.first, outcome.duplicateReports + outcome.conflicts == 0,
                report.trust == .passed || report.trust == .unconfigured
            {
                batch.figures.add(file.record.events.alignmentCounts, of: report.domain)
            }
            batch.events += outcome.events.values.reduce(0, +)
            if file.record.events.contains(where: { if case .complaint = $0 { true } else { false } }) {
                batch.complaintSeconds.append(max(0, WallClock.now - file.job.arrived))
            }
            switch file.record.outcome {
            case .unrelated: batch.unrelated += 1
            case .setAside: batch.setAside += 1
            case .report: batch.partly += file.record.reason == nil ? 0 : 1
            }
        }
        batch.suppressed += outcome.suppressed
    }
}
