import Deliverability
import Explanations
import MailSyntax
import Rendering
import Testing

@Suite struct EventLogTests {
    private static func line(_ bounce: Bounce, contact: String?) -> String {
        let stored = StoredEvent(
            seq: 7, occurredAt: nil, receivedAt: Timestamp(0), digest: MessageDigest([UInt8](repeating: 1, count: 32)), position: 0,
            contact: contact, event: .bounce(bounce))
        var json = JSONWriter()
        EventLogJSON.write(stored, to: &json)
        return json.text
    }

    private static func bounce(_ bounceClass: BounceClass, diagnostic: String = "") -> Bounce {
        Bounce(
            recipient: nil, action: .failed, status: nil, replyCode: nil,
            classification: Classification(bounceClass, .unknownUser, rule: RuleID("test/rule"), remedy: "none"), provider: nil,
            diagnostic: diagnostic)
    }

    /// The log keeps no address (law 8), but whether the bounce counted is part of what happened.
    @Test func `a stored bounce still says whether it counted against its contact`() {
        #expect(Self.line(Self.bounce(.hard), contact: "ab12").contains(#""counts_against_contact":true"#))
        #expect(Self.line(Self.bounce(.block), contact: "ab12").contains(#""counts_against_contact":false"#))
        #expect(Self.line(Self.bounce(.hard), contact: nil).contains(#""counts_against_contact":false"#))
    }

    @Test(
        arguments: [
            (.hard, "ab12", "suppress"), (.soft, "ab12", "strike"), (.block, "ab12", "investigate"), (.other, "ab12", "none"),
            (.hard, nil, "none"), (.soft, nil, "none"), (.block, nil, "investigate"),
        ] as [(BounceClass, String?, String)])
    func `a stored bounce that names nobody suppresses nobody`(bounceClass: BounceClass, contact: String?, effect: String) {
        #expect(Self.line(Self.bounce(bounceClass), contact: contact).contains(#""effect":"\#(effect)""#))
    }

    @Test func `the reply stands in the log without the address that it quotes (law 8)`() {
        let line = Self.line(Self.bounce(.hard, diagnostic: "550 reader@example.org unknown"), contact: "ab12")
        #expect(line.contains(#""diagnostic":"550 [address] unknown""#))
    }
}
