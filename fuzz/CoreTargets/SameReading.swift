import Deliverability
import Explanations
import Interpretation
import MailSyntax
import Rendering
import ReportFormats
import SenderChecks

/// The way of a mail from its bytes to what is said of it, and the laws that hold for every mail.
package enum SameReading {
    private static let context: OperatorContext = {
        var context = OperatorContext()
        context.ownDomains = ["example.com"]
        context.authservIDs = ["mx.example.com"]
        context.unsubscribeAddresses = ["unsubscribe@example.com"]
        context.reportAddresses = ["reports@example.com"]
        context.dkimKeys = DKIMKey.unused
        return context
    }()
    private static let wide = MessageReader(context: context, limits: Limits())
    private static let narrow = MessageReader(context: context, limits: .narrow)

    /// Reads twice, with buffers that other mails have used: the same must come of it, in JSON that is JSON and in lines
    /// without control characters.
    @discardableResult package static func check(_ bytes: [UInt8]) throws -> InterpretedMessage {
        let first = wide.read(bytes, keepRows: true)
        try law("read again, the mail says something else", json(first) == json(wide.read(bytes, keepRows: true)))
        _ = try? FlatObject.read(json(narrow.read(bytes, keepRows: true)), wanted: [])
        do { _ = try FlatObject.read(json(first), wanted: ["schema"]) } catch {
            throw BrokenLaw(description: "the explanation is no JSON: \(error.detail)")
        }
        let text = ExplanationText.render(first, source: "-", records: true, colour: false)
        try law("a control character in the text", text.utf8.allSatisfy { $0 == 10 || $0 >= 32 && $0 != 127 })
        try first.events.forEach { event in try check(event) }
        return first
    }

    private static func json(_ message: InterpretedMessage) -> [UInt8] {
        var json = JSONWriter()
        ExplanationJSON.write(message, source: "-", digest: "", records: true, to: &json)
        return json.bytes
    }

    /// Who is told of has an address that can be written down and read again, and none of ours (law 9).
    private static func check(_ event: Event) throws {
        let address: EmailAddress? =
            switch event {
            case .bounce(let bounce): bounce.recipient
            case .complaint(let complaint): complaint.attribution.address
            case .unsubscribe(let unsubscribe): unsubscribe.address
            case .other(let other): other.contact
            case .alignment: nil
            }
        if case .complaint(let complaint) = event { try law("proven without a signature", complaint.attribution.rung != .dkim) }
        guard let address else { return }
        try law("a contact's address is none: \(address)", EmailAddress(address.description) == address)
        try law("one of our own addresses is a contact: \(address)", address.domain.text != "example.com")
    }
}

extension DKIMKey {
    /// One whose private half was thrown away: nothing that it verifies can be honest.
    package static let unused: [DKIMKey] = {
        guard let domain = DomainName("example.com"), let selector = DomainName("s1"),
            let key = try? DKIMKeyText.read("v=DKIM1; k=ed25519; p=L77czEXk34I9bTPO+Dlq8KayS4AE0joI4jPRqeMYh8Y=")
        else { return [] }
        return [DKIMKey(domain: domain, selector: selector, publicKey: key)]
    }()
}
