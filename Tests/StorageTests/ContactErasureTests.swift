import Deliverability
import Foundation
import MailSyntax
import TestKit
import Testing

@testable import Storage

@Suite struct ContactErasureTests {
    let folder: TemporaryFolder
    let thresholds = Thresholds()
    let now = Timestamp(1_795_000_000)
    let rosa: EmailAddress

    init() throws {
        folder = try TemporaryFolder()
        rosa = try #require(EmailAddress("rosa.verysecret@example.org"))
    }

    private func open() throws -> SQLStore { try SQLStore.open(path: folder.store, thresholds: thresholds) }

    private let mails = [
        Sample.bounce(
            1, "rosa.verysecret@example.org", .hard, provider: "gmail", diagnostic: "550 5.1.1 rosa verysecret has left the house"),
        Sample.complaint(2, "rosa.verysecret@example.org"), Sample.complaint(3, "bob@example.org"),
        Sample.bounce(4, "rosa.verysecret@example.org", .block, provider: "gmail"),
    ]

    /// Everything that lies in the folder of the store.
    private func bytes() throws -> Data {
        try folder.files().reduce(into: Data()) { $0 += try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + $1)) }
    }

    @Test func `of a suppressed contact nothing is left but the hash that keeps it suppressed`() throws {
        let store = try open()
        defer { store.close() }
        _ = try store.commit(mails, at: now)
        let before = try store.suppressions(after: 0, limit: 100)
        let position = try #require(try store.position(at: 1))
        #expect(try bytes().range(of: Data("verysecret".utf8)) != nil)

        let erasure = try store.forget(rosa)
        #expect(erasure == ContactErasure(wasKnown: true, isSuppressed: true, events: 3))
        #expect(try bytes().range(of: Data("verysecret".utf8)) == nil, "the address is still in the files of the store")
        #expect(try bytes().range(of: Data("bob@example.org".utf8)) != nil)
        #expect(try store.suppression(of: rosa)?.reason == .complaint)
        #expect(try store.suppression(of: rosa)?.address == nil)
        let record = try #require(try store.contact(of: rosa))
        #expect(record.address == nil && record.events.isEmpty && record.state.isSuppressing)
        #expect(try store.messages(naming: rosa).isEmpty)
        // The feed is the same entry for entry, but for the address.
        let after = try store.suppressions(after: 0, limit: 100)
        #expect(after.map(\.cursor) == before.map(\.cursor) && after.map(\.hash) == before.map(\.hash))
        #expect(try store.holds(position))
        #expect(try store.verify().isClean)
    }

    @Test func `an erased contact comes back neither with the same mail nor with other mail that names it`() throws {
        var store = try open()
        _ = try store.commit(mails, at: now)
        _ = try store.forget(rosa)
        store.close()
        store = try open()
        defer { store.close() }
        #expect(try store.commit(mails, at: now).allSatisfy { $0.verdict == .duplicate })
        let more = [
            Sample.bounce(11, "rosa.verysecret@example.org", .hard), Sample.complaint(12, "Rosa.VerySecret@example.org"),
            Sample.unsubscribe(13, "rosa.verysecret@example.org"),
        ]
        #expect(try store.commit(more, at: now).allSatisfy { $0.verdict == .new && $0.suppressed == 0 })
        #expect(try store.suppression(of: rosa) != nil)
        store.close()
        #expect(try bytes().range(of: Data("verysecret".utf8)) == nil)
        store = try open()
        #expect(try store.verify().isClean)
    }

    @Test func `what stood provisionally ends in its time without an address`() throws {
        let store = try open()
        defer { store.close() }
        _ = try store.commit([Sample.complaint(1, "rosa.verysecret@example.org", effect: .suppressProvisionally)], at: now)
        #expect(try store.forget(rosa).isSuppressed)
        try store.passTime(to: now.adding(seconds: 30 * 86400))
        let feed = try store.suppressions(after: 0, limit: 100)
        #expect(feed.map(\.operation) == [.add, .remove])
        #expect(feed.allSatisfy { $0.address == nil })
        #expect(try store.suppression(of: rosa) == nil)
        #expect(try store.verify().isClean)
        // The objection is over: who is known anew is known with the address.
        _ = try store.commit([Sample.complaint(2, "rosa.verysecret@example.org")], at: now.adding(seconds: 31 * 86400))
        #expect(try store.suppression(of: rosa)?.address == "rosa.verysecret@example.org")
    }

    @Test func `a contact that nothing stands against is forgotten whole`() throws {
        let store = try open()
        defer { store.close() }
        _ = try store.commit([Sample.bounce(1, "rosa.verysecret@example.org", .soft, diagnostic: "452 rosa verysecret is full")], at: now)
        #expect(try store.forget(rosa) == ContactErasure(wasKnown: true, isSuppressed: false, events: 1))
        #expect(try store.contact(of: rosa) == nil)
        #expect(try store.forget(rosa) == ContactErasure(wasKnown: false, isSuppressed: false, events: 0))
        #expect(try store.counts().events["bounce"] == 1)
        #expect(try store.verify().isClean)
    }

    @Test func `an export holds all that is known of a contact and nothing of another`() throws {
        let store = try open()
        defer { store.close() }
        _ = try store.commit(mails + (20..<60).map { Sample.bounce($0, "rosa.verysecret@example.org", .soft) }, at: now)
        let export = try #require(try store.export(of: rosa))
        #expect(export.record.events.count == 43)
        #expect(export.entries.map(\.reason) == [.hardBounce, .complaint])
        #expect(export.cases.map(\.key.receiver) == ["gmail"])
        #expect(try store.messages(naming: rosa).count == 43)
        #expect(try store.export(of: #require(EmailAddress("nobody@example.org"))) == nil)
    }

    // MARK: Less than all mail

    private func scope(_ word: String) throws -> SuppressionScope { try #require(SuppressionScope(word)) }

    @Test func `of an objection to one list only the hash, the list and the reason are kept`() throws {
        var store = try open()
        let list = try scope("list:weekly"), other = try scope("list:daily")
        try store.apply(.unsubscribe, to: rosa, scope: list, at: now)
        try store.apply(.softBounce, to: rosa, scope: other, at: now)
        let handle = try #require(RecipientHandle([1, 2, 3, 4, 5, 6, 7, 8]))
        _ = try store.addSent([SentMessage(messageID: "a@x.example", recipient: rosa, sentAt: now, handle: handle)], at: now)
        #expect(try store.recipient(of: .handle(handle)) != nil)

        #expect(try store.forget(rosa) == ContactErasure(wasKnown: true, isSuppressed: true, events: 0))
        #expect(try store.recipient(of: .handle(handle)) == nil)
        #expect(try store.recipient(of: .messageID("a@x.example")) == nil)
        #expect(try store.session.first(Statement("SELECT count(*) FROM contact WHERE handle IS NOT NULL")) { $0.int(0) } == 0)
        let rows = try store.session.all(Statement("SELECT scope, soft_failures FROM scoped_contact")) { [$0.text(0), $0.text(1)] }
        #expect(rows == [["list:weekly", ""]], "the list that bounced is forgotten, the objection is not")
        store.close()
        #expect(try bytes().range(of: Data("verysecret".utf8)) == nil)

        // Neither the same list nor all mail brings the address back as long as the objection stands.
        store = try open()
        defer { store.close() }
        try store.apply(.unsubscribe, to: rosa, scope: list, at: now)
        _ = try store.commit([Sample.complaint(1, "rosa.verysecret@example.org")], at: now)
        #expect(try store.suppressions(after: 0, limit: 10).allSatisfy { $0.address == nil })
        #expect(try store.suppressions(after: 0, limit: 10).map(\.scope) == ["list:weekly", "all"])
        #expect(try store.verify().isClean)
    }

    @Test func `a contact with lists against which nothing stands is forgotten with all of them`() throws {
        let store = try open()
        defer { store.close() }
        let list = try scope("list:weekly")
        try store.apply(.unsubscribe, to: rosa, scope: list, at: now)
        try store.apply(.liftedByOperator, to: rosa, scope: list, at: now)
        #expect(try store.forget(rosa) == ContactErasure(wasKnown: true, isSuppressed: false, events: 0))
        #expect(try store.session.first(Statement("SELECT count(*) FROM scoped_contact")) { $0.int(0) } == 0)
        #expect(try store.contact(of: rosa) == nil)
        #expect(try store.suppressions(after: 0, limit: 10).allSatisfy { $0.address == nil })
        #expect(try store.verify().isClean)
    }
}
