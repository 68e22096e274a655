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
final class SharedStore: Store, @unchecked Sendable {
    private let inner = MemoryStore()
    private var failingCommits: Int
    private let code: StoreError.Code
    /// How often it was opened, and what the next times end with.
    let opens = Monitor((count: 0, faults: [StoreError]()))
    let digests = Monitor(Set<MessageDigest>())
    let attempts = Monitor([String: Int]())

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

    func isKnown(_ digest: MessageDigest) throws -> Bool { try inner.isKnown(digest) }

    func countAttempts(_ names: [String]) throws -> [Int] {
        attempts.with { attempts in
            names.map { name in
                attempts[name, default: 0] += 1
                return attempts[name] ?? 0
            }
        }
    }

    func clearAttempts(_ names: [String]) throws { attempts.with { for name in names { $0[name] = nil } } }
    func suppressions(after cursor: Int64, limit: Int) throws -> [Suppression] { try inner.suppressions(after: cursor, limit: limit) }
    func standingSuppressions(_ body: (Suppression) throws -> Void) throws { try inner.standingSuppressions(body) }
    func lastCursor() throws -> Int64 { try inner.lastCursor() }
    func suppression(of address: EmailAddress) throws -> Suppression? { try inner.suppression(of: address) }
    func contact(of address: EmailAddress) throws -> ContactRecord? { try inner.contact(of: address) }
    func events(after seq: Int64, _ body: (StoredEvent) throws -> Void) throws { try inner.events(after: seq, body) }
    func investigations(includingClear: Bool) throws -> [InvestigationRecord] { try inner.investigations(includingClear: includingClear) }
    func setAsides() throws -> [SetAsideRecord] { try inner.setAsides() }
    func weekly(from: Timestamp, to: Timestamp, domain: DomainName?) throws -> WeekFacts {
        try inner.weekly(from: from, to: to, domain: domain)
    }
    func counts() throws -> StoreCounts { try inner.counts() }
    func unmatchedReplies(limit: Int, includingGuessed: Bool) throws -> [UnmatchedReply] {
        try inner.unmatchedReplies(limit: limit, includingGuessed: includingGuessed)
    }
    func addSent(_ batch: [SentMessage], at now: Timestamp) throws -> Int { try inner.addSent(batch, at: now) }
    func recipient(of key: RecipientKey) throws -> FoundRecipient? { try inner.recipient(of: key) }
    func forgetSent(before moment: Timestamp) throws -> Int { try inner.forgetSent(before: moment) }
    func apply(_ event: ContactEvent, to address: EmailAddress, scope: SuppressionScope, reason: String?, at now: Timestamp) throws {
        try inner.apply(event, to: address, scope: scope, reason: reason, at: now)
    }
    func closeInvestigation(_ key: InvestigationKey, liftingComplaints: Bool, at now: Timestamp) throws -> Bool {
        try inner.closeInvestigation(key, liftingComplaints: liftingComplaints, at: now)
    }
    func campaigns(underReviewOnly: Bool) throws -> [CampaignRecord] { try inner.campaigns(underReviewOnly: underReviewOnly) }
    func campaign(named name: String) throws -> CampaignRecord? { try inner.campaign(named: name) }
    func closeReview(of campaign: String, at now: Timestamp) throws -> Bool { try inner.closeReview(of: campaign, at: now) }
    func removeSetAside(_ digest: MessageDigest) throws { try inner.removeSetAside(digest) }
    func purge(_ batch: PurgeBatch) throws -> Purged { try inner.purge(batch) }
    func passTime(to now: Timestamp) throws { try inner.passTime(to: now) }
    func feedGeneration() throws -> String { try inner.feedGeneration() }
    func beginFeedGeneration() throws { try inner.beginFeedGeneration() }
    func suppression(at cursor: Int64) throws -> Suppression? { try inner.suppression(at: cursor) }
    func consumerPositions() throws -> [ConsumerPosition] { try inner.consumerPositions() }
    func keep(_ positions: [ConsumerPosition]) throws { try inner.keep(positions) }
    func forgetConsumers(except names: Set<String>) throws { try inner.forgetConsumers(except: names) }
    func webhookStates() throws -> [WebhookState] { try inner.webhookStates() }
    func keep(_ state: WebhookState) throws { try inner.keep(state) }
    func deadLetters() throws -> [DeadLetter] { try inner.deadLetters() }
    func alerts() throws -> [StandingAlert] { try inner.alerts() }
    func keep(_ changes: [AlertChange]) throws { try inner.keep(changes) }
    func alertChanges(after id: Int64, limit: Int) throws -> [NumberedAlertChange] { try inner.alertChanges(after: id, limit: limit) }
    func lastAlertChange() throws -> Int64 { try inner.lastAlertChange() }
    func alertsTold(_ endpoint: String) throws -> Int64? { try inner.alertsTold(endpoint) }
    func keepAlertsTold(_ endpoint: String, reached id: Int64) throws { try inner.keepAlertsTold(endpoint, reached: id) }
    func operatingFigures(at now: Timestamp) throws -> OperatingFigures { try inner.operatingFigures(at: now) }
    func keep(_ letters: [DeadLetter]) throws { try inner.keep(letters) }
    func forget(_ letters: [DeadLetter]) throws { try inner.forget(letters) }
    /// The next life uses it again.
    func close() {}
}
