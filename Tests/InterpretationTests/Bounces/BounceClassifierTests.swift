import Deliverability
import Interpretation
import MailSyntax
import Testing

@Suite struct BounceClassifierTests {
    private func classify(
        _ diagnostic: String, status: String? = nil, provider: String? = nil, human: String = "", action: DeliveryAction = .failed
    ) -> Classification {
        BounceClassifier.classify(
            provider: provider.map { Provider($0) }, diagnostic: diagnostic, status: status.flatMap { EnhancedStatusCode($0) },
            humanText: human,
            action: action)
    }

    @Test(arguments: [
        (
            "550 5.1.1 <a@example.org>: Recipient address rejected: User unknown in local recipient table", BounceClass.hard,
            BounceCause.unknownUser
        ),
        ("552 5.2.2 Mailbox full", .soft, .mailboxFull),
        ("550 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org", .block, .blocklist),
        ("450 4.2.0 <a@example.org>: Recipient address rejected: Greylisted", .soft, .greylisted),
        ("550 5.7.1 rejected by DMARC policy for example.com", .block, .dmarc),
        ("554 5.4.6 Too many hops", .soft, .loop),
        ("550 Sender verify failed", .block, .senderRejected),
        ("421 4.7.0 Too many connections from your host", .block, .tooManyConnections),
        ("550 5.2.1 The account is disabled", .hard, .disabled),
        ("552 5.1.1 Boite du destinataire pleine. OFR_417 [417]", .soft, .mailboxFull),
        ("550 5.7.1 Message contains a virus", .block, .virus),
        ("556 5.1.10 Domain example.org does not accept mail (nullMX)", .hard, .noMailDomain),
    ])
    func `phrases decide`(reply: String, bounceClass: BounceClass, cause: BounceCause) {
        let verdict = classify(reply)
        #expect(verdict.bounceClass == bounceClass, "\(verdict.rule)")
        #expect(verdict.cause == cause, "\(verdict.rule)")
    }

    @Test(arguments: [
        ("521 5.3.2 mx.example.org takes no mail", nil, BounceClass.hard, BounceCause.noMailDomain),
        ("521 mx.example.org", "5.3.2", .hard, .noMailDomain),
        ("554 5.3.2 closed", nil, .soft, .systemError),
        ("521 5.7.1 Block permanently", nil, .block, .policy),
    ])
    func `521 is a host that takes no mail, unless it says better`(
        reply: String, status: String?, bounceClass: BounceClass, cause: BounceCause
    ) {
        let verdict = classify(reply, status: status)
        #expect(verdict.bounceClass == bounceClass, "\(verdict.rule)")
        #expect(verdict.cause == cause, "\(verdict.rule)")
    }

    @Test(arguments: [
        ("552 5.2.2 Postfach voll", BounceClass.soft, BounceCause.mailboxFull), ("550 5.7.1 no", .block, .policy),
        ("550 5.1.1 no", .hard, .unknownUser), ("450 4.3.1 no", .soft, .systemFull),
        ("550 5.1.7 invalid address", .block, .senderRejected), ("550 this route requires encryption (TLS)", .block, .tls),
        ("550 does not accept email over IPv6", .block, .reputation), ("550 the queue manager is giving up after 5 days", .soft, .expired),
    ])
    func `qmail gives up on a host after every refusal, and that is no reason`(
        reply: String, bounceClass: BounceClass, cause: BounceCause
    ) {
        let human = "<user@example.org>:\n192.0.2.1 does not like recipient.\nRemote host said: \(reply)\nGiving up on 192.0.2.1."
        let verdict = classify("", human: human)
        #expect(verdict.bounceClass == bounceClass, "\(verdict.rule)")
        #expect(verdict.cause == cause, "\(verdict.rule)")
    }

    @Test(arguments: [
        ("delivery temporarily suspended: connect to mx.example.org[192.0.2.1]: server refused to talk to me", BounceCause.network),
        ("delivery temporarily suspended: lost connection with mx.example.org[192.0.2.1] while receiving the greeting", .network),
        ("450 4.2.1 The account has been temporarily suspended", .disabled), ("450 <a@example.org> temporarily suspended", .disabled),
    ])
    func `a queue that rests is no mailbox that was closed`(said: String, cause: BounceCause) {
        let verdict = classify(said)
        #expect(verdict.bounceClass == .soft, "\(verdict.rule)")
        #expect(verdict.cause == cause, "\(verdict.rule)")
    }

    @Test(arguments: [
        ("The address a@example.org did not exactly match an address of ours", BounceClass.hard, BounceCause.unknownUser),
        ("550 nie ma takiego użytkownika", .hard, .unknownUser), ("送信先メールアドレスが見つからず、配信できませんでした", .hard, .unknownUser),
        ("550 The account or domain may not exist, they may be blacklisted, or missing the proper dns entries.", .hard, .hostUnknown),
        ("501 malformed address: , may not follow a@example.org", .block, .rfcViolation),
        ("Loop Alert: Duplicated Message-ID in <list@example.org>", .soft, .loop),
    ])
    func `sentences without a telling code are read`(said: String, bounceClass: BounceClass, cause: BounceCause) {
        let verdict = classify(said)
        #expect(verdict.bounceClass == bounceClass, "\(verdict.rule)")
        #expect(verdict.cause == cause, "\(verdict.rule)")
    }

    @Test func `550 without anything better is an unknown user`() {
        #expect(classify("550 no").bounceClass == .hard)
        #expect(classify("550 no").cause == .unknownUser)
    }

    @Test func `550 with policy words is a block`() {
        #expect(classify("550 rejected for policy reasons").bounceClass == .block)
        #expect(classify("550 blocked").bounceClass == .block)
    }

    /// Law: a transient reply never makes a hard bounce.
    @Test(arguments: ["450 4.1.1 User unknown", "451 no such user here", "421 account is disabled"])
    func `a transient reply is never hard`(reply: String) { #expect(classify(reply).bounceClass == .soft) }

    @Test func `a failed delivery that expired is soft`() {
        let verdict = classify("", status: "4.4.7")
        #expect(verdict.bounceClass == .soft)
        #expect(verdict.cause == .expired)
    }

    @Test func `over quota in its permanent form is soft`() { #expect(classify("", status: "5.2.2").bounceClass == .soft) }

    @Test func `a security code alone is a block`() { #expect(classify("550 5.7.1 no", status: "5.7.1").bounceClass == .block) }

    @Test func `the provider's phrase beats the code`() {
        let verdict = classify("550 5.4.1 Recipient address rejected: Access denied", status: "5.4.1", provider: "microsoft")
        #expect(verdict.bounceClass == .hard)
        #expect(verdict.rule.text.hasPrefix("microsoft/"))
    }

    @Test(arguments: ["Recipient", "Sender"])
    func `an access table is a policy, whomever it names`(noun: String) {
        let verdict = classify("554 5.7.1 <user@example.org>: \(noun) address rejected: Access denied", status: "5.7.1")
        #expect(verdict.bounceClass == .block)
    }

    @Test func `a reply that only says what its code means blames nobody, and what follows it decides`() {
        #expect(classify("554 Transaction failed", status: "5.0.0").cause == .systemError)
        #expect(classify("554 Transaction failed: message refused as spam", status: "5.0.0").cause == .content)
        #expect(classify("554 5.7.1 Transaction failed", status: "5.7.1").bounceClass == .block)
    }

    @Test func `the reply of the remote server outranks what the reporter made of it`() {
        #expect(classify("smtp; 550 5.1.1 no", status: "5.0.0").cause == .unknownUser)
    }

    @Test func `a refusal before the recipient was named never costs the contact`() {
        let verdict = classify("host mx.example.org said: 550 no such domain (in reply to MAIL FROM command)")
        #expect(verdict.bounceClass == .block)
    }

    @Test func `the command that Postfix names is no part of the reply`() {
        let verdict = classify("", status: "4.3.0", human: "host mx.example.org said: 421 4.3.0 Upstream (in reply to end of DATA command)")
        #expect(verdict.cause == .systemError)
        #expect(classify("", human: "said: 452 4.3.1 Insufficient system storage (in reply to MAIL FROM command)").cause == .systemFull)
        #expect(classify("554 no (in reply to MAIL FROM command)").cause == .senderRejected)
    }

    @Test func `the human text speaks where the machine part is silent`() {
        let verdict = classify("", status: "5.0.0", human: "The account is full (quota exceeded)")
        #expect(verdict.cause == .mailboxFull)
    }

    @Test func `nothing said is no verdict`() {
        #expect(classify("").bounceClass == .other)
        #expect(classify("", action: .delayed).bounceClass == .soft)
    }

    @Test(arguments: [
        ("550 Utilisateur inconnu", BounceClass.hard), ("552 Postfach voll", .soft), ("550 No existe ese usuario", .hard),
        ("550 Пользователь НЕ найден", .hard),
        ("552 Ящик переполнен", .soft), ("550 5.2.1 Konto niedostępne", .hard), ("550 宛先が見つかりません", .hard), ("552 邮箱已满", .soft),
        ("554 Usuário inválido ou inexistente", .hard), ("550 casella piena", .soft),
    ])
    func `other languages are read`(reply: String, bounceClass: BounceClass) { #expect(classify(reply).bounceClass == bounceClass) }
}
