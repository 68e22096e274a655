extension BounceForm {
    /// Gateways from mail to phones (vtext, vzwpix): the reply below `Error message below:`, the command with the recipient further down.
    static let mobileGateway = BounceForm(
        "gateway",
        phrases: [
            "error message below:"
        ])
}
