import Deliverability
import MailSyntax
import Tables

/// What is wrong with an operator's rules, so that none of them stands there in vain.
package enum RuleLint {
    package struct Finding: Hashable, Sendable {
        /// Index of the rule.
        package let rule: Int
        package let problem: String
    }

    /// - Parameter rules: in the order in which they are loaded.
    package static func findings(_ rules: [TableRule]) -> [Finding] {
        let index = RuleIndex(rules + TableRule.all)
        var seen: [RuleID: Int] = [:]
        return rules.enumerated().flatMap { number, rule -> [Finding] in
            var problems: [String] = []
            if seen.updateValue(number, forKey: rule.id) != nil { problems.append("the id `\(rule.rule.slug)` stands twice") }
            problems += form(rule)
            if let earlier = rules[..<number].first(where: { covers($0, rule) }), earlier.id != rule.id {
                problems.append("is shadowed by `\(earlier.rule.slug)`, which stands before it and finds all of its phrases")
            } else {
                problems += sample(rule, index)
            }
            return problems.map { Finding(rule: number, problem: $0) }
        }
    }

    private static func form(_ rule: TableRule) -> [String] {
        var problems = rule.rule.phrases.filter { LetterFolding.folded($0).count < 4 }
            .map { "the phrase `\($0)` is too short to be searched: four letters are the least" }
        if rule.rule.bounceClass == .hard, rule.rule.cause.isOurs {
            problems.append("`\(rule.rule.cause.rawValue)` is ours to mend and never hard: it counts as a block")
        }
        if let provider = rule.provider, !RuleTables.providers.contains(where: { $0.provider == provider }) {
            problems.append("there is no provider `\(provider)`; `plumbline rule list --providers` names them")
        }
        return problems
    }

    private static func sample(_ rule: TableRule, _ index: RuleIndex) -> [String] {
        let said = rule.rule.sample
        let claimed = BounceClassifier.classify(provider: rule.provider, diagnostic: said, status: nil, rules: index)
        guard claimed.rule == rule.id else {
            let evidence = BounceEvidenceText(said, nil)
            let isSaid = !rule.rule.hasPhrases || rule.phrase(in: evidence.text) != nil
            let why =
                !isSaid
                ? "none of its phrases stands there"
                : rule.allows(reply: evidence.reply?.value, status: evidence.status)
                    ? "`\(claimed.rule)` claims it" : "its codes are others"
            return ["does not claim its own sample: \(why)"]
        }
        guard claimed.bounceClass == rule.rule.bounceClass || rule.rule.cause.isOurs else {
            return [
                "its sample becomes \(claimed.bounceClass.rawValue), not \(rule.rule.bounceClass.rawValue): the codes in it forbid that"
            ]
        }
        return []
    }

    /// Whether `a` claims everything that `b` could.
    private static func covers(_ a: TableRule, _ b: TableRule) -> Bool {
        guard a.provider == nil || a.provider == b.provider, a.rule.reply == nil || a.rule.reply == b.rule.reply,
            a.status == nil || a.status == b.status, b.rule.hasPhrases, a.rule.hasPhrases
        else { return false }
        let shorter = a.rule.phrases.map { LetterFolding.folded($0) }.filter { $0.count >= 4 }
        return b.rule.phrases.map { LetterFolding.folded($0) }.allSatisfy { phrase in
            shorter.contains { phrase.find($0, in: 0..<phrase.count) != nil }
        }
    }
}
