import Deliverability
import Interpretation
import MailSyntax
import Testing

@Suite struct AlignmentAccumulatorTests {
    @Test func `one tally for each source and From domain, in order of appearance, whatever the case`() {
        let tallies = AlignmentRow.tallies([
            AlignmentRow(count: 5, dkim: "pass", spf: "pass"), AlignmentRow(ip: "192.0.2.2", count: 2, spf: "pass"),
            AlignmentRow(count: 3, from: "Example.COM", dkim: "pass", disposition: "quarantine"),
            AlignmentRow(count: 1, from: "news.example.com"),
            AlignmentRow(count: 4, disposition: "reject"),
        ])
        #expect(
            tallies.map { "\($0.sourceIP) \($0.domain) \($0.counts.messages)" } == [
                "192.0.2.1 example.com 12", "192.0.2.2 example.com 2", "192.0.2.1 news.example.com 1",
            ])
        let first = tallies[0]
        #expect(first.counts.dkimAligned == 8 && first.counts.spfAligned == 5 && first.counts.aligned == 8)
        #expect(first.counts.both == 5 && first.counts.dkimOnly == 3 && first.counts.spfOnly == 0 && first.counts.neither == 4)
        #expect(first.dispositions == Dispositions(none: 5, quarantine: 3, reject: 4))
        #expect(first.reporter == "Elder Mail" && first.begin.rfc3339 == "2026-11-17T00:00:00Z")
    }

    @Test func `a source has the cause of most of its failures, passes do not outvote them`() {
        func cause(_ rows: [AlignmentRow]) -> AlignmentCause? { AlignmentRow.tallies(rows).first?.cause }
        let passes = AlignmentRow(count: 1_000, dkim: "pass"), fails = AlignmentRow(count: 3, raw: ["dkim d=example.com fail"])
        let forwarded = AlignmentRow(count: 2, reasons: ["forwarded"]), lists = AlignmentRow(count: 2, reasons: ["mailing_list"])
        #expect(cause([passes]) == .aligned)
        #expect(cause([passes, fails]) == .dkimFails)
        #expect(cause([forwarded, passes, fails]) == .dkimFails)
        #expect(cause([fails, forwarded, lists, forwarded]) == .forwarded)
        #expect(cause([forwarded, fails, lists, passes, forwarded]) == .forwarded)
        #expect(cause([lists, lists, fails]) == .mailingList)
    }

    @Test func `sums over thousands of sources are right, and their order is that of the report`() {
        let rows = (0..<3_000).map {
            AlignmentRow(ip: "10.0.\($0 % 1_000 / 250).\($0 % 250)", count: $0 % 7 + 1, dkim: $0 % 3 == 0 ? "pass" : "fail")
        }
        let tallies = AlignmentRow.tallies(rows)
        #expect(tallies.count == 1_000)
        #expect(tallies.map(\.sourceIP) == rows.prefix(1_000).map(\.ip))
        for (index, tally) in tallies.enumerated() {
            let own = stride(from: index, to: 3_000, by: 1_000).map { rows[$0] }
            #expect(tally.counts.messages == Int64(own.reduce(0) { $0 + $1.count }))
            #expect(tally.counts.aligned == Int64(own.filter { $0.dkim == "pass" }.reduce(0) { $0 + $1.count }))
        }
    }

    @Test func `a source is known by what it authenticates as, ours before others, DKIM before SPF`() {
        func name(_ raw: [String]) -> String? { AlignmentRow.tallies([AlignmentRow(raw: raw)]).first?.authenticatedAs }
        #expect(name(["spf d=Sender.example pass", "dkim d=signer.example pass"]) == "signer.example")
        #expect(name(["dkim d=signer.example pass", "spf d=bounce.example.com pass"]) == "bounce.example.com")
        #expect(name(["dkim d=signer.example fail", "spf d=sender.example pass"]) == "sender.example")
        #expect(name(["dkim d=example.com fail"]) == nil)
    }

    @Test func `a reporter without a name is its address's domain`() {
        #expect(AlignmentRow.tallies([AlignmentRow()], organization: "").first?.reporter == "elder.example")
    }
}
