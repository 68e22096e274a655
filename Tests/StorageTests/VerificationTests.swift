import Deliverability
import Foundation
import MailSyntax
import TestKit
import Testing

@testable import Storage

/// A change that no code of ours makes, and the promise that it breaks.
struct Damage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let sql: String
    let promise: Verification.Promise

    init(_ name: String, _ promise: Verification.Promise, _ sql: String) {
        testDescription = name
        self.promise = promise
        self.sql = sql
    }

    static let all = [
        Damage("a set-aside file is gone", .nothingLost, "UPDATE message SET path = '/nowhere/1.eml' WHERE outcome = 'set-aside'"),
        Damage("a report counts twice", .nothingTwice, "UPDATE report SET counted = 1"),
        Damage("a number is given twice", .nothingTwice, "UPDATE event SET seq = (SELECT max(seq) FROM alignment) WHERE seq = 1"),
        Damage("an event lost its message", .allOrNothing, "UPDATE event SET message = 999 WHERE seq = 1"),
        Damage("a refused message has an event", .allOrNothing, "UPDATE message SET outcome = 'set-aside', reason = 'x.y' WHERE id = 1"),
        Damage("a tally lost its report", .allOrNothing, "UPDATE alignment SET report = 999 WHERE seq = (SELECT max(seq) FROM alignment)"),
        Damage("a tally is missing", .allOrNothing, "DELETE FROM alignment WHERE seq = (SELECT max(seq) FROM alignment)"),
        Damage("a word is missing", .allOrNothing, "DELETE FROM word WHERE id = (SELECT min(id) FROM word)"),
        Damage("a state that is none", .finalIsFinal, "UPDATE message SET outcome = 'half' WHERE id = 1"),
        Damage("a phase that is none", .finalIsFinal, "UPDATE contact SET phase = 'asleep'"),
        Damage("an event of an unknown kind", .finalIsFinal, "UPDATE event SET kind = 'rumour' WHERE seq = 1"),
        Damage("the feed has a gap", .feedIsTheFold, "DELETE FROM suppression WHERE cursor = 1"),
        Damage("a suppression is forgotten", .feedIsTheFold, "UPDATE contact SET phase = 'active', reason = NULL, suppression = NULL"),
        Damage("a contact is forgotten", .feedIsTheFold, "DELETE FROM contact"),
        Damage("another reason", .feedIsTheFold, "UPDATE suppression SET reason = 'manual' WHERE cursor = 2"),
        Damage("an entry names another's address", .feedIsTheFold, "UPDATE suppression SET address = 'eve@example.org' WHERE cursor = 1"),
        Damage("nothing is taken away", .feedIsTheFold, "UPDATE suppression SET op = 'remove' WHERE cursor = 1"),
        Damage("its message is unknown", .feedIsTheFold, "UPDATE suppression SET digest = x'00' WHERE cursor = 1"),
        Damage("a list that was objected to is forgotten", .feedIsTheFold, "DELETE FROM scoped_contact"),
        Damage("a list is free in the ledger only", .feedIsTheFold, "UPDATE scoped_contact SET phase = 'active', suppression = NULL"),
        Damage("a list rests on another's entry", .feedIsTheFold, "UPDATE scoped_contact SET suppression = 1"),
        Damage("a list gives another reason", .feedIsTheFold, "UPDATE scoped_contact SET reason = 'complaint'"),
        Damage("a list in a phase that is none", .finalIsFinal, "UPDATE scoped_contact SET phase = 'asleep'"),
        Damage("another key", .whole, "UPDATE contact SET address = 'eve@example.org'"),
        Damage("a message is tried for ever", .nothingBlocks, "INSERT INTO attempt VALUES ('1700.M1', 9)"),
        Damage("a message is counted that is not there", .booksBalance, "UPDATE counter SET value = value + 1 WHERE name = 'messages'"),
        Damage("a tally vanished with its report", .booksBalance, "DELETE FROM alignment WHERE report = 1"),
    ]
}

@Suite struct VerificationTests {
    let folder: TemporaryFolder
    let thresholds = Thresholds()
    let now = Timestamp(1_795_000_000)

    init() throws { folder = try TemporaryFolder() }

    private func fill() throws {
        let store = try SQLStore.open(path: folder.store, thresholds: thresholds)
        defer { store.close() }
        let file = folder.path + "/aside.eml"
        try Data("x".utf8).write(to: URL(fileURLWithPath: file))
        _ = try store.commit(
            [
                Sample.bounce(1, "ann@example.org", .hard), Sample.complaint(2, "bob@example.org"),
                Sample.unsubscribe(3, "cat@example.org"),
                Sample.report(4, tallies: 3), Sample.unrelated(5), Sample.setAside(6, path: file),
                Sample.report(7, tallies: 2, id: "report-4", content: 2),
                Sample.bounce(8, "dan@example.org", .soft),
            ], at: now)
        let list = try #require(SuppressionScope("list:weekly"))
        try store.apply(.unsubscribe, to: #require(EmailAddress("fay@example.org")), scope: list, at: now)
        for word in ["ann@example.org", "eli@example.org"] {
            let address = try #require(EmailAddress(word))
            try store.apply(.suppressedByOperator, to: address, at: now)
            try store.apply(.liftedByOperator, to: address, at: now)
        }
    }

    @Test func `a store that was left alone keeps every promise`() throws {
        try fill()
        let store = try SQLStore.openReadOnly(path: folder.store, thresholds: thresholds)
        defer { store.close() }
        let found = try store.verify()
        for promise in Verification.Promise.allCases { #expect(found.breaches(promise) == []) }
        #expect(found.isClean)
    }

    @Test func `it looks beside a writer, at what is committed`() throws {
        let writer = try SQLStore.open(path: folder.store, thresholds: thresholds)
        defer { writer.close() }
        _ = try writer.commit([Sample.complaint(1, "ann@example.org")], at: now)
        let reader = try SQLStore.openReadOnly(path: folder.store, thresholds: thresholds)
        defer { reader.close() }
        #expect(try reader.verify().isClean)
        _ = try writer.commit([Sample.complaint(2, "bob@example.org")], at: now)
        #expect(try reader.verify().isClean)
        #expect(try writer.verify().isClean)
    }

    @Test(arguments: Damage.all) func `what no code of ours does is found`(_ damage: Damage) throws {
        try fill()
        let vandal = try SQLiteSession(name: folder.store, path: folder.store, flags: 2)
        try vandal.execute(damage.sql)
        vandal.close()
        let store = try SQLStore.openReadOnly(path: folder.store, thresholds: thresholds)
        defer { store.close() }
        let found = try store.verify()
        #expect(found.count(damage.promise) > 0)
        #expect(!found.isClean)
        for promise in Verification.Promise.allCases {
            for sentence in found.breaches(promise) { #expect(!sentence.contains("@"), "an address in: \(sentence)") }
        }
    }

    @Test func `of many breaches the first are told and all are counted`() throws {
        var found = Verification()
        for number in 1...50 { found.add(.feedIsTheFold, "\(number)") }
        #expect(found.count(.feedIsTheFold) == 50)
        #expect(found.breaches(.feedIsTheFold).count == Verification.toldMax)
        #expect(found.count(.nothingLost) == 0)
    }
}
