import Deliverability
import MailSyntax
import Storage
import TestKit
import Testing
import Tokens
import WebFront

@testable import Daemon

@Suite struct OneClickTests {
    private let now = Timestamp(1_795_000_000)

    private func wish(_ address: String = "ann@example.com") throws -> UnsubscribeLinks.Wish {
        UnsubscribeLinks.Wish(address: try #require(EmailAddress(address)))
    }

    private func kinds(_ store: MemoryStore) throws -> [String] {
        var kinds: [String] = []
        try store.events(after: 0) { kinds.append($0.event.kind) }
        return kinds
    }

    @Test func `a wish is an event like one that came by mail, and suppresses at once`() throws {
        let store = MemoryStore()
        _ = try OneClick.commit(try wish(), to: store, at: now)
        #expect(try kinds(store) == ["unsubscribe"])
        #expect(try store.suppressions(after: 0, limit: 10).map(\.reason) == [.unsubscribe])
    }

    @Test func `the same wish again changes nothing`() throws {
        let store = MemoryStore()
        for second in 0..<5 { #expect(try OneClick.commit(try wish(), to: store, at: now.adding(seconds: Int64(second)))) }
        #expect(try kinds(store).count == 1)
        #expect(try store.lastCursor() == 1)
    }

    @Test func `after a new consent the same link works again`() throws {
        let store = MemoryStore()
        let address = try #require(EmailAddress("ann@example.com"))
        _ = try OneClick.commit(try wish(), to: store, at: now)
        try store.apply(.consent, to: address, at: now.adding(seconds: 10))
        #expect(try store.suppression(of: address) == nil)
        _ = try OneClick.commit(try wish(), to: store, at: now.adding(seconds: 20))
        #expect(try store.suppression(of: address)?.reason == .unsubscribe)
    }

    @Test func `a token of a link says whose wish it is, and of which list`() throws {
        let ring = try #require(TestKeys.ring)
        let link = "https://example.com/u/" + (try TestKeys.token(.unsubscribe, "ann@example.com", scope: .list("weekly")))
        let read = OneClick.wishes(TokenReader(keys: ring)), store = MemoryStore()
        #expect(try OneClick.commit(try #require(read(link)), to: store, at: now))
        #expect(try store.suppressions(after: 0, limit: 10).map(\.scope) == ["list:weekly"])
        #expect(read("nothing") == nil)
    }

    @Test func `a wish of whom nobody knows changes nothing`() throws {
        let store = MemoryStore()
        #expect(try !OneClick.commit(UnsubscribeLinks.Wish { _ in nil }, to: store, at: now))
        #expect(try store.lastCursor() == 0)
    }

    @Test func `the answer comes after the commit, and a failure is not confirmed`() async throws {
        let oneClick = OneClick(perform: { task in try? task(MemoryStore()) }, now: { Timestamp(1_795_000_000) })
        #expect(try await oneClick.commit(try wish()))
        let failing = OneClick(
            perform: { task in
                let store = MemoryStore()
                store.failure = StoreError(.full, "the disk is full")
                try? task(store)
            }, now: { Timestamp(1_795_000_000) })
        await #expect(throws: StoreError.self) { try await failing.commit(try wish()) }
    }
}
