import Deliverability
import Foundation
import MailSyntax
import TestKit
import Testing

@testable import Storage

@Suite struct PurgeTests {
    let folder: TemporaryFolder
    let now = Timestamp(1_795_000_000)
    private func days(_ number: Int64) -> Timestamp { now.adding(seconds: number * 86400) }

    init() throws { folder = try TemporaryFolder() }

    private func open() throws -> SQLStore { try SQLStore.open(path: folder.store, thresholds: Thresholds()) }

    private func purge(_ store: SQLStore, _ retention: Retention = Retention(), at moment: Timestamp, limit: Int = 7) throws -> Purged {
        var sum = Purged(), rounds = 0
        while true {
            let batch = try store.dueForPurge(retention, at: moment, limit: limit)
            guard !batch.isEmpty, rounds < 100 else { break }
            sum += try store.purge(batch)
            rounds += 1
        }
        #expect(rounds < 100, "a purge without an end")
        return sum
    }

    private func fill(_ store: SQLStore) throws {
        _ = try store.commit(
            (0..<20).map { Sample.bounce($0, "user\($0)@example.org", $0 % 2 == 0 ? .hard : .soft, diagnostic: "550 no", at: now) }
                + [Sample.report(50, tallies: 5), Sample.complaint(60, "zoe@example.org", at: now)], at: now)
    }

    @Test func `nothing goes before its time`() throws {
        let store = try open()
        defer { store.close() }
        try fill(store)
        #expect(try purge(store, at: days(89)) == Purged())
    }

    @Test func `replies go first, and what they were classified as stays`() throws {
        let store = try open()
        defer { store.close() }
        try fill(store)
        #expect(
            try purge(store, at: days(91))
                == {
                    var p = Purged(); p.replies = 21; return p
                }())
        var bounces = 0
        try store.events(after: 0) { stored in
            guard case .bounce(let bounce) = stored.event else { return }
            bounces += 1
            #expect(bounce.diagnostic == "" && bounce.originalMessageID == nil && bounce.classification.cause != .undetermined)
        }
        #expect(bounces == 20)
        #expect(try store.verify().isClean)
    }

    @Test func `after two years the events are gone, the objections stand, and the books balance`() throws {
        var store = try open()
        try fill(store)
        let totals = try store.counts()
        let purged = try purge(store, at: days(761))
        #expect(purged.events == 20, "all but the newest number")
        #expect(purged.tallies == 5 && purged.contacts == 10 && purged.addresses == 0)
        #expect(try store.counts() == totals)
        var standing: [String] = []
        try store.standingSuppressions { standing.append($0.address ?? "") }
        #expect(standing.count == 11)
        #expect(try store.verify().isClean)
        store.close()
        // Numbers go on, and what came before is still known.
        store = try open()
        defer { store.close() }
        #expect(
            try store.commit([Sample.report(50, tallies: 5), Sample.bounce(90, "new@example.org", .hard)], at: days(762)).map(\.verdict)
                == [.duplicate, .new])
        var numbers: [Int64] = []
        try store.events(after: 0) { numbers.append($0.seq) }
        #expect(numbers == [26, 27])
        #expect(try store.verify().isClean)
    }

    @Test func `an address leaves the feed when nothing stands against it for two years`() throws {
        let store = try open()
        defer { store.close() }
        let ann = try #require(EmailAddress("ann@example.org"))
        try store.apply(.suppressedByOperator, to: ann, at: now)
        try store.apply(.liftedByOperator, to: ann, at: days(10))
        let purged = try purge(store, at: days(800))
        #expect(purged.contacts == 1 && purged.addresses == 2)
        #expect(try store.suppressions(after: 0, limit: 10).map(\.address) == [nil, nil])
        #expect(try store.verify().isClean)
    }

    @Test func `what is kept for good stays`() throws {
        let store = try open()
        defer { store.close() }
        try fill(store)
        var retention = Retention()
        for kind in Retention.Kind.allCases { retention[kind] = nil }
        #expect(try purge(store, retention, at: days(100_000)) == Purged())
    }

    // MARK: The send log

    private func mail(_ number: Int, _ recipient: String, at moment: Timestamp) throws -> SentMessage {
        try SentMessage(messageID: "m\(number)@news.example.com", recipient: #require(EmailAddress(recipient)), sentAt: moment)
    }

    private func purgeSent(_ store: SQLStore, at moment: Timestamp) throws -> Int {
        let end = try #require(Retention().end(of: .sent, at: moment))
        var last: SentKey?, count = 0
        while true {
            let keys = try store.dueSent(before: end, after: last, limit: 3)
            guard !keys.isEmpty else { return count }
            count += try store.purge(PurgeBatch(sent: keys)).sent
            last = keys.last
        }
    }

    @Test func `mails in the send log go by their age, and with them contacts of whom nothing else is known`() throws {
        let store = try open()
        defer { store.close() }
        for number in 0..<10 { _ = try store.addSent([mail(number, "user\(number)@example.org", at: now)], at: now) }
        _ = try store.addSent([mail(20, "user7@example.org", at: days(300)), mail(21, "user8@example.org", at: days(2))], at: days(300))
        _ = try store.commit([Sample.bounce(1, "user3@example.org", .soft), Sample.complaint(2, "user4@example.org")], at: days(390))
        #expect(try purgeSent(store, at: days(399)) == 0)
        #expect(try purgeSent(store, at: days(431)) == 11)
        #expect(try purge(store, at: days(431)).contacts == 7, "all but one that bounced, one that complained, one that we still mail")
        let left = try (0..<10).filter { try store.contact(of: #require(EmailAddress("user\($0)@example.org"))) != nil }
        #expect(left == [3, 4, 7])
        #expect(try store.recipient(of: .messageID("m20@news.example.com"))?.address.key == "user7@example.org")
        #expect(try store.verify().isClean)
    }

    @Test func `a contact that we still mail is kept, however long it is known`() throws {
        let store = try open()
        defer { store.close() }
        for month in stride(from: Int64(0), through: 900, by: 20) {
            _ = try store.addSent([mail(Int(month), "reader@example.org", at: days(month))], at: days(month))
        }
        #expect(try purge(store, at: days(901)) == Purged())
        #expect(try store.recipient(of: .messageID("m900@news.example.com")) != nil, "a complaint about the last mail names the reader")
        #expect(try purgeSent(store, at: days(1400)) == 46)
        #expect(try purge(store, at: days(1400)).contacts == 1)
    }

    @Test func `where the send log is kept for good, so are the contacts in it`() throws {
        let store = try open()
        defer { store.close() }
        _ = try store.addSent([mail(1, "reader@example.org", at: now)], at: now)
        var retention = Retention()
        retention[.sent] = nil
        #expect(try purge(store, retention, at: days(5000)) == Purged())
    }

    @Test func `a store of before learns from its send log whom we still mail`() throws {
        let session = try SQLiteSession(name: folder.store, path: folder.store, flags: 6)
        for step in SQLiteSchema.steps.prefix(5) { try session.execute(step) }
        try session.execute(
            """
            PRAGMA application_id = \(SQLiteOpening.applicationID); PRAGMA user_version = 5;
            INSERT INTO contact (hash, phase, soft_failures, since) VALUES (x'01', 'active', '', 1), (x'02', 'active', '', 1);
            INSERT INTO sent (message_id, contact, sent_at) VALUES (x'0a', x'01', 7), (x'0b', x'01', 9)
            """)
        try SQLiteSchema.migrate(session, path: folder.store)
        let found = try session.all(Statement("SELECT last_sent FROM contact ORDER BY hash")) { $0.optionalInt(0) }
        #expect(found == [9, nil])
        session.close()
    }
}
