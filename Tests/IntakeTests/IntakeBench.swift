import Deliverability
import Glibc
import Intake
import MailSyntax
import Storage
import TestKit

/// A Maildir in a temporary folder with an intake over it, and what became of its mail.
final class IntakeBench: Sendable {
    let folder: TemporaryFolder
    let maildir: String
    let storePath: String
    let notes = Monitor([IntakeNote]())
    /// Digests that were given to `prepare`, with their first words.
    let prepared = Monitor([String]())
    let store: SharedStore

    /// - Parameter failingCommits: so many fail first, with `code`.
    init(failingCommits: Int = 0, code: StoreError.Code = .full) throws {
        folder = try TemporaryFolder()
        maildir = folder.path + "/Maildir"
        storePath = folder.path + "/plumbline.sqlite"
        for part in ["", "/new", "/cur", "/tmp"] { mkdir(maildir + part, 0o700) }
        store = SharedStore(failingCommits: failingCommits, code: code)
    }

    /// Delivers the Maildir way: written in `tmp/`, renamed into `new/`.
    func deliver(_ text: String, as name: String, to place: String = "new") throws {
        try folder.write(text, to: "Maildir/tmp/\(name)")
        rename("\(maildir)/tmp/\(name)", "\(maildir)/\(place)/\(name)")
    }

    func start(
        _ change: (inout MaildirIntake.Options) -> Void = { _ in }, prepare: PrepareApart? = nil
    ) throws -> MaildirIntake {
        var options = MaildirIntake.Options(maildirs: [maildir], storePath: storePath)
        options.rescanSeconds = 0.2
        change(&options)
        let notes = notes, prepared = prepared, store = store
        let intake = try MaildirIntake(
            options,
            .init(
                openStore: { try store.opened() }, prepare: prepare ?? Self.plain(prepared), now: { Timestamp(1_795_500_000) },
                observe: { note in notes.with { $0.append(note) } }))
        try intake.start()
        return intake
    }

    /// Mail that begins with `bad` is refused, everything else is a report.
    static func plain(_ prepared: Monitor<[String]>) -> Prepare {
        { bytes, digest in
            let text = String(decoding: bytes, as: UTF8.self)
            prepared.with { $0.append(text) }
            if text.hasPrefix("bad") { return .refused(ReadError(.zipRatio, "it grows without end"), digest: digest) }
            return MessageRecord(
                digest: digest, outcome: .report, kind: "feedback", reason: nil, events: [], aggregates: [], reportKinds: ["feedback"],
                warnings: [], path: nil)
        }
    }

    /// Waits until the notes show it; false after ten seconds.
    func wait(until isDone: ([IntakeNote]) -> Bool) -> Bool { notes.wait(seconds: 10) { isDone($0) ? true : nil } ?? false }

    func waitForCommits(_ count: Int) -> Bool {
        wait { notes in notes.reduce(0) { sum, note in if case .committed(let batch) = note { sum + batch.messages } else { sum } } >= count
        }
    }

    func names(_ place: String) -> [String] { folder.names("Maildir/\(place)") }
}

/// One memory store for several lives of an intake; its first commits may fail.
///
/// `@unchecked Sendable`: an intake uses its store from one thread, and a test looks at it through `digests` only, which
/// is locked.
final class SharedStore: ForwardingStore, @unchecked Sendable {
    let inner: any Store = MemoryStore()
    private var failingCommits: Int
    private let code: StoreError.Code
    /// How often it was opened, and what the next times end with.
    let opens = Monitor((count: 0, faults: [StoreError]()))
    let digests = Monitor(Set<MessageDigest>())
    let counted = Monitor([String: Int]())

    init(failingCommits: Int, code: StoreError.Code = .full) {
        self.failingCommits = failingCommits
        self.code = code
    }

    func opened() throws -> SharedStore {
        try opens.with { opens in
            opens.count += 1
            if opens.count > 1, !opens.faults.isEmpty { throw opens.faults.removeFirst() }
        }
        return self
    }

    func commit(_ batch: [MessageRecord], at now: Timestamp) throws -> [CommitOutcome] {
        if failingCommits > 0 {
            failingCommits -= 1
            throw StoreError(code, "as ordered")
        }
        let outcomes = try inner.commit(batch, at: now)
        digests.with { $0.formUnion(batch.map(\.digest)) }
        return outcomes
    }

    func countAttempts(_ names: [String]) throws -> [Int] {
        counted.with { counted in
            names.map { name in
                counted[name, default: 0] += 1
                return counted[name] ?? 0
            }
        }
    }

    func clearAttempts(_ names: [String]) throws { counted.with { for name in names { $0[name] = nil } } }
    func attempts() throws -> [String: Int] { counted.with { $0 } }

    /// The next life uses it again.
    func close() {}
}
