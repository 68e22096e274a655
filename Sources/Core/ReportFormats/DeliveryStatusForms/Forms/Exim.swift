extension BounceForm {
    /// Exim up to 4.8x, and 4.9x beside its machine part: recipients indented, their reasons indented further.
    /// `X-Failed-Recipients` names them, too.
    static let exim = BounceForm(
        "exim",
        phrases: [
            "this message was created automatically by mail delivery software",
            "a message that you sent could not be delivered to one or more of its recipients",
            "a message that you sent could not be delivered to all of its recipients",
            "a message that you sent has not yet been delivered", "this message was created automatically by the mail system",
            "contained one or more recipient addresses that were incorrectly constructed",
        ])
}
