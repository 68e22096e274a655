import Deliverability
import MailSyntax
import ReportFormats

/// Automatic reply → one event that touches nobody: it is counted, and kept with its contact where it says that nobody
/// reads the mailbox any more.
struct AutoReplyInterpreter {
    private let screen: AddressScreen

    init(context: OperatorContext) { screen = AddressScreen(context: context) }

    func event(of reply: AutoReply) -> OtherEvent {
        guard let language = reply.abandoned else { return OtherEvent(cause: .autoReply, detail: reply.sign, occurredAt: reply.at) }
        var contact: EmailAddress?
        if let sender = reply.sender, case .contact(let address) = screen.finding(deliveryTo: sender) { contact = address }
        return OtherEvent(cause: .addressAbandoned, detail: "said in \(language)", contact: contact, occurredAt: reply.at)
    }
}
