extension BounceForm {
    /// qmail and its heirs (netqmail, s/qmail, notqmail, IndiMail): each recipient in angle brackets with a colon, its reason below.
    static let qmail = BounceForm(
        "qmail",
        phrases: [
            "this is the qmail-send program", "this is the qmail send program", "this is the machine generated message from",
            "wasn't able to deliver your message to the following addresses",
        ])
}
