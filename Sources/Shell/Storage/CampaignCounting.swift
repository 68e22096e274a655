import Deliverability
import MailSyntax
import Tokens

extension Ledger {
    private static let lastOfContact = Statement(
        """
        SELECT 1 FROM (SELECT kind, original_message_id FROM event WHERE contact = $1 AND contact IS NOT NULL ORDER BY seq DESC LIMIT 20)
        WHERE kind = 'complaint' AND original_message_id = $2
        """)

    /// Whether a complaint of this contact about this mail is known, among its last events.
    func isRepeated(_ event: Event, of contact: [UInt8]) throws -> Bool {
        guard case .complaint(let complaint) = event, let id = complaint.originalMessageID else { return false }
        return try session.first(Self.lastOfContact, [.blob(contact), .text(withoutTokenRecipient(id))]) { _ in true } ?? false
    }

    /// The send log's word on the mail goes before its own.
    func countForCampaign(_ event: Event, contact: [UInt8]?, at moment: Timestamp) throws {
        let counts = CampaignCounts(event)
        guard !counts.isZero else { return }
        var traits: SentTraits?
        if memory.hasSendLog, let contact, let id = event.originalMessageID {
            traits = try SendLog(session, key).traits(ofMessageID: id, to: contact)
        }
        guard let campaign = traits?.campaign ?? event.campaign else { return }
        let known: [(CampaignDimension, String?)] = [
            (.segment, traits?.segment), (.provider, event.provider?.slug), (.age, traits?.age), (.frequency, traits?.frequency),
        ]
        let values = known.compactMap { dimension, value in value.map { (dimension, $0) } }
        memory.campaigns.add(counts, to: campaign, Dictionary(values) { first, _ in first }, at: moment)
    }
}
