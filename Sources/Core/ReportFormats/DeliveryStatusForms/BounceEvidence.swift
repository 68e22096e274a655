import MailSyntax

/// Whether a message without a machine part is a bounce, and of which form: sender, subject and sentences together.
/// It is asked before anything that looks like an auto-reply: many MTAs mark their bounces as automatic replies.
struct BounceEvidence {
    let form: BounceForm
    let isBounce: Bool
    /// The structure alone says so, even if nobody is named.
    let isCertain: Bool
    let isDelay: Bool
    /// X-Failed-Recipients, or headers of other MTAs that do the same.
    let failedRecipients: [EmailAddress]

    init(_ header: Header, text: HumanText, parts: StatusParts) {
        var failed: [EmailAddress] = []
        for name in ["x-failed-recipients", "x-failed-recipient", "x-actual-recipients"] as [StaticString] {
            for field in header.all(name) { failed += EmailAddress.list(header.unfolded(field), limit: 1000 - min(failed.count, 999)) }
        }
        failedRecipients = failed
        var signs = Signs()
        if parts.machine == nil {
            Self.index.search(ReplyText(Array(text.visible.prefix(6000))).bytes) { signs.take($0) }
        }
        let subject = ReplyText(header.text("subject") ?? "")
        var subjectSigns = Signs()
        Self.subjects.search(subject.bytes) { subjectSigns.take($0) }
        // Automatic replies have a null return path, too (RFC 3834 §3.3): alone it makes no daemon of a person.
        let fromDaemon =
            Self.isDaemon(header)
            || (Self.hasNullPath(header) && (subjectSigns.failure || !Self.saysAutoReplied(header)))
        let isReply = header.has("in-reply-to") && !fromDaemon
        let isStructured = parts.reportType == "delivery-status" || !failed.isEmpty || parts.machine != nil
        let spoken = signs.form < BounceForm.all.count
        form = spoken ? BounceForm.all[signs.form] : failed.isEmpty ? .unknown : .exim
        isCertain = isStructured
        let words = signs.failure || subjectSigns.failure
        // A subject and a sentence are what parcels and newsletters have, too.
        let isListed = signs.failure && !fromDaemon && Self.listsFailed(text)
        let isWorded =
            subjectSigns.failure
            ? isListed || (signs.failure && Self.isTechnical(text, parts)) : isListed && Self.returnsMessage(text, parts)
        let isPlain = !parts.carriesFile && ((fromDaemon && words) || isWorded)
        let isBulk = Self.isToSubscribers(header) && !spoken && !Self.returnsMessage(text, parts) && !Self.isDaemonAddress(header)
        isBounce = isStructured || (!isReply && !isBulk && (isPlain || (spoken && (words || fromDaemon))))
        // A warning quotes the reply for which it waits, and that may sound final.
        let goesOn = signs.goesOn || (signs.delay && subjectSigns.delay)
        isDelay = (goesOn || ((signs.delay || subjectSigns.delay) && !signs.isFinal)) && !subjectSigns.isFinal
    }

    /// A list passes bounces on under its own fields, with what came back; a newsletter only speaks of them.
    private static func isToSubscribers(_ header: Header) -> Bool {
        header.has("list-unsubscribe") || header.has("list-id") || header.has("feedback-id")
    }

    private static func returnsMessage(_ text: HumanText, _ parts: StatusParts) -> Bool { parts.original != nil || !text.returned.isEmpty }

    /// What servers say and people do not: a reply, a code, the message that came back.
    private static func isTechnical(_ text: HumanText, _ parts: StatusParts) -> Bool {
        if returnsMessage(text, parts) { return true }
        let reply = SMTPReply(String(decoding: text.visible, as: UTF8.self))
        return reply.status != nil || reply.code.map { $0.isPermanent || $0.isTransient } ?? false
    }

    /// A line that speaks of failure, and an address alone on the next: `Your message could not be delivered to`. Or both on one.
    private static func listsFailed(_ text: HumanText) -> Bool {
        var cursor = LineCursor(0..<min(text.visible.count, 6000)), speaks = false
        while let line = cursor.next(in: text.visible) {
            let content = text.visible.trimmed(line)
            if content.isEmpty { continue }
            if speaks, EmailAddress(Array(text.visible[content])) != nil { return true }
            speaks = speaksOfFailure(Array(text.visible[content]))
            let mark: StaticString = "delivered to: "
            if speaks, let hit = text.visible.findIgnoringCase(mark, in: content),
                EmailAddress(Array(text.visible[(hit + mark.utf8CodeUnitCount)..<content.upperBound])) != nil
            {
                return true
            }
        }
        return false
    }

    private struct Signs {
        var form = Int.max
        var failure = false, delay = false, goesOn = false, isFinal = false

        mutating func take(_ tag: Int) {
            switch tag {
            case failureTag: failure = true
            case delayTag: delay = true
            case retryTag: (delay, goesOn) = (true, true)
            case finalTag: (isFinal, failure) = (true, true)
            default: form = min(form, tag)
            }
        }
    }

    private static let failureTag = 1000, delayTag = 1001, finalTag = 1002, retryTag = 1003

    /// RFC 3834 §5, and what was written before it.
    private static func saysAutoReplied(_ header: Header) -> Bool {
        (header.value("auto-submitted") ?? "").asciiLowercased.hasPrefix("auto-replied")
            || (["x-autoreply", "x-autorespond", "x-auto-response"] as [StaticString]).contains { header.has($0) }
    }

    private static func hasNullPath(_ header: Header) -> Bool {
        (["return-path", "x-envelope-from"] as [StaticString]).contains { header.value($0) == "<>" }
    }

    /// The local part or the display name of a mail system.
    private static func isDaemon(_ header: Header) -> Bool {
        for name in ["from", "sender", "return-path", "x-envelope-from"] as [StaticString] {
            guard let field = header.first(name) else { continue }
            let text = ReplyText(header.unfolded(field))
            var found = false
            senders.search(text.bytes) { _ in found = true }
            if found { return true }
        }
        return false
    }

    /// The address alone: anybody may call himself a postmaster.
    private static func isDaemonAddress(_ header: Header) -> Bool {
        guard let field = header.first("from"), let address = EmailAddress(header.unfolded(field)) else { return false }
        var found = false
        senders.search(ReplyText(address.description).bytes) { _ in found = true }
        return found
    }

    private static let senders = PhraseIndex(
        [
            "mailer-daemon", "mailerdaemon", "mailer_daemon", "postmaster", "mail-daemon", "maildaemon", "mail delivery", "mail daemon",
            "mdaemon", "mail system",
            "mail administrator", "system administrator", "mailadmin", "post_master", "mail-admin", "double-bounce", "bounces@", "bounce@",
            "delivery subsystem", "delivery system",
            "delivery agent", "mailsystem", "mail server", "mailserver", "non-delivery", "nondelivery", "non delivery", "delivery-status",
            "delivery notification", "internet mail delivery",
            "mail_delivery", "mailmaster", "system attendant", "microsoftexchange", "mail router", "mail gateway", "email-daemon",
            "daemon@", "mailagent", "mail-agent",
        ].map { ($0, 0) })

    private static let subjects = PhraseIndex(
        tagged(
            failure: [
                "undeliver", "failure notice", "returned mail", "return mail", "mail returned", "delivery fail", "delivery status",
                "delivery notification", "delivery report", "delivery error", "delivery problem",
                "non-delivery", "nondeliver", "non delivery", "non recapitabile", "not delivered", "unable to deliver",
                "could not be delivered", "couldn't be delivered", "cannot be delivered", "can't be delivered", "could not deliver",
                "not deliver", "failed delivery", "failed to deliver", "delivery has failed", "returned to sender", "returning message",
                "return to sender", "returned message", "message returned", "returned email", "rejected mail", "mail rejected",
                "mail failure",
                "mail error", "mail delivery", "mail system error", "message delivery", "message status", "email failure", "error sending",
                "error delivering", "delivery to", "unknown user", "user unknown", "unknown recipient", "bounce", "bounced", "nondelivery",
                "failed mail", "loop alert",
                "notification de remise",
                "non remis", "échec de remise", "échec de la remise", "message non distribué", "unzustellbar", "nicht zustellbar",
                "zustellung", "fehlgeschlagen", "unzustellbare", "zustellfehler", "rückläufer", "no entregado", "no se puede entregar",
                "error de entrega", "devuelto", "no se ha podido",
                "correo devuelto", "mensaje no", "mancato recapito", "mancata consegna", "errore nella consegna", "não entregue",
                "nao entregue", "falha na entrega", "não foi possível", "devolvida", "onbestelbaar", "kan niet worden", "niet afgeleverd",
                "не доставлено", "недоставлен", "невозможно доставить",
                "не может быть доставлено", "ошибка доставки", "возврат", "nie dostarczono", "niedostarcz", "zwrot", "配信", "不達", "エラー",
                "送信できませんでした", "戻り", "退信", "投递失败", "系统退信", "退回", "無法傳遞", "无法投递", "無法送達", "発信", "반송", "전송 실패", "olevererbart",
                "kunde inte levereras", "ej levererat", "kunne ikke leveres", "ei voitu toimittaa", "iletilemedi", "teslim edilemedi",
                "kézbesítetlen", "nedoručiteln", "nedoručen", "nav piegādāt", "delivery incomplete", "address changed", "mail could not",
                "problem delivering", "mail failed", "returning to sender", "message could not", "warning: message", "warning: could not",
                "mail not", "auto reply: your message",
                "returned due", "message undelivered", "message failed", "message blocked", "message rejected", "blocked message",
                "message not", "e-mail not", "email not", "adresse inconnue", "errore di consegna",
            ],
            delay: [
                "delayed", "warning: could not", "warning: message", "delay", "verzöger", "delivery status notification (delay)",
                "still undelivered", "retardé", "retrasad", "in ritardo", "配信遅延",
            ],
            final: ["delivery status notification (failure)", "failure notice", "undeliverable", "undelivered mail"]))

    private static let index = PhraseIndex(
        BounceForm.all.enumerated().flatMap { number, form in form.phrases.map { ($0, number) } }
            + tagged(
                failure: [
                    "could not be delivered", "couldn't be delivered", "cannot be delivered", "can't be delivered", "can not be delivered",
                    "not be delivered", "was not delivered", "were not delivered", "not delivered", "has not been delivered",
                    "unable to deliver",
                    "unable to complete delivery", "could not deliver", "couldn't deliver", "cannot deliver", "can't deliver",
                    "failed to deliver", "delivery failed", "delivery has failed", "delivery failure", "delivery error", "delivery status",
                    "undeliver", "undelivered", "returned to you",
                    "returned to sender", "being returned", "is returned", "was returned", "been returned", "returning your",
                    "user unknown", "unknown user", "no such user", "not a member", "mailbox full", "mailbox is full", "quota exceeded",
                    "over quota", "does not exist", "doesn't exist", "did not reach", "not reach", "permanent error", "permanent fatal",
                    "permanent failure", "fatal error", "bounced", "rejected", "was not accepted", "not accepted", "not a valid",
                    "invalid recipient", "invalid address", "non-deliver", "has been blocked", "was blocked", "unsuccessful",
                    "transaction failed", "not have a", "errors occurred", "n'a pas pu", "n'a pu être", "konnte nicht", "nicht zugestellt",
                    "unzustellbar", "no se pudo", "no pudo ser", "no ha podido", "non è stato possibile", "não foi possível", "não pôde",
                    "не может быть доставлено", "не доставлено", "не удалось", "не было доставлено", "nie może", "nie można", "nie została",
                    "無法", "无法", "退信", "送信できません", "配信できません", "届けることができません", "お届けできません", "配送できません", "kon niet", "kunde inte", "kunne ikke",
                    "mailbox unavailable", "smtp error", "smtp; 5",
                ],
                delay: [
                    "will continue to", "has been delayed", "will retry", "warning message", "will try again", "have yet to be delivered",
                    "has been frozen", "has not been delivered yet", "temporarily", "message will be queued",
                ],
                retry: [
                    "this is a warning message only", "do not need to resend", "not need to resend", "has not yet been delivered",
                    "will be retried", "will keep trying", "still trying", "continuing to try", "delivery attempts will continue",
                    "delivery to the following recipient has been delayed",
                ],
                final: [
                    "permanent", "i've given up", "given up", "giving up", "i'm not going to try again", "failed permanently", "final",
                    "will not be retried", "could not be delivered to one or more", "fatal error", "unable to deliver", "no further",
                    "undeliverable", "did not reach", "being returned", "over quota", "mailbox full", "unknown user", "user unknown",
                    "returned to sender", "failed to deliver",
                ]))

    /// Whether one of the words stands in the line that notices of failure use.
    static func speaksOfFailure(_ line: [UInt8]) -> Bool {
        var speaks = false
        index.search(ReplyText(line).bytes) { _ in speaks = true }
        return speaks
    }

    private static func tagged(
        failure: [String], delay: [String], retry: [String] = [], final: [String]
    ) -> [(phrase: String, tag: Int)] {
        failure.map { ($0, failureTag) } + delay.map { ($0, delayTag) } + retry.map { ($0, retryTag) } + final.map { ($0, finalTag) }
    }
}
