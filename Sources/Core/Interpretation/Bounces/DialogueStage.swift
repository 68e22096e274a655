import Deliverability
import MailSyntax

/// The step of the dialogue (RFC 5321 §3) at which the server refused, as MTAs word it around its reply, or as the command
/// that a quoted transcript shows before it.
enum DialogueStage {
    case greeting, helo, sender, recipient, content

    /// The cause when it refused at the greeting or at MAIL FROM, before any recipient was named; nil otherwise or when not told.
    static func senderSide(_ text: ReplyText) -> BounceCause? {
        switch of(text) {
        case .greeting: .reputation
        case .helo: .helo
        case .sender: .senderRejected
        case .recipient, .content, nil: nil
        }
    }

    /// nil where the text does not tell.
    static func of(_ text: ReplyText) -> DialogueStage? {
        if let shown = inTranscript(text.bytes) { return shown }
        var stage: DialogueStage?
        phrases.search(text.bytes) { stage = stages[$0] }
        return stage
    }

    private static let stages: [DialogueStage] = [.sender, .helo, .greeting, .content, .recipient]

    private static let phrases = PhraseIndex([
        ("after mail from:", 0), ("in reply to mail from", 0), ("following mail from command", 0), ("after helo", 1), ("after ehlo", 1),
        ("in reply to helo", 1), ("in reply to ehlo", 1), ("after initial connection", 2), ("refused to talk to me", 2),
        ("while performing the ehlo handshake", 1), ("in reply to initial greeting", 2),
        ("in reply to end of data", 3), ("after end of data", 3), ("in reply to data", 3), ("after pipelined end of data", 3),
        ("after data:", 3), ("your message (data)", 3), ("in reply to rcpt to", 4), ("after rcpt to:", 4),
    ])

    /// `>>> MAIL From:<…>` with `<<< 5…` behind it: the command before the first refusal.
    private static func inTranscript(_ bytes: [UInt8]) -> DialogueStage? {
        guard let refusal = bytes.find(Array("<<< 5".utf8), in: 0..<bytes.count) ?? bytes.find(Array("<<< 4".utf8), in: 0..<bytes.count)
        else { return nil }
        var command: Int?, position = 0
        while let hit = bytes.find(Array(">>> ".utf8), in: position..<refusal) { (command, position) = (hit + 4, hit + 4) }
        guard let command else { return nil }
        for (word, stage) in [
            ("mail from", .sender), ("rcpt to", .recipient), ("data", .content), ("bdat", .content), ("ehlo", .helo), ("helo", .helo),
        ]
            as [(String, DialogueStage)] where bytes.starts(with: Array(word.utf8), at: command, limit: bytes.count)
        { return stage }
        return nil
    }
}
