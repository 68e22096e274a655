import Deliverability
import MailSyntax

/// Finds the first rule that claims a text, in one pass over the text whatever the number of rules.
package struct RuleIndex: Sendable {
    /// What is compiled in; built at the first bounce.
    package static let shared = RuleIndex(TableRule.all)

    package let rules: [TableRule]
    /// Whether an operator's own rules are among them.
    package let hasOperatorRules: Bool
    /// What ranks a rule, by its number: looked at for each phrase that may stand in a text.
    private let claims: [Claim]
    private let phrases: PhraseIndex
    private let statusOnly: [Int]

    private struct Claim: Sendable {
        let strength: PhraseTable.Strength
        let provider: Provider?
        let isDistinctive: Bool
    }

    package init(_ rules: [TableRule]) {
        self.rules = rules
        claims = rules.map { Claim(strength: $0.strength, provider: $0.provider, isDistinctive: $0.rule.isDistinctive) }
        hasOperatorRules = rules.contains { $0.strength == .operators }
        phrases = PhraseIndex { builder in
            for number in rules.indices { rules[number].rule.forEachPhrase { builder.add($0, tag: number) } }
        }
        statusOnly = rules.indices.filter { !rules[$0].rule.hasPhrases }
    }

    /// The rule of the strongest claim among those of the wanted strength: the provider's own tokens, its sentences, tokens
    /// that only another provider uses, everybody's sentences; each in table order.
    package func firstMatch(
        in text: ReplyText, provider: Provider?, reply: ReplyCode?, status: EnhancedStatusCode?, strength: PhraseTable.Strength = .precise
    ) -> TableRule? {
        var best = Int.max
        phrases.search(text.bytes, where: { rank(of: $0, for: provider, strength: strength) < best }) { number in
            guard rules[number].allows(reply: reply?.value, status: status) else { return }
            best = rank(of: number, for: provider, strength: strength)
        }
        return best == Int.max ? nil : rules[best & 0xFFFF]
    }

    /// Every rule that would claim the text if those before it did not, strongest first.
    package func allMatches(
        in text: ReplyText, provider: Provider?, reply: ReplyCode?, status: EnhancedStatusCode?
    ) -> [TableRule] {
        var found: Set<Int> = []
        phrases.search(text.bytes) { number in
            if rules[number].allows(reply: reply?.value, status: status) { found.insert(number) }
        }
        let ranked = found.compactMap { number -> (rank: Int, number: Int)? in
            for (place, strength) in [PhraseTable.Strength.operators, .precise, .hint].enumerated() {
                let rank = rank(of: number, for: provider, strength: strength)
                if rank < Int.max { return (place << 24 | rank, number) }
            }
            return nil
        }
        return ranked.sorted { $0.rank < $1.rank }.map { rules[$0.number] }
    }

    /// The provider's own meaning of a status code, without a phrase; the operator's before it.
    package func statusMatch(provider: Provider?, status: EnhancedStatusCode, strength: PhraseTable.Strength = .precise) -> TableRule? {
        for number in statusOnly where rules[number].strength == strength && (rules[number].status?.contains(status) ?? false) {
            let owner = rules[number].provider
            if owner == nil ? strength == .operators : owner == provider { return rules[number] }
        }
        return nil
    }

    /// Lower wins; `Int.max` never.
    private func rank(of number: Int, for provider: Provider?, strength: PhraseTable.Strength) -> Int {
        let claim = claims[number]
        guard claim.strength == strength else { return Int.max }
        guard let owner = claim.provider else { return 3 << 16 | number }
        if owner == provider { return (claim.isDistinctive || strength == .operators ? 0 : 1) << 16 | number }
        return claim.isDistinctive && strength == .precise ? 2 << 16 | number : Int.max
    }
}
