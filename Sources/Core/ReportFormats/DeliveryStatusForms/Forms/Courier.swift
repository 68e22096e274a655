extension BounceForm {
    /// Courier: the recipient in angle brackets, then what the server said.
    static let courier = BounceForm(
        "courier",
        phrases: [
            "this is a delivery status notification from", "undeliverable mail --------", "the original message was received on",
            "your message was not delivered to:",
        ])
}
