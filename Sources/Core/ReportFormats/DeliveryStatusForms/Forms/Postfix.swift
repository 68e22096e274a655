extension BounceForm {
    /// Postfix: `<user@example.org>: host mx.example.org[192.0.2.1] said: …`, folded.
    static let postfix = BounceForm(
        "postfix",
        phrases: [
            "this is the mail system at host", "this is the postfix program",
        ])
}
