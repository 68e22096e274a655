import Deliverability
import MailSyntax
import Summaries
import Testing

@Suite struct AuthenticationSummaryTests {
    private func summary(_ facts: WeekFacts, _ context: SummaryContext = SummaryContext()) -> AuthenticationSummary {
        AuthenticationSummary.summarize(facts, week: SampleWeek.week, domain: SampleWeek.domain, context: context)
    }

    private func facts(_ tallies: [AlignmentTally]) -> WeekFacts {
        var facts = WeekFacts()
        facts.tallies = tallies
        facts.reports = Int64(tallies.count)
        return facts
    }

    @Test func `days, families, groups and reporters all add up to the totals`() {
        let summary = summary(SampleWeek.facts(), SampleWeek.context())
        let total = summary.totals.counts
        #expect(summary.days.reduce(0) { $0 + $1.counts.messages } == total.messages)
        #expect(AddressFamily.allCases.reduce(0) { $0 + summary.totals.families[$1].messages } == total.messages)
        #expect(summary.sources.reduce(0) { $0 + $1.counts.messages } == total.messages)
        #expect(summary.totals.reporters.reduce(0) { $0 + $1.messages } == total.messages)
        for day in summary.days {
            #expect(day.counts.both + day.counts.dkimOnly + day.counts.spfOnly + day.counts.neither == day.counts.messages)
        }
    }

    @Test func `all seven days are there, Monday first`() {
        let days = summary(WeekFacts()).days
        #expect(days.map(\.day.description) == (16...22).map { "2026-11-\($0)" })
        #expect(days.allSatisfy { $0.isSilent })
    }

    @Test(arguments: [(-3, 0), (0, 0), (6, 6), (9, 6)])
    func `a report over the edge of the week counts at the nearest day`(day: Int, index: Int) {
        let tally = SampleWeek.tally("r", "192.0.2.1", day: day, messages: 10, dkim: 10, spf: 0, .aligned, as: nil)
        #expect(summary(facts([tally])).days[index].counts.dkimOnly == 10)
    }

    @Test func `counts that came by mail saturate and never trap`() {
        let huge = (0..<3).map { SampleWeek.tally("r\($0)", "192.0.2.1", day: 1, messages: .max, dkim: .max, spf: .max, .aligned, as: nil) }
        let failing = SampleWeek.tally("r", "192.0.2.2", day: 1, messages: .max, dkim: 0, spf: 0, .dkimFails, as: nil)
        let spf = SampleWeek.tally("r", "192.0.2.3", day: 1, messages: .max, dkim: 0, spf: .max, .aligned, as: nil)
        var facts = facts(huge + [failing, spf, spf])
        facts.setAside = ["xml.truncated": .max, "zip.damaged": .max]
        facts.tls = (0..<2).map {
            TLSRecord(
                organization: "o", reportID: "\($0)", domain: "example.com", mxHost: nil, begin: SampleWeek.week.from,
                end: SampleWeek.week.to,
                successfulSessions: .max, failedSessions: .max)
        }
        facts.suppressionsAdded = [.complaint: .max, .hardBounce: .max, .paused: .max]
        let summary = summary(facts)
        #expect(summary.totals.counts.messages == .max)
        #expect(summary.totals.setAsideTotal == .max)
        #expect(summary.tls.first?.sessions == .max)
        for text in [SummaryHTML.render(summary), SummaryMarkdown.render(summary), SummaryCSV.render(summary), SummaryJSON.render(summary)]
        {
            #expect(text.contains("9223372036854775807") || text.contains("9,223,372,036,854,775,807"))
        }
    }

    @Test func `sources stand in their four groups, a host with two faults twice`() {
        let summary = summary(
            facts([
                SampleWeek.tally("a", "192.0.2.1", day: 0, messages: 5, dkim: 5, spf: 5, .aligned, as: nil),
                SampleWeek.tally("b", "192.0.2.1", day: 1, messages: 7, dkim: 7, spf: 7, .aligned, as: "example.com"),
                SampleWeek.tally("b", "192.0.2.1", day: 1, messages: 2, dkim: 0, spf: 0, .dkimFails, as: nil),
                SampleWeek.tally("b", "192.0.2.9", day: 1, messages: 3, dkim: 0, spf: 0, .mailingList, as: nil),
                SampleWeek.tally("b", "2001:db8::9", day: 1, messages: 4, dkim: 0, spf: 0, .unknownSource, as: nil),
            ]))
        #expect(summary.sources.map(\.group) == SourceGroup.allCases)
        #expect(summary.sources.map(\.rows.count) == [1, 1, 1, 1])
        let first = summary.group(.aligned).rows.first
        #expect(first?.counts.messages == 12)
        #expect(first?.reporters == 2)
        #expect(first?.authenticatedAs == "example.com")
        #expect(summary.group(.unknown).rows.first?.family == .ipv6)
        #expect(summary.ownMail.messages == 14)
    }

    @Test(arguments: [
        ("192.0.2.1", AddressFamily.ipv4), ("2001:db8::1", .ipv6), ("::ffff:192.0.2.1", .ipv4), ("64:ff9b::192.0.2.1", .ipv6),
        ("unknown", .unknown),
        ("", .unknown),
    ])
    func `IPv4 and IPv6 are told apart by their spelling`(address: String, family: AddressFamily) {
        #expect(AddressFamily(address) == family)
    }

    @Test func `rows beyond the limit are folded into one that says how many`() {
        let tallies = (0..<30).map {
            SampleWeek.tally("r", "192.0.2.\($0)", day: 0, messages: Int64($0 + 1), dkim: 0, spf: 0, .unknownSource, as: nil)
        }
        let (rows, folded) = summary(facts(tallies)).group(.unknown).shown(25)
        #expect(rows.count == 25)
        #expect(rows.first?.counts.messages == 30)
        #expect(folded?.sources == 5)
        #expect(folded?.counts.messages == 15)
    }

    @Test func `a complaint has no rate without the number of messages sent`() {
        let summary = summary(SampleWeek.facts(sending: SampleWeek.sending()))
        let yahoo = summary.complaints.providers.first { $0.provider?.slug == "yahoo" }
        let unnamed = summary.complaints.providers.first { $0.provider == nil }
        #expect(yahoo?.complaints == 15)
        #expect(yahoo?.rate?.verdict == .fine)
        #expect(unnamed?.rate == nil)
        #expect(summary.complaints.rate?.count == 20 && summary.complaints.rate?.sent == 50_250, "Gmail reports none")
        #expect(self.summary(SampleWeek.facts()).complaints.providers.allSatisfy { $0.rate == nil })
        #expect(self.summary(SampleWeek.facts()).bounces.hardRate == nil)
    }

    @Test(arguments: [(Int64(15_001), RateFigures.Verdict.fine), (15_000, .warn), (5_001, .warn), (5_000, .stop), (1, .stop)])
    func `rates are compared with 0.1 and 0.3 percent`(sent: Int64, verdict: RateFigures.Verdict) {
        let row = summary(SampleWeek.facts(sending: SampleWeek.sending(yahoo: sent))).complaints.providers
            .first { $0.provider?.slug == "yahoo" }
        #expect(row?.rate?.verdict == verdict)
    }

    @Test func `one of ten mails is no tenth: too few are not judged`() {
        let microsoft = summary(SampleWeek.facts(sending: SampleWeek.sending(microsoft: 100))).complaints.providers
            .first { $0.provider?.slug == "microsoft" }
        #expect(microsoft?.rate?.percent == 3)
        #expect(microsoft?.rate?.verdict == nil)
    }

    @Test func `hard bounces have a rate by the provider of the recipient`() {
        let bounces = summary(SampleWeek.facts(sending: SampleWeek.sending())).bounces
        #expect(bounces.hardRate?.count == 34 && bounces.hardRate?.sent == 70_400)
        #expect(bounces.hardRates.map(\.name) == ["microsoft", "gmail", "yahoo", "other receivers"])
        #expect(bounces.hardRates.map(\.rate.count) == [11, 19, 0, 4])
        #expect(bounces.hardRates.allSatisfy { $0.rate.verdict == .fine })
    }

    @Test func `a complaint that was taken back is not counted as one`() {
        let complaints = summary(SampleWeek.facts()).complaints
        #expect(complaints.total == 20)
        #expect(complaints.retracted == 1)
        #expect(complaints.unresolved == 3)
        #expect(complaints.ipv4 + complaints.ipv6 == 20)
    }

    @Test func `reports that nobody has proven are told, where proof can be had`() {
        var facts = SampleWeek.facts(), context = SampleWeek.context()
        func told() -> String? {
            AuthenticationSummary.summarize(facts, week: SampleWeek.week, context: context).blindSpots
                .first { $0.id == "unproven-reports" }?.text
        }
        #expect(told()?.contains("3 reports of 38") == true)
        #expect(told()?.contains("1 of them failed") == true)
        context.authenticatesReporters = false
        #expect(told() == nil, "where nothing can be proven, one sentence says so for all")
        context.authenticatesReporters = true
        facts.reportsByTrust = [.passed: 38]
        #expect(told() == nil)
    }

    @Test func `delays are no failures, and blocks cost the contact nothing`() {
        let bounces = summary(SampleWeek.facts()).bounces
        #expect(bounces.total == 69)
        #expect(bounces.delays == 27)
        #expect(bounces.count(.block) == 17)
        #expect(bounces.classes.first { $0.bounceClass == .block }?.countsAgainstContacts == 0)
        #expect(bounces.countsAgainstContacts == 34 + 14)
    }

    @Test func `open investigations stand first`() {
        #expect(summary(SampleWeek.facts()).investigations.map(\.phase) == [.open, .easing])
    }

    @Test func `a week without mail says so plainly and is still complete`() {
        let summary = summary(WeekFacts())
        #expect(summary.isSilent)
        #expect(summary.headline.hasPrefix("No report of any kind came this week."))
        #expect(summary.todo.first?.rule == "no-aggregate-reports")
        for text in [
            SummaryHTML.render(summary), SummaryMarkdown.render(summary), SummaryTerminal.render(summary), SummaryJSON.render(summary),
        ] {
            #expect(text.contains("No report of any kind came this week."))
        }
        #expect(SummaryCSV.render(summary) == SummaryCSV.columns.joined(separator: ",") + "\r\n")
    }

    @Test func `the subject tells the share, its change and what is to do`() {
        let subject = summary(SampleWeek.facts(), SampleWeek.context()).subject
        #expect(subject.hasPrefix("Plumbline weekly · example.com · 16–22 Nov 2026 · 94.8 % aligned (−1.1) · "))
        #expect(subject.hasSuffix(" things to do"))
    }
}
