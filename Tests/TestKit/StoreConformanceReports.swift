import Deliverability
import MailSyntax
import Storage

/// Laws of what aggregate reports may do, by whether they are proven to be their reporter's.
extension StoreConformance {
    static let reportLaws = [
        Law(name: "a proven report of refused mail of our own begins to be watched; no other does") { try $0.onlyProvenReportsMove() },
        Law(name: "a report of the past begins no case") { try $0.pastReportsMoveNothing() },
        Law(name: "sources are learnt from what is proven, and forgotten after thirty days") { try $0.sourcesAreLearnt() },
        Law(name: "a source that is learnt of a message that fails is not learnt") { try $0.failedMessagesTeachNothing() },
        Law(name: "of reports in conflict a proven one counts before others, then the largest") { try $0.provenReportsCount() },
        Law(name: "findings of reports say whose failure it is, and whether it is proven") { try $0.findingsSayTheirClass() },
    ]

    private static let domain = "news.example.com"

    /// Messages of one source in one report.
    struct Seen {
        var ip = "192.0.2.10"
        var spf: Int64 = 0
        var dkim: Int64 = 0
        var failed: Int64 = 0
        var rejected: Int64 = 0
        var cause = AlignmentCause.dkimFails
    }

    private func report(
        _ number: Int, _ seen: [Seen], trust: ReporterTrust = .passed, receiver: String? = "receiver.example",
        end: Timestamp = StoreConformance.now.adding(seconds: -3600)
    ) -> MessageRecord {
        let begin = end.adding(seconds: -86399)
        let events = seen.map { seen in
            var counts = AlignmentCounts()
            counts.add(seen.spf, dkim: false, spf: true)
            counts.add(seen.dkim, dkim: true, spf: false)
            counts.add(seen.failed, dkim: false, spf: false)
            return Event.alignment(
                AlignmentTally(
                    domain: Self.domain, sourceIP: seen.ip, reporter: "Receiver", begin: begin, end: end, counts: counts,
                    dispositions: Dispositions(none: counts.messages - seen.rejected, reject: seen.rejected),
                    cause: seen.failed > 0 ? seen.cause : .aligned, authenticatedAs: nil))
        }
        let aggregate = AggregateRecord(
            reporter: "receiver.example", reportID: "r-\(number)", domain: "example.com", begin: begin, end: end,
            contentDigest: UInt64(number), records: Int64(seen.count), messages: 1, events: 0..<seen.count, trust: trust, receiver: receiver
        )
        return Sample.record(number, kind: "aggregate", events, aggregates: [aggregate])
    }

    private func phases(_ store: any Store) throws -> [Investigation.Phase] {
        try store.investigations(includingClear: false).map(\.state.phase)
    }

    private func classes(_ store: any Store, after seq: Int64 = 0) throws -> [FailureClass?] {
        try events(store, after: seq).compactMap { if case .alignment(let tally) = $0.event { tally.failureClass } else { nil } }
    }

    func onlyProvenReportsMove() throws {
        let refused = Seen(spf: 90, failed: 10, rejected: 10)
        // Each of another source: what one report teaches must not speak for the next.
        func other(_ ip: Int, _ seen: Seen) -> [Seen] {
            [
                Seen(
                    ip: "192.0.2.\(ip)", spf: seen.spf, dkim: seen.dkim, failed: seen.failed,
                    rejected: seen.rejected, cause: seen.cause)
            ]
        }
        let silent: [MessageRecord] = [
            report(1, other(1, refused), trust: .absent), report(2, other(2, refused), trust: .failed),
            report(3, other(3, refused), trust: .unconfigured), report(4, other(4, refused), receiver: nil),
            report(5, other(5, Seen(spf: 90, failed: 10))), report(6, other(6, Seen(failed: 10, rejected: 10))),
            report(7, other(7, Seen(spf: 90, failed: 10, rejected: 10, cause: .forwarded))),
            // Our signature passed here: it may be a forwarder who broke the next one.
            report(8, other(8, Seen(dkim: 90, failed: 10, rejected: 10))),
        ]
        for message in silent {
            let store = try open()
            _ = try store.commit([message], at: Self.now)
            try equal(try store.investigations(includingClear: true).count, 0, "cases by report \(message.aggregates[0].reportID)")
            store.close()
        }
        let store = try open()
        defer { store.close() }
        _ = try store.commit([report(20, [refused])], at: Self.now)
        let found = try store.investigations(includingClear: false)
        try equal(found.map(\.key), [InvestigationKey(receiver: "receiver.example", fromDomain: Self.domain)], "key")
        try equal(found.map(\.state.phase), [.watching], "phase")
        try equal(found.map(\.blocks), [0], "blocks")
        _ = try store.commit((21..<40).map { report($0, [refused]) }, at: Self.now.adding(seconds: 3600))
        try equal(try phases(store), [.watching], "after many more")
        let quiet = Thresholds().quietSeconds
        try store.passTime(to: Self.now.adding(seconds: quiet))
        try equal(try phases(store), [.watching], "while reports go on")
        try store.passTime(to: Self.now.adding(seconds: quiet + 3600))
        try equal(try phases(store), [], "once it is quiet")
    }

    func pastReportsMoveNothing() throws {
        let store = try open()
        defer { store.close() }
        let old = Self.now.adding(seconds: -Thresholds().quietSeconds)
        _ = try store.commit([report(1, [Seen(spf: 90, failed: 10, rejected: 10)], end: old)], at: Self.now)
        try equal(try phases(store), [], "by a report of the past")
        _ = try store.commit([report(2, [Seen(spf: 90, failed: 10, rejected: 10)], end: old.adding(seconds: 1))], at: Self.now)
        try equal(try phases(store), [.watching], "by one that is recent")
    }

    func sourcesAreLearnt() throws {
        var store = try open()
        let day: Int64 = 86400
        _ = try store.commit(
            [report(1, [Seen(spf: 9), Seen(ip: "192.0.2.11", dkim: 9)]), report(2, [Seen(ip: "192.0.2.12", spf: 9)], trust: .absent)],
            at: Self.now)
        store.close()
        // What was learnt is in the store, not in the memory of a process.
        store = try open()
        defer { store.close() }
        let failures = ["192.0.2.10", "192.0.2.11", "192.0.2.12", "192.0.2.13"].map { Seen(ip: $0, failed: 4, rejected: 4) }
        _ = try store.commit([report(3, failures, trust: .absent)], at: Self.now)
        try equal(try classes(store, after: 3), [.ownBroken, .ownBroken, .unauthenticated, .unauthenticated], "classes")
        _ = try store.commit([report(4, [failures[1]])], at: Self.now)
        try equal(try phases(store), [], "by a source known by its signature alone")
        let within = Self.now.adding(seconds: 30 * day - 3600)
        _ = try store.commit([report(5, [failures[0]], end: within)], at: within)
        try equal(try phases(store), [.watching], "after a month")
        let later = within.adding(seconds: 1)
        _ = try store.commit([report(6, [failures[0]], end: later)], at: later)
        try equal(try classes(store, after: 9), [.unauthenticated], "after more than a month")
    }

    func failedMessagesTeachNothing() throws {
        let store = try open()
        defer { store.close() }
        let taught = report(1, [Seen(spf: 9)])
        let bad = MessageRecord(
            digest: taught.digest, outcome: .report, kind: "aggregate", reason: nil,
            events: EventList(Array(taught.events) + [Sample.bounceEvent("a@example.org", .hard, campaign: Self.oversized)]),
            aggregates: taught.aggregates, reportKinds: ["aggregate"], warnings: [], path: nil)
        let outcomes = try store.commit([bad, report(2, [Seen(failed: 4, rejected: 4)])], at: Self.now)
        try equal(outcomes.map(\.verdict), [.failed, .new], "verdicts")
        try equal(try classes(store), [.unauthenticated], "class")
        try equal(try phases(store), [], "cases")
    }

    func provenReportsCount() throws {
        let store = try open()
        defer { store.close() }
        let begin = Self.now.adding(seconds: -86400)
        func copy(_ number: Int, _ messages: Int64, _ trust: ReporterTrust) -> MessageRecord {
            let events = report(number, [Seen(spf: messages)]).events
            let aggregate = AggregateRecord(
                reporter: "receiver.example", reportID: "same", domain: "example.com", begin: begin, end: Self.now,
                contentDigest: UInt64(number), records: 1, messages: messages, events: 0..<1, trust: trust)
            return Sample.record(number, kind: "aggregate", Array(events), aggregates: [aggregate])
        }
        func counted() throws -> [Int64] {
            try store.weekly(from: begin, to: Self.now, domain: nil).tallies.map(\.counts.messages)
        }
        for (number, (messages, trust, wanted)) in [
            (Int64(10), ReporterTrust.absent, Int64(10)), (90, .failed, 90), (20, .absent, 90), (30, .passed, 30), (500, .absent, 30),
            (31, .passed, 31),
        ].enumerated() {
            _ = try store.commit([copy(number, messages, trust)], at: Self.now)
            try equal(try counted(), [wanted], "counted after copy \(number)")
        }
    }

    func findingsSayTheirClass() throws {
        let store = try open()
        defer { store.close() }
        let seen = [
            Seen(spf: 90, failed: 10, rejected: 8), Seen(ip: "192.0.2.11", failed: 5, cause: .spfUnaligned),
            Seen(ip: "192.0.2.12", failed: 3, cause: .dkimAbsent), Seen(ip: "192.0.2.13", failed: 2, cause: .mailingList),
        ]
        _ = try store.commit([report(1, seen, trust: .absent), report(2, seen), report(3, [seen[2]], trust: .failed)], at: Self.now)
        let day = Self.now.adding(seconds: -3600 - 43200).civilDate
        let texts = try store.investigations(includingClear: false).flatMap(\.findings).map(\.text).sorted()
        let expected = [
            "10 messages of 1 source failed, own-broken: dkim-fails, 8 refused (receiver.example, \(day))",
            "5 messages of 1 source failed, third-party-unaligned: spf-unaligned (receiver.example, \(day))",
            "3 messages of 1 source failed, unauthenticated: dkim-absent (receiver.example, \(day))",
        ]
        try equal(texts, (expected + expected.map { $0 + " (reporter not authenticated)" }).sorted(), "findings")
    }
}
