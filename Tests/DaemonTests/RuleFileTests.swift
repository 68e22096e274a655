import Daemon
import Deliverability
import Tables
import Testing

@Suite struct RuleFileTests {
    private static let good = """
        source: our own logs
        date: 2026-11
        rules:
          - id: elephants
            class: soft
            cause: mailbox-full
            phrases: [purple elephants, " elephants "]
            reply: 552
            provider: gmail
            language: en
            remedy: wait
            sample: "552 purple elephants"
          - id: status-only
            class: block
            cause: policy
            status: 5.7.900-910
            sample: 550 5.7.905 no
            source: a phone call
        """

    @Test func `every field of a rule is read`() throws {
        let file = try RuleFile(Self.good, file: "rules.yaml")
        #expect(file.problems.isEmpty && file.lines == [4, 13])
        let rule = try #require(file.rules.first)
        #expect(rule.id.text == "operator/elephants")
        #expect(rule.rule.phrases == ["purple elephants", " elephants "])
        #expect((rule.rule.bounceClass, rule.rule.cause) == (.soft, .mailboxFull))
        #expect((rule.rule.reply, rule.provider?.slug, rule.language, rule.rule.remedy) == (552, "gmail", "en", "wait"))
        #expect((rule.source, rule.date) == ("our own logs", "2026-11"))
        #expect(file.rules.last?.source == "a phone call")
    }

    @Test(arguments: [
        ("class: soft", "class: squishy", 5, "none of hard"), ("cause: mailbox-full", "cause: mailboxfull", 6, "none of unknown-user"),
        ("sample: \"552 purple elephants\"", "samples: x", 12, "a rule has no `samples`"), ("reply: 552", "reply: 250", 8, "out of range"),
        ("id: elephants", "id: Purple Elephants", 4, "is no id"), ("status: 5.7.900-910", "status: 5.7", 16, "is no status"),
    ])
    func `each fault is told with its line, and the other rules are read all the same`(was: String, now: String, line: Int, words: String)
        throws
    {
        let file = try RuleFile(Self.good.replacing(was, with: now), file: "rules.yaml")
        #expect(file.rules.count == 1)
        let problem = try #require(file.problems.first)
        #expect(problem.line == line && problem.message.contains(words), "\(problem)")
    }

    @Test func `a missing sample is a fault`() throws {
        let file = try RuleFile(Self.good.replacing("    sample: 550 5.7.905 no\n", with: ""), file: "rules.yaml")
        #expect(file.problems.map(\.line) == [13])
        #expect(file.problems.first?.message.contains("needs `sample`") == true)
    }

    @Test func `what is no table of rules is refused as a whole`() {
        for text in ["rules: [", "rule:\n  - id: x", "- id: x"] {
            #expect(throws: SettingsError.self) { try RuleFile(text, file: "rules.yaml") }
        }
    }

    @Test func `a file that is half readable does not decide about contacts`() throws {
        #expect(throws: SettingsError.self) { try RuleFile.rules(ofFiles: ["/nonexistent/rules.yaml"]) }
    }
}
