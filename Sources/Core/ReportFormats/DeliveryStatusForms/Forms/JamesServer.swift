extension BounceForm {
    /// Apache James.
    static let jamesServer = BounceForm(
        "james",
        phrases: [
            "this is the james mail server", "apologises for any inconvenience", "i couldn't deliver the message to the following",
        ])
}
