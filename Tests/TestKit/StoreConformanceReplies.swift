import Deliverability
import MailSyntax
import Storage

/// Laws of replies that no rule knows, and of accounts that are closed.
extension StoreConformance {
    static let replyLaws = [
        Law(name: "replies that no rule knows are counted by their pattern, most frequent first") { try $0.unmatchedReplies() },
        Law(name: "law 8: no address and no recipient's name stands in a pattern") { try $0.patternsNameNobody() },
        Law(name: "a closed account is off until its date, and then one probe may go out") { try $0.closedAccount() },
    ]

    private func bounce(_ number: Int, _ diagnostic: String, rule: String = "action/failed", _ cause: BounceCause = .undetermined)
        -> MessageRecord
    {
        let address = EmailAddress("ann\(number)@example.org")
        let bounceClass: BounceClass = cause == .undetermined ? .other : .hard
        let event = Event.bounce(
            Bounce(
                recipient: address, action: .failed, status: nil, replyCode: nil,
                classification: Classification(bounceClass, cause, rule: RuleID(rule), remedy: "Look into it."),
                provider: Provider("gmail"),
                diagnostic: diagnostic, occurredAt: Self.now.adding(seconds: Int64(number))))
        return Sample.record(number, kind: "delivery-status", [event])
    }

    func unmatchedReplies() throws {
        let store = try open()
        defer { store.close() }
        _ = try store.commit(
            [
                bounce(1, "550 5.9.9 <ann1@example.org>: green giraffes"), bounce(2, "550 5.9.9 <ann2@example.org>: purple elephants"),
                bounce(3, "550 5.9.9 <ann3@example.org>: purple elephants"), bounce(4, "552 mailbox full", rule: "recipient/mailbox-full"),
                bounce(5, "550 sorry", rule: "reply/550", .unknownUser), bounce(6, ""),
            ], at: Self.now.adding(seconds: 60))
        let found = try store.unmatchedReplies(limit: 10, includingGuessed: false)
        try equal(found.map(\.pattern), ["550 5.9.9 <[address]>: purple elephants", "550 5.9.9 <[address]>: green giraffes"], "patterns")
        try equal(found.map(\.count), [2, 1], "counts")
        try equal(found.first?.provider, Provider("gmail"), "provider")
        try equal(found.first?.firstSeen, Self.now.adding(seconds: 2), "first seen")
        try equal(found.first?.lastSeen, Self.now.adding(seconds: 3), "last seen")
        try equal(try store.unmatchedReplies(limit: 10, includingGuessed: true).count, 3, "with those that a code decided")
        try equal(try store.unmatchedReplies(limit: 1, includingGuessed: true).count, 1, "at most the limit")
    }

    func patternsNameNobody() throws {
        let store = try open()
        defer { store.close() }
        _ = try store.commit([bounce(7, "550 purple ann7 elephants for ann7@example.org at mx.example.org")], at: Self.now)
        for reply in try store.unmatchedReplies(limit: 10, includingGuessed: true) {
            try expect(!reply.pattern.contains("ann7") && !reply.pattern.contains("example.org"), reply.pattern)
        }
    }

    func closedAccount() throws {
        let store = try open()
        defer { store.close() }
        guard let address = EmailAddress("ann8@example.org") else { return }
        _ = try store.commit([bounce(8, "550 5.2.1 account closed", rule: "recipient/disabled", .disabled)], at: Self.now)
        let end = Self.now.adding(seconds: Thresholds().disabledSeconds)
        try equal(try store.suppression(of: address)?.expires, end, "the date in the feed")
        try equal(try store.suppression(of: address)?.state, .active, "state in the feed")
        try store.passTime(to: end.adding(seconds: -1))
        try expect(try store.suppression(of: address) != nil, "it is off until its date")
        try store.passTime(to: end)
        try expect(try store.suppression(of: address) == nil, "it is lifted at its date")
        try equal(try store.contact(of: address)?.state.phase, .revalidate, "phase")
    }
}
