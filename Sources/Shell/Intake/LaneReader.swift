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
    let gate: SuspectGate
    let suspects: Suspects
    /// Names the place of set-aside bytes in the record.
    let placed: @Sendable (PreparedFile) -> PreparedFile
    let prepare: Prepare
    let commits: CommitThread
    let outcomes: Outcomes

    /// What becomes of a file that gives no message now.
    struct Outcomes: Sendable {
        let gone: @Sendable (MaildirJob) -> Void
        let stillWritten: @Sendable (MaildirJob) -> Void
        let failed: @Sendable (MaildirJob, LocalFault) -> Void
    }

    func run(_ lane: Lane) {
        while let job = lane.take() { read(job) }
    }

    private func read(_ job: MaildirJob) {
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
            let digest = SHA256Digest.of(bytes)
            if job.place == .cur || asksAboutNew, !job.isUnknown { return commits.ask(job, digest) }
            commits.submit(placed(PreparedFile(job: job, record: parse(bytes, digest, of: job))))
        }
    }

    private func refuse(_ job: MaildirJob, _ error: ReadError) {
        let description = "\(maildirs[job.maildir].path) \(job.name.base.escaped)"
        let digest = MessageDigest.ofUnread(description, reason: error.reason)
        commits.submit(placed(PreparedFile(job: job, record: .refused(error, digest: digest))))
    }

    private func parse(_ bytes: [UInt8], _ digest: MessageDigest, of job: MaildirJob) -> MessageRecord {
        let name = job.name.base.escaped
        let attempts = suspects.attempts(name)
        if attempts >= Suspects.attemptsMax {
            let detail = "\(attempts) times the process ended while this message was being read"
            return .refused(ReadError(.crashed, detail), digest: digest)
        }
        return gate.pass(alone: attempts > 0) {
            journal.whileParsing(name) { prepare(bytes, digest) }
        }
    }
}

/// Messages that were in a parser's hands when a process died, with how often.
final class Suspects: Sendable {
    /// At so many the message is set aside unread (law 4).
    static let attemptsMax = 3

    private let state = Monitor([String: Int]())

    func attempts(_ name: String) -> Int { state.with { $0[name] ?? 0 } }

    /// Counts one more attempt for each name in the store.
    func begin(_ names: [String], in store: any Store) throws {
        guard !names.isEmpty else { return }
        let counts = try store.countAttempts(names)
        state.with { state in for (name, count) in zip(names, counts) { state[name] = count } }
    }

    /// Innocent, or set aside: either way nothing to watch any more.
    func clear(_ names: [String], in store: any Store) throws {
        let known = state.with { state in names.filter { state.removeValue(forKey: $0) != nil } }
        if !known.isEmpty { try store.clearAttempts(known) }
    }
}
