extension BounceForm {
    /// MailEnable: recipients in a list below `could not be delivered to some recipients`.
    static let mailEnable = BounceForm(
        "mailenable",
        phrases: [
            "message could not be delivered to some recipients"
        ])
}
