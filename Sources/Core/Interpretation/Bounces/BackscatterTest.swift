import MailSyntax
import ReportFormats

/// Whether a returned message was never ours: somebody wrote our name on it, and its bounce came to us.
struct BackscatterTest: Sendable {
    private let ownDomains: [DomainName]
    /// Domains of envelope senders that always carry a token.
    private let tokenDomains: [DomainName]
    private let ownSources: Set<String>
    private let trustedHosts: Set<String>

    init(context: OperatorContext) {
        ownDomains = context.ownDomains.compactMap { DomainName($0) }
        tokenDomains = context.tokens == nil ? [] : context.tokenDomains.compactMap { DomainName($0) }
        ownSources = context.ownSources
        trustedHosts = Set(context.trustedHosts.map(\.asciiLowercased))
    }

    /// - Parameter isProven: a token of ours came back with it.
    func isForeign(_ status: DeliveryStatus, isProven: Bool) -> Bool {
        if isProven { return false }
        return lacksItsToken(status.envelope) || status.original.map(isForeign) ?? false
    }

    /// Sent to an envelope sender that we never use without a token.
    private func lacksItsToken(_ envelope: Header) -> Bool {
        guard !tokenDomains.isEmpty else { return false }
        let fields = (["x-original-to", "delivered-to", "envelope-to", "to"] as [StaticString]).flatMap { envelope.all($0).prefix(8) }
        let receivers = fields.flatMap { EmailAddress.list(envelope.unfolded($0), limit: 8) }
        return receivers.contains { receiver in tokenDomains.contains { $0 == receiver.domain } }
    }

    /// False while we do not know our own domains: then nothing can be said to be foreign.
    func isForeign(_ original: Header) -> Bool {
        guard !ownDomains.isEmpty, !original.fields.isEmpty else { return false }
        return !namesUs(original) && !passedUs(original)
    }

    /// A Message-ID, a signature or an unsubscribe link of our domains. From alone is what a forger writes, so it
    /// counts only when the message carries none of the others.
    private func namesUs(_ original: Header) -> Bool {
        var sawIdentity = false
        for name in ["message-id", "dkim-signature", "list-unsubscribe", "feedback-id", "list-id"] as [StaticString] {
            for value in original.values(name) {
                sawIdentity = true
                if mentionsUs(value) { return true }
            }
        }
        if sawIdentity { return false }
        let visible = ["from", "sender", "return-path", "reply-to", "errors-to"] as [StaticString]
        return visible.contains { original.values($0).contains { mentionsUs($0) } }
    }

    private func passedUs(_ original: Header) -> Bool {
        for value in original.values("received") {
            if ownSources.contains(where: { value.contains($0) }) { return true }
            let lower = value.asciiLowercased
            if trustedHosts.contains(where: { lower.contains($0) }) || mentionsUs(lower) { return true }
        }
        return false
    }

    /// One of our domains as a whole name, or below it.
    private func mentionsUs(_ value: String) -> Bool {
        let words = value.asciiLowercased.split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") }
        return words.contains { word in
            guard word.contains("."), let name = DomainName(String(word)) else { return false }
            return ownDomains.contains { name.isAtOrBelow($0) }
        }
    }
}
