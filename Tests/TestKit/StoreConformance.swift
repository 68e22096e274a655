import Deliverability
import MailSyntax
import Storage

/// What every store must do, one function a law. A store's own tests run all of `laws` over a factory that opens the same
/// place again and again.
package struct StoreConformance {
    package struct Law: Sendable, CustomStringConvertible {
        package let name: String
        package let check: @Sendable (StoreConformance) throws -> Void
        package var description: String { name }
    }

    /// How a law was broken.
    package struct Broken: Error, CustomStringConvertible {
        package let description: String
    }

    /// Opens the store; the one before it is closed.
    package let open: () throws -> any Store

    package init(open: @escaping () throws -> any Store) { self.open = open }

    package static let laws: [Law] =
        decisionLaws + ledgerLaws + reportLaws + replyLaws + followerLaws + sendLogLaws + complaintLaws + [
            Law(name: "law 1: a replay changes nothing") { try $0.replayChangesNothing() },
            Law(name: "law 2: a message that fails is taken back alone") { try $0.badMessageNeverDragsTheBatch() },
            Law(name: "a thousand messages share one transaction") { try $0.thousandMessages() },
            Law(name: "law 7: the feed has no gaps, whatever fails or repeats") { try $0.feedHasNoGaps() },
            Law(name: "law 8: no address stands in the event log") { try $0.noAddressInTheEventLog() },
            Law(name: "a better reading replaces a refused one, never the other way round") { try $0.betterReadingReplaces() },
            Law(name: "attempts are counted until they are cleared") { try $0.attempts() },
        ]

    static let now = Timestamp(1_795_000_000)
    /// Longer than any store takes in one value: the message that has it fails.
    static let oversized = String(repeating: "x", count: 17 << 20)

    func expect(_ condition: Bool, _ what: @autoclosure () -> String) throws {
        if !condition { throw Broken(description: what()) }
    }

    func equal<T: Equatable>(_ found: T, _ wanted: T, _ what: String) throws {
        if found != wanted { throw Broken(description: "\(what): \(found), wanted \(wanted)") }
    }

    func events(_ store: any Store, after seq: Int64 = 0) throws -> [StoredEvent] {
        var out: [StoredEvent] = []
        try store.events(after: seq) { out.append($0) }
        return out
    }

    func standing(_ store: any Store) throws -> [Suppression] {
        var out: [Suppression] = []
        try store.standingSuppressions { out.append($0) }
        return out
    }

    // MARK: Laws of the transaction

    func replayChangesNothing() throws {
        let mails = [
            Sample.bounce(1, "ann@example.org", .hard), Sample.complaint(2, "bob@example.org"), Sample.report(3, tallies: 4),
            Sample.setAside(4), Sample.unrelated(5),
        ]
        var store = try open()
        let first = try store.commit(mails, at: Self.now)
        try equal(first.map(\.verdict), Array(repeating: .new, count: 5), "verdicts")
        let before = (try events(store).count, try store.lastCursor(), try store.counts())
        store.close()

        store = try open()
        defer { store.close() }
        let again = try store.commit(mails + mails, at: Self.now.adding(seconds: 60))
        try equal(again.map(\.verdict), Array(repeating: .duplicate, count: 10), "verdicts of the replay")
        try equal(try events(store).count, before.0, "events after the replay")
        try equal(try store.lastCursor(), before.1, "cursor after the replay")
        try equal(try store.counts(), before.2, "counts after the replay")
        for mail in mails { try expect(try store.isKnown(mail.digest), "a committed digest is not known") }
        try expect(try !store.isKnown(Sample.unrelated(99).digest), "a digest is known that was never committed")
    }

    func badMessageNeverDragsTheBatch() throws {
        let store = try open()
        defer { store.close() }
        let bad = Sample.bounces(2, [("carl@example.org", .hard), ("dora@example.org", .hard)], campaignOfLast: Self.oversized)
        let outcomes = try store.commit(
            [Sample.bounce(1, "ann@example.org", .hard), bad, Sample.complaint(3, "eve@example.org")], at: Self.now)
        try equal(outcomes.map(\.verdict), [.new, .failed, .new], "verdicts")
        try expect(outcomes[1].failure != nil, "the failure has no reason")
        try equal(try standing(store).map(\.address), ["ann@example.org", "eve@example.org"], "who is suppressed")
        try expect(try !store.isKnown(bad.digest), "the failed message has a row")
        try expect(try events(store).allSatisfy { $0.digest != bad.digest }, "an event of the failed message stayed")
        try equal(try events(store).map(\.seq), [1, 2], "numbers of the events")
        // What failed is whole again when it comes without its fault.
        let better = Sample.bounces(2, [("carl@example.org", .hard), ("dora@example.org", .hard)], campaignOfLast: nil)
        try equal(try store.commit([better], at: Self.now).map(\.suppressed), [2], "suppressed by the repaired message")
    }

    func thousandMessages() throws {
        var store = try open()
        let mails = (0..<1000).map { $0 % 2 == 0 ? Sample.bounce($0, "user\($0)@example.org", .hard) : Sample.report($0, tallies: 3) }
        let outcomes = try store.commit(mails, at: Self.now)
        try equal(outcomes.count, 1000, "outcomes")
        store.close()
        store = try open()
        defer { store.close() }
        let all = try events(store)
        try equal(all.map(\.seq), Array(1...2000), "numbers of the events")
        try equal(all.filter { $0.event.kind == "alignment" }.count, 1500, "tallies")
        try equal(try standing(store).count, 500, "suppressed contacts")
        let sorted = try standing(store).compactMap(\.address)
        try equal(sorted, sorted.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }, "order of the list")
        try equal(try events(store, after: 1990).map(\.seq), Array(1991...2000), "events after a number")
    }

    func feedHasNoGaps() throws {
        let store = try open()
        defer { store.close() }
        var number = 0
        for round in 0..<20 {
            number += 10
            let bad = Sample.bounces(number + 1, [("x\(round)@example.org", .hard)], campaignOfLast: Self.oversized)
            _ = try store.commit(
                [
                    Sample.complaint(number, "a\(round)@example.org"), bad, Sample.bounce(number + 2, "b\(round)@example.org", .hard),
                    Sample.bounce(number + 2, "b\(round)@example.org", .hard), Sample.complaint(number + 3, "a\(round)@example.org"),
                ], at: Self.now)
            if let address = EmailAddress("b\(round)@example.org") { try store.apply(.liftedByOperator, to: address, at: Self.now) }
        }
        let feed = try store.suppressions(after: 0, limit: 10_000)
        try equal(feed.map(\.cursor), Array(1...Int64(60)), "cursors")
        try equal(try store.lastCursor(), 60, "last cursor")
        try equal(try store.suppressions(after: 57, limit: 2).map(\.cursor), [58, 59], "a page")
        // The list that stands is the fold of the feed.
        var fold: [String: Suppression] = [:]
        for entry in feed { fold[entry.hash] = entry.operation == .add ? entry : nil }
        try equal(Set(try standing(store)), Set(fold.values), "what stands")
    }

    func noAddressInTheEventLog() throws {
        let store = try open()
        defer { store.close() }
        _ = try store.commit(
            [
                Sample.bounce(
                    1, "Ann.Secret@example.org", .hard,
                    diagnostic: "550 5.1.1 <Ann.Secret@example.org>: no such user ann.secret@example.org."),
                Sample.complaint(2, "bob.secret@example.org"), Sample.unsubscribe(3, "cat.secret@example.org"),
            ], at: Self.now)
        let all = try events(store)
        try equal(all.map(\.event.kind), ["bounce", "complaint", "unsubscribe"], "kinds")
        for event in all {
            try expect(!"\(event)".lowercased().contains("secret"), "an address stands in event \(event.seq)")
            try equal(event.contact?.utf8.count, 64, "length of the keyed hash")
        }
        let hash = try EmailAddress("ann.secret@EXAMPLE.org").flatMap { try store.contact(of: $0) }?.hash
        try equal(hash, all[0].contact, "hash of the contact, whatever the case of its letters")
        try expect(all[0].countsAgainstContact, "the stored bounce no longer counts")
    }

    func betterReadingReplaces() throws {
        let store = try open()
        defer { store.close() }
        let refused = Sample.setAside(1), read = Sample.report(1, tallies: 2)
        _ = try store.commit([refused], at: Self.now)
        let found = try store.setAsides()
        try equal(found.map(\.reason), ["zip.encrypted"], "reasons")
        try equal(found.map(\.path), ["/aside/1.eml"], "paths")
        try equal(try store.commit([read], at: Self.now).map(\.verdict), [.new], "verdict of the better reading")
        try equal(try store.setAsides().count, 0, "set aside after it")
        try equal(try store.commit([refused], at: Self.now).map(\.verdict), [.duplicate], "verdict of the worse reading")
        try equal(try store.counts().setAside, 0, "counted as set aside")
        try equal(try store.counts().messages, 1, "counted messages")

        _ = try store.commit([Sample.setAside(2)], at: Self.now)
        let unrelated = Sample.setAside(3)
        _ = try store.commit([unrelated], at: Self.now)
        try equal(try store.commit([Sample.unrelated(3)], at: Self.now).map(\.verdict), [.new], "verdict of mail that is unrelated now")
        try equal(try store.setAsides().map(\.digest), [Sample.setAside(2).digest], "set aside beside it")
        try store.removeSetAside(Sample.setAside(2).digest)
        try expect(try !store.isKnown(Sample.setAside(2).digest), "a forgotten message is known")
        try store.removeSetAside(read.digest)
        try expect(try store.isKnown(read.digest), "a report was forgotten as if it had been set aside")
    }

    func attempts() throws {
        let names = ["1700.M1P1.mx,S=1:2,S", "grün\u{1}name", ""]
        var store = try open()
        try equal(try store.countAttempts(names), [1, 1, 1], "first attempt")
        store.close()
        store = try open()
        defer { store.close() }
        try equal(try store.countAttempts(Array(names.prefix(2))), [2, 2], "second attempt, after a restart")
        try store.clearAttempts([names[0]])
        try equal(try store.countAttempts(names), [1, 3, 2], "after clearing one")
        try equal(try store.attempts(), Dictionary(uniqueKeysWithValues: zip(names, [1, 3, 2])), "all that were counted")
    }
}
