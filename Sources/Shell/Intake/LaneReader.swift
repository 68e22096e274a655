import Deliverability
import Glibc
import MailSyntax
import Storage

/// The body of a lane's thread: open, read once, digest and parse the same bytes, hand over to the committing thread.
struct LaneReader: Sendable {
    let maildirs: [Maildir]
    let limits: Limits
    /// The store is asked about bytes in `cur/`, and about all where files are kept in place.
    let asksAboutNew: Bool
    let journal: AttemptJournal
    /// Keeps all others from reading while a suspect is read; nil where its death costs nobody else anything.
    let gate: SuspectGate?
    let suspects: Suspects
    /// Names the place of set-aside bytes in the record.
    let placed: @Sendable (PreparedFile) -> PreparedFile
    let prepare: PrepareApart
    let commits: CommitThread
    let outcomes: Outcomes

    /// What becomes of a file that gives no message now.
    struct Outcomes: Sendable {
        let gone: @Sendable (MaildirJob) -> Void
        let stillWritten: @Sendable (MaildirJob) -> Void
        let failed: @Sendable (MaildirJob, LocalFault) -> Void
        let died: @Sendable (MessageDigest, ReaderDeath, _ deaths: Int) -> Void
        let postponed: @Sendable (MaildirJob) -> Void
    }

    func run(_ lane: Lane) {
        while let job = lane.take() { read(job) }
    }

    func read(_ job: MaildirJob) {
        let maildir = maildirs[job.maildir]
        let content: FileContent
        do {
            content = try maildir.read(job.name, in: job.place, limit: limits.messageBytes)
        } catch {
            return outcomes.failed(job, error as? LocalFault ?? LocalFault("read", code: EIO))
        }
        switch content {
        case .gone: outcomes.gone(job)
        case .stillWritten: outcomes.stillWritten(job)
        case .notRegular:
            refuse(job, ReadError(.notRegular, "a link, pipe, socket, device or folder is no message"))
        case .tooLarge(let size):
            refuse(job, ReadError(.messageTooLarge, exceeded: limits.messageBytes, found: size))
        case .bytes(let bytes):
            FailPoint.afterOpen.reached()
            let digest = SHA256Digest.of(bytes)
            FailPoint.afterHash.reached()
            if job.place == .cur || asksAboutNew, !job.isUnknown { return commits.ask(job, digest) }
            do {
                let record = try parse(bytes, digest, of: job)
                FailPoint.afterParse.reached()
                commits.submit(placed(PreparedFile(job: job, record: record)))
            } catch let death as ReaderDeath {
                survive(death, job, digest)
            } catch {
                outcomes.failed(job, error as? LocalFault ?? LocalFault("parse", code: EIO))
            }
        }
    }

    private func refuse(_ job: MaildirJob, _ error: ReadError) {
        let description = "\(maildirs[job.maildir].path) \(job.name.base.escaped)"
        let digest = MessageDigest.ofUnread(description, reason: error.reason)
        commits.submit(placed(PreparedFile(job: job, record: .refused(error, digest: digest))))
    }

    private func parse(_ bytes: [UInt8], _ digest: MessageDigest, of job: MaildirJob) throws -> MessageRecord {
        let name = job.name.base.escaped
        let attempts = suspects.attempts(name)
        if attempts >= Suspects.attemptsMax {
            let detail = "\(attempts) times the process ended while this message was being read"
            return .refused(ReadError(.crashed, detail), digest: digest)
        }
        guard let gate else { return try prepare(bytes, digest) }
        return try gate.pass(alone: attempts > 0) { try journal.whileParsing(name) { try prepare(bytes, digest) } }
    }

    /// Each death is counted in the store, so that they add up over restarts. The third sets the message aside with its
    /// reason; before that the message is tried again.
    private func survive(_ death: ReaderDeath, _ job: MaildirJob, _ digest: MessageDigest) {
        let name = job.name.base.escaped
        commits.perform { store in
            var deaths = 0
            defer { if deaths < Suspects.attemptsMax { outcomes.postponed(job) } }
            deaths = try suspects.count(name, in: store)
            outcomes.died(digest, death, deaths)
            guard deaths >= Suspects.attemptsMax else { return }
            let error = ReadError(death.reason, "\(deaths) times nothing came of reading this message; the last time \(death.detail)")
            commits.submit(placed(PreparedFile(job: job, record: .refused(error, digest: digest))))
        }
    }
}

/// Messages that were in a parser's hands when a process died, with how often.
final class Suspects: Sendable {
    /// At so many the message is set aside unread (law 4).
    static let attemptsMax = 3

    private let state = Monitor([String: Int]())

    func attempts(_ name: String) -> Int { state.with { $0[name] ?? 0 } }

    /// Counts one more attempt for each name that was in hand at the last death, and remembers all that were counted before:
    /// who was in hand at an earlier one is no less suspect for a life in which nobody came to it.
    func begin(_ leftOpen: [String], in store: any Store) throws {
        if !leftOpen.isEmpty { _ = try store.countAttempts(leftOpen) }
        let counts = try store.attempts()
        state.with { $0 = counts }
    }

    /// Counts one more attempt; how many that makes. Here it counts whatever the store answers: it may have counted and lost
    /// the answer.
    func count(_ name: String, in store: any Store) throws -> Int {
        state.with { $0[name, default: 0] += 1 }
        let count = try store.countAttempts([name]).first ?? 0
        state.with { $0[name] = count }
        return count
    }

    /// Innocent, or set aside: either way nothing to watch any more.
    func clear(_ names: [String], in store: any Store) throws {
        let known = state.with { state in names.filter { state.removeValue(forKey: $0) != nil } }
        if !known.isEmpty { try store.clearAttempts(known) }
    }
}
