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
        if isChallenge(header, subject, message, limits) { return .challenge(at: date) }
        return AutoReplySigns.found(in: header, subject: subject) ? .autoReply(at: date) : nil
    }

    /// RFC 8098: multipart/report with a disposition-notification part.
    private static func isReceipt(_ root: BodyPart) -> Bool {
        root.first { part in
            part.mediaType.essence == "message/disposition-notification"
                || part.mediaType.essence == "message/global-disposition-notification"
        } != nil
            || (root.mediaType["report-type"] ?? "").asciiLowercased == "disposition-notification"
    }

    /// Challenge-response systems ask the sender to prove that he is a person.
    private static func isChallenge(_ header: Header, _ subject: ReplyText, _ message: Message, _ limits: Limits) -> Bool {
        for name in ["x-boxbe", "x-spamarrest", "x-challenge", "x-tmda-fingerprint", "x-qconfirm", "x-askspam"] as [StaticString]
        where header.has(name) { return true }
        var found = false
        challengeSubjects.search(subject.bytes) { _ in found = true }
        if found { return true }
        if header.value("return-path") == "<>", subject.bytes.findIgnoringCase("confirm", in: 0..<subject.bytes.count) != nil {
            return true
        }
        guard let part = message.root.first(where: { $0.isLeaf && $0.mediaType.type == "text" }) else { return false }
        let range = part.body.lowerBound..<min(part.body.upperBound, part.body.lowerBound + 4096)
        challengeTexts.search(ReplyText(part.encoding.decode(part.source, range)).bytes) { _ in found = true }
        return found
    }

    private static let challengeSubjects = PhraseIndex(
        [
            "please confirm your message", "confirm your message", "verification required", "sender verification", "confirm email delivery",
            "challenge response",
            "your email requires verification", "please verify your email to", "action required to deliver", "confirm your email to",
            "waiting for approval",
        ].map { ($0, 0) })

    private static let challengeTexts = PhraseIndex(
        [
            "you have sent to is protected by", "to release your message", "added to my list of approved senders",
            "confirm that you are a human", "spam arrest", "boxbe",
            "your message is being held until", "verify that you are a person", "is using challenge",
        ].map { ($0, 0) })
}
