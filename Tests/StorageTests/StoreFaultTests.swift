import Deliverability
import Foundation
import Glibc
import MailSyntax
import TestKit
import Testing

@testable import Storage

/// Faults of the place, each at each moment: nothing is half there, nothing is there twice, and a repetition heals it.
@Suite struct StoreFaultTests {
    let folder: TemporaryFolder
    let thresholds = Thresholds()
    let now = Timestamp(1_795_000_000)
    private let batch = [
        Sample.bounce(1, "ann@example.org", .hard), Sample.complaint(2, "bob@example.org"), Sample.report(3, tallies: 2),
        Sample.setAside(4), Sample.bounce(5, "cat@example.org", .block, provider: "gmail"),
    ]

    init() throws { folder = try TemporaryFolder() }

    private func open(_ name: String = "store.db", _ plan: FaultPlan? = nil) throws -> SQLStore {
        try SQLStore.open(path: "\(folder.path)/\(name)", thresholds: thresholds) { session -> any SQLSession in
            plan.map { FaultySession(session, $0) } ?? session
        }
    }

    /// All that a store says, and whether it keeps its promises.
    private struct State: Equatable {
        var events: [Int64] = []
        var feed: [Suppression] = []
        var counts: StoreCounts
        var breaches: [String]

        init(_ store: SQLStore) throws {
            counts = try store.counts()
            feed = try store.suppressions(after: 0, limit: 100).map { entry in
                // The key differs from store to store.
                Suppression(
                    cursor: entry.cursor, operation: entry.operation, address: entry.address, hash: "", reason: entry.reason,
                    state: entry.state, scope: entry.scope, since: entry.since, expires: entry.expires, digest: entry.digest,
                    rule: entry.rule)
            }
            let found = try store.verify()
            breaches = Verification.Promise.allCases.filter { $0 != .nothingLost }.flatMap { found.breaches($0) }
            try store.events(after: 0) { events.append($0.seq) }
        }
    }

    /// A handle that failed to write is closed and opened again, as the daemon does; after the others the same one goes on.
    @Test(arguments: [StoreError.Code.io, .full, .busy], FaultPlan.Moment.allCases)
    func `whichever call of a commit fails, the batch is there as a whole or not at all, and repeating it makes it right`(
        code: StoreError.Code, moment: FaultPlan.Moment
    ) throws {
        let clean = try open("clean.db")
        _ = try clean.commit(batch, at: now)
        let wanted = try State(clean)
        #expect(wanted.breaches == [] && wanted.feed.count == 2)
        clean.close()
        let plan = FaultPlan()
        plan.error = StoreError(code, "as ordered")
        plan.moment = moment
        var call = 1, empty = 0, whole = 0
        while call < 500 {
            let name = "store-\(call).db"
            plan.begin(failingCall: nil)
            var store = try open(name, plan)
            plan.begin(failingCall: call)
            let thrown = Result { try store.commit(batch, at: now) }
            if case .success = thrown { break }
            plan.begin(failingCall: nil)
            if code == .io {
                store.close()
                store = try open(name)
            }
            let known = try batch.map { try store.isKnown($0.digest) }
            #expect(Set(known).count == 1, "call \(call): a part of the batch")
            if known.allSatisfy(\.self) { whole += 1 } else { empty += 1 }
            _ = try store.commit(batch, at: now)
            #expect(try State(store) == wanted, "call \(call)")
            store.close()
            call += 1
        }
        #expect(call > 20 && call < 500 && empty > 0)
        #expect(moment == .before || whole == 1, "only the answer to COMMIT can be lost")
    }

    @Test func `a store that is busy says so after its time, and takes the same batch later`() throws {
        let store = try open()
        defer { store.close() }
        try #require(store.session as? SQLiteSession).setBusyTimeout(milliseconds: 0)
        let other = try SQLiteSession(name: folder.store, path: folder.store, flags: 2)
        try other.begin()
        #expect(code { _ = try store.commit(batch, at: now) } == .busy)
        let ann = try #require(EmailAddress("ann@example.org"))
        #expect(code { try store.apply(.suppressedByOperator, to: ann, at: now) } == .busy)
        other.rollback()
        other.close()
        #expect(try store.commit(batch, at: now).allSatisfy { $0.verdict == .new })
        #expect(SQLiteOpening.busyMilliseconds == 10_000)
    }

    /// A crash after the write and before the sync leaves commits in the log that the disk may not have.
    @Test func `what a start finds in the log is made durable before anything is known from it`() throws {
        let store = try open()
        _ = try store.commit(batch, at: now)
        let crashed = try TemporaryFolder()
        for name in try folder.files() {
            try FileManager.default.copyItem(atPath: folder.path + "/" + name, toPath: crashed.path + "/" + name)
        }
        store.close()
        let log = crashed.store + "-wal"
        #expect(StoreFile.sizeBytes(log) > 0)
        let next = try SQLStore.open(path: crashed.store, thresholds: thresholds)
        #expect(StoreFile.sizeBytes(log) == 0, "the log is copied into the store, which is synced")
        let session = try SQLiteSession(name: "file:\(crashed.store)?immutable=1", path: crashed.store, flags: 1)
        #expect(try session.scalar("SELECT count(*) FROM message") == "\(batch.count)")
        session.close()
        next.close()
    }

    @Test func `a reader of before does not hold up the start`() throws {
        let store = try open()
        _ = try store.commit(batch, at: now)
        let reader = try SQLStore.openReadOnly(path: folder.store, thresholds: thresholds)
        try reader.session.execute("BEGIN; SELECT count(*) FROM message;")
        store.close()
        let next = try open()
        #expect(try next.isKnown(batch[0].digest))
        reader.close()
        next.close()
    }

    @Test func `a store that was taken away or replaced takes no mail, and says what to do`() throws {
        let store = try open()
        defer { store.close() }
        _ = try store.commit([batch[0]], at: now)
        try FileManager.default.moveItem(atPath: folder.store, toPath: folder.store + ".away")
        #expect(code { _ = try store.commit([batch[1]], at: now) } == .missing)
        try FileManager.default.copyItem(atPath: folder.store + ".away", toPath: folder.store)
        #expect(code { _ = try store.commit([batch[1]], at: now) } == .missing)
        #expect(StoreError(.missing, "").isOfTheWholeStore)
    }

    // MARK: The reserve

    @Test func `on a disk that others filled, the reserve is given up for what people decide, and never for mail`() throws {
        let plan = FaultPlan()
        let store = try open("store.db", plan)
        defer { store.close() }
        store.freeBytesMin = 1
        _ = try store.commit([batch[0]], at: now)
        let reserve = folder.store + ".reserve"
        #expect(StoreFile.sizeBytes(reserve) == StoreReserve.bytes)
        #expect(try folder.mode(reserve) == 0o600)
        plan.error = StoreError(.full, "the disk is full")
        plan.begin(failingCall: 1)
        #expect(code { _ = try store.commit([batch[1]], at: now) } == .full)
        #expect(folder.exists(reserve))
        plan.begin(failingCall: 1)
        let zoe = try #require(EmailAddress("zoe@example.org"))
        try store.apply(.suppressedByOperator, to: zoe, at: now)
        #expect(!folder.exists(reserve))
        #expect(try store.suppression(of: zoe) != nil)
        plan.begin(failingCall: 1)
        #expect(code { try store.apply(.liftedByOperator, to: zoe, at: now) } == .full)
        plan.begin(failingCall: nil)
        _ = try store.commit([batch[1]], at: now)
        #expect(folder.exists(reserve), "made again when there is room for mail")
    }

    // MARK: Clocks and steps

    @Test func `a clock that goes back or leaps ahead changes no order and lifts nothing for good`() throws {
        let store = try open()
        defer { store.close() }
        _ = try store.commit([batch[0]], at: now)
        _ = try store.commit([batch[1]], at: now.adding(seconds: -10 * 365 * 86400))
        try store.passTime(to: now.adding(seconds: -20 * 365 * 86400))
        _ = try store.commit([Sample.complaint(9, "dan@example.org")], at: now.adding(seconds: 60 * 365 * 86400))
        try store.passTime(to: now.adding(seconds: 60 * 365 * 86400))
        try store.passTime(to: now)
        #expect(try store.suppressions(after: 0, limit: 10).map(\.cursor) == [1, 2, 3])
        var standing: [String?] = []
        try store.standingSuppressions { standing.append($0.address) }
        #expect(standing == ["ann@example.org", "bob@example.org", "dan@example.org"])
        #expect(try store.verify().breaches(.feedIsTheFold) == [])
    }

    @Test func `a step of the schema that fails leaves the store as it was before that step`() throws {
        let session = try SQLiteSession(name: folder.store, path: folder.store, flags: 6)
        try session.execute(SQLiteSchema.steps[0])
        // In the way of the second half of the third step.
        try session.execute("CREATE TABLE unmatched_reply_count (id INTEGER)")
        try session.execute("PRAGMA application_id = \(SQLiteOpening.applicationID); PRAGMA user_version = 1")
        #expect(throws: StoreError.self) { try SQLiteSchema.migrate(session, path: folder.store) }
        #expect(try SQLiteSchema.currentVersion(session, path: folder.store) == 2)
        #expect(try session.scalar("SELECT count(*) FROM sqlite_master WHERE name = 'unmatched_reply'") == "0")
        try session.execute("DROP TABLE unmatched_reply_count")
        try SQLiteSchema.migrate(session, path: folder.store)
        #expect(try SQLiteSchema.currentVersion(session, path: folder.store) == SQLiteSchema.version)
        session.close()
    }

    @Test func `a store on a network file system is refused, and nothing is made there`() throws {
        var status = stat()
        #expect(stat(folder.path, &status) == 0)
        let device = status.st_dev
        let numbers = "\(device >> 8 & 0xFFF | device >> 32 & ~0xFFF):\(device & 0xFF | device >> 12 & 0xFFFF_FF00)"
        for (type, isRefused) in [("nfs4", true), ("cifs", true), ("ext4", false)] {
            let mounts = "36 35 \(numbers) / /srv rw,noatime shared:1 - \(type) host:/srv rw\n"
            let found = code { try NetworkFileSystem.refuse(folder.store, mounts: mounts) }
            #expect(found == (isRefused ? .unsupported : nil))
        }
        #expect(try folder.files() == [])
    }
}
