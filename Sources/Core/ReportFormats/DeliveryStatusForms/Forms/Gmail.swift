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
        ])
}
