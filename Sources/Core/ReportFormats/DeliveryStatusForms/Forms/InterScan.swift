extension BounceForm {
    /// Trend Micro InterScan: the last command it sent and the reply it received.
    static let interScan = BounceForm(
        "interscan",
        phrases: [
            "sent <<< rcpt to:", "sent <<< mail from:", "sent <<< data", "received >>> 5", "received >>> 4",
        ],
        grammar: SessionTranscript.completing)
}
