import Deliverability
import Interpretation
import MailSyntax
import Tables
import Testing

@Suite struct RuleLintTests {
    private func rule(
        _ slug: String, _ bounceClass: BounceClass = .soft, _ cause: BounceCause = .mailboxFull, phrases: [String] = ["purple elephants"],
        reply: Int? = nil, provider: String? = nil, sample: String = "552 purple elephants"
    ) -> TableRule {
        TableRule(
            Rule(
                slug: slug, bounceClass: bounceClass, cause: cause, phrases: phrases, reply: reply, status: nil, remedy: nil,
                sample: sample,
                source: nil), scope: "operator", provider: provider.map { Provider($0) }, strength: .operators, language: nil,
            source: "test", date: "2026-11")
    }

    private func problems(_ rules: [TableRule]) -> [String] { RuleLint.findings(rules).map(\.problem) }

    @Test func `a good table has no findings`() {
        #expect(problems([rule("a"), rule("b", phrases: ["green giraffes"], sample: "550 Green Giraffes")]).isEmpty)
    }

    @Test func `a sample that its rule does not find is a finding`() {
        #expect(problems([rule("a", sample: "552 pink elephants")]).first?.contains("none of its phrases") == true)
        #expect(problems([rule("a", reply: 550)]).first?.contains("its codes are others") == true)
    }

    @Test func `a rule behind one that finds everything is shadowed`() {
        let found = RuleLint.findings([rule("a", phrases: ["elephants"]), rule("b")])
        #expect(found.map(\.rule) == [1])
        #expect(found.first?.problem.contains("shadowed by `a`") == true)
        #expect(problems([rule("b"), rule("a", phrases: ["elephants"], sample: "elephants")]).isEmpty)
        #expect(problems([rule("a", phrases: ["elephants"], provider: "gmail"), rule("b")]).isEmpty)
    }

    @Test func `an id that stands twice is a finding`() {
        #expect(problems([rule("a"), rule("a", phrases: ["green giraffes"], sample: "green giraffes")]).contains { $0.contains("twice") })
    }

    @Test func `a class that the promises forbid is a finding`() {
        #expect(problems([rule("a", .hard, .tls)]).contains { $0.contains("never hard") })
        #expect(problems([rule("a", .hard, .unknownUser, sample: "452 purple elephants")]).contains { $0.contains("becomes soft") })
    }

    @Test func `a phrase that cannot be searched and a provider that nobody knows are findings`() {
        #expect(problems([rule("a", phrases: ["abc", "purple elephants"])]).contains { $0.contains("too short") })
        #expect(problems([rule("a", provider: "nowhere")]).contains { $0.contains("no provider") })
    }
}
