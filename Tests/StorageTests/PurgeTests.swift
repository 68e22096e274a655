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
}
