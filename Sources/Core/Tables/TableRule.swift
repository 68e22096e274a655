import Deliverability
import MailSyntax

/// A rule of the tables with everything that matching needs, and where it comes from.
package struct TableRule: Hashable, Sendable {
    package let rule: Rule
    private let scope: String
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
        self.scope = scope
        self.rule = rule
        self.provider = provider
        self.strength = strength
        status = rule.status.flatMap { StatusRange($0) }
        self.language = language
        self.source = rule.source ?? source
        self.date = date
    }

    package var id: RuleID { RuleID(scope + "/" + rule.slug) }

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

    /// The phrase that claims a text, as it stands in the table; nil where none does.
    package func phrase(in text: ReplyText) -> String? {
        rule.phrases.first { phrase in
            let searched = LetterFolding.folded(phrase)
            return searched.count >= 4 && text.bytes.find(searched, in: 0..<text.bytes.count) != nil
        }
    }
}
