import Deliverability
import Interpretation
import MailSyntax
import Tables
import Testing

/// What no rule of any table can break.
@Suite struct BouncePromisesTests {
    private func classify(
        _ diagnostic: String, status: String? = nil, provider: String? = nil, human: String = "", rules: [TableRule] = []
    ) -> Classification {
        BounceClassifier.classify(
            provider: provider.map { Provider($0) }, diagnostic: diagnostic, status: status.flatMap { EnhancedStatusCode($0) },
            humanText: human, rules: rules.isEmpty ? .shared : RuleIndex(rules + TableRule.all))
    }

    private func operators(_ bounceClass: BounceClass, _ cause: BounceCause, _ phrase: String) -> TableRule {
        TableRule(
            Rule(
                slug: "own", bounceClass: bounceClass, cause: cause, phrases: [phrase], reply: nil, status: nil, remedy: nil,
                sample: phrase,
                source: nil), scope: "operator", strength: .operators, language: nil, source: "test", date: "2026-11")
    }

    @Test(arguments: [
        // The operator's rule, a provider's token, its sentence, everybody's sentence, the enhanced code, the reply code, the action.
        ("550 5.1.1 purple elephants [TSS04] mailbox full", "yahoo", "operator/own"),
        ("550 5.1.1 mailbox full, user unknown [TSS04]", "yahoo", "yahoo/tss04"),
        ("550 5.1.1 this mailbox is disabled, message too large", "yahoo", "yahoo/mailbox-disabled"),
        ("550 5.1.1 over quota", "yahoo", "recipient/mailbox-full"),
        ("452 5.2.2 sorry", nil, "status/x.2.2"),
        ("452 sorry", nil, "reply/452"),
        ("sorry", nil, "action/failed"),
    ])
    func `stronger evidence decides`(reply: String, provider: String?, rule: String) {
        let own = operators(.soft, .temporary, "purple elephants")
        #expect(classify(reply, provider: provider, rules: [own]).rule.text == rule)
    }

    @Test(arguments: [
        ("550 5.4.11 depth", BounceClass.soft, "status/x.4.x"), ("550 5.3.190 no", .soft, "status/x.3.x"),
        ("550 5.5.99 no", .block, "status/x.5.x"), ("550 5.6.11 no", .block, "status/x.6.x"), ("550 5.1.99 no", .hard, "reply/550"),
        ("550 5.4.99 <user@example.org>: User unknown", .hard, "recipient/unknown-user"),
    ])
    func `the subject of an unknown code says more than a reply code`(reply: String, bounceClass: BounceClass, rule: String) {
        let verdict = classify(reply)
        #expect(verdict.bounceClass == bounceClass)
        #expect(verdict.rule.text == rule)
    }

    @Test func `of several sentences the one counts that says what the code says`() {
        let human = "554 user@example.org... aliasing/forwarding loop broken\n550 user@example.org... User unknown"
        #expect(classify("", status: "5.1.1", human: human).cause == .unknownUser)
        #expect(classify("", status: "5.4.6", human: human).cause == .loop)
    }

    @Test(arguments: TableRule.all.filter { $0.rule.bounceClass == .hard }.map(\.rule.sample))
    func `a delay is never hard`(sample: String) {
        let verdict = BounceClassifier.classify(provider: nil, diagnostic: "", status: nil, humanText: sample, action: .delayed)
        #expect(verdict.bounceClass != .hard)
    }

    @Test(arguments: TableRule.all.filter { $0.rule.bounceClass == .hard }.map(\.rule.sample))
    func `no sentence is hard behind a transient reply`(sample: String) {
        #expect(classify("450 4.2.0 " + sample).bounceClass != .hard)
        #expect(classify("450 " + sample.drop { $0.isNumber || $0 == "." || $0 == " " }).bounceClass != .hard)
    }

    @Test func `a refusal for security is never hard without a sentence about the recipient`() {
        for detail in 0...999 {
            for text in ["550 5.7.\(detail)", "550 5.7.\(detail) no", "550 5.7.\(detail) disabled", "553 5.7.\(detail) closed"] {
                #expect(classify(text).bounceClass != .hard, "\(text)")
            }
        }
        #expect(classify("550 5.7.1 User unknown").bounceClass == .hard)
    }

    @Test(arguments: ["", "smtp; no answer", "user unknown", "mailbox disabled", "550 4.4.7 QUEUE.Expired; message expired"])
    func `a delivery that was given up is soft and expired`(diagnostic: String) {
        let verdict = classify(diagnostic, status: "4.4.7")
        #expect(verdict.bounceClass == .soft)
        if !diagnostic.hasPrefix("smtp") { #expect(verdict.cause == .expired, "\(verdict.rule)") }
    }

    @Test(arguments: [
        ("552 5.3.4 Message size exceeds fixed limit", BounceCause.tooLarge), ("554 5.7.1 Relay access denied", .relayDenied),
        ("530 5.7.0 Must issue a STARTTLS command first", .tls), ("500 5.5.1 Command unrecognized", .protocol),
        ("554 5.4.6 Too many hops", .loop), ("550 5.7.1 Message rejected as spam", .content), ("421 4.7.0 [TSS04] deferred", .rateLimited),
    ])
    func `what is ours to mend never costs the contact`(reply: String, cause: BounceCause) {
        let verdict = classify(reply)
        #expect(verdict.cause == cause, "\(verdict.rule)")
        #expect(!bounce(verdict).countsAgainstContact)
    }

    @Test(arguments: BounceCause.allCases.filter(\.isOurs), BounceClass.allCases)
    func `not even when an operator's rule says otherwise`(cause: BounceCause, bounceClass: BounceClass) {
        let verdict = classify("550 5.1.1 purple elephants", rules: [operators(bounceClass, cause, "purple elephants")])
        #expect(verdict.rule.text == "operator/own")
        #expect(verdict.bounceClass != .hard)
        #expect(!bounce(verdict).countsAgainstContact)
    }

    @Test(arguments: ["550 5.2.1 The account is disabled", "550 Konto gesperrt", "554 user account is inactive"])
    func `a closed account is hard, with its own cause and a date to look again`(reply: String) {
        let verdict = classify(reply)
        #expect(verdict.bounceClass == .hard)
        #expect(verdict.cause == .disabled)
        #expect(bounce(verdict).contactEvent == .disabledAccount)
        #expect(bounce(classify("550 5.1.1 User unknown")).contactEvent == .hardBounce)
    }

    @Test func `what was reported stays as it was reported`() throws {
        let bounce = bounce(classify("552 5.1.1 Boite pleine OFR_417"), status: "5.1.1")
        #expect(bounce.status?.description == "5.1.1")
        #expect(bounce.classification.cause == .mailboxFull)
    }

    @Test(arguments: TableRule.all.filter { $0.language != "en" && $0.provider == nil })
    func `a sentence is known in capitals and without its accents`(rule: TableRule) {
        let plain = String(decoding: LetterFolding.folded(rule.rule.sample), as: UTF8.self)
        for text in [plain, rule.rule.sample.uppercased()] {
            #expect(classify(text).bounceClass == classify(rule.rule.sample).bounceClass, "\(rule.id): \(text)")
        }
    }

    private func bounce(_ verdict: Classification, status: String? = nil) -> Bounce {
        Bounce(
            recipient: EmailAddress("user@example.org"), action: .failed, status: status.flatMap { EnhancedStatusCode($0) }, replyCode: nil,
            classification: verdict, provider: nil)
    }
}
