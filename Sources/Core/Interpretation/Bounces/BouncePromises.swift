import Deliverability
import MailSyntax
import Tables

/// What no rule can break, an operator's neither: who is at fault is settled before a contact pays.
enum BouncePromises {
    /// - Neither a transient reply nor a delay makes a hard bounce; where the reporter gave up (x.4.7), the cause is that time
    ///   ran out.
    /// - A server that refused before it was told the recipient cannot have judged him.
    /// - A 5.7.x refuses us, not the contact, unless a sentence says that he is not there.
    /// - A bare code that answered the content is about the content: by then the recipient had been accepted. Some say that he
    ///   is unknown even then, and mean his own filter.
    /// - Size, relaying, TLS, the dialogue and loops are ours to mend, whatever class a rule gives them.
    static func held(
        _ verdict: Classification, of provider: Provider?, said: BounceEvidenceText, human: BounceEvidenceText, action: DeliveryAction
    ) -> Classification {
        if verdict.rule == bareRefusal, let cause = DialogueStage.senderSide(said.text) ?? DialogueStage.senderSide(human.text) {
            return moved(verdict, .block, cause)
        }
        guard verdict.bounceClass == .hard else { return verdict }
        if verdict.cause.isOurs { return moved(verdict, .block, verdict.cause) }
        if said.isTransient ?? human.isTransient ?? false || action == .delayed {
            let hasExpired = said.reported.map { $0.subject == 4 && $0.detail == 7 } ?? false
            let cause = hasExpired ? .expired : verdict.cause
            return moved(verdict, .soft, cause, remedy: hasExpired ? nil : BounceCause.temporary.usualRemedy)
        }
        if let cause = DialogueStage.senderSide(said.text) ?? DialogueStage.senderSide(human.text) { return moved(verdict, .block, cause) }
        if let status = said.status ?? human.status, status.subject == 7, !saysWhoIsGone(verdict) { return moved(verdict, .block, .policy) }
        let hidesFilter = provider.map(filteringAfterData.contains) ?? false
        if hidesFilter || verdict.rule.text.hasPrefix("reply/"),
            DialogueStage.of(said.text) == .content || DialogueStage.of(human.text) == .content
        {
            return moved(verdict, .block, .policy)
        }
        return verdict
    }

    /// - Where the text breaks off, a bare code proves nobody's absence: the sentence behind it might have told another reason.
    /// - Behind a forwarder the next server judged our message by his host, or by a signature that he broke: nothing of ours
    ///   is at fault.
    static func held(_ verdict: Classification, breaksOff: Bool, isForwarded: @autoclosure () -> Bool) -> Classification {
        if breaksOff, verdict.bounceClass == .hard, verdict.rule.isFallback || verdict.rule.text.hasPrefix("status/") {
            return moved(verdict, .other, .undetermined)
        }
        guard verdict.bounceClass == .block, forwardersFaults.contains(verdict.cause), isForwarded() else { return verdict }
        return moved(verdict, .block, .forwarding)
    }

    /// 554 alone: that it came before the recipient was named is all that is known of it.
    private static let bareRefusal = RuleID("reply/554")

    private static let forwardersFaults: Set<BounceCause> = [
        .authentication, .spf, .dkim, .dmarc, .reputation, .blocklist, .ptr, .helo, .relayDenied, .senderRejected,
    ]

    /// NTT docomo refuses an unknown user at RCPT; after DATA the same words stand for the filter that its user has set.
    private static let filteringAfterData: Set<Provider> = [Provider("docomo")]

    /// Whether a sentence, and no bare code or single word, says that there is no such recipient.
    private static func saysWhoIsGone(_ verdict: Classification) -> Bool {
        let rule = verdict.rule.text
        if rule.hasPrefix("hint/") || rule.hasPrefix("reply/") || rule.hasPrefix("status/") { return false }
        switch verdict.cause {
        case .unknownUser, .disabled, .moved, .hostUnknown, .noMailDomain: return true
        default: return false
        }
    }

    private static func moved(
        _ verdict: Classification, _ bounceClass: BounceClass, _ cause: BounceCause, remedy: String? = nil
    ) -> Classification {
        Classification(bounceClass, cause, rule: verdict.rule, remedy: remedy ?? cause.usualRemedy)
    }
}
