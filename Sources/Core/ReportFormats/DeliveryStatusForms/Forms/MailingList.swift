import MailSyntax

extension BounceForm {
    /// Mailing list servers: the list that refused the mail is the recipient, whatever other addresses give advice.
    static let mailingList = BounceForm(
        "mailing-list",
        phrases: [
            "you are not a member of this mailing list", "you are not member", "duplicated message-id in <",
        ],
        grammar: firstNamed)

    /// The first address of the text, with the subject and its line for a reason.
    @Sendable private static func firstNamed(_ text: FormText) -> [FailureBlocks.Found] {
        guard var first = FailureBlocks(text.bytes, excluding: [], limits: text.limits).read(limit: 1).first else { return [] }
        first.strength = .listed
        let said = first.reason.split(separator: "\n").first { $0.contains("@") } ?? ""
        first.reason = (text.envelope.text("subject", limits: text.limits) ?? "") + "\n" + said
        return [first]
    }
}
