import Deliverability
import MailSyntax

/// Finds the first rule that claims a text, in one pass over the text whatever the number of rules.
package struct RuleIndex: Sendable {
    package static let shared = RuleIndex(TableRule.all)

    private let rules: [TableRule]
    private let phrases: PhraseIndex
    private let statusOnly: [Int]

    package init(_ rules: [TableRule]) {
        self.rules = rules
        phrases = PhraseIndex(rules.enumerated().flatMap { number, rule in rule.rule.phrases.map { ($0, number) } })
        statusOnly = rules.indices.filter { rules[$0].rule.phrases.isEmpty }
    }

    /// The rule of the strongest claim: own provider first, then distinctive tokens of others, then everybody's phrases of
    /// the wanted strength, each in table order.
    package func firstMatch(
        in text: ReplyText, provider: Provider?, reply: ReplyCode?, status: EnhancedStatusCode?, strength: PhraseTable.Strength = .precise
    ) -> TableRule? {
        var best = Int.max
        phrases.search(text.bytes, where: { rank(of: $0, for: provider, strength: strength) < best }) { number in
            guard allows(rules[number], reply: reply, status: status) else { return }
            best = rank(of: number, for: provider, strength: strength)
        }
        return best == Int.max ? nil : rules[best & 0xFFFF]
    }

    /// The provider's own meaning of a status code, without a phrase.
    package func statusMatch(provider: Provider?, status: EnhancedStatusCode) -> TableRule? {
        guard let provider else { return nil }
        for number in statusOnly where rules[number].provider == provider {
            if rules[number].status?.contains(status) ?? false { return rules[number] }
        }
        return nil
    }

    /// Lower wins; `Int.max` never.
    private func rank(of number: Int, for provider: Provider?, strength: PhraseTable.Strength) -> Int {
        let rule = rules[number]
        if let owner = rule.provider {
            guard strength == .precise else { return Int.max }
            if owner == provider { return number }
            return rule.rule.isDistinctive ? 1 << 16 | number : Int.max
        }
        return rule.strength == strength ? 2 << 16 | number : Int.max
    }

    private func allows(_ rule: TableRule, reply: ReplyCode?, status: EnhancedStatusCode?) -> Bool {
        if let wanted = rule.rule.reply, wanted != reply?.value { return false }
        if rule.rule.status != nil {
            guard let status, let range = rule.status, range.contains(status) else { return false }
        }
        return true
    }
}
