import Deliverability

/// What is known of one mailbox provider, as data: how to recognise it and what its replies mean.
package struct ProviderTable: Sendable {
    package let provider: Provider
    /// Suffixes of its mail exchangers' names.
    package let hosts: [String]
    /// Domains of its mailboxes; what lies below them counts too.
    package let domains: [String]
    /// Where the phrases were published or seen, and when that was looked at (year-month).
    package let source: String
    package let date: String
    /// In the order of decision.
    package let rules: [Rule]

    package init(_ slug: String, hosts: [String], domains: [String] = [], source: String, date: String, rules: [Rule]) {
        provider = Provider(slug)
        self.hosts = hosts
        self.domains = domains
        self.source = source
        self.date = date
        self.rules = rules
    }
}

/// Phrases that hold at any provider: a product, a blocklist, a language.
package struct PhraseTable: Sendable {
    /// First half of the rule ids.
    package let scope: String
    package let strength: Strength
    package let source: String
    package let date: String
    package let rules: [Rule]

    /// When a phrase is asked in relation to the codes.
    package enum Strength: Int, Comparable, Sendable {
        /// Says more than any code.
        case precise = 2
        /// Hints that count when no code says anything specific: `550 … policy`.
        case hint = 3

        package static func < (a: Strength, b: Strength) -> Bool { a.rawValue < b.rawValue }
    }

    package init(_ scope: String, _ strength: Strength = .precise, source: String, date: String, rules: [Rule]) {
        self.scope = scope
        self.strength = strength
        self.source = source
        self.date = date
        self.rules = rules
    }
}
