extension BounceForm {
    /// Mimecast: `-- user@example.org`, then the problem and the reply in lines that begin alike.
    static let mimecast = BounceForm(
        "mimecast",
        phrases: [
            "an email that you attempted to send to the following address could not be delivered",
            "the email you sent to the following recipients could not be delivered",
        ])
}
