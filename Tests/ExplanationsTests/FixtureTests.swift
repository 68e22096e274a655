import Deliverability
import Explanations
import Interpretation
import MailSyntax
import ReportFormats
import TestKit
import Testing

@Suite struct FixtureTests {
    @Test(arguments: AllFixtures.mails)
    func `what is explained is what must come of the mail`(fixture: Fixture) throws {
        let expected = try #require(fixture.expected, "\(fixture) has no expectation beside it")
        let differences = JSONSubset.differences(expected: expected, actual: Explained(fixture).json())
        #expect(differences.isEmpty, "\(fixture): \(differences.joined(separator: "; "))")
    }

    @Test func `every folder has its fixtures`() {
        for folder in ["aggregate", "feedback", "delivery", "tls", "malformed", "unrelated"] {
            #expect(!Fixtures.all(in: folder).isEmpty, "\(folder)")
        }
    }

    @Test(arguments: AllFixtures.mails)
    func `the same mail with other line ends has the same events`(fixture: Fixture) {
        // Lines are only lines in 7-bit mail; a bare CR is the point of some fixtures.
        let bytes = fixture.bytes
        guard bytes.allSatisfy({ $0 < 0x80 && $0 != 0 }) else { return }
        let lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map { $0.last == 13 ? $0.dropLast() : $0 }
        guard !lines.contains(where: { $0.contains(13) }) else { return }
        let lf = Array(lines.joined(separator: [10])), crlf = Array(lines.joined(separator: [13, 10]))
        let first = Explained(lf).message, second = Explained(crlf).message
        #expect(first.events == second.events, "\(fixture)")
        #expect(outcome(first) == outcome(second), "\(fixture)")
    }

    private func outcome(_ message: InterpretedMessage) -> String {
        switch message.reading.outcome {
        case .report: message.reading.kind?.rawValue ?? "report"
        case .unrelated: "unrelated"
        case .setAside(let error): error.reason.rawValue
        }
    }

    @Test(arguments: AllFixtures.mails)
    func `absent is null, never an empty text`(fixture: Fixture) throws {
        let json = try JSONValue(parsing: Explained(fixture).json(records: true))
        #expect(emptyTexts(json, at: "") == [], "\(fixture)")
    }

    private func emptyTexts(_ value: JSONValue, at path: String) -> [String] {
        switch value {
        case .string(""): [path]
        case .array(let elements): elements.enumerated().flatMap { emptyTexts($1, at: "\(path)[\($0)]") }
        case .object(let members): members.sorted { $0.key < $1.key }.flatMap { emptyTexts($1, at: "\(path).\($0)") }
        default: []
        }
    }

    @Test(arguments: AllFixtures.mails)
    func `rows add up to the report, and its tallies do`(fixture: Fixture) {
        let message = Explained(fixture).message
        for aggregate in message.aggregates {
            let counts = aggregate.report.counts
            var tallied = AlignmentCounts()
            for case .alignment(let tally) in message.events[aggregate.events] { tallied.add(tally.counts) }
            #expect(
                aggregate.rows.reduce(0) { $0 + $1.count } == counts.messages && Int64(aggregate.rows.count) == aggregate.report.records)
            #expect(tallied.messages == counts.messages && tallied.aligned == counts.aligned)
            #expect(tallied.dkimAligned == counts.dkimAligned && tallied.spfAligned == counts.spfAligned)
            #expect(counts.none + counts.quarantine + counts.reject == counts.messages)
        }
    }
}
