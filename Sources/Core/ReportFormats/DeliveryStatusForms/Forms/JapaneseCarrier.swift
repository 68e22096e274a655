extension BounceForm {
    /// KDDI, docomo and SoftBank phones: mailbox and reason in one English sentence below the Japanese one.
    static let japaneseCarrier = BounceForm(
        "carrier",
        phrases: [
            "could not be delivered to the following", "mail addresses of the following", "以下、サーバから出力されたエラーメッセージ",
        ])
}
