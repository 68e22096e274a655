import Deliverability
import MailSyntax
import Testing

@Suite struct AlignmentCountsTests {
    @Test func `messages are sorted by what aligned`() {
        var counts = AlignmentCounts()
        counts.add(1, dkim: true, spf: true)
        counts.add(2, dkim: true, spf: false)
        counts.add(4, dkim: false, spf: true)
        counts.add(8, dkim: false, spf: false)
        #expect(counts.messages == 15)
        #expect([counts.both, counts.dkimOnly, counts.spfOnly, counts.neither] == [1, 2, 4, 8])
        #expect(counts.aligned == 7)
    }

    @Test func `counts that come by mail saturate`() {
        var counts = AlignmentCounts()
        for _ in 0..<3 { counts.add(.max, dkim: true, spf: true) }
        #expect(counts.messages == .max)
        #expect(counts.aligned == .max)
        #expect(counts.both == .max)
        #expect([counts.dkimOnly, counts.spfOnly, counts.neither] == [0, 0, 0])
        var sum = counts
        sum.add(counts)
        #expect(sum == counts)
        var dispositions = Dispositions(none: .max, quarantine: 1, reject: .max)
        dispositions.add(Dispositions(none: 1, quarantine: 1, reject: .max))
        #expect(dispositions == Dispositions(none: .max, quarantine: 2, reject: .max))
        #expect(Int64.min.addingSaturated(-1) == .min)
    }

    @Test func `a report of any range stands for the day of its middle`() {
        func day(_ begin: Int64, _ end: Int64) -> String {
            AlignmentTally(
                domain: "example.com", sourceIP: "192.0.2.1", reporter: "example.net", begin: Timestamp(begin), end: Timestamp(end),
                counts: AlignmentCounts(), dispositions: Dispositions(), cause: .aligned, authenticatedAs: nil
            ).day.description
        }
        #expect(day(0, 86_399) == "1970-01-01")
        #expect(day(43_200, 129_600) == "1970-01-02")
        #expect(day(.min, .max).hasPrefix("19"))
        #expect(day(.max, .max) == "9999-12-31")
    }

    @Test func `every cause has a group and every group a cause`() {
        #expect(Set(AlignmentCause.allCases.map(\.group)) == Set(SourceGroup.allCases))
    }
}
