import Deliverability
import MailSyntax
import Tables

/// What no rule can break, an operator's neither: who is at fault is settled before a contact pays.
enum BouncePromises {
    /// - A transient reply never makes a hard bounce; where the reporter gave up (x.4.7), the cause is that time ran out.
    /// - A server that refused before it was told the recipient cannot have judged him.
    /// - A 5.7.x refuses us, not the contact, unless a sentence says that he is not there.
    /// - Size, relaying, TLS, the dialogue and loops are ours to mend, whatever class a rule gives them.
    static func held(_ verdict: Classification, said: BounceEvidenceText, human: BounceEvidenceText) -> Classification {
        guard verdict.bounceClass == .hard else { return verdict }
        if verdict.cause.isOurs { return moved(verdict, .block, verdict.cause) }
        if said.isTransient ?? human.isTransient ?? false {
            let hasExpired = said.reported.map { $0.subject == 4 && $0.detail == 7 } ?? false
            let cause = hasExpired ? .expired : verdict.cause
            return moved(verdict, .soft, cause, remedy: hasExpired ? nil : BounceCause.temporary.usualRemedy)
        }
        if let cause = DialogueStage.senderSide(said.text) ?? DialogueStage.senderSide(human.text) { return moved(verdict, .block, cause) }
        if let status = said.status ?? human.status, status.subject == 7, !saysWhoIsGone(verdict) { return moved(verdict, .block, .policy) }
        return verdict
    }

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
