extension BounceForm {
    /// OpenSMTPD: the recipient, a colon, the reply.
    static let openSMTPD = BounceForm(
        "opensmtpd",
        phrases: [
            "hi! this is the mailer-daemon", "hi! this is the mailer daemon",
        ])
}
