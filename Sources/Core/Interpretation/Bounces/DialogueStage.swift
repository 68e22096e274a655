import Deliverability
import MailSyntax

/// The step of the dialogue (RFC 5321 §3) at which the server refused, as MTAs word it around its reply.
enum DialogueStage {
    /// The cause when it refused at the greeting or at MAIL FROM, before any recipient was named; nil otherwise or when not told.
    static func senderSide(_ text: ReplyText) -> BounceCause? {
        var cause: BounceCause?
        phrases.search(text.bytes) { cause = causes[$0] }
        return cause
    }

    private static let causes: [BounceCause] = [.senderRejected, .helo, .reputation]

    private static let phrases = PhraseIndex([
        ("after mail from:", 0), ("in reply to mail from", 0), ("following mail from command", 0), ("after helo", 1), ("after ehlo", 1),
        ("in reply to helo", 1), ("in reply to ehlo", 1), ("after initial connection", 2), ("refused to talk to me", 2),
        ("while performing the ehlo handshake", 1), ("in reply to initial greeting", 2),
    ])
}
