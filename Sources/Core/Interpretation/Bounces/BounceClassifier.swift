import Deliverability
import MailSyntax
import Tables

/// Says what one recipient's failure means.
///
/// Order of evidence: the operator's rules, the provider's tokens, its sentences, everybody's sentences, the
/// enhanced code, hints in the text, the reply code, the action. The diagnostic is asked before the human text.
/// What was reported is not touched: the verdict stands beside it.
package enum BounceClassifier {
    /// - Parameters:
    ///   - diagnostic: what the server said, as reported.
    ///   - status: the reported Status field, nil when absent.
    ///   - humanText: the sentence or part that a person reads, for forms that say it only there.
    package static func classify(
        provider: Provider?, diagnostic: String, status: EnhancedStatusCode?, humanText: String = "", action: DeliveryAction = .failed,
        rules: RuleIndex = .shared
    ) -> Classification {
        let question = Question(
            provider: provider, said: BounceEvidenceText(diagnostic, status), human: BounceEvidenceText(humanText, nil), action: action,
            rules: rules)
        return BouncePromises.held(
            question.verdict, of: provider, said: question.said, human: question.human, action: action)
    }

    private struct Question {
        let provider: Provider?
        let said: BounceEvidenceText
        let human: BounceEvidenceText
        let action: DeliveryAction
        let rules: RuleIndex

        var verdict: Classification {
            if rules.hasOperatorRules, let hit = byOperator() { return claim(hit) }
            if let hit = match(said, .precise) { return claim(hit) }
            if isSilent, let hit = agreeing() ?? match(human, .precise) { return claim(hit) }
            return byStatus() ?? byHint() ?? bySubject() ?? byReply() ?? byHumanText() ?? byAction()
        }

        /// Whether the diagnostic is no more than codes, and those say nothing.
        private var isSilent: Bool {
            said.text.bytes.count <= 12 || said.status == nil || said.status.flatMap { StatusRegistry.entry($0) } == nil
        }

        private func match(_ evidence: BounceEvidenceText, _ strength: PhraseTable.Strength) -> TableRule? {
            rules.firstMatch(
                in: evidence.text, provider: provider, reply: evidence.reply, status: evidence.status, strength: strength)
        }

        /// Of several sentences in the human text, the one that says what the reported code says: a transcript tells of loops and
        /// retries on the way, too.
        private func agreeing() -> TableRule? {
            guard let code = said.reported, code.isPermanent, let entry = StatusRegistry.entry(code) else { return nil }
            return rules.allMatches(in: human.text, provider: provider, reply: human.reply, status: human.status).first {
                $0.strength == .precise && $0.rule.cause == entry.cause
            }
        }

        private func byOperator() -> TableRule? {
            if let hit = match(said, .operators) ?? match(human, .operators) { return hit }
            return said.status.flatMap { rules.statusMatch(provider: provider, status: $0, strength: .operators) }
        }

        private func byStatus() -> Classification? {
            if let status = said.status {
                if let hit = rules.statusMatch(provider: provider, status: status) { return claim(hit) }
                if let hit = refusalOfAllMail(status) { return hit }
                if let hit = registered(status) { return hit }
            }
            return human.status.flatMap(registered)
        }

        /// A host that never takes mail answers 521 (RFC 7504), and 5.3.2 is the code registered beside it. Alone, 5.3.2 also
        /// stands for a host that is down for a while.
        private func refusalOfAllMail(_ status: EnhancedStatusCode) -> Classification? {
            guard status.isPermanent, status.subject == 3, status.detail == 2, let reply = said.reply, reply.value == 521,
                let entry = ReplyCodes.entry(reply)
            else { return nil }
            return claim(entry.bounceClass, entry.cause, "reply/521")
        }

        /// A code of the security subject that nobody registered is a refusal all the same: it must not fall through to a
        /// reply code that would cost the contact.
        private func registered(_ status: EnhancedStatusCode) -> Classification? {
            let rule = "status/x.\(status.subject).\(status.detail)"
            if let entry = StatusRegistry.entry(status) { return claim(entry.bounceClass, entry.cause, rule) }
            return status.subject == 7 && status.isPermanent ? claim(.block, .policy, rule) : nil
        }

        /// What the subject of an unregistered code says (RFC 3463 §3): a 550 with 5.4.x is about the way, not about the mailbox.
        private func bySubject() -> Classification? {
            guard let status = said.status ?? human.status, status.detail != 0, let entry = StatusRegistry.subject(of: status) else {
                return nil
            }
            return claim(entry.bounceClass, entry.cause, "status/x.\(status.subject).x")
        }

        /// Single words of the human text count only where the diagnostic says nothing: around it stand words about
        /// administrators and permissions that are about nobody.
        private func byHint() -> Classification? { (match(said, .hint) ?? (said.reply == nil ? match(human, .hint) : nil)).map(claim) }

        private func byReply() -> Classification? {
            for evidence in [said, human] {
                if let code = evidence.reply, let entry = ReplyCodes.entry(code) {
                    return claim(entry.bounceClass, entry.cause, "reply/\(code.value)")
                }
            }
            return nil
        }

        private func byHumanText() -> Classification? { match(human, .precise).map(claim) }

        /// Nothing was said but the class of the code or the action.
        private func byAction() -> Classification {
            if (said.isTransient ?? human.isTransient) == true || action == .delayed { return claim(.soft, .temporary, "action/delayed") }
            return claim(.other, .undetermined, "action/" + action.rawValue)
        }

        private func claim(_ hit: TableRule) -> Classification {
            Classification(hit.rule.bounceClass, hit.rule.cause, rule: hit.id, remedy: hit.rule.remedy)
        }

        private func claim(_ bounceClass: BounceClass, _ cause: BounceCause, _ rule: String) -> Classification {
            Classification(bounceClass, cause, rule: RuleID(rule), remedy: cause.usualRemedy)
        }
    }
}

/// One text with the codes that stand in it.
package struct BounceEvidenceText: Sendable {
    package let text: ReplyText
    package let reply: ReplyCode?
    package let status: EnhancedStatusCode?
    /// What the reporter itself wrote into its Status field.
    let reported: EnhancedStatusCode?

    package init(_ raw: String, _ reported: EnhancedStatusCode?) {
        let parsed = SMTPReply(raw)
        text = ReplyText(raw)
        reply = parsed.code
        self.reported = reported
        // What the remote server said outranks what the reporter made of it, unless it says nothing.
        if let inside = parsed.status, reported == nil || StatusRegistry.entry(inside) != nil {
            status = inside
        } else {
            status = reported
        }
    }

    var isTransient: Bool? { reply?.isTransient ?? status?.isTransient }
}
