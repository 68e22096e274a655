extension BounceForm {
    /// ZMailer: a list of failed recipients, each with what the server said.
    static let zMailer = BounceForm(
        "zmailer",
        phrases: [
            "following is a list of failed recipients", "the following recipients haven't received",
        ])
}
