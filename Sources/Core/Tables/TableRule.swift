import Deliverability
import MailSyntax

/// A rule of the tables with everything that matching needs, and where it comes from.
package struct TableRule: Hashable, Sendable {
    package let id: RuleID
    package let rule: Rule
    package let provider: Provider?
    package let strength: PhraseTable.Strength
    package let status: StatusRange?
    /// ISO 639 code; nil where the sentences are of several languages.
    package let language: String?
    /// Where the phrase was published or seen, and when that was looked at (year-month).
    package let source: String
    package let date: String

    package init(
        _ rule: Rule, scope: String, provider: Provider? = nil, strength: PhraseTable.Strength, language: String?, source: String,
        date: String
    ) {
        id = RuleID(scope + "/" + rule.slug)
        self.rule = rule
        self.provider = provider
        self.strength = strength
        status = rule.status.flatMap { StatusRange($0) }
        self.language = language
        self.source = rule.source ?? source
        self.date = date
    }

    /// All rules that are compiled in: the providers' own, then everybody's.
    package static let all: [TableRule] =
        RuleTables.providers.flatMap { table in
            table.rules.map {
                TableRule(
                    $0, scope: table.provider.slug, provider: table.provider, strength: .precise, language: table.language ?? "en",
                    source: table.source, date: table.date)
            }
        }
        + RuleTables.phrases.flatMap { table in
            table.rules.map {
                TableRule(
                    $0, scope: table.scope, strength: table.strength, language: table.language, source: table.source, date: table.date)
            }
        }

    /// Whether the codes of a reply are those that the rule asks for.
    package func allows(reply: Int?, status code: EnhancedStatusCode?) -> Bool {
        if let wanted = rule.reply, wanted != reply { return false }
        guard rule.status != nil else { return true }
        guard let code, let status else { return false }
        return status.contains(code)
    }
}
