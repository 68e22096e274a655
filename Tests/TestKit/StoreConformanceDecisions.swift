import Deliverability
import MailSyntax
import Storage

/// Laws of what follows for contacts and block cases.
extension StoreConformance {
    static let decisionLaws = [
        Law(name: "law 3: a complaint suppresses on first sight, in the same transaction") { try $0.complaintSuppressesAtOnce() },
        Law(name: "an unproven complaint suppresses provisionally, and runs out or is taken back") { try $0.provisionalComplaint() },
        Law(name: "a lift is a feed entry; a standing complaint takes a consent") { try $0.operatorsWord() },
        Law(name: "soft bounces within the window pause, old or delayed ones do not") { try $0.softBouncesPause() },
        Law(name: "blocks of distinct contacts open a case and cost the contacts nothing") { try $0.blocksOpenACase() },
        Law(name: "refusals behind a forwarder open no case and change no contact") { try $0.forwardingOpensNoCase() },
        Law(name: "alignment failures and complaints of the From domain are attached to its cases") { try $0.findingsAreAttached() },
        Law(name: "a contact of two cases is free when both are closed") { try $0.contactOfTwoCases() },
        Law(name: "a case that was closed frees its contacts; the next block opens a new one") { try $0.closedCase() },
    ]

    private func address(_ text: String) throws -> EmailAddress {
        guard let address = EmailAddress(text) else { throw Broken(description: "no address: \(text)") }
        return address
    }

    private func phase(_ store: any Store, _ text: String) throws -> ContactState.Phase? {
        try store.contact(of: address(text))?.state.phase
    }

    func complaintSuppressesAtOnce() throws {
        var store = try open()
        let outcome = try store.commit([Sample.complaint(1, "Ann@Example.org")], at: Self.now)
        try equal(outcome.map(\.suppressed), [1], "suppressed")
        store.close()
        store = try open()
        defer { store.close() }
        let entry = try store.suppression(of: address("ann@example.org"))
        try equal(entry?.address, "ann@example.org", "address")
        try equal(entry?.reason, .complaint, "reason")
        try equal(entry?.state, .active, "state")
        try equal(entry?.digest, Sample.digest(1).description, "evidence")
        try equal(entry?.rule, "complaint/original-rcpt-to", "rule")
        try equal(try phase(store, "ann@example.org"), .inactive(.complaint), "phase")
        // The next complaint of the same contact is an event, not an entry.
        try equal(try store.commit([Sample.complaint(2, "ann@example.org")], at: Self.now).map(\.suppressed), [0], "suppressed again")
        try equal(try store.lastCursor(), 1, "feed entries")
        try equal(try store.contact(of: address("ann@example.org"))?.events.map(\.seq), [2, 1], "events of the contact, newest first")
        // One that names nobody suppresses nobody.
        try equal(try store.commit([Sample.complaint(3, nil, effect: .count)], at: Self.now).map(\.suppressed), [0], "nameless")
        try equal(try store.counts().suppressed, 1, "counted as suppressed")
    }

    func provisionalComplaint() throws {
        let store = try open()
        defer { store.close() }
        let thresholds = Thresholds()
        _ = try store.commit(
            ["a@example.org", "b@example.org", "c@example.org"].enumerated().map {
                Sample.complaint($0.offset, $0.element, effect: .suppressProvisionally)
            }, at: Self.now)
        try equal(Set(try standing(store).map(\.state)), [.provisional], "states")
        try equal(try standing(store).first?.expires, Self.now.adding(seconds: thresholds.provisionalSeconds), "expiry")
        _ = try store.commit(
            [Sample.complaint(11, "b@example.org"), Sample.complaint(12, "c@example.org", effect: .retract)], at: Self.now)
        try equal(try standing(store).map(\.address), ["a@example.org", "b@example.org"], "after confirmation and retraction")
        try equal(try store.suppression(of: address("b@example.org"))?.state, .active, "state once confirmed")
        try store.passTime(to: Self.now.adding(seconds: thresholds.provisionalSeconds - 1))
        try equal(try standing(store).count, 2, "before the end")
        try store.passTime(to: Self.now.adding(seconds: thresholds.provisionalSeconds))
        try equal(try standing(store).map(\.address), ["b@example.org"], "after the end")
        // A retraction takes back nothing that was proven.
        _ = try store.commit([Sample.complaint(13, "b@example.org", effect: .retract)], at: Self.now)
        try equal(try standing(store).map(\.address), ["b@example.org"], "after a retraction of what was proven")
    }

    func operatorsWord() throws {
        let store = try open()
        defer { store.close() }
        _ = try store.commit([Sample.bounce(1, "a@example.org", .hard), Sample.complaint(2, "b@example.org")], at: Self.now)
        try store.apply(.suppressedByOperator, to: address("c@example.org"), at: Self.now)
        for name in ["a@example.org", "b@example.org", "c@example.org"] {
            try store.apply(.liftedByOperator, to: address(name), at: Self.now)
        }
        try equal(try standing(store).map(\.address), ["b@example.org"], "after lifting all")
        try store.apply(.consent, to: address("b@example.org"), at: Self.now)
        try equal(try standing(store).count, 0, "after the consent")
        let feed = try store.suppressions(after: 0, limit: 100)
        try equal(feed.filter { $0.operation == .remove }.map(\.reason), [.hardBounce, .manual, .complaint], "removals")
        try equal(feed.map { $0.digest == nil }, [false, false, true, true, true, true], "entries without a message")
        try equal(try store.counts().suppressed, 0, "counted as suppressed")
    }

    func softBouncesPause() throws {
        let store = try open()
        defer { store.close() }
        let day: Int64 = 86400, thresholds = Thresholds()
        // Read in one go, but a week apart.
        _ = try store.commit(
            (0..<3).map { Sample.bounce($0, "slow@example.org", .soft, at: Self.now.adding(seconds: (Int64($0) - 3) * 7 * day)) },
            at: Self.now)
        try equal(try phase(store, "slow@example.org"), .softBounce, "failures a week apart")
        // Told in the other order they are the same three failures.
        _ = try store.commit(
            (0..<3).map { Sample.bounce(30 + $0, "back@example.org", .soft, at: Self.now.adding(seconds: -3600 * Int64($0))) }, at: Self.now
        )
        try equal(try phase(store, "back@example.org"), .paused, "three within the window, newest first")
        try store.apply(.liftedByOperator, to: address("back@example.org"), at: Self.now)
        _ = try store.commit((10..<20).map { Sample.bounce($0, "late@example.org", .soft, action: .delayed) }, at: Self.now)
        try equal(try store.suppression(of: address("late@example.org")), nil, "after delay notices")
        _ = try store.commit(
            (20..<23).map { Sample.bounce($0, "full@example.org", .soft, at: Self.now.adding(seconds: -3600)) }, at: Self.now)
        try equal(try phase(store, "full@example.org"), .paused, "three within the window")
        try equal(try store.suppression(of: address("full@example.org"))?.reason, .paused, "reason")
        try store.passTime(to: Self.now.adding(seconds: thresholds.softWindowSeconds + 1))
        try equal(try phase(store, "slow@example.org"), .active, "after a window without a failure")
        try store.passTime(to: Self.now.adding(seconds: thresholds.pauseSeconds - 1))
        try equal(try phase(store, "full@example.org"), .paused, "while it rests")
        try store.passTime(to: Self.now.adding(seconds: thresholds.pauseSeconds))
        try equal(try phase(store, "full@example.org"), .revalidate, "rested")
        try equal(try standing(store).count, 0, "suppressed after the rest")
    }

    func blocksOpenACase() throws {
        let store = try open()
        defer { store.close() }
        let block = { (number: Int, name: String) in
            Sample.bounce(number, name, .block, provider: "gmail", at: Self.now.adding(seconds: -60))
        }
        _ = try store.commit(
            [block(1, "a@example.org"), block(2, "a@example.org"), block(3, "a@example.org"), block(4, "b@example.org")], at: Self.now)
        var cases = try store.investigations(includingClear: false)
        try equal(cases.map(\.state.phase), [.watching], "two contacts")
        try equal(cases.map(\.key), [InvestigationKey(receiver: "gmail", fromDomain: "news.example.com")], "key")
        _ = try store.commit([block(5, "c@example.org")], at: Self.now)
        cases = try store.investigations(includingClear: false)
        try equal(cases.map(\.state.phase), [.open], "three contacts")
        try equal(cases.map(\.blocks), [5], "blocks")
        try equal(cases.first?.findings.map(\.messages), [5], "equal findings add up")
        try equal(cases.first?.findings.map(\.area), [.authentication], "area")
        try equal(try phase(store, "a@example.org"), .blocked, "phase of a blocked contact")
        try equal(try standing(store).count, 0, "suppressed by blocks")
        try equal(try store.counts().openInvestigations, 1, "open cases")
        // Without a provider the domain of the recipients stands for the receiver; old blocks are no sudden series.
        _ = try store.commit(
            (0..<5).map {
                Sample.bounce(30 + $0, "u\($0)@example.net", .block, from: nil, at: Self.now.adding(seconds: Int64($0 - 9) * 7 * 86400))
            },
            at: Self.now)
        let other = try store.investigations(includingClear: false).last
        try equal(other?.key, InvestigationKey(receiver: "example.net", fromDomain: "unknown"), "key without a provider")
        try equal(other?.state.phase, .watching, "blocks weeks apart")
    }

    func forwardingOpensNoCase() throws {
        let store = try open()
        defer { store.close() }
        _ = try store.commit(
            (1...4).map {
                Sample.bounce($0, "u\($0)@example.org", .block, cause: .forwarding, provider: "gmail", at: Self.now.adding(seconds: -60))
            }, at: Self.now)
        try equal(try store.investigations(includingClear: true).count, 0, "cases")
        try equal(try phase(store, "u1@example.org") ?? .active, .active, "phase of the contact")
        try equal(try events(store).count, 4, "events")
    }

    func findingsAreAttached() throws {
        let store = try open()
        defer { store.close() }
        _ = try store.commit(
            [
                Sample.report(1, tallies: 4), Sample.report(2, tallies: 4, domain: "other.example.com"),
                Sample.complaint(3, nil, effect: .count),
            ],
            at: Self.now)
        try equal(try store.investigations(includingClear: true).count, 0, "cases out of findings alone")
        _ = try store.commit([Sample.bounce(4, "a@example.org", .block, provider: "gmail")], at: Self.now.adding(seconds: 3600))
        func found() throws -> [Finding.Kind: Int64] {
            let cases = try store.investigations(includingClear: false)
            return Dictionary(cases.flatMap(\.findings).map { ($0.kind, $0.messages) }) { $0 + $1 }
        }
        try equal(try found(), [.block: 1, .alignmentFailure: 20], "earlier failures join when the case begins")
        _ = try store.commit([Sample.report(5, tallies: 6), Sample.complaint(6, nil, effect: .count)], at: Self.now.adding(seconds: 7200))
        try equal(try found(), [.block: 1, .alignmentFailure: 50, .complaint: 1], "later ones join as they come")
        _ = try store.commit([Sample.report(7, tallies: 6, id: "report-5")], at: Self.now.adding(seconds: 7300))
        try equal(try found()[.alignmentFailure], 50, "a duplicate report is no new evidence")
        let text = try store.investigations(includingClear: false).first?.findings.first { $0.kind == .alignmentFailure }?.text
        try expect(text?.contains("dkim-fails") ?? false, "the finding does not name its cause: \(text ?? "none")")
    }

    func contactOfTwoCases() throws {
        let store = try open()
        defer { store.close() }
        let first = InvestigationKey(receiver: "gmail", fromDomain: "news.example.com")
        let second = InvestigationKey(receiver: "gmail", fromDomain: "shop.example.com")
        func blocks(_ number: Int, _ names: [String], _ from: String) -> [MessageRecord] {
            names.enumerated().map { Sample.bounce(number + $0.offset, $0.element, .block, provider: "gmail", from: from) }
        }
        let names = ["a@example.org", "b@example.org", "c@example.org"]
        _ = try store.commit(
            blocks(1, names, "news.example.com") + blocks(10, ["a@example.org", "d@example.org", "e@example.org"], "shop.example.com"),
            at: Self.now)
        try expect(try store.closeInvestigation(first, at: Self.now), "there was no case to close")
        try equal(try phase(store, "a@example.org"), .blocked, "phase while another case is open")
        try equal(try phase(store, "b@example.org"), .active, "phase of a contact of the closed case alone")
        // A third case eases while the second one is fresh.
        let thresholds = Thresholds(), quiet = Self.now.adding(seconds: thresholds.quietSeconds)
        _ = try store.commit(blocks(20, ["a@example.org", "b@example.org"], "news.example.com"), at: quiet.adding(seconds: -60))
        try store.passTime(to: quiet)
        try equal(try store.investigations(includingClear: false).map(\.state.phase), [.easing, .watching], "cases")
        try equal(try phase(store, "a@example.org"), .blocked, "phase while one case eases and one watches")
        try equal(try phase(store, "d@example.org"), .retryGated, "phase of a contact of the easing case alone")
        try expect(try store.closeInvestigation(first, at: quiet), "there was no third case")
        try equal(try phase(store, "a@example.org"), .retryGated, "phase held by the easing case")
        try equal(try phase(store, "b@example.org"), .active, "phase held by no case")
        try expect(try store.closeInvestigation(second, at: quiet), "there was no second case")
        try equal(try phase(store, "a@example.org"), .active, "phase when all are closed")
    }

    func closedCase() throws {
        let store = try open()
        defer { store.close() }
        let key = InvestigationKey(receiver: "gmail", fromDomain: "news.example.com"), thresholds = Thresholds()
        let block = { (number: Int, name: String) in Sample.bounce(number, name, .block, provider: "gmail") }
        _ = try store.commit([block(1, "a@example.org"), block(2, "b@example.org"), block(3, "c@example.org")], at: Self.now)
        let quiet = Self.now.adding(seconds: thresholds.quietSeconds)
        try store.passTime(to: quiet)
        try equal(try store.investigations(includingClear: false).map(\.state.phase), [.easing], "after the quiet time")
        try equal(try phase(store, "a@example.org"), .retryGated, "phase while it eases")
        try expect(try store.closeInvestigation(key, at: quiet), "there was no case to close")
        try equal(try phase(store, "a@example.org"), .active, "phase once closed")
        try equal(try store.investigations(includingClear: false).count, 0, "current cases")
        try expect(try !store.closeInvestigation(key, at: quiet), "a case was closed twice")
        _ = try store.commit([block(4, "a@example.org")], at: quiet)
        let cases = try store.investigations(includingClear: true)
        try equal(cases.map(\.state.phase), [.clear, .watching], "cases")
        try equal(cases.map(\.blocks), [3, 1], "blocks of each case")
    }
}
