import Deliverability
import MailSyntax
import Tokens

/// Whose bounces they are: the token says it before any field does.
///
/// A mail with a token in its envelope sender went to one recipient, so of several groups one is his: the one that names
/// him, else the first. What the others name was made of his address behind our sight, and is nobody that we know.
struct RecipientOfBounces {
    let token: Token?
    let keys: TokenKeyRing?
    let screen: AddressScreen

    func named(_ bounces: [Bounce]) -> [Bounce] {
        guard let token else { return bounces.count == 1 ? bounces.map(askingForMessage) : bounces }
        let own = bounces.firstIndex { $0.recipient.map { token.names($0, keys) } ?? false } ?? 0
        return bounces.enumerated().map { position, found in
            var bounce = found
            bounce.campaign = token.campaign ?? found.campaign
            if position != own {
                bounce.recipient = nil
            } else {
                name(&bounce, by: token)
            }
            return bounce
        }
    }

    private func name(_ bounce: inout Bounce, by token: Token) {
        switch token.recipient {
        case .address(let address):
            bounce.recipient = if case .contact(let contact) = screen.finding(deliveryTo: address) { contact } else { nil }
        case .handle(let handle):
            if let recipient = bounce.recipient, token.names(recipient, keys) { return }
            bounce.recipient = nil
            bounce.lookup = .handle(handle)
        }
    }

    /// Without a token the Message-ID may still name what the bounce does not say.
    private func askingForMessage(_ bounce: Bounce) -> Bounce {
        guard bounce.recipient == nil || bounce.campaign == nil, let id = bounce.originalMessageID else { return bounce }
        var bounce = bounce
        bounce.lookup = .messageID(id)
        return bounce
    }
}
