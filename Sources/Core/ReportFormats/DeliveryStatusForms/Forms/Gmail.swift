import MailSyntax

extension BounceForm {
    /// Gmail in the language of the sender: the recipient alone on its line, technical details below.
    static let gmail = BounceForm(
        "gmail",
        phrases: [
            "delivery to the following recipient failed permanently", "delivery to the following recipient has been delayed",
            "technical details of permanent failure", "technical details of temporary failure", "wasn't delivered to",
            "wasn't able to deliver", "there was a problem delivering your message", "address not found",
            "zustellung an folgenden empfänger ist endgültig fehlgeschlagen", "échec définitif de la remise au destinataire suivant",
            "ha fallado permanentemente la entrega", "no se ha podido entregar el mensaje al siguiente destinatario",
            "consegna al seguente destinatario non è riuscita", "falha permanente na entrega",
            "bezorging bij de volgende ontvanger is definitief mislukt", "доставка следующему получателю не удалась",
            "次の受信者へのメールの配信に失敗しました", "传送到以下收件人时遇到永久性失败",
        ],
        grammar: responses)

    /// The headline is Gmail's own, and the same for many causes (`the address couldn't be found, or is unable to receive mail`):
    /// where the response stands below, that alone is the reason.
    @Sendable private static func responses(_ text: FormText) -> [FailureBlocks.Found] {
        var cursor = LineCursor(0..<text.bytes.count), start: Int?
        while start == nil, let line = cursor.next(in: text.bytes) {
            let content = text.bytes.trimmed(line)
            guard content.count < 100, text.bytes[content].last == 58 else { continue }
            announcements.search(ReplyText(Array(text.bytes[content])).bytes) { _ in start = line.upperBound }
        }
        guard let start else { return [] }
        let said = text.bytes.text(text.bytes.trimmed(start..<text.bytes.count))
        guard !said.isEmpty else { return [] }
        return FailureBlocks(text.bytes, excluding: text.excluded, limits: text.limits).read(limit: text.limits.recipientsPerMessage.value)
            .map { found in
                var found = found
                found.reason = said.bounded(toBytes: text.limits.diagnosticBytes.value)
                return found
            }
    }

    private static let announcements = PhraseIndex(
        [
            "the response was:", "the response from the remote server was:", "die antwort", "antwort des remote", "réponse", "respuesta",
            "risposta", "resposta", "antwoord", "ответ", "odpowied", "応答", "响应", "回應",
        ].map { ($0, 0) })
}
