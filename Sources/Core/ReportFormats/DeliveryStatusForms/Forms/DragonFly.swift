extension BounceForm {
    /// The DragonFly Mail Agent: the recipient in a sentence, the reply on the line below.
    static let dragonFly = BounceForm(
        "dragonfly",
        phrases: [
            "this is the dragonfly mail agent"
        ])
}
