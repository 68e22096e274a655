import MailSyntax

/// Recognises mail that is no report but answers ours: automatic replies, challenges, read receipts. It is asked after
/// everything else: a bounce that calls itself an automatic reply is a bounce.
package enum NoticeReader {
    /// nil: mail by a person, or of a kind that others read.
    package static func read(_ message: Message, limits: Limits) -> Notice? {
        let header = message.header
        guard !header.has("x-apple-unsubscribe") else { return nil }
        let date = MailDate.read(header.value("date") ?? "")
        if isReceipt(message.root) { return .readReceipt(at: date) }
        let subject = ReplyText(header.text("subject", limits: limits) ?? "")
        if let system = ChallengeSystem.author(of: message, subject: subject) { return .challenge(at: date, system: system) }
        guard let sign = AutoReplySigns.sign(of: message, subject: subject) else { return nil }
        return .autoReply(AutoReply(at: date, sign: sign, abandoned: abandonment(message, subject), header: header))
    }

    /// RFC 8098: multipart/report with a disposition-notification part.
    private static func isReceipt(_ root: BodyPart) -> Bool {
        root.first { part in
            part.mediaType.essence == "message/disposition-notification"
                || part.mediaType.essence == "message/global-disposition-notification"
        } != nil
            || (root.mediaType["report-type"] ?? "").asciiLowercased == "disposition-notification"
    }

    private static func abandonment(_ message: Message, _ subject: ReplyText) -> String? {
        AbandonedAddress.language(in: subject) ?? NoticeText.opening(of: message).flatMap { AbandonedAddress.language(in: $0) }
    }
}

/// What a machine answered for the one that we mailed.
package struct AutoReply: Sendable {
    package let at: Timestamp?
    /// What it was told by: `auto-submitted`, `subject/de`, …
    package let sign: String
    /// The language in which it says that nobody reads the mailbox any more; nil where it does not say so.
    package let abandoned: String?
    /// Who answers: its From, or else its Sender.
    package let sender: EmailAddress?

    init(at: Timestamp?, sign: String, abandoned: String?, header: Header) {
        self.at = at
        self.sign = sign
        self.abandoned = abandoned
        sender = (header.first("from") ?? header.first("sender")).flatMap { EmailAddress(header.unfolded($0)) }
    }
}
