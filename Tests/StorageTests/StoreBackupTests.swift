import Deliverability
import Foundation
import MailSyntax
import TestKit
import Testing

@testable import Storage

@Suite struct StoreBackupTests {
    let folder: TemporaryFolder
    let thresholds = Thresholds()
    let now = Timestamp(1_795_000_000)

    init() throws { folder = try TemporaryFolder() }

    private var backup: String { folder.path + "/backup.db" }

    private func open(_ path: String? = nil) throws -> SQLStore { try SQLStore.open(path: path ?? folder.store, thresholds: thresholds) }

    private func write(_ numbers: ClosedRange<Int>) throws {
        let store = try open()
        defer { store.close() }
        _ = try store.commit(numbers.map { Sample.complaint($0, "user\($0)@example.org") }, at: now)
    }

    private func suppressed(_ path: String) throws -> [String] {
        let store = try SQLStore.openReadOnly(path: path, thresholds: thresholds)
        defer { store.close() }
        var found: [String] = []
        try store.standingSuppressions { found.append($0.address ?? "") }
        return found
    }

    private func restore(from path: String? = nil) throws -> StoreRestore {
        try StoreRestore.make(ofStore: folder.store, from: path ?? backup, at: now)
    }

    // MARK: Backup

    @Test func `a backup beside a running writer holds every commit of before and is whole`() throws {
        let writer = try open()
        defer { writer.close() }
        _ = try writer.commit([Sample.complaint(1, "ann@example.org")], at: now)
        let made = try StoreBackup.make(ofStore: folder.store, to: backup)
        _ = try writer.commit([Sample.complaint(2, "bob@example.org")], at: now)
        #expect(made.lastCursor == 1)
        #expect(made.messages == 1)
        #expect(try suppressed(backup) == ["ann@example.org"])
        let copy = try SQLStore.openReadOnly(path: backup, thresholds: thresholds)
        defer { copy.close() }
        #expect(try copy.verify().isClean)
        #expect(try copy.suppression(of: #require(EmailAddress("ann@example.org"))) != nil)
        for name in [backup, backup + ".key"] { #expect(try folder.mode(name) == 0o600) }
        let left = try folder.files().filter { $0.hasPrefix("backup") }
        #expect(left == ["backup.db", "backup.db.key"])
    }

    @Test func `the next backup takes the place of the last one`() throws {
        try write(1...1)
        _ = try StoreBackup.make(ofStore: folder.store, to: backup)
        try write(2...2)
        _ = try StoreBackup.make(ofStore: folder.store, to: backup)
        #expect(try suppressed(backup) == ["user1@example.org", "user2@example.org"])
    }

    @Test func `of a damaged store no backup is made, and the last one stays`() throws {
        try write(1...300)
        _ = try StoreBackup.make(ofStore: folder.store, to: backup)
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.store)))
        for i in 8192..<bytes.count { bytes[i] = UInt8(truncatingIfNeeded: i &* 31) }
        try Data(bytes).write(to: URL(fileURLWithPath: folder.store))
        #expect(code { _ = try StoreBackup.make(ofStore: folder.store, to: backup) } == .corrupt)
        #expect(try suppressed(backup).count == 300)
        #expect(try folder.files().filter { $0.hasSuffix(".new") }.isEmpty)
    }

    @Test func `what is no backup of this store is never overwritten`() throws {
        try write(1...1)
        #expect(code { _ = try StoreBackup.make(ofStore: folder.store, to: folder.store) } == .unsupported)
        let other = folder.path + "/other.db"
        try open(other).close()
        #expect(code { _ = try StoreBackup.make(ofStore: folder.store, to: other) } == .key)
        let notes = folder.path + "/notes.txt"
        try Data("notes".utf8).write(to: URL(fileURLWithPath: notes))
        #expect(code { _ = try StoreBackup.make(ofStore: folder.store, to: notes) } == .key)
        #expect(try String(contentsOfFile: notes, encoding: .utf8) == "notes")
        let live = try open(other)
        defer { live.close() }
        #expect(code { _ = try StoreBackup.make(ofStore: folder.store, to: other) } == .locked)
        #expect(code { _ = try StoreBackup.make(ofStore: folder.path + "/none.db", to: backup) } == .missing)
    }

    // MARK: Restore

    @Test func `a restored store is that of the backup, of a new generation, and the one of before is kept`() throws {
        try write(1...2)
        _ = try StoreBackup.make(ofStore: folder.store, to: backup)
        try write(3...3)
        var store = try open()
        let generation = try store.feedGeneration()
        let position = try #require(try store.position(at: 2))
        store.close()
        let restored = try restore()
        #expect(restored.lastCursor == 2)
        #expect(try suppressed(folder.store) == ["user1@example.org", "user2@example.org"])
        #expect(try suppressed(#require(restored.replaced)) == ["user1@example.org", "user2@example.org", "user3@example.org"])
        store = try open()
        defer { store.close() }
        #expect(try store.feedGeneration() != generation)
        #expect(try !store.holds(position))
        #expect(try store.verify().isClean)
        // What came since comes again and is not taken for known.
        #expect(
            try store.commit([Sample.complaint(1, "user1@example.org"), Sample.complaint(3, "user3@example.org")], at: now).map(\.verdict)
                == [.duplicate, .new])
    }

    @Test func `a log that a crash left is kept with its store and never meets the new one`() throws {
        try write(1...1)
        _ = try StoreBackup.make(ofStore: folder.store, to: backup)
        let crashed = try TemporaryFolder()
        let writer = try open()
        _ = try writer.commit([Sample.complaint(2, "late@example.org")], at: now)
        for name in try folder.files() {
            try FileManager.default.copyItem(atPath: folder.path + "/" + name, toPath: crashed.path + "/" + name)
        }
        writer.close()
        #expect(crashed.exists(crashed.store + "-wal"))
        let restored = try StoreRestore.make(ofStore: crashed.store, from: backup, at: now)
        #expect(!crashed.exists(crashed.store + "-wal"))
        #expect(try suppressed(crashed.store) == ["user1@example.org"])
        #expect(try suppressed(#require(restored.replaced)) == ["late@example.org", "user1@example.org"])
    }

    @Test func `on a new machine the key comes with the backup`() throws {
        try write(1...1)
        _ = try StoreBackup.make(ofStore: folder.store, to: backup)
        let fresh = try TemporaryFolder()
        let restored = try StoreRestore.make(ofStore: fresh.store, from: backup, at: now)
        #expect(restored.replaced == nil)
        let store = try open(fresh.store)
        defer { store.close() }
        #expect(try store.suppression(of: #require(EmailAddress("user1@example.org"))) != nil)
    }

    @Test func `the store of another key is kept with its key`() throws {
        try write(1...1)
        let other = try TemporaryFolder()
        let stranger = try open(other.store)
        _ = try stranger.commit([Sample.complaint(9, "zoe@example.org")], at: now)
        stranger.close()
        _ = try StoreBackup.make(ofStore: other.store, to: backup)
        let restored = try restore()
        for (path, name) in [(folder.store, "zoe@example.org"), (try #require(restored.replaced), "user1@example.org")] {
            let store = try SQLStore.openReadOnly(path: path, thresholds: thresholds)
            defer { store.close() }
            #expect(try store.suppression(of: #require(EmailAddress(name))) != nil)
        }
    }

    @Test func `while a daemon runs nothing is restored`() throws {
        try write(1...1)
        _ = try StoreBackup.make(ofStore: folder.store, to: backup)
        let writer = try open()
        defer { writer.close() }
        #expect(code { _ = try restore() } == .locked)
    }

    @Test func `a backup that is damaged, newer or without its key is refused, and the store stays`() throws {
        try write(1...300)
        _ = try StoreBackup.make(ofStore: folder.store, to: backup)
        try write(301...301)
        let before = try folder.files()

        let newer = try SQLiteSession(name: backup, path: backup, flags: 2)
        try newer.execute("PRAGMA user_version = \(SQLiteSchema.version + 1)")
        #expect(code { _ = try restore() } == .newerSchema)
        try newer.execute("PRAGMA user_version = \(SQLiteSchema.version)")
        newer.close()

        let whole = try Data(contentsOf: URL(fileURLWithPath: backup))
        var bytes = [UInt8](whole)
        for i in 8192..<bytes.count { bytes[i] = UInt8(truncatingIfNeeded: i &* 31) }
        try Data(bytes).write(to: URL(fileURLWithPath: backup))
        #expect(code { _ = try restore() } == .corrupt)
        try Data("no database at all, but a text".utf8).write(to: URL(fileURLWithPath: backup))
        #expect(code { _ = try restore() } == .notADatabase)
        try whole.write(to: URL(fileURLWithPath: backup))

        let key = URL(fileURLWithPath: backup + ".key")
        let right = try Data(contentsOf: key)
        try Data(right.reversed()).write(to: key)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key.path)
        #expect(code { _ = try restore() } == .key)
        #expect(code { _ = try restore(from: folder.path + "/none.db") } == .missing)
        #expect(try suppressed(folder.store).count == 301)
        #expect(try folder.files() == before)
    }

    @Test func `a crash in the middle leaves a key without a store: nothing opens it, and the restore is repeated`() throws {
        try write(1...2)
        _ = try StoreBackup.make(ofStore: folder.store, to: backup)
        try FileManager.default.moveItem(atPath: folder.store, toPath: folder.store + ".replaced-x")
        #expect(code { _ = try open() } == .corrupt)
        #expect(!folder.exists(folder.store))
        _ = try restore()
        #expect(try suppressed(folder.store).count == 2)
    }
}
