import Deliverability
import MailSyntax
import Testing

@Suite struct BounceTests {
    private func bounce(
        _ kind: BounceClass, _ cause: BounceCause, _ action: DeliveryAction = .failed, to recipient: String? = "user@example.org"
    ) -> Bounce {
        Bounce(
            recipient: recipient.flatMap { EmailAddress($0) }, action: action, status: nil, replyCode: nil,
            classification: Classification(kind, cause, rule: RuleID("test/rule"), remedy: ""), provider: nil)
    }

    @Test(arguments: DeliveryAction.allCases, BounceClass.allCases)
    func `decision 3: only a final failure of class hard or soft counts`(action: DeliveryAction, kind: BounceClass) {
        let counts = bounce(kind, .mailboxFull, action).countsAgainstContact
        #expect(counts == (action == .failed && (kind == .hard || kind == .soft)))
    }

    @Test(arguments: BounceCause.allCases)
    func `decision 7: a block never counts, whatever its cause`(cause: BounceCause) {
        #expect(!bounce(.block, cause).countsAgainstContact)
        #expect(!bounce(.other, cause).countsAgainstContact)
        #expect(bounce(.hard, cause).countsAgainstContact == !cause.isOurs)
    }

    @Test(arguments: BounceCause.allCases)
    func `a soft failure counts unless the sending side is at fault`(cause: BounceCause) {
        #expect(bounce(.soft, cause).countsAgainstContact == !cause.isOurs)
    }

    @Test func `what the recipient's mailbox, domain or server cannot do is theirs`() {
        let theirs = BounceCause.allCases.filter { !$0.isOurs }
        #expect(
            theirs == [
                .unknownUser, .hostUnknown, .moved, .disabled, .noMailDomain, .mailboxFull, .expired, .greylisted, .temporary, .systemError,
                .systemFull, .network, .undetermined,
            ])
    }

    @Test func `law 9: a bounce without an address counts against nobody`() {
        #expect(!bounce(.hard, .unknownUser, to: nil).countsAgainstContact)
        #expect(!bounce(.hard, .unknownUser, to: "not an address").countsAgainstContact)
    }

    @Test func `every cause has one spelling and an area`() {
        #expect(Set(BounceCause.allCases.map(\.rawValue)).count == BounceCause.allCases.count)
        #expect(BounceCause.allCases.allSatisfy { $0.rawValue.allSatisfy { $0.isLowercase || $0 == "-" } })
        #expect(Set(BounceCause.allCases.map(\.area)) == Set(InvestigationArea.allCases))
    }
}
