extension BounceForm {
    /// Ipswitch IMail: `Unknown user: user@example.org`, `undeliverable to user@example.org`, the reply of the server below.
    static let iMail = BounceForm(
        "imail",
        phrases: [
            "undeliverable to ", "invalid final delivery userid", "user mailbox exceeds allowed size", "unknown user: ",
            "delivery failed 10 attempts", "delivery failed 20 attempts",
        ])
}
