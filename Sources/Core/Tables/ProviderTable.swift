import Deliverability

/// What is known of one mailbox provider, as data: how to recognise it, what its replies mean and what it bears.
package struct ProviderTable: Sendable {
    package let provider: Provider
    /// Suffixes of its mail exchangers' names.
    package let hosts: [String]
    /// Domains of its mailboxes; what lies below them counts too.
    package let domains: [String]
    /// What it bears, and how to retry there.
    package let limits: ProviderLimits
    /// Where the phrases were published or seen, and when that was looked at (year-month).
    package let source: String
    package let date: String
    /// Language of its replies where that is not English.
    package let language: String?
    /// In the order of decision.
    package let rules: [Rule]

    package init(
        _ slug: String, hosts: [String], domains: [String] = [], limits: ProviderLimits = ProviderLimits(), language: String? = nil,
        source: String, date: String, rules: [Rule]
    ) {
        provider = Provider(slug)
        self.hosts = hosts
        self.domains = domains
        self.limits = limits
        self.language = language
        self.source = source
        self.date = date
        self.rules = rules
    }
}

/// What a provider bears of one sender: advice for the MTA, conservative where the provider says nothing.
package struct ProviderLimits: Hashable, Sendable {
    /// Connections at a time to all its exchangers together (5 to 20).
    package let connections: Int
    /// Messages in one connection; nil: not told.
    package let messagesPerConnection: Int?
    /// Recipients in one message; nil: not told.
    package let recipientsPerMessage: Int?
    /// Largest message in MiB as transferred; nil: not told.
    package let messageMiB: Int?
    package let retry: RetryProfile

    package init(
        connections: Int = 5, messagesPerConnection: Int? = nil, recipientsPerMessage: Int? = nil, messageMiB: Int? = nil,
        retry: RetryProfile = .largeISP
    ) {
        self.connections = connections
        self.messagesPerConnection = messagesPerConnection
        self.recipientsPerMessage = recipientsPerMessage
        self.messageMiB = messageMiB
        self.retry = retry
    }
}
