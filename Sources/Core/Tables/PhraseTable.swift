/// Phrases that hold at any provider: a product, a blocklist, a language.
package struct PhraseTable: Sendable {
    /// First half of the rule ids.
    package let scope: String
    package let strength: Strength
    /// ISO 639 code of the sentences; nil where they are of several.
    package let language: String?
    package let source: String
    package let date: String
    package let rules: [Rule]

    /// When a phrase is asked in relation to the codes.
    package enum Strength: Int, Comparable, Sendable {
        /// The operator's own word: says more than anything that is compiled in.
        case operators = 1
        /// Says more than any code.
        case precise = 2
        /// Hints that count when no code says anything specific: `550 … policy`.
        case hint = 3

        package static func < (a: Strength, b: Strength) -> Bool { a.rawValue < b.rawValue }
    }

    package init(
        _ scope: String, _ strength: Strength = .precise, language: String? = "en", source: String, date: String, rules: [Rule]
    ) {
        self.scope = scope
        self.strength = strength
        self.language = language
        self.source = source
        self.date = date
        self.rules = rules
    }
}
