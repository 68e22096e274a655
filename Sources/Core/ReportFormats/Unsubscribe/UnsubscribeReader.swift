import MailSyntax

/// Message → the wish to get no more mail, sent to the `mailto:` of a List-Unsubscribe (RFC 2369 §3.2); nil for anything else.
///
/// Only a mail that says so at its very start is one: the subject begins with the word, the mailbox is named for it, or the
/// word is all there is. Machines answer machines (RFC 3834), so automatic mail is none — except Apple Mail, whose
/// unsubscribe is marked as an automatic reply and as what it is.
package enum UnsubscribeReader {
    package static func read(_ message: Message, limits: Limits = Limits()) -> UnsubscribeRequest? {
        let header = message.header, root = message.root
        guard let from = header.first("from"), EmailAddress.list(header.unfolded(from), limit: 2).count == 1 else { return nil }
        let apple = header.value("x-apple-unsubscribe")?.asciiLowercased == "true"
        guard apple || (!isAutomatic(header) && !isReport(root)) else { return nil }
        guard apple || saysSo(subject: header.text("subject", limits: limits) ?? "", root, limits) || isNamedForIt(header) else {
            return nil
        }
        return UnsubscribeRequest(header: header, isAppleUnsubscribe: apple)
    }

    // MARK: what it is not

    private static func isAutomatic(_ header: Header) -> Bool {
        if let word = header.value("auto-submitted")?.asciiLowercased, !word.isEmpty, !word.hasPrefix("no") { return true }
        if header.value("return-path")?.filter({ !$0.isWhitespace }) == "<>" { return true }
        if let word = header.value("precedence")?.asciiLowercased, ["bulk", "junk", "list", "auto_reply"].contains(word) { return true }
        let marks: [StaticString] = [
            "x-autoreply", "x-autorespond", "x-auto-response-suppress", "list-id", "list-unsubscribe", "x-failed-recipients", "feedback-id",
        ]
        return marks.contains { header.has($0) }
    }

    private static func isReport(_ root: BodyPart) -> Bool {
        root.mediaType.essence == "multipart/report"
            || root.leaves.contains {
                ["message/feedback-report", "message/delivery-status", "message/disposition-notification"].contains($0.mediaType.essence)
            }
    }

    // MARK: what it is

    private static let words = ["unsubscribe", "opt-out", "optout"]

    private static func saysSo(subject: String, _ root: BodyPart, _ limits: Limits) -> Bool {
        let subject = subject.trimmedASCII.asciiLowercased
        // `unsubscribed` and `unsubscribes` are news about it, not a wish.
        if words.contains(where: { subject.hasPrefix($0) && !(subject.dropFirst($0.count).first?.isLetter ?? false) }) { return true }
        guard subject.isEmpty, let part = root.leaves.first, part.mediaType.essence == "text/plain", part.body.count <= 512,
            let body = try? part.text(limits)
        else { return false }
        return words.contains(body.trimmedASCII.asciiLowercased)
    }

    private static let localParts = ["unsubscribe", "unsub", "leave", "optout", "opt-out", "list-unsubscribe"]

    /// `unsubscribe@`, `unsub+token@`, `leave-123@`, `list-unsubscribe@`.
    private static func isNamedForIt(_ header: Header) -> Bool {
        let fields = header.all("to") + header.all("delivered-to") + header.all("x-original-to") + header.all("envelope-to")
        return fields.prefix(16).contains { field in
            EmailAddress.list(header.unfolded(field), limit: 16).contains { address in
                let local = address.localPart.asciiLowercased
                return local.hasSuffix("-unsubscribe")
                    || localParts.contains { local.hasPrefix($0) && !(local.dropFirst($0.count).first?.isLetter ?? false) }
            }
        }
    }
}
