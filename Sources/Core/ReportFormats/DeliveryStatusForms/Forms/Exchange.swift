extension BounceForm {
    /// Exchange from 5.5 to 365, where a gateway took the machine part away: `user@example.org on <date>`, then the reason.
    static let exchange = BounceForm(
        "exchange",
        phrases: [
            "did not reach the following recipient(s)", "did not reach some or all of the intended recipients",
            "delivery has failed to these recipients", "the following recipient(s) could not be reached",
            "the following recipient(s) cannot be reached", "delivery to the following recipients failed",
            "delivery to these recipients or distribution lists", "diagnostic information for administrators",
            "your message couldn't be delivered", "wasn't found at",
        ])
}
