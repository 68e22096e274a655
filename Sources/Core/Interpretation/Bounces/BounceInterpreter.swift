import Deliverability
import MailSyntax
import ReportFormats
import Tables
import Tokens

/// Delivery status → events: one bounce for each recipient that it names, or backscatter when the mail was never ours.
package struct BounceInterpreter: Sendable {
    private let backscatter: BackscatterTest
    private let keys: TokenKeyRing?
    private let screen: AddressScreen
    private let forwarding: ForwardingTest
    private let limits: Limits
    private let rules: RuleIndex?

    /// - Parameter rules: nil for those that are compiled in.
    package init(context: OperatorContext, limits: Limits = Limits(), rules: RuleIndex? = nil) {
        backscatter = BackscatterTest(context: context)
        keys = context.tokens?.keys
        screen = AddressScreen(context: context)
        forwarding = ForwardingTest(context: context)
        self.limits = limits
        self.rules = rules
    }

    /// - Parameter tokens: those of ours that came back with the bounce.
    package func events(of status: DeliveryStatus, tokens: TokenEvidence = TokenEvidence()) -> [Event] {
        let noticed = MailDate.read(status.envelope.value("date") ?? "")
        if backscatter.isForeign(status, isProven: tokens.best != nil) {
            return [.other(OtherEvent(cause: .backscatter, detail: status.form, occurredAt: status.arrivalDate ?? noticed))]
        }
        let original = OriginalFacts(status.original, limits: limits)
        let recipients = status.recipients.prefix(limits.recipientsPerMessage.value)
        var bounces = recipients.map { bounce($0, by: $0.humanReason, of: status, original: original, noticed: noticed) }
        if bounces.allSatisfy(Self.isUntold) {
            // The lines beside the addresses say nothing: the reason stands elsewhere in the text. Where they tell it of one
            // recipient, it is not the others'.
            for (place, recipient) in recipients.enumerated() where recipient.humanReason != nil {
                bounces[place] = bounce(recipient, by: nil, of: status, original: original, noticed: noticed)
            }
        }
        if bounces.count == 1, let system = challenge(bounces[0], status.humanText) {
            return [.other(OtherEvent(cause: .challenge, detail: system, occurredAt: bounces[0].occurredAt))]
        }
        return RecipientOfBounces(token: tokens.best?.token, keys: keys, screen: screen).named(bounces).map { .bounce($0) }
    }

    /// A challenge in the form of a delivery status, by its system: the mail waits for its sender and has not failed. Where the
    /// verdict is about the mailbox or the way to it, no such system speaks.
    private func challenge(_ bounce: Bounce, _ humanText: String) -> String? {
        switch bounce.classification.cause {
        case .undetermined, .temporary, .greylisted, .policy, .senderRejected, .authentication, .reputation, .content: break
        default: return nil
        }
        guard bounce.status.map({ $0.subject == 7 || $0.subject == 0 }) ?? true else { return nil }
        return ChallengeSystem.named(in: ReplyText(bounce.diagnostic)) ?? ChallengeSystem.named(in: ReplyText(humanText))
    }

    private static func isUntold(_ bounce: Bounce) -> Bool {
        bounce.classification.cause == .undetermined && bounce.classification.rule.text.hasPrefix("action/")
    }

    /// - Parameter reason: the lines of the text that are about this recipient; nil for all of them.
    private func bounce(
        _ recipient: DeliveryStatus.Recipient, by reason: String?, of status: DeliveryStatus, original: OriginalFacts,
        noticed: Timestamp?
    ) -> Bounce {
        let address = recipientAddress(recipient, original)
        let action = action(recipient.action)
        let diagnostic = recipient.diagnosticCode ?? ""
        let reported = recipient.status.flatMap { EnhancedStatusCode($0) }
        // `Status: 553 Exceeded …`, `4.0.0 (host name lookup failure)`: some reporters say the reason where the code belongs.
        let said = diagnostic.isEmpty && (recipient.status ?? "").utf8.contains(where: \.isLetter) ? recipient.status ?? "" : diagnostic
        // Where no remote server is named, the one that reports is the one that refused.
        let provider = ProviderRecognition.provider(
            remoteHost: recipient.remoteMTA ?? status.reportingMTA, domain: address?.domain)
        let verdict = BounceClassifier.classify(
            provider: provider, diagnostic: said, status: reported, humanText: reason ?? status.humanText, action: action,
            rules: rules ?? .shared)
        let classification = BouncePromises.held(
            verdict, breaksOff: status.breaksOff, isForwarded: forwarding.isForwarded(recipient, of: status))
        let shown = said.isEmpty ? recipient.humanReason ?? "" : said
        let reply = SMTPReply(shown)
        return Bounce(
            recipient: address.flatMap(contact), action: action, status: reported ?? reply.status, replyCode: reply.code,
            classification: classification, provider: provider,
            remoteMTA: recipient.remoteMTA.map { ProviderRecognition.hostName($0) }.flatMap { $0.isEmpty ? nil : $0 },
            reportingMTA: status.reportingMTA, diagnostic: shown.bounded(toBytes: limits.diagnosticBytes.value),
            fromDomain: original.fromDomain,
            originalMessageID: original.messageID ?? OriginalFacts.answered(by: status.envelope, limits: limits),
            campaign: original.campaign,
            occurredAt: recipient.lastAttemptDate ?? status.arrivalDate ?? noticed)
    }

    /// The original recipient is whom we mailed (RFC 3464 §2.3.1); the final one is where his mail ended up. Where both are one
    /// address, the final one has the quotes that it needs. A relay without DSN names as original whom it was given itself: where
    /// our own To names the final recipient and not that one, an alias on the way led back to him.
    private func recipientAddress(_ recipient: DeliveryStatus.Recipient, _ returned: OriginalFacts) -> EmailAddress? {
        let original = recipient.originalRecipient.flatMap { EmailAddress($0) }.map(RewrittenAddress.unwrapped)
        let final = recipient.finalRecipient.flatMap { EmailAddress($0) }.map(RewrittenAddress.unwrapped)
        guard let original, original.key != final?.key else { return final }
        if let final, returned.to.contains(final.key), !returned.to.contains(original.key) { return final }
        return original
    }

    /// Law 9: neither a placeholder nor an address of ours, though a report may name one as its recipient.
    private func contact(_ address: EmailAddress) -> EmailAddress? {
        if case .contact(let contact) = screen.finding(deliveryTo: address) { contact } else { nil }
    }

    /// RFC 3464 §2.3.3, and the near misses that are seen.
    private func action(_ word: String) -> DeliveryAction {
        if let known = DeliveryAction(rawValue: word) { return known }
        if word.hasPrefix("delay") || word.hasPrefix("transient") || word.hasPrefix("deferred") { return .delayed }
        if word.hasPrefix("deliver") { return .delivered }
        if word.hasPrefix("relay") { return .relayed }
        if word.hasPrefix("expand") { return .expanded }
        return .failed
    }
}

/// What the events need of the message that bounced: read once, however many recipients there are.
private struct OriginalFacts {
    let fromDomain: DomainName?
    let messageID: String?
    let campaign: String?
    /// Keys of its To and Cc.
    let to: Set<String>

    init(_ header: Header?, limits: Limits) {
        var to: Set<String> = []
        for name in ["to", "cc"] as [StaticString] {
            for field in header?.all(name) ?? [] {
                for address in EmailAddress.list(header?.unfolded(field) ?? [], limit: 100) { to.insert(address.key) }
            }
        }
        self.to = to
        fromDomain = header?.fromDomain
        messageID = header?.value("message-id").flatMap { Self.identifier($0, limits) }
        campaign = header?.campaign
    }

    /// The mail that a notice answers (RFC 5322 §3.6.4), for those that return nothing of it.
    static func answered(by envelope: Header, limits: Limits) -> String? {
        let references = envelope.value("references")?.split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }.last.map(String.init)
        return (envelope.value("in-reply-to") ?? references).flatMap { identifier($0, limits) }
    }

    /// The id without its brackets, as complaints keep it: the same mail has the same id in both.
    private static func identifier(_ value: String, _ limits: Limits) -> String? {
        let inside = value.utf8.drop { $0 != 60 }.dropFirst().prefix { $0 != 62 }
        let id = inside.isEmpty ? value.trimmedASCII : (String(inside) ?? value)
        return id.isEmpty ? nil : id.bounded(toBytes: limits.addressBytes.value)
    }
}
