import Deliverability
import Foundation
import MailSyntax
import Storage
import Testing

@testable import Intake

@Suite struct MailPurgeTests {
    let folder: TemporaryFolder
    let now = Timestamp(Int64(Date().timeIntervalSince1970))

    init() throws { folder = try TemporaryFolder() }

    private func days(_ number: Int64) -> Timestamp { now.adding(seconds: number * 86400) }

    private func record(_ text: String, _ outcome: MessageRecord.Outcome, path: String? = nil) -> MessageRecord {
        MessageRecord(
            digest: SHA256Digest.of(Array(text.utf8)), outcome: outcome, kind: nil,
            reason: outcome == .setAside ? ReadError(.zipEncrypted, "a password") : nil, events: [], aggregates: [], reportKinds: [],
            warnings: [], path: path)
    }

    private func put(_ text: String, _ name: String) throws -> String {
        let path = folder.path + "/" + name
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    @Test func `of the mail in a Maildir only committed reports go, and only in their time`() throws {
        let store = try SQLStore.open(path: folder.path + "/s.db", thresholds: Thresholds())
        defer { store.close() }
        for name in ["new", "cur", "tmp"] { _ = try put("", "mail/\(name)/.keep") }
        for text in ["report", "letter", "unknown"] { _ = try put(text, "mail/cur/\(text):2,S") }
        _ = try put("report", "mail/new/report")
        _ = try store.commit([record("report", .report), record("letter", .unrelated)], at: now)
        let maildir = try Maildir(path: folder.path + "/mail")
        #expect(try MailPurge.reports(committedBefore: now, in: maildir, store: store, limits: Limits()) == 0)
        #expect(try MailPurge.reports(committedBefore: days(1), in: maildir, store: store, limits: Limits()) == 1)
        #expect(try maildir.names(in: .cur) == [MaildirName("letter:2,S"), MaildirName("unknown:2,S")])
        #expect(try maildir.names(in: .new) == [MaildirName("report")])
    }

    @Test func `what was set aside goes with its sidecar and its entry`() throws {
        let store = try SQLStore.open(path: folder.path + "/s.db", thresholds: Thresholds())
        defer { store.close() }
        let old = try put("old", "setaside/old.eml"), young = try put("young", "setaside/young.eml")
        let sidecar = try put("{}", "setaside/old.json")
        _ = try store.commit([record("old", .setAside, path: old)], at: now)
        _ = try store.commit([record("young", .setAside, path: young)], at: days(10))
        for digest in try MailPurge.setAside(before: days(1), store: store) { try store.removeSetAside(digest) }
        #expect(try store.setAsides().map(\.path) == [young])
        #expect([old, sidecar, young].map { FileManager.default.fileExists(atPath: $0) } == [false, false, true])
        #expect(try store.verify().isClean)
    }

    @Test func `a census tells what is committed from what waits`() throws {
        let store = try SQLStore.open(path: folder.path + "/s.db", thresholds: Thresholds())
        defer { store.close() }
        for name in ["new", "cur", "tmp"] { _ = try put("", "mail/\(name)/.keep") }
        _ = try put("known", "mail/cur/known:2,S")
        _ = try put("waiting", "mail/new/waiting")
        _ = try store.commit([record("known", .unrelated)], at: now)
        let census = try MailCensus.ofMaildir(folder.path + "/mail", store: store, limits: Limits(), at: days(1))
        #expect(census.known == 1 && census.waiting == 1 && census.unread == 0)
        #expect(census.oldestWaitingSeconds > 86000)
        #expect(try MailCensus.ofFinished(folder.path + "/none", store: store, limits: Limits(), at: now) == nil)
    }
}
