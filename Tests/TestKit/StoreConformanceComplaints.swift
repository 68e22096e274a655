import Deliverability
import MailSyntax
import Storage

/// Laws of bursts of complaints and of the figures of campaigns. `Thresholds` are the standard ones.
extension StoreConformance {
    static let complaintLaws = [
        Law(name: "beyond its habit a proven source suppresses provisionally, and one case opens with the counts") { try $0.burst() },
        Law(name: "a flood in a provider's name touches neither the provider nor anybody else") { try $0.forgedFlood() },
        Law(name: "law 1: a burst delivered again changes nothing, and the habit outlives the process") { try $0.burstReplayed() },
        Law(name: "quiet days confirm what a proven source said, and let the rest run out") { try $0.burstSettles() },
        Law(name: "the operator takes a whole burst back, or closes its case and keeps it") { try $0.burstDecided() },
        Law(name: "a scanner or a trap opens a case and suppresses nobody") { try $0.abuseOpensACase() },
        Law(name: "figures of a campaign: what was sent and what came back, by what the send log knows") { try $0.campaignFigures() },
        Law(name: "the same complaint in other bytes is counted once") { try $0.repeatedComplaint() },
        Law(name: "a review opens in the transaction of the complaint, and is closed by the operator") { try $0.campaignReview() },
        Law(name: "the operator's reason is kept with the decision and goes with the contact") { try $0.decisions() },
    ]

    private func address(_ text: String) throws -> EmailAddress {
        guard let address = EmailAddress(text) else { throw Broken(description: "no address: \(text)") }
        return address
    }

    private static let yahoo = ReportingSource(name: "yahoo", isProven: true)
    private static let forger = ReportingSource(name: "yahoo", isProven: false)
    private static let floor = Thresholds().burstFloor

    private func complaint(
        _ number: Int, _ name: String, _ source: ReportingSource, scope: SuppressionScope = .all, campaign: String? = nil,
        id: String? = nil,
        direction: Complaint.Direction = .recipient
    ) throws -> MessageRecord {
        let attribution = Attribution(
            outcome: .resolved, address: try address(name), rung: .originalRecipient, trust: source.isProven ? .b : .d)
        let effect: Complaint.Effect = source.isProven ? .suppress : .suppressProvisionally
        return Sample.record(
            number, kind: "feedback",
            [
                .complaint(
                    Complaint(
                        feedbackType: "abuse", provider: Provider("yahoo"), attribution: attribution, direction: direction,
                        effect: direction == .recipient ? effect : .investigate, campaign: campaign,
                        fromDomain: DomainName("news.example.com"), sourceIP: "192.0.2.7", originalMessageID: id ?? "m\(number)@x.example",
                        occurredAt: Self.now, scope: scope, source: source))
            ])
    }

    private func flood(_ count: Int, from first: Int = 0, _ source: ReportingSource) throws -> [MessageRecord] {
        try (first..<first + count).map { try complaint($0, "\(source.isProven ? "user" : "victim")\($0)@example.org", source) }
    }

    private func state(_ store: any Store, _ name: String) throws -> Suppression.State? { try store.suppression(of: address(name))?.state }

    private func cases(_ store: any Store) throws -> [String] { try store.investigations(includingClear: false).map(\.key.description) }

    func burst() throws {
        let store = try open()
        defer { store.close() }
        _ = try store.commit(flood(Self.floor + 2, Self.yahoo), at: Self.now)
        try equal(try state(store, "user\(Self.floor - 1)@example.org"), .active, "the last one allowed")
        try equal(try state(store, "user\(Self.floor)@example.org"), .provisional, "the first one beyond")
        try equal(try cases(store), ["yahoo/news.example.com"], "cases")
        guard let found = try store.investigations(includingClear: false).first else { throw Broken(description: "no case") }
        try equal(found.state.phase, .open, "phase")
        let finding = found.findings.first { $0.kind == .complaintBurst }
        try equal(finding?.messages, Int64(Self.floor + 2), "complaints of the day")
        let last = try events(store).last?.event
        guard case .complaint(let told)? = last else { throw Broken(description: "no complaint in the log") }
        try expect(told.effect == .suppressProvisionally && told.isOfBurst, "the log says \(told.effect)")
    }

    func forgedFlood() throws {
        let store = try open()
        defer { store.close() }
        _ = try store.commit(flood(Self.floor * 4, Self.forger), at: Self.now)
        try equal(try cases(store), ["unproven-yahoo/unknown"], "cases")
        let others = [ReportingSource(name: "aol", isProven: true), ReportingSource(name: "mail.example", isProven: true), Self.yahoo]
        for (index, other) in others.enumerated() {
            let name = "true\(index)@example.org"
            _ = try store.commit([complaint(10_000 + index, name, other)], at: Self.now)
            try equal(try state(store, name), .active, "a complaint of \(other)")
        }
        try equal(try cases(store), ["unproven-yahoo/unknown"], "cases afterwards")
    }

    func burstReplayed() throws {
        let mails = try flood(Self.floor + 5, Self.yahoo)
        var store = try open()
        _ = try store.commit(mails, at: Self.now)
        func cases() throws -> [String] { try store.investigations(includingClear: true).map { "\($0.key) \($0.findings)" } }
        let cursor = try store.lastCursor(), before = try cases()
        try equal(Set(try store.commit(mails, at: Self.now).map(\.verdict)), [.duplicate], "verdicts")
        try equal(try store.lastCursor(), cursor, "feed")
        try equal(try cases(), before, "cases")
        store.close()
        store = try open()
        defer { store.close() }
        _ = try store.commit([complaint(900, "late@example.org", Self.yahoo)], at: Self.now.adding(seconds: 60))
        try equal(try state(store, "late@example.org"), .provisional, "one more")
    }

    func burstSettles() throws {
        let store = try open()
        defer { store.close() }
        let thresholds = Thresholds()
        _ = try store.commit(flood(Self.floor + 1, Self.yahoo) + flood(Self.floor + 1, from: 500, Self.forger), at: Self.now)
        _ = try store.commit([complaint(900, "scoped@example.org", Self.yahoo, scope: .list("weekly"))], at: Self.now)
        _ = try store.commit([complaint(901, "taken@example.org", Self.yahoo)], at: Self.now)
        try store.apply(.liftedByOperator, to: address("taken@example.org"), at: Self.now)
        try store.passTime(to: Self.now.adding(seconds: thresholds.quietSeconds - 1))
        try equal(try state(store, "user\(Self.floor)@example.org"), .provisional, "before it is quiet")
        try store.passTime(to: Self.now.adding(seconds: thresholds.quietSeconds))
        try equal(try state(store, "user\(Self.floor)@example.org"), .active, "proven, afterwards")
        try equal(try state(store, "victim\(500 + Self.floor)@example.org"), .provisional, "unproven, afterwards")
        try equal(try state(store, "taken@example.org"), nil, "what was taken back stays so")
        try equal(try store.contact(of: address("scoped@example.org"))?.scoped.map(\.state.isProvisional), [false], "of one list")
        try store.passTime(to: Self.now.adding(seconds: thresholds.provisionalSeconds))
        try equal(try state(store, "victim\(500 + Self.floor)@example.org"), nil, "unproven, at the end")
        try equal(try state(store, "user\(Self.floor)@example.org"), .active, "proven, at the end")
    }

    func burstDecided() throws {
        let store = try open()
        defer { store.close() }
        _ = try store.commit(flood(Self.floor + 1, from: 500, Self.forger), at: Self.now)
        let key = InvestigationKey(receiver: "unproven-yahoo", fromDomain: "unknown")
        try expect(try store.closeInvestigation(key, liftingComplaints: true, at: Self.now), "there was no case")
        try equal(try state(store, "victim\(500 + Self.floor)@example.org"), nil, "taken back")
        try equal(try state(store, "victim500@example.org"), .provisional, "not of the burst")
        _ = try store.commit(flood(Self.floor + 1, Self.yahoo), at: Self.now)
        let other = InvestigationKey(receiver: "yahoo", fromDomain: "news.example.com")
        try expect(try store.closeInvestigation(other, at: Self.now), "there was no case of the provider")
        try equal(try state(store, "user\(Self.floor)@example.org"), .active, "kept")
        // The burst goes on: a case again.
        _ = try store.commit([complaint(900, "late@example.org", Self.yahoo)], at: Self.now.adding(seconds: 60))
        try equal(try cases(store), ["yahoo/news.example.com"], "cases")
    }

    func abuseOpensACase() throws {
        let store = try open()
        defer { store.close() }
        let scanner = ReportingSource(name: "spamexperts", isProven: false)
        _ = try store.commit([complaint(1, "victim@example.org", scanner, direction: .outbound)], at: Self.now)
        try equal(try cases(store), ["unproven-spamexperts/unknown"], "cases")
        try equal(try store.investigations(includingClear: false).map(\.state.phase), [.open], "phase")
        _ = try store.commit(
            [complaint(2, "trap@example.org", ReportingSource(name: "abusix", isProven: true), direction: .trap)], at: Self.now)
        try equal(try cases(store), ["unproven-spamexperts/unknown", "abusix/news.example.com"], "cases")
        try equal(
            try store.investigations(includingClear: false).flatMap(\.findings).map(\.kind), [.abuseReport, .abuseReport], "findings")
        try equal(try store.lastCursor(), 0, "feed")
    }

    // MARK: Campaigns

    private func sent(_ number: Int, _ name: String, segment: String? = nil, days: Int64? = nil, frequency: String? = nil) throws
        -> SentMessage
    {
        SentMessage(
            messageID: "m\(number)@x.example", recipient: try address(name), campaign: "spring", segment: segment, sentAt: Self.now,
            subscribedAt: days.map { Self.now.adding(seconds: -$0 * 86400) }, frequency: frequency, provider: "yahoo")
    }

    func campaignFigures() throws {
        let store = try open()
        defer { store.close() }
        let log = try [
            sent(1, "ann@example.org", segment: "new", days: 3, frequency: "20"), sent(2, "bob@example.org", segment: "old", days: 900),
            sent(3, "cid@example.org", segment: "old"), sent(4, "dan@example.org"),
        ]
        _ = try store.addSent(log, at: Self.now)
        _ = try store.addSent(log, at: Self.now)
        let bounce = Sample.bounceEvent("bob@example.org", .hard, provider: "yahoo", campaign: "spring")
        let unsubscribe = Event.unsubscribe(
            Unsubscribe(address: try address("cid@example.org"), method: .oneClick, occurredAt: nil, campaign: "spring"))
        _ = try store.commit(
            [
                complaint(1, "ann@example.org", Self.yahoo), complaint(4, "dan@example.org", Self.forger, campaign: "spring"),
                Sample.record(5, kind: "delivery-status", [bounce]), Sample.record(6, kind: "unsubscribe", [unsubscribe]),
            ], at: Self.now)
        guard let record = try store.campaign(named: "spring") else { throw Broken(description: "no campaign") }
        var whole = CampaignCounts()
        (whole.sent, whole.complaints, whole.provisional, whole.unsubscribes, whole.hardBounces) = (4, 2, 1, 1, 1)
        try equal(record.whole, whole, "whole")
        func figures(_ dimension: CampaignDimension) -> [String] {
            record.parts(dimension).map { "\($0.value): \($0.counts.sent) \($0.counts.complaints) \($0.counts.hardBounces)" }
        }
        try equal(figures(.segment), ["new: 1 1 0", "old: 2 0 0"], "by segment")
        try equal(figures(.age), ["0-7 days: 1 1 0", "over 365 days: 1 0 0"], "by age")
        try equal(figures(.frequency), ["13 or more in 30 days: 1 1 0"], "by frequency")
        try equal(figures(.provider), ["yahoo: 4 2 1"], "by provider")
        try equal(record.unknown(.segment).complaints, 1, "of no known segment")
        try equal(try store.campaigns(underReviewOnly: false).map(\.name), ["spring"], "list")
        try equal(try store.campaign(named: "autumn"), nil, "another")
    }

    func repeatedComplaint() throws {
        let store = try open()
        defer { store.close() }
        let copies = try (1...Self.floor + 3).map {
            try complaint($0, "ann@example.org", Self.yahoo, campaign: "spring", id: "one@x.example")
        }
        _ = try store.commit(copies, at: Self.now)
        try equal(try store.campaign(named: "spring")?.whole.complaints, 1, "complaints of the campaign")
        try equal(try cases(store), [], "cases")
        try equal(try events(store).count, Self.floor + 3, "events")
    }

    func campaignReview() throws {
        let store = try open()
        defer { store.close() }
        let mails = try (1...5).map { try complaint($0, "user\($0)@example.org", Self.yahoo, campaign: "spring") }
        _ = try store.addSent((1...1000).map { try sent($0, "user\($0)@example.org") }, at: Self.now)
        _ = try store.commit(Array(mails.prefix(4)), at: Self.now)
        try equal(try store.campaigns(underReviewOnly: true).count, 0, "below the floor")
        _ = try store.commit([mails[4]], at: Self.now)
        let review = try store.campaigns(underReviewOnly: true).first?.review
        try equal(review, CampaignReview(ground: .complaintRateStop, opened: Self.now), "review")
        let later = Self.now.adding(seconds: 3600)
        try expect(try store.closeReview(of: "spring", at: later), "it was not open")
        try expect(try !store.closeReview(of: "spring", at: later), "it was closed twice")
        _ = try store.commit([complaint(6, "user6@example.org", Self.yahoo, campaign: "spring")], at: later)
        try equal(try store.campaigns(underReviewOnly: true).count, 0, "no graver ground")
        try equal(try store.campaign(named: "spring")?.review?.closed, later, "closed at")
    }

    func decisions() throws {
        let store = try open()
        defer { store.close() }
        let ann = try address("ann@example.org")
        try store.apply(.suppressedByOperator, to: ann, scope: .all, reason: "asked by telephone", at: Self.now)
        try store.apply(.liftedByOperator, to: ann, scope: .list("weekly"), reason: nil, at: Self.now.adding(seconds: 1))
        let found = try store.contact(of: ann)?.decisions ?? []
        try equal(found.map(\.word), [.lifted, .suppressed], "newest first")
        try equal(found.map(\.reason), [nil, "asked by telephone"], "reasons")
        try equal(found.map(\.scope), ["list:weekly", "all"], "scopes")
    }
}
