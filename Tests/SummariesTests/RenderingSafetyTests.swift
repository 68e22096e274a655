import Deliverability
import Foundation
import MailSyntax
import Summaries
import Testing

/// What came by mail cannot break out of the place where it is shown.
@Suite struct RenderingSafetyTests {
    private static let hostile = "x\"><script>alert(1)</script>|`[a](http://evil.example)\r\n=1+1\u{1B}[31m\u{202E}"

    private static var summary: AuthenticationSummary {
        var facts = WeekFacts()
        let counts = SampleWeek.tally("r", "i", day: 0, messages: 9, dkim: 0, spf: 0, .dkimUnaligned, as: nil)
        facts.tallies = [.dkimUnaligned, .unknownSource].map { cause in
            AlignmentTally(
                domain: hostile, sourceIP: "=" + hostile, reporter: hostile, begin: counts.begin, end: counts.end, counts: counts.counts,
                dispositions: counts.dispositions, cause: cause, authenticatedAs: hostile)
        }
        facts.reports = 1
        facts.setAside = [hostile: 1]
        facts.complaints = SampleWeek.complaints().map { stored in
            guard case .complaint(var complaint) = stored.event else { return stored }
            complaint.campaign = hostile
            complaint.provider = Provider(hostile)
            return SampleWeek.stored(.complaint(complaint), stored.seq)
        }
        facts.investigations = SampleWeek.investigations().map { record in
            InvestigationRecord(
                id: record.id, key: InvestigationKey(receiver: hostile, fromDomain: hostile), state: record.state, opened: record.opened,
                blocks: 1,
                findings: [Finding(kind: .note, area: .content, text: hostile, messages: 1, at: record.opened, digest: hostile)])
        }
        facts.tls = [
            TLSRecord(
                organization: hostile, reportID: "", domain: hostile, mxHost: hostile, begin: counts.begin, end: counts.end,
                successfulSessions: 1, failedSessions: 1)
        ]
        var context = SummaryContext()
        context.organization = hostile
        context.previous = facts
        return AuthenticationSummary.summarize(facts, week: SampleWeek.week, context: context)
    }

    @Test func `the page has no script, no asset from elsewhere and no way out of an attribute`() {
        let page = SummaryHTML.render(Self.summary)
        #expect(!page.contains("<script"))
        for word in [" src=", " href=", "url(http", "@import", "<link", "<img", "<iframe", "onload=", "javascript:"] {
            #expect(!page.contains(word))
        }
    }

    /// Law 8: an address is personal data.
    @Test func `no rendering names a recipient`() {
        var facts = SampleWeek.facts()
        facts.complaints = facts.complaints.map { stored in
            guard case .complaint(var complaint) = stored.event else { return stored }
            complaint.attribution = Attribution(
                outcome: .resolved, address: EmailAddress("jane.roe@example.org"), rung: .verpToken, trust: .a)
            return SampleWeek.stored(.complaint(complaint), stored.seq)
        }
        let summary = AuthenticationSummary.summarize(facts, week: SampleWeek.week, context: SampleWeek.context())
        for text in [
            SummaryHTML.render(summary), SummaryMarkdown.render(summary), SummaryCSV.render(summary), SummaryJSON.render(summary),
            SummaryTerminal.render(summary),
        ] { #expect(!text.contains("jane.roe")) }
    }

    @Test func `the page opens and closes its tags in order`() throws {
        for summary in [Self.summary, AuthenticationSummary.summarize(WeekFacts(), week: SampleWeek.week)] {
            var open: [Substring] = [], rest = SummaryHTML.render(summary)[...]
            while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
                let tag = rest[rest.index(after: start)..<end]
                rest = rest[rest.index(after: end)...]
                let name = tag.prefix { $0.isLetter || $0.isNumber || $0 == "/" || $0 == "!" }
                if name.hasPrefix("/") {
                    #expect(open.popLast() == name.dropFirst())
                } else if !tag.hasSuffix("/"), !["meta", "br", "col", "!DOCTYPE"].contains(name) {
                    open.append(name)
                }
            }
            #expect(open.isEmpty)
        }
    }

    @Test func `Markdown keeps its tables and makes no link`() {
        // Without what is escaped: a backslash and the scalar behind it.
        let text = SummaryMarkdown.render(Self.summary).replacing("\\\\", with: "").replacing(/\\./, with: "")
        for word in ["<", "](", "://", "\u{1B}"] { #expect(!text.contains(word)) }
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") && $0.contains("evil") }
        #expect(!rows.isEmpty)
        for row in rows {
            #expect([3, 5, 6, 8, 9].contains(row.count { $0 == "|" }))
        }
    }

    @Test func `CSV keeps its columns and runs no formula`() {
        let lines = SummaryCSV.render(Self.summary).utf8.split(separator: 10)
        #expect(lines.count == 3)
        #expect(SummaryCSV.render(Self.summary).contains("\"'=x"))
    }

    @Test func `a terminal gets no escape sequence from mail`() {
        let text = SummaryTerminal.render(Self.summary, colour: false, width: 100)
        #expect(!text.utf8.contains(27))
        #expect(!text.utf8.contains { $0 < 32 && $0 != 10 })
        #expect(longest(text) <= 100)
    }

    @Test(arguments: [0, 60, 80, 200])
    func `terminal lines keep to the width`(width: Int) {
        let text = SummaryTerminal.render(
            AuthenticationSummary.summarize(SampleWeek.facts(), week: SampleWeek.week, context: SampleWeek.context()), colour: false,
            width: width)
        #expect(longest(text) <= max(72, min(width, 140)))
    }

    private func longest(_ text: String) -> Int { text.split(separator: "\n").map(\.count).max() ?? 0 }

    @Test func `JSON is valid and has every key of the contract`() throws {
        struct Summary: Decodable {
            struct Day: Decodable { var day: String; var both: Int64, dkim_only: Int64, spf_only: Int64, neither: Int64 }
            struct Source: Decodable { var group: String; var source_ip: String?; var messages: Int64 }
            struct Named: Decodable { var name: String }
            struct Sentence: Decodable { var text: String }
            struct Case: Decodable { var phase: String }
            struct Complaints: Decodable { var total: Int64 }
            struct Bounces: Decodable { var total: Int64 }
            var schema: String, week: String, from: String, to: String, domain: String?
            var messages: Int64, aligned: Int64, dkim_aligned: Int64, spf_aligned: Int64, reports: Int64, duplicates: Int64,
                set_aside: Int64
            var dispositions: [String: Int64]
            var reporters: [Named], days: [Day], sources: [Source], complaints: Complaints, bounces: Bounces
            var investigations: [Case], todo: [Sentence], blind_spots: [Sentence]
        }
        let decoded = try JSONDecoder().decode(Summary.self, from: Data(SummaryJSON.render(Self.summary).utf8))
        #expect(decoded.schema == "plumbline.summary/1")
        #expect(decoded.week == "2026-W47")
        #expect(decoded.from == "2026-11-16T00:00:00Z")
        #expect(decoded.to == "2026-11-23T00:00:00Z")
        #expect(decoded.days.count == 7)
        #expect(decoded.dispositions.keys.sorted() == ["none", "quarantine", "reject"])
        #expect(decoded.set_aside == 1)
    }

    /// Webmail cuts a message at 102 kB: what is below would be lost unseen.
    @Test func `the page of a busy week fits into a mail that is not cut`() {
        var facts = SampleWeek.facts()
        for cause in [AlignmentCause.aligned, .dkimFails, .forwarded, .unknownSource] {
            facts.tallies += (0..<2000).map { n in
                SampleWeek.tally(
                    "reporter\(n % 60).example", "2001:db8:\(n):1111:2222:3333:4444:5555", day: n % 7, messages: Int64(n), dkim: 0, spf: 0,
                    cause,
                    as: "mailer\(n).example.net")
            }
        }
        let summary = AuthenticationSummary.summarize(facts, week: SampleWeek.week, context: SampleWeek.context())
        #expect(SummaryHTML.render(summary).utf8.count < 102_000)
        let csvLines = SummaryCSV.render(summary).utf8.split(separator: 10).count
        #expect(csvLines <= 1 + 4 * 1001)
    }
}
