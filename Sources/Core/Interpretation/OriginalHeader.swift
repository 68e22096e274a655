import MailSyntax
import Tokens

/// What bounces and complaints both take from the header of our own mail, read alike, so that those of one campaign meet.
extension Header {
    /// Domain of the first address in From.
    var fromDomain: DomainName? {
        first("from").flatMap { EmailAddress.list(unfolded($0), limit: 1).first?.domain }
    }

    /// First field of Gmail's `Feedback-ID: campaign:customer:type:sender`, else what senders call a campaign; at most 127
    /// bytes. Never a person: a value that holds an address, in clear or encoded, is passed over (law 8).
    var campaign: String? {
        let feedback = text("feedback-id")?.split(separator: ":", omittingEmptySubsequences: false).first.map(String.init)
        let named = Self.campaignFields.lazy.map { text($0) }
        return ([feedback] + named).lazy.compactMap { $0?.trimmedASCII }.first { !$0.isEmpty && !Self.holdsAddress($0) }?
            .bounded(toBytes: 127)
    }

    private static let campaignFields: [StaticString] = [
        "x-campaign-id", "x-campaignid", "x-campaign", "x-mailing-id", "x-job", "x-mc-campaign", "x-mailer-campaign",
    ]

    private static func holdsAddress(_ value: String) -> Bool {
        ["@", "%40", "=40"].contains { value.contains($0) } || withoutTokenRecipient(value) != value
    }
}
