extension BounceForm {
    /// Sun, iPlanet and Oracle messaging servers, and PMDF before them: `Recipient address:`, `Reason:`.
    static let iPlanet = BounceForm(
        "iplanet",
        phrases: [
            "this report relates to a message you sent with the following header fields",
            "your message cannot be delivered to the following recipients",
            "your message can not be delivered to the following recipients", "your message was successfully relayed to these recipients",
        ])
}
