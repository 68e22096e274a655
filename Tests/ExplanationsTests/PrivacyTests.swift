import Deliverability
import Explanations
import Interpretation
import MailSyntax
import Rendering
import TestKit
import Testing

@Suite struct PrivacyTests {
    private static let placeholders = ["redacted", "undisclosed", "masked", "anonymi", "hashed", "xxx"]

    private func addresses(of message: InterpretedMessage) -> [EmailAddress] {
        message.events.compactMap { event in
            switch event {
            case .bounce(let bounce): bounce.recipient
            case .complaint(let complaint): complaint.attribution.address
            case .unsubscribe(let unsubscribe): unsubscribe.address
            case .alignment, .other: nil
            }
        }
    }

    @Test(arguments: AllFixtures.mails)
    func `law 9: never an address from a placeholder`(fixture: Fixture) {
        var context = OperatorContext()
        context.ownDomains = ["example.com"]
        let message = Explained(fixture.bytes, name: fixture.path, context: context).message
        for case .complaint(let complaint) in message.events {
            guard let address = complaint.attribution.address else { continue }
            let local = address.localPart.asciiLowercased
            #expect(!Self.placeholders.contains { local.contains($0) }, "\(fixture): \(address)")
            #expect(!(local.utf8.count >= 32 && local.utf8.allSatisfy { $0.hexValue != nil }), "\(fixture): \(address) is a token")
            #expect(!address.domain.text.hasSuffix("example.com"), "\(fixture): \(address) is our own")
            #expect(complaint.attribution.outcome == .resolved)
        }
        for case .bounce(let bounce) in message.events {
            guard let address = bounce.recipient else { continue }
            #expect(!["redacted", "undisclosed"].contains(address.localPart.asciiLowercased), "\(fixture): \(address)")
            #expect(!address.domain.text.hasSuffix("example.com"), "\(fixture): \(address) is our own")
        }
    }

    @Test(arguments: AllFixtures.mails)
    func `law 8: the event log keeps no address`(fixture: Fixture) {
        let message = Explained(fixture).message
        for (position, event) in message.events.enumerated() {
            var json = JSONWriter()
            let stored = StoredEvent(
                seq: 1, occurredAt: event.occurredAt, receivedAt: Timestamp(0), digest: MessageDigest([UInt8](repeating: 0, count: 32)),
                position: position, contact: "00ff", event: event)
            EventLogJSON.write(stored, to: &json)
            let line = String(decoding: json.bytes, as: UTF8.self).asciiLowercased
            for address in addresses(of: message) { #expect(!line.contains("\(address)".asciiLowercased), "\(fixture): \(line)") }
            for key in ["\"recipient\":", "\"address\":"] { #expect(!line.contains(key), "\(fixture)") }
        }
    }

    @Test func `an explanation, which stores nothing, shows the address`() {
        let shown = Fixtures.all(in: "delivery").map { Explained($0).json() }.joined()
        #expect(shown.contains("\"recipient\":\"") && shown.contains("@"))
    }
}
