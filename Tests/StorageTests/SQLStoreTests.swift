import Deliverability
import Foundation
import MailSyntax
import TestKit
import Testing

@testable import Storage

/// A folder that goes with its test.
final class TemporaryFolder {
    let path: String

    init() throws { path = try TestPlace.folder() }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var store: String { path + "/store.db" }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: name) }
    func files() throws -> Set<String> { Set(try FileManager.default.contentsOfDirectory(atPath: path)) }
    func mode(_ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: name)[.posixPermissions] as? Int
    }
}

func code(_ body: () throws -> Void) -> StoreError.Code? {
    do { try body() } catch { return (error as? StoreError)?.code }
    return nil
}

@Suite struct SQLStoreTests {
    let folder: TemporaryFolder
    let thresholds = Thresholds()
    let now = Timestamp(1_795_000_000)

    init() throws { folder = try TemporaryFolder() }

    private func open() throws -> SQLStore { try SQLStore.open(path: folder.store, thresholds: thresholds) }

    private func hardBounce(_ number: Int, campaign: String? = nil) -> MessageRecord {
        let bounce = Bounce(
            recipient: EmailAddress("user\(number)@example.org"), action: .failed, status: nil, replyCode: ReplyCode(550),
            classification: Classification(.hard, .unknownUser, rule: RuleID("generic/sample"), remedy: ""), provider: nil,
            campaign: campaign)
        return MessageRecord(
            digest: SHA256Digest.of(Array("mail \(number)".utf8)), outcome: .report, kind: "delivery-status", reason: nil,
            events: [.bounce(bounce)], aggregates: [], reportKinds: [], warnings: [], path: nil)
    }

    private func count(_ store: SQLStore) throws -> Int {
        var count = 0
        try store.standingSuppressions { _ in count += 1 }
        return count
    }

    @Test(arguments: StoreConformance.laws)
    func `the store keeps the law`(_ law: StoreConformance.Law) throws {
        let path = folder.store, thresholds = thresholds
        try law.check(StoreConformance { try SQLStore.open(path: path, thresholds: thresholds) })
        let store = try open()
        try store.checkIntegrity()
        let found = try store.verify()
        // The samples that are set aside name files that never were.
        for promise in Verification.Promise.allCases where promise != .nothingLost { #expect(found.breaches(promise) == []) }
        store.close()
    }

    // MARK: One writer

    @Test func `a second writer is refused and told who holds the store`() throws {
        let first = try open()
        do {
            _ = try SQLStore.open(path: folder.store, thresholds: thresholds, waitSeconds: 0.05)
            Issue.record("two writers")
        } catch let error as StoreError {
            #expect(error.code == .locked)
            #expect(error.message.contains("process \(ProcessInfo.processInfo.processIdentifier)"))
        }
        first.close()
        try open().close()
    }

    @Test func `another name of the same file is the same store`() throws {
        let first = try open()
        defer { first.close() }
        let link = folder.path + "/link.db"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.store)
        #expect(code { _ = try SQLStore.open(path: link, thresholds: thresholds, waitSeconds: 0) } == .locked)
    }

    @Test func `a store that is being read at rest is not written to meanwhile`() throws {
        try open().close()
        let reader = try SQLStore.openReadOnly(path: folder.store, thresholds: thresholds)
        do {
            _ = try SQLStore.open(path: folder.store, thresholds: thresholds, waitSeconds: 0)
            Issue.record("a writer beside a reader without a log")
        } catch let error as StoreError {
            #expect(error.code == .locked)
            #expect(error.message.contains("reads"))
        }
        reader.close()
        try open().close()
    }

    @Test func `commits are synced in full, through a write-ahead log`() throws {
        let store = try open()
        defer { store.close() }
        let session = try #require(store.session as? SQLiteSession)
        #expect(try session.scalar("PRAGMA synchronous") == "2")
        #expect(try session.scalar("PRAGMA journal_mode") == "wal")
        #expect(try session.scalar("PRAGMA wal_autocheckpoint") == "8000")
    }

    // MARK: Readers

    @Test func `a reader sees what is committed while the writer runs, and writes nothing`() throws {
        let writer = try open()
        defer { writer.close() }
        _ = try writer.commit([hardBounce(1)], at: now)
        let reader = try SQLStore.openReadOnly(path: folder.store, thresholds: thresholds)
        defer { reader.close() }
        #expect(try count(reader) == 1)
        _ = try writer.commit([hardBounce(2)], at: now)
        #expect(try count(reader) == 2)
        #expect(try reader.suppression(of: #require(EmailAddress("user2@example.org"))) != nil)
        #expect(code { _ = try reader.commit([hardBounce(3)], at: now) } == .readOnly)
        #expect(code { try reader.passTime(to: now) } == nil)
        #expect(code { _ = try reader.countAttempts(["a"]) } == .readOnly)
    }

    @Test func `a reader of a store at rest creates no file`() throws {
        let writer = try open()
        _ = try writer.commit([hardBounce(1)], at: now)
        writer.close()
        let before = try folder.files()
        #expect(before == ["store.db", "store.db.key", "store.db.lock"])
        let reader = try SQLStore.openReadOnly(path: folder.store, thresholds: thresholds)
        #expect(try count(reader) == 1)
        #expect(try folder.files() == before)
        reader.close()
        #expect(try folder.files() == before)
        #expect(code { _ = try SQLStore.openReadOnly(path: folder.path + "/none.db", thresholds: thresholds) } == .missing)
        #expect(try folder.files() == before)
    }

    @Test func `a copy of a store alone can be read, and stays alone`() throws {
        let writer = try open()
        _ = try writer.commit([hardBounce(1)], at: now)
        writer.close()
        let copy = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: folder.store, toPath: copy.store)
        let reader = try SQLStore.openReadOnly(path: copy.store, thresholds: thresholds)
        #expect(try count(reader) == 1)
        #expect(code { _ = try reader.suppression(of: #require(EmailAddress("user1@example.org"))) } == .key)
        reader.close()
        #expect(try copy.files() == ["store.db"])
    }

    @Test func `after a crash a reader sees every commit and the next writer keeps them`() throws {
        let writer = try open()
        _ = try writer.commit([hardBounce(1)], at: now)
        // What a dead process leaves: the files as they are, with the log not copied back.
        let crashed = try TemporaryFolder()
        for name in try folder.files() {
            try FileManager.default.copyItem(atPath: folder.path + "/" + name, toPath: crashed.path + "/" + name)
        }
        writer.close()
        let reader = try SQLStore.openReadOnly(path: crashed.store, thresholds: thresholds)
        #expect(try count(reader) == 1)
        reader.close()
        let next = try SQLStore.open(path: crashed.store, thresholds: thresholds)
        #expect(try next.commit([hardBounce(1), hardBounce(2)], at: now).map(\.verdict) == [.duplicate, .new])
        next.close()
    }

    // MARK: Files that are refused

    @Test(arguments: [Array("This is a text about something else.\n".utf8), [UInt8](repeating: 0, count: 8192)])
    func `a file that is no database is refused and left as it is`(_ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: folder.store))
        #expect(code { _ = try open() } == .notADatabase)
        #expect(code { _ = try SQLStore.openReadOnly(path: folder.store, thresholds: thresholds) } == .notADatabase)
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.store)) == Data(bytes))
    }

    @Test func `a damaged store is refused with advice and left as it is`() throws {
        let store = try open()
        _ = try store.commit((0..<500).map { hardBounce($0) }, at: now)
        store.close()
        let url = URL(fileURLWithPath: folder.store)
        var bytes = [UInt8](try Data(contentsOf: url))
        for i in 4096..<bytes.count { bytes[i] = UInt8(truncatingIfNeeded: i &* 31) }
        try Data(bytes).write(to: url)
        do {
            let damaged = try open()
            defer { damaged.close() }
            try damaged.checkIntegrity()
            Issue.record("nothing was found")
        } catch let error as StoreError {
            #expect(error.code == .corrupt)
            #expect(error.message.contains("backup"))
        }
        #expect([UInt8](try Data(contentsOf: url)) == bytes)
    }

    @Test func `a database of another program is refused`() throws {
        let other = try SQLiteSession(name: folder.store, path: folder.store, flags: 6)
        try other.execute("CREATE TABLE song (title TEXT)")
        other.close()
        #expect(code { _ = try open() } == .notADatabase)
    }

    @Test func `a store of a later release is refused`() throws {
        try open().close()
        let later = try SQLiteSession(name: folder.store, path: folder.store, flags: 2)
        try later.execute("PRAGMA user_version = \(SQLiteSchema.version + 1)")
        later.close()
        #expect(code { _ = try open() } == .newerSchema)
        #expect(code { _ = try SQLStore.openReadOnly(path: folder.store, thresholds: thresholds) } == .newerSchema)
    }

    @Test func `an emptied store is not begun anew behind the operator's back`() throws {
        try open().close()
        try Data().write(to: URL(fileURLWithPath: folder.store))
        #expect(code { _ = try open() } == .corrupt)
    }

    // MARK: The key

    @Test func `store and key are for their owner alone`() throws {
        try open().close()
        #expect(try folder.mode(folder.store + ".key") == 0o600)
        #expect(try folder.mode(folder.store) == 0o600)
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.store + ".key")).count == 32)
    }

    @Test func `a key that others may read is refused`() throws {
        try open().close()
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder.store + ".key")
        #expect(code { _ = try open() } == .key)
    }

    @Test func `a store with contacts gets no second key`() throws {
        let store = try open()
        _ = try store.commit([hardBounce(1)], at: now)
        store.close()
        try FileManager.default.removeItem(atPath: folder.store + ".key")
        #expect(code { _ = try open() } == .key)
        #expect(!folder.exists(folder.store + ".key"))
    }

    // MARK: Faults of the place

    @Test func `near the end of the space no mail is taken in, and the operator is still heard`() throws {
        let store = try open()
        defer { store.close() }
        store.freeBytesMin = .max
        #expect(code { _ = try store.commit([hardBounce(1)], at: now) } == .full)
        let ann = try #require(EmailAddress("ann@example.org"))
        try store.apply(.suppressedByOperator, to: ann, at: now)
        #expect(try store.suppression(of: ann) != nil)
        store.freeBytesMin = 1
        #expect(try store.commit([hardBounce(1)], at: now).map(\.verdict) == [.new])
    }

    @Test func `a full disk takes back the whole batch, and the same batch succeeds later`() throws {
        let store = try open()
        defer { store.close() }
        _ = try store.commit([hardBounce(0)], at: now)
        let session = try #require(store.session as? SQLiteSession)
        let pages = try #require(try session.scalar("PRAGMA page_count").flatMap { Int($0) })
        _ = try session.scalar("PRAGMA max_page_count = \(pages + 4)")
        let batch = (1...500).map { hardBounce($0) }
        do {
            _ = try store.commit(batch, at: now)
            Issue.record("it was not full")
        } catch let error as StoreError {
            #expect(error.code == .full)
        }
        #expect(try count(store) == 1)
        #expect(try store.lastCursor() == 1)
        _ = try session.scalar("PRAGMA max_page_count = 1000000")
        #expect(try store.commit(batch, at: now).allSatisfy { $0.verdict == .new })
        #expect(try store.suppressions(after: 0, limit: 1000).map(\.cursor) == Array(1...501))
    }

    @Test func `a week is read along the reports, never by scanning all tallies`() throws {
        let store = try open()
        defer { store.close() }
        let plan = try store.session.all(Statement("EXPLAIN QUERY PLAN " + SQLStore.tallies.sql), [.int(0), .int(1)]) { $0.text(3) }
        #expect(plan.allSatisfy { $0.hasPrefix("SEARCH") }, "\(plan)")
    }
}
