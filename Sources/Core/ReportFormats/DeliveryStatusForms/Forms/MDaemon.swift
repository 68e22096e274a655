extension BounceForm {
    /// Alt-N MDaemon: a list of recipients, then the transcript of the session.
    static let mDaemon = BounceForm(
        "mdaemon",
        phrases: [
            "the attached message has permanent", "session transcript", "the attached message had delivery",
            "the attached message had permanent",
        ],
        grammar: SessionTranscript.completing)
}
