extension BounceForm {
    /// EZweb of KDDI: the recipient in angle brackets, then why the phone network refused the mail.
    static let ezweb = BounceForm(
        "ezweb",
        phrases: [
            "each of the following recipients was rejected by a remote mail server", "the user(s) ",
        ])
}
