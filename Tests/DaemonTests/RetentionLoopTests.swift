import Deliverability
import Foundation
import Intake
import Logging
import MailSyntax
import Storage
import TestKit
import Testing
import WebFront

@testable import Daemon

@Suite struct RetentionLoopTests {
    let folder: TemporaryFolder
    let now = Timestamp(Int64(Date().timeIntervalSince1970))

    init() throws {
        folder = try TemporaryFolder()
        for name in ["new", "cur", "tmp"] { try folder.write("", to: "mail/\(name)/.keep") }
    }

    /// Purges once beside an intake that runs, so many days later.
    private func purge(afterDays days: Int64, _ change: (inout Settings) -> Void = { _ in }) throws -> StatusBoard {
        let path = folder.path("s.db").path, later = now.adding(seconds: days * 86400), board = StatusBoard()
        var settings = Settings()
        settings.maildirs = [folder.path("mail").path]
        change(&settings)
        let intake = try MaildirIntake(
            MaildirIntake.Options(maildirs: settings.maildirs, storePath: path),
            .init(
                openStore: { try SQLStore.open(path: path, thresholds: Thresholds()) },
                prepare: { _, digest in
                    MessageRecord(
                        digest: digest, outcome: .report, kind: nil, reason: nil, events: [], aggregates: [], reportKinds: [],
                        warnings: [], path: nil)
                },
                now: { later }, observe: { _ in }))
        try intake.start()
        let loop = RetentionLoop(
            settings: settings, intake: intake, openReading: { try SQLStore.openReadOnly(path: path, thresholds: Thresholds()) },
            now: { later }, board: board, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        loop.purge()
        #expect(intake.stop(seconds: 5))
        return board
    }

    private func fill() throws {
        let store = try SQLStore.open(path: folder.path("s.db").path, thresholds: Thresholds())
        defer { store.close() }
        try folder.write("a report", to: "mail/cur/1.report:2,S")
        let report = MessageRecord(
            digest: SHA256Digest.of(Array("a report".utf8)), outcome: .report, kind: nil, reason: nil, events: [], aggregates: [],
            reportKinds: [], warnings: [], path: nil)
        try folder.write("refused", to: "setaside/1.eml")
        _ = try store.commit(
            (1...5000).map { Sample.bounce($0, "user\($0)@example.org", .hard, diagnostic: "550 gone", at: now) }
                + [report, Sample.setAside(9000, path: folder.path("setaside/1.eml").path)], at: now)
    }

    private func state() throws -> (events: Int, standing: Int, isClean: Bool, mail: Bool, setAside: Bool) {
        let store = try SQLStore.openReadOnly(path: folder.path("s.db").path, thresholds: Thresholds())
        defer { store.close() }
        var events = 0, standing = 0
        try store.events(after: 0) { _ in events += 1 }
        try store.standingSuppressions { _ in standing += 1 }
        return (
            events, standing, try store.verify().isClean,
            FileManager.default.fileExists(atPath: folder.path("mail/cur/1.report:2,S").path),
            FileManager.default.fileExists(atPath: folder.path("setaside/1.eml").path)
        )
    }

    @Test func `what is due goes while mail is taken in, and objections stay`() throws {
        try fill()
        #expect(try !purge(afterDays: 20).current.isDegraded)
        var found = try state()
        #expect(found.events == 5000 && found.mail && found.setAside)
        #expect(try !purge(afterDays: 40).current.isDegraded)
        found = try state()
        #expect(found.events == 5000 && !found.mail && found.setAside)
        #expect(try !purge(afterDays: 800).current.isDegraded)
        found = try state()
        #expect(found.events == 1 && found.standing == 5000 && found.isClean && !found.setAside)
    }

    @Test func `with never nothing goes, and where files are not moved mail is left alone`() throws {
        try fill()
        _ = try purge(afterDays: 800) { settings in
            for kind in Retention.Kind.allCases { settings.retention[kind] = nil }
        }
        var found = try state()
        #expect(found.events == 5000 && found.mail && found.setAside)
        _ = try purge(afterDays: 40) { $0.finish = .keep }
        found = try state()
        #expect(found.mail)
    }

    @Test func `the send log needs nobody to clear it`() throws {
        try fill()
        let store = try SQLStore.open(path: folder.path("s.db").path, thresholds: Thresholds())
        let mails = try (1...3000).map {
            try SentMessage(messageID: "m\($0)@x.example", recipient: #require(EmailAddress("user\($0)@example.org")), sentAt: now)
        }
        #expect(try store.addSent(mails, at: now) == 3000)
        store.close()
        func isThere() throws -> Bool {
            let store = try SQLStore.openReadOnly(path: folder.path("s.db").path, thresholds: Thresholds())
            defer { store.close() }
            return try store.recipient(of: .messageID("m2999@x.example")) != nil
        }
        #expect(try !purge(afterDays: 399).current.isDegraded)
        #expect(try isThere())
        _ = try purge(afterDays: 401) { $0.retention[.sent] = nil }
        #expect(try isThere())
        #expect(try !purge(afterDays: 401).current.isDegraded)
        #expect(try !isThere())
    }

    @Test func `a purge that fails is told`() throws {
        try fill()
        try FileManager.default.removeItem(at: folder.path("setaside/1.eml"))
        try folder.write("", to: "setaside/1.eml/inner")
        #expect(try purge(afterDays: 100).current.degraded["retention"] != nil)
    }
}
