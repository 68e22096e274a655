import Deliverability
import MailSyntax
import Storage
import Summaries
import TestKit
import Testing

@Suite struct ScenarioTests {
    @Test func `every folder of scenarios can be read`() {
        let folders = Repository.files(below: Repository.path("Fixtures/scenarios")).filter { $0.hasSuffix("scenario.json") }
        #expect(Scenario.all.count == folders.count && !folders.isEmpty)
    }

    @Test(arguments: Scenario.all)
    func `a scenario ends as it is told`(scenario: Scenario) throws {
        let run = try ScenarioRun(scenario)
        try run.follow(scenario)
        try checkContacts(scenario, run.store)
        try checkFeed(scenario, run.store)
        try checkInvestigations(scenario, run.store)
        try checkSummary(scenario, run.store)
        try run.store.checkIntegrity()
    }

    @Test(arguments: Scenario.all)
    func `law 1: a scenario delivered once more at its end changes nothing`(scenario: Scenario) throws {
        let run = try ScenarioRun(scenario)
        try run.follow(scenario)
        let addresses = scenario.expect.contacts.compactMap { $0["address"]?.text }
        let before = try ScenarioTranscript(of: run.store, addresses: addresses)
        let last = try #require(scenario.steps.last.flatMap { MailDate.read($0.at) })
        for name in scenario.steps.flatMap({ $0.deliver ?? [] }) {
            let outcomes = try run.deliver([scenario.mail(name)], at: last.adding(seconds: 60))
            #expect(outcomes.map(\.verdict) == [.duplicate])
        }
        #expect(try ScenarioTranscript(of: run.store, addresses: addresses) == before)
    }

    private func checkContacts(_ scenario: Scenario, _ store: SQLStore) throws {
        for expected in scenario.expect.contacts {
            let text = try #require(expected["address"]?.text), address = try #require(EmailAddress(text))
            let state = try #require(try store.contact(of: address), "\(scenario): \(text) is not known").state
            let (phase, reason) = state.words
            let found = JSONValue.object(["address": .string(text), "phase": .string(phase), "reason": reason.map { .string($0) } ?? .null])
            #expect(JSONSubset.differences(expected: expected, actual: found, at: "\(scenario).contacts[\(text)]").isEmpty)
        }
    }

    private func checkFeed(_ scenario: Scenario, _ store: SQLStore) throws {
        let rows = try store.suppressions(after: 0, limit: .max)
        #expect(rows.map(\.cursor) == Array(1...Int64(max(1, rows.count))).prefix(rows.count).map(\.self), "law 7: no gaps")
        let found = rows.map { row in
            JSONValue.object([
                "address": row.address.map { .string($0) } ?? .null, "op": .string(row.operation.rawValue),
                "reason": .string(row.reason.rawValue),
                "state": .string(row.state.rawValue), "scope": .string(row.scope),
            ])
        }
        let differences = JSONSubset.differences(
            expected: .array(scenario.expect.suppressions), actual: .array(found), at: "\(scenario).suppressions")
        #expect(differences.isEmpty, "\(rows)")
    }

    private func checkInvestigations(_ scenario: Scenario, _ store: SQLStore) throws {
        let cases = try store.investigations(includingClear: false)
        #expect(cases.count == scenario.expect.investigations.count, "\(scenario): \(cases.map(\.key.description))")
        for expected in scenario.expect.investigations {
            let receiver = expected["receiver"]?.text, domain = expected["from_domain"]?.text
            let found = try #require(
                cases.first { $0.key.receiver == receiver && $0.key.fromDomain == domain },
                "\(scenario): no case of \(receiver ?? "") and \(domain ?? "")")
            #expect(found.state.phase.rawValue == expected["phase"]?.text, "\(scenario)")
            if case .number(let least)? = expected["findings_at_least"] {
                #expect(Double(found.findings.count) >= least, "\(scenario): \(found.findings)")
            }
        }
    }

    private func checkSummary(_ scenario: Scenario, _ store: SQLStore) throws {
        let expected = scenario.expect.summary, week = try #require(Week(expected.week))
        let totals = AuthenticationSummary.summarize(try store.weekly(from: week.from, to: week.to, domain: nil), week: week).totals
        #expect(totals.counts.messages == expected.messages, "\(scenario)")
        #expect(totals.counts.aligned == expected.aligned, "\(scenario)")
        #expect(totals.reports == expected.reports, "\(scenario)")
    }
}

extension JSONValue {
    fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }
}
