extension BounceForm {
    /// CommuniGate Pro: the verdict stands in the words for people, the machine part says `5.0.0`.
    static let communiGate = BounceForm(
        "communigate",
        phrases: [
            "failed to deliver to '"
        ])
}
