import Deliverability
import Foundation
import Summaries
import Testing

/// `reports/` shows what a reader gets. `UPDATE_GOLDENS=1 swift test` writes the samples anew.
@Suite struct SampleSummaryTests {
    @Test(arguments: ["html", "md", "csv", "json", "txt"])
    func `the samples in reports are what the code writes`(format: String) throws {
        let summary = AuthenticationSummary.summarize(
            SampleWeek.facts(sending: SampleWeek.sending()), week: SampleWeek.week, context: SampleWeek.context())
        let made: String =
            switch format {
            case "html": SummaryHTML.render(summary)
            case "md": SummaryMarkdown.render(summary)
            case "csv": SummaryCSV.render(summary)
            case "json": SummaryJSON.render(summary)
            default: SummaryTerminal.render(summary)
            }
        try expectGolden(made, "sample-2026-W47.\(format)")
    }

    @Test func `a week without mail is published as well`() throws {
        let summary = AuthenticationSummary.summarize(WeekFacts(), week: SampleWeek.week, domain: SampleWeek.domain)
        try expectGolden(SummaryHTML.render(summary), "sample-silent-week.html")
    }

    private func expectGolden(_ made: String, _ name: String) throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appendingPathComponent("reports").appendingPathComponent(name)
        if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" { try Data(made.utf8).write(to: file) }
        let kept = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        #expect(made.utf8.elementsEqual(kept.utf8), "\(name) differs: run UPDATE_GOLDENS=1 swift test and look at the difference")
    }
}
