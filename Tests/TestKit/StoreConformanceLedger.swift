import Deliverability
import MailSyntax
import Storage

/// Laws of reports and of what a week is made of.
extension StoreConformance {
    static let ledgerLaws = [
        Law(name: "the same report under another message is counted, its tallies are not added") { try $0.duplicateReport() },
        Law(name: "of reports in conflict both are kept and the larger counts") { try $0.conflictingReports() },
        Law(name: "events come back as they were, in order of their numbers") { try $0.eventsComeBack() },
        Law(name: "a week takes what lies in it, and what concerns the domain") { try $0.week() },
        Law(name: "a proven TLS report takes the place of one that is not, never the other way round") { try $0.trustOfTLSReports() },
        Law(name: "totals are those of what was committed") { try $0.totals() },
    ]

    private static let weekEnd = now.adding(seconds: 7 * 86400)

    private func tallies(_ store: any Store) throws -> Int64 {
        try store.weekly(from: Self.now, to: Self.weekEnd, domain: nil).tallies.reduce(0) { $0 + $1.counts.messages }
    }

    func duplicateReport() throws {
        let store = try open()
        defer { store.close() }
        let outcomes = try store.commit(
            [
                Sample.report(1, tallies: 3, id: "r"), Sample.report(2, tallies: 3, id: "r", reporter: "Receiver.Example"),
                Sample.report(3, tallies: 3, id: "r", reporter: "another.example"),
            ], at: Self.now)
        try equal(outcomes.map(\.verdict), [.new, .new, .new], "verdicts of the messages")
        try equal(outcomes.map(\.duplicateReports), [0, 1, 0], "duplicate reports")
        try equal(outcomes.map { $0.reports["aggregate"] ?? 0 }, [1, 0, 1], "reports that were stored")
        try equal(outcomes.map { $0.events["alignment"] ?? 0 }, [3, 0, 3], "events that were stored")
        try equal(try tallies(store), 60, "messages")
        let week = try store.weekly(from: Self.now, to: Self.weekEnd, domain: nil)
        try equal(week.reports, 2, "reports")
        try equal(week.duplicateReports, 1, "duplicates")
        try equal(try events(store).count, 6, "events")
    }

    func conflictingReports() throws {
        let store = try open()
        defer { store.close() }
        let outcomes = try store.commit(
            [
                Sample.report(1, tallies: 3, id: "r", content: 1), Sample.report(2, tallies: 5, id: "r", content: 2),
                Sample.report(3, tallies: 2, id: "r", content: 3), Sample.report(4, tallies: 5, id: "r", content: 2),
            ], at: Self.now)
        try equal(outcomes.map(\.conflicts), [0, 1, 1, 0], "conflicts")
        try equal(outcomes.map(\.duplicateReports), [0, 0, 0, 1], "duplicates")
        try equal(try tallies(store), 50, "messages: those of the largest")
        let week = try store.weekly(from: Self.now, to: Self.weekEnd, domain: nil)
        try equal(week.reports, 1, "reports")
        try equal(week.conflicts, 2, "conflicts of the week")
        try equal(try events(store).count, 10, "events: all are kept")
    }

    func eventsComeBack() throws {
        let store = try open()
        defer { store.close() }
        let at = Self.now.adding(seconds: -500)
        let mixed = Sample.record(
            1, kind: "delivery-status",
            [
                Sample.bounceEvent(
                    nil, .block, cause: .reputation, provider: "gmail", diagnostic: "421 4.7.0 later", campaign: "autumn", at: at),
                .other(OtherEvent(cause: .tlsReport, detail: "one policy", occurredAt: nil)),
            ])
        let report = Sample.report(2, tallies: 3)
        let complaint = Sample.complaint(3, nil, effect: .investigate, at: at)
        // A tally without its report is kept all the same.
        let lone = Sample.record(4, kind: "aggregate", Sample.report(4, tallies: 1, begin: Self.now.adding(seconds: 86400)).events)
        _ = try store.commit([mixed, report, complaint, lone], at: Self.now)
        let all = try events(store)
        try equal(all.map(\.event), [mixed, report, complaint, lone].flatMap(\.events), "events")
        try equal(all.map(\.position), [0, 1, 0, 1, 2, 0, 0], "positions")
        try equal(all.map(\.digest), [1, 1, 2, 2, 2, 3, 4].map(Sample.digest), "digests")
        try equal(Set(all.map(\.receivedAt)), [Self.now], "received")
        try equal(all.map(\.occurredAt), all.map(\.event.occurredAt), "occurred")
    }

    func trustOfTLSReports() throws {
        let store = try open()
        defer { store.close() }
        let end = Self.now.adding(seconds: 86400)
        func policy(_ trust: ReporterTrust, failed: Int64) -> TLSRecord {
            TLSRecord(
                organization: "Receiver", reportID: "t1", domain: "example.com", mxHost: nil, begin: Self.now, end: end,
                successfulSessions: 7, failedSessions: failed, trust: trust)
        }
        for (number, (sent, kept)) in [
            (policy(.absent, failed: 900), policy(.absent, failed: 900)), (policy(.failed, failed: 9), policy(.absent, failed: 900)),
            (policy(.passed, failed: 1), policy(.passed, failed: 1)), (policy(.passed, failed: 5), policy(.passed, failed: 1)),
        ].enumerated() {
            _ = try store.commit([Sample.record(number + 1, kind: "tls", [], tls: [sent])], at: end)
            try equal(try store.weekly(from: Self.now, to: Self.weekEnd, domain: nil).tls, [kept], "after report \(number + 1)")
        }
    }

    func week() throws {
        let store = try open()
        defer { store.close() }
        let day: Int64 = 86400
        let from = Self.now, to = Self.weekEnd, before = from.adding(seconds: -1), inside = from.adding(seconds: day)
        let policy = TLSRecord(
            organization: "Receiver", reportID: "t1", domain: "example.com", mxHost: nil, begin: from, end: inside, successfulSessions: 7,
            failedSessions: 1)
        _ = try store.commit(
            [
                // The middle decides: this one begins before the week, that one ends behind it.
                Sample.report(1, tallies: 1, begin: from.adding(seconds: -day / 3)),
                Sample.report(2, tallies: 2, begin: from.adding(seconds: -day)),
                Sample.report(3, tallies: 3, domain: "deep.shop.example.net", begin: inside),
                Sample.bounce(4, "a@example.org", .hard, at: before), Sample.bounce(5, "b@example.org", .hard, at: inside),
                Sample.bounce(6, "c@example.org", .hard, from: "shop.example.net", at: inside),
                Sample.complaint(7, "d@example.org", at: inside), Sample.unsubscribe(8, "e@example.org", at: inside),
                Sample.record(9, kind: "tls", [.other(OtherEvent(cause: .tlsReport))], tls: [policy]),
                Sample.record(10, kind: "tls", [], tls: [policy]), Sample.setAside(11),
                // The second one confirms the first: two entries, one contact.
                Sample.complaint(12, "f@example.org", effect: .suppressProvisionally, at: before),
                Sample.complaint(13, "f@example.org", at: before),
            ], at: inside)
        let all = try store.weekly(from: from, to: to, domain: nil)
        try equal(all.tallies.map(\.counts.messages), [10, 10, 10, 10], "tallies")
        try equal(all.reports, 2, "reports")
        try equal(all.reportsByTrust, [.unconfigured: 2], "trust")
        try equal(all.bounces.count, 2, "bounces")
        try equal(all.complaints.count, 1, "complaints")
        try equal(all.unsubscribes, 1, "unsubscribes")
        try equal(all.setAside, ["zip.encrypted": 1], "set aside")
        try equal(all.suppressionsAdded, [.hardBounce: 3, .complaint: 2, .unsubscribe: 1], "contacts that came onto the list")
        try equal(all.tls, [policy], "TLS policies")
        let shop = try store.weekly(from: from, to: to, domain: DomainName("shop.example.net"))
        try equal(shop.tallies.map(\.domain), Array(repeating: "deep.shop.example.net", count: 3), "tallies of the domain")
        try equal(shop.reports, 1, "reports of the domain")
        try equal(shop.bounces.count, 1, "bounces of the domain")
        try equal(shop.complaints.count, 0, "complaints of the domain")
        try equal(shop.tls, [], "TLS policies of the domain")
    }

    func totals() throws {
        var store = try open()
        _ = try store.commit(
            [
                Sample.report(1, tallies: 3), Sample.bounce(2, "a@example.org", .hard), Sample.complaint(3, "b@example.org"),
                Sample.unrelated(4), Sample.unrelated(5), Sample.setAside(6), Sample.unsubscribe(7, "a@example.org"),
            ], at: Self.now)
        store.close()
        store = try open()
        defer { store.close() }
        var wanted = StoreCounts()
        wanted.messages = 7
        wanted.unrelated = 2
        wanted.setAside = 1
        wanted.events = ["alignment": 3, "bounce": 1, "complaint": 1, "unsubscribe": 1]
        wanted.suppressed = 2
        try equal(try store.counts(), wanted, "counts")
    }
}
