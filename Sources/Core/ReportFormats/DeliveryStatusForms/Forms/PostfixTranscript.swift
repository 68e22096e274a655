extension BounceForm {
    /// Postfix to its postmaster (`notify_classes`): the whole dialogue with a client whose mail it refused.
    static let postfixTranscript = BounceForm(
        "postfix-transcript",
        phrases: [
            "transcript of session follows. out: 220"
        ],
        grammar: SessionTranscript.only)
}
