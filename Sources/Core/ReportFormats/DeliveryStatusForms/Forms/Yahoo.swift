extension BounceForm {
    /// Yahoo: `<user@example.org>:` with the reply of the server below.
    static let yahoo = BounceForm(
        "yahoo",
        phrases: [
            "message from yahoo", "sorry, we were unable to deliver your message to the following address",
        ])
}
