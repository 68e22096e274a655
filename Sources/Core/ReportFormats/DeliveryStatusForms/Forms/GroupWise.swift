extension BounceForm {
    /// Novell GroupWise: the recipient with its reason in parentheses.
    static let groupWise = BounceForm(
        "groupwise",
        phrases: [
            "the message that you sent was undeliverable to the following"
        ])
}
