extension BounceForm {
    /// SurfControl E-mail Filter: `user@example.org: [192.0.2.1], 550 …`.
    static let surfControl = BounceForm(
        "surfcontrol",
        phrases: [
            "your message could not be sent.", "your message to:",
        ])
}
