import Deliverability
import MailSyntax
import Storage

/// Laws of the send log and of suppressions for less than all mail.
extension StoreConformance {
    static let sendLogLaws = [
        Law(name: "a Message-ID of one recipient names the complainer in the same transaction") { try $0.messageIDNames() },
        Law(name: "a Message-ID of several recipients, or of nobody we know, names nobody") { try $0.severalRecipients() },
        Law(name: "a handle names whose token it is") { try $0.handleNames() },
        Law(name: "a bounce without recipient or campaign gets them from the send log") { try $0.bounceIsNamed() },
        Law(name: "a send log read twice is known, and its mails are forgotten by their age") { try $0.sendLogIsForgotten() },
        Law(name: "what was sent in a week, and came back of it, is told by provider") { try $0.sentOfAWeek() },
        Law(name: "a complaint about one list stops that list and nothing else") { try $0.scopedComplaint() },
        Law(name: "refused tokens are counted by reason") { try $0.refusedTokens() },
    ]

    private func address(_ text: String) throws -> EmailAddress {
        guard let address = EmailAddress(text) else { throw Broken(description: "no address: \(text)") }
        return address
    }

    private func sent(_ id: String, _ recipient: String, _ campaign: String? = nil, handle: RecipientHandle? = nil) throws -> SentMessage {
        try SentMessage(messageID: id, recipient: address(recipient), campaign: campaign, sentAt: Self.now, handle: handle)
    }

    /// A complaint that names `address`, or nobody, and would rather ask the send log.
    private func complaint(_ number: Int, _ key: RecipientKey, naming named: String? = nil, scope: SuppressionScope = .all) throws
        -> MessageRecord
    {
        let attribution = Attribution(
            outcome: named == nil ? .unresolved : .resolved, address: try named.map(address),
            rung: named == nil ? .messageID : .originalRecipient,
            trust: .b)
        return Sample.record(
            number, kind: "feedback",
            [
                .complaint(
                    Complaint(
                        feedbackType: "abuse", provider: nil, attribution: attribution, direction: .recipient,
                        effect: named == nil ? .count : .suppress, scope: scope,
                        lookup: PendingAttribution(key: key, rung: .messageID, trust: .b, effect: .suppress)))
            ])
    }

    /// Of the mail that the log tells of: a bounce of an address that it does not name says nothing of it.
    func sentOfAWeek() throws {
        let store = try open()
        defer { store.close() }
        func mail(_ number: Int, _ recipient: String, _ provider: String?, days: Int64 = 0) throws -> SentMessage {
            try SentMessage(
                messageID: "m\(number)@x.example", recipient: address(recipient), sentAt: Self.now.adding(seconds: days * 86400),
                provider: provider)
        }
        let mails = try [
            mail(1, "ann@one.example", "one"), mail(2, "bob@one.example", "one"), mail(3, "cai@host.example", nil),
            mail(4, "ann@one.example", "one", days: -8),
        ]
        _ = try store.addSent(mails, at: Self.now)
        try equal(try store.addSent(Array(mails.prefix(1)), at: Self.now), 0, "new mails of a log that was read before")
        let bounces = ["ann@one.example", "cai@host.example", "dee@one.example"].enumerated().map { Sample.bounce($0, $1, .hard) }
        _ = try store.commit(bounces + [complaint(9, .messageID("m2@x.example"))], at: Self.now)
        let day = Self.now.secondsSince1970 / 86400, from = Timestamp((day - 6) * 86400), to = Timestamp((day + 1) * 86400)
        let sending = try store.weekly(from: from, to: to, domain: nil).sending
        try equal(sending.sent, [Provider("one"): 2, nil: 1], "sent")
        try equal(sending.hardBounces, [Provider("one"): 1, nil: 1], "hard bounces")
        try equal(sending.complaints, [nil: 1], "complaints")
        try equal(try store.weekly(from: from, to: to, domain: DomainName("x.example")).sending, SendingFigures(), "of one From domain")
    }

    func messageIDNames() throws {
        let store = try open()
        defer { store.close() }
        try equal(try store.addSent([sent("a@x.example", "Ann@Example.org", "spring")], at: Self.now), 1, "new mails")
        let outcomes = try store.commit(
            [complaint(1, .messageID("a@x.example")), complaint(2, .messageID("a@x.example"), naming: "bob@example.org")], at: Self.now)
        try equal(outcomes.map(\.suppressed), [1, 0], "suppressed")
        try equal(try standing(store).map(\.address), ["ann@example.org"], "who is suppressed: our own record, not whom the report names")
        let events = try events(store)
        guard case .complaint(let first)? = events.first?.event, case .complaint(let second)? = events.last?.event else {
            throw Broken(description: "no complaints in the log")
        }
        try equal(first.attribution.outcome, .resolved, "outcome")
        try equal(first.attribution.rung, .messageID, "rung")
        try equal(first.campaign, "spring", "campaign")
        try equal(second.attribution.disagreements.map(\.rung), [.originalRecipient], "who disagreed")
        try equal(events.first?.contact, try store.contact(of: address("ann@example.org"))?.hash, "contact of the event")
    }

    func severalRecipients() throws {
        let store = try open()
        defer { store.close() }
        _ = try store.addSent([sent("a@x.example", "ann@example.org"), sent("a@x.example", "bob@example.org")], at: Self.now)
        _ = try store.commit(
            [complaint(1, .messageID("a@x.example")), complaint(2, .messageID("A@x.example")), complaint(3, .messageID("b@x.example"))],
            at: Self.now)
        try equal(try standing(store).count, 0, "suppressed")
        _ = try store.commit([complaint(4, .messageID("a@x.example"), naming: "carl@example.org")], at: Self.now)
        try equal(try standing(store).map(\.address), ["carl@example.org"], "then the report's own word counts")
    }

    func handleNames() throws {
        let store = try open()
        defer { store.close() }
        guard let handle = RecipientHandle([1, 2, 3, 4, 5, 6, 7, 8]) else { throw Broken(description: "no handle") }
        try equal(try store.recipient(of: .handle(handle)), nil, "before the log is read")
        _ = try store.addSent([sent("a@x.example", "ann@example.org")], at: Self.now)
        _ = try store.addSent([sent("b@x.example", "ann@example.org", handle: handle)], at: Self.now)
        try equal(try store.recipient(of: .handle(handle))?.address.key, "ann@example.org", "by handle")
        _ = try store.commit(
            [
                Sample.record(
                    1, kind: "unsubscribe",
                    [
                        .unsubscribe(
                            Unsubscribe(address: nil, method: .oneClick, occurredAt: nil, scope: .list("weekly"), lookup: .handle(handle)))
                    ])
            ], at: Self.now)
        try equal(
            try standing(store).map { "\($0.address ?? "") \($0.scope) \($0.reason.rawValue)" },
            ["ann@example.org list:weekly unsubscribe"], "entry")
    }

    func bounceIsNamed() throws {
        let store = try open()
        defer { store.close() }
        _ = try store.addSent([sent("a@x.example", "ann@example.org", "spring")], at: Self.now)
        let classification = Classification(.hard, .unknownUser, rule: RuleID("any/unknown-user"), remedy: "")
        let bounce = Bounce(
            recipient: nil, action: .failed, status: nil, replyCode: nil, classification: classification, provider: nil,
            lookup: .messageID("a@x.example"))
        _ = try store.commit([Sample.record(1, kind: "delivery-status", [.bounce(bounce)])], at: Self.now)
        try equal(try standing(store).map(\.address), ["ann@example.org"], "suppressed")
        guard case .bounce(let stored)? = try events(store).first?.event else { throw Broken(description: "no bounce in the log") }
        try equal(stored.campaign, "spring", "campaign")
    }

    func sendLogIsForgotten() throws {
        let store = try open()
        defer { store.close() }
        let mails = [try sent("a@x.example", "ann@example.org"), try sent("b@x.example", "bob@example.org")]
        try equal(try store.addSent(mails + mails, at: Self.now), 2, "new mails, each told twice")
        try equal(try store.addSent(mails, at: Self.now), 0, "new mails of a log read again")
        _ = try store.commit([complaint(1, .messageID("a@x.example"))], at: Self.now)
        try equal(try store.forgetSent(before: Self.now), 0, "forgotten before their time")
        try equal(try store.forgetSent(before: Self.now.adding(seconds: 1)), 2, "forgotten")
        try equal(try store.recipient(of: .messageID("b@x.example")), nil, "found once forgotten")
        try equal(try store.contact(of: address("bob@example.org"))?.address, nil, "a contact of whom nothing else is known")
        try equal(try store.contact(of: address("ann@example.org"))?.address, "ann@example.org", "one who complained stays")
    }

    func scopedComplaint() throws {
        var store = try open()
        _ = try store.addSent([sent("a@x.example", "ann@example.org")], at: Self.now)
        _ = try store.commit([complaint(1, .messageID("a@x.example"), scope: .list("weekly"))], at: Self.now)
        store.close()
        store = try open()
        defer { store.close() }
        try equal(try store.suppression(of: address("ann@example.org")), nil, "suppression for all mail")
        try equal(try standing(store).map(\.scope), ["list:weekly"], "scopes that stand")
        try equal(try store.counts().suppressed, 0, "addresses that must not be mailed at all")
        guard case .complaint(let stored)? = try events(store).first?.event else { throw Broken(description: "no complaint in the log") }
        try equal(stored.scope, .list("weekly"), "scope in the log")
        try store.apply(.liftedByOperator, to: address("ann@example.org"), scope: .list("weekly"), at: Self.now)
        try equal(try standing(store).count, 1, "a standing complaint takes a consent, for a list too")
        try store.apply(.consent, to: address("ann@example.org"), scope: .list("weekly"), at: Self.now)
        try equal(try standing(store).count, 0, "after the consent")
        try equal(
            try store.suppressions(after: 0, limit: 9).map { "\($0.operation.rawValue) \($0.scope)" },
            ["add list:weekly", "remove list:weekly"], "feed")
        // One about all mail is an entry of its own.
        _ = try store.commit(
            [complaint(2, .messageID("a@x.example")), complaint(3, .messageID("a@x.example"), scope: .stream("news"))], at: Self.now)
        try equal(try standing(store).map(\.scope), ["all", "stream:news"], "scopes side by side")
    }

    func refusedTokens() throws {
        let store = try open()
        defer { store.close() }
        let record = MessageRecord(
            digest: Sample.digest(1), outcome: .report, kind: "feedback", reason: nil, events: [], aggregates: [],
            reportKinds: ["feedback"],
            warnings: [], path: nil, tokenRefusals: ["forged": 2])
        _ = try store.commit([record, record], at: Self.now)
        try equal(try store.counts().tokenRefusals, ["forged": 2], "refusals")
    }
}
