import MailSyntax

/// Message → the wish to get no more mail, sent to the `mailto:` of a List-Unsubscribe (RFC 2369 §3.2); nil for anything else.
///
/// Whatever a person writes to an address that the operator keeps for it is one. Elsewhere only a mail that says so at its
/// very start: the subject begins with the word, or the word is all there is, or the mailbox is named for it and the subject
/// speaks of nothing else. Machines answer machines (RFC 3834), so automatic mail is none — except Apple Mail, whose
/// unsubscribe is marked as an automatic reply and as what it is.
package enum UnsubscribeReader {
    /// - Parameter addresses: keys of the addresses that take nothing but unsubscribe mails.
    package static func read(_ message: Message, limits: Limits = Limits(), addresses: Set<String> = []) -> UnsubscribeRequest? {
        let header = message.header, root = message.root
        guard let from = header.first("from"), EmailAddress.list(header.unfolded(from), limit: 2).count == 1 else { return nil }
        let apple = header.value("x-apple-unsubscribe")?.asciiLowercased == "true"
        guard apple || (!isAutomatic(header) && !isReport(root)) else { return nil }
        let subject = (header.text("subject", limits: limits) ?? "").trimmedASCII.asciiLowercased
        guard
            apple || saysSo(subject, root, limits) || (speaksOfNothingElse(subject) && isNamedForIt(header))
                || (isKept(addresses, header) && NoticeReader.read(message, limits: limits) == nil)
        else { return nil }
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

    private static func saysSo(_ subject: String, _ root: BodyPart, _ limits: Limits) -> Bool {
        // `unsubscribed` and `unsubscribes` are news about it, not a wish.
        if words.contains(where: { subject.hasPrefix($0) && !(subject.dropFirst($0.count).first?.isLetter ?? false) }) { return true }
        guard subject.isEmpty, let part = root.leaves.first, part.mediaType.essence == "text/plain", part.body.count <= 512,
            let body = try? part.text(limits)
        else { return false }
        return words.contains(body.trimmedASCII.asciiLowercased)
    }

    /// No subject, or one with the word in it (`Re: unsubscribe`): a question about an order is none, whoever it is sent to.
    private static func speaksOfNothingElse(_ subject: String) -> Bool {
        subject.isEmpty || subject.split { !($0.isLetter || $0 == "-") }.contains { words.contains(String($0)) }
    }

    private static let localParts = ["unsubscribe", "unsub", "leave-", "leave+", "optout", "opt-out", "list-unsubscribe"]

    /// `unsubscribe@`, `unsub+token@`, `leave-123@`, `list-unsubscribe@`; not `leave@`, where people ask for days off.
    private static func isNamedForIt(_ header: Header) -> Bool {
        receivers(header).contains { address in
            let local = address.localPart.asciiLowercased
            return local.hasSuffix("-unsubscribe")
                || localParts.contains { local.hasPrefix($0) && !(local.dropFirst($0.count).first?.isLetter ?? false) }
        }
    }

    /// One of the operator's addresses, with or without a tag of the list's own (`unsubscribe+token@`).
    private static func isKept(_ addresses: Set<String>, _ header: Header) -> Bool {
        guard !addresses.isEmpty else { return false }
        return receivers(header).contains { address in
            let bare = String(address.localPart.prefix { $0 != "+" }).asciiLowercased + "@" + address.domain.text
            return addresses.contains(address.key) || addresses.contains(bare)
        }
    }

    private static func receivers(_ header: Header) -> [EmailAddress] {
        let fields = header.all("to") + header.all("delivered-to") + header.all("x-original-to") + header.all("envelope-to")
        return fields.prefix(16).flatMap { EmailAddress.list(header.unfolded($0), limit: 16) }
    }
}
