extension BounceForm {
    /// Smail 3: the message log, then the addresses that failed.
    static let smail = BounceForm(
        "smail",
        phrases: [
            "message log follows", "failed addresses follow",
        ])
}
