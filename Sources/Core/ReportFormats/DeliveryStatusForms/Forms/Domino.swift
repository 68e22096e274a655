extension BounceForm {
    /// Lotus Notes and HCL Domino: `was not delivered to:`, the recipient, `because:`, the reason.
    static let domino = BounceForm(
        "domino",
        phrases: [
            "was not delivered to:", "not listed in domino directory", "not listed in public name & address book",
            "failed to deliver to domino",
        ])
}
