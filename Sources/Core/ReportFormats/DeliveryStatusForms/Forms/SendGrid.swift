extension BounceForm {
    /// SendGrid: the recipient between the queue and the host, fields parted by colons.
    static let sendGrid = BounceForm(
        "sendgrid",
        phrases: [
            "this is an automatically generated message from sendgrid"
        ])
}
