extension BounceForm {
    /// Sendmail 5 and 8, and what imitates it: a list of recipients, then the transcript of the session in which each outcome stands
    /// behind the dialogue that led to it.
    static let sendmail = BounceForm(
        "sendmail",
        phrases: [
            "----- the following addresses had", "the original message was received at", "----- transcript of session",
            "the following addresses had permanent", "----- recipients of this delivery",
        ],
        grammar: SessionTranscript.completing)
}
