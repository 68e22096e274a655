import Deliverability
import MailSyntax
import Tables

/// Says what one recipient's failure means.
///
/// Order of evidence (C09, C10): the provider's tokens and phrases, everybody's phrases, the enhanced code, hints in
/// the text, the reply code, the action. The diagnostic is asked before the human text (D04).
package enum BounceClassifier {
    /// - Parameters:
    ///   - diagnostic: what the server said, as reported.
    ///   - status: the reported Status field, nil when absent.
    ///   - humanText: the sentence or part that a person reads, for forms that say it only there.
    package static func classify(
        provider: Provider?, diagnostic: String, status: EnhancedStatusCode?, humanText: String = "", action: DeliveryAction = .failed
    ) -> Classification {
        let said = Evidence(diagnostic, status)
        let human = Evidence(humanText, nil)
        let verdict = verdict(provider, said, human, action)
        return held(verdict, said: said, human: human)
    }

    /// One text with the codes that stand in it.
    struct Evidence {
        let text: ReplyText
        let reply: ReplyCode?
        let status: EnhancedStatusCode?

        init(_ raw: String, _ reported: EnhancedStatusCode?) {
            let parsed = SMTPReply(raw)
            text = ReplyText(raw)
            reply = parsed.code
            // What the remote server said outranks what the reporter made of it, unless it says nothing.
            if let inside = parsed.status, reported == nil || StatusRegistry.entry(inside) != nil {
                status = inside
            } else {
                status = reported
            }
        }

        var isTransient: Bool? { reply?.isTransient ?? status?.isTransient }
    }

    private static func verdict(_ provider: Provider?, _ said: Evidence, _ human: Evidence, _ action: DeliveryAction) -> Classification {
        let index = RuleIndex.shared
        if let hit = index.firstMatch(in: said.text, provider: provider, reply: said.reply, status: said.status) { return claim(hit) }
        let isSilent = said.text.bytes.count <= 12 || said.status == nil || said.status.flatMap { StatusRegistry.entry($0) } == nil
        if isSilent, let hit = index.firstMatch(in: human.text, provider: provider, reply: human.reply, status: human.status) {
            return claim(hit)
        }
        if let status = said.status {
            if let hit = index.statusMatch(provider: provider, status: status) { return claim(hit) }
            if let entry = StatusRegistry.entry(status) { return claim(entry, "status/x.\(status.subject).\(status.detail)") }
        }
        if let status = human.status, let entry = StatusRegistry.entry(status) {
            return claim(entry, "status/x.\(status.subject).\(status.detail)")
        }
        for evidence in [said, human] {
            if let hit = index.firstMatch(
                in: evidence.text, provider: provider, reply: evidence.reply, status: evidence.status, strength: .hint)
            {
                return claim(hit)
            }
        }
        for evidence in [said, human] {
            if let code = evidence.reply, let entry = ReplyCodes.entry(code) { return claim(entry, "reply/\(code.value)") }
        }
        if let hit = index.firstMatch(in: human.text, provider: provider, reply: human.reply, status: human.status) { return claim(hit) }
        return byAction(action, said.isTransient ?? human.isTransient)
    }

    /// Nothing was said but the class of the code or the action (C10).
    private static func byAction(_ action: DeliveryAction, _ isTransient: Bool?) -> Classification {
        if isTransient == true || action == .delayed {
            return Classification(.soft, .temporary, rule: RuleID("action/delayed"), remedy: BounceCause.temporary.usualRemedy)
        }
        return Classification(
            .other, .undetermined, rule: RuleID("action/" + action.rawValue), remedy: BounceCause.undetermined.usualRemedy)
    }

    private static func claim(_ hit: TableRule) -> Classification {
        Classification(hit.rule.bounceClass, hit.rule.cause, rule: hit.id, remedy: hit.rule.remedy)
    }

    private static func claim(_ entry: StatusRegistry.Entry, _ rule: String) -> Classification {
        Classification(entry.bounceClass, entry.cause, rule: RuleID(rule), remedy: entry.cause.usualRemedy)
    }

    /// Two promises no rule can break: a transient reply never makes a hard bounce, and a server that refused before it was
    /// told the recipient cannot have judged him.
    private static func held(_ verdict: Classification, said: Evidence, human: Evidence) -> Classification {
        guard verdict.bounceClass == .hard else { return verdict }
        let isTransient = said.isTransient ?? human.isTransient ?? false
        if isTransient { return Classification(.soft, verdict.cause, rule: verdict.rule, remedy: BounceCause.temporary.usualRemedy) }
        if let cause = DialogueStage.senderSide(said.text) ?? DialogueStage.senderSide(human.text) {
            return Classification(.block, cause, rule: verdict.rule, remedy: cause.usualRemedy)
        }
        return verdict
    }
}
