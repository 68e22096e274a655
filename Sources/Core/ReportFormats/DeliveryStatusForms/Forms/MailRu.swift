extension BounceForm {
    /// Mail.Ru: Exim with its sentences in Russian.
    static let mailRu = BounceForm(
        "mailru",
        phrases: [
            "это письмо создано автоматически сервером mail.ru"
        ])
}
