import Deliverability
import MailSyntax

/// Mail that was sent, by Message-ID and by the handles of opaque tokens: what names a complainer whom the report hides.
///
/// No address and no Message-ID stands in it: both are keyed hashes, and the address is looked up in `contact`.
struct SendLog {
    private let session: any SQLSession
    private let key: ContactKey

    init(_ session: any SQLSession, _ key: ContactKey) {
        self.session = session
        self.key = key
    }

    /// 128 bits name a mail among all that were ever sent.
    private static let idBytes = 16

    private func hash(ofMessageID id: String) throws -> [UInt8] { Array(try key.hash(ofKey: "message-id " + id).prefix(Self.idBytes)) }

    // MARK: Looking up

    private static let byHandle = Statement("SELECT address, NULL FROM contact WHERE handle = $1 AND handle IS NOT NULL LIMIT 2")
    private static let byMessageID = Statement(
        """
        SELECT c.address, w.text FROM sent s JOIN contact c ON c.hash = s.contact LEFT JOIN word w ON w.id = s.campaign
        WHERE s.message_id = $1 LIMIT 2
        """)

    /// nil also for several: then it is not said who of them is meant.
    func recipient(of wanted: RecipientKey) throws -> FoundRecipient? {
        let statement: Statement, value: SQLValue
        switch wanted {
        case .handle(let handle): (statement, value) = (Self.byHandle, .blob(handle.bytes))
        case .messageID(let id): (statement, value) = (Self.byMessageID, .blob(try hash(ofMessageID: id)))
        }
        let found = try session.all(statement, [value]) { ($0.optionalText(0), $0.optionalText(1)) }
        guard found.count == 1, let row = found.first, let address = row.0.flatMap({ EmailAddress($0) }) else { return nil }
        return FoundRecipient(address: address, campaign: row.1)
    }

    private static let traits = Statement(
        """
        SELECT c.text, g.text, s.sent_at, s.subscribed_at, f.text FROM sent s LEFT JOIN word c ON c.id = s.campaign
        LEFT JOIN word g ON g.id = s.segment LEFT JOIN word f ON f.id = s.frequency WHERE s.message_id = $1 AND s.contact = $2
        """)

    /// What is known of one mail to one contact.
    func traits(ofMessageID id: String, to contact: [UInt8]) throws -> SentTraits? {
        try session.first(Self.traits, [.blob(hash(ofMessageID: id)), .blob(contact)]) { row in
            SentTraits(
                campaign: row.optionalText(0), segment: row.optionalText(1),
                age: CampaignBand.age(subscribed: row.optionalInt(3).map { Timestamp($0) }, sent: Timestamp(row.int(2))),
                frequency: CampaignBand.frequency(row.optionalText(4)))
        }
    }

    // MARK: Adding

    private static let addContact = Statement(
        """
        INSERT INTO contact (hash, address, phase, soft_failures, since, handle, last_sent, provider)
        VALUES ($1, $2, 'active', '', $3, $4, $5, $6)
        ON CONFLICT (hash) DO UPDATE SET handle = coalesce(excluded.handle, contact.handle),
        last_sent = max(coalesce(contact.last_sent, excluded.last_sent), excluded.last_sent), provider = excluded.provider
        WHERE (excluded.handle IS NOT NULL AND contact.handle IS NOT excluded.handle) OR contact.provider IS NOT excluded.provider
        OR contact.last_sent IS NULL OR excluded.last_sent > contact.last_sent + \(lastMailingSlack)
        """)
    /// Seconds by which `contact.last_sent` may lag behind, so that a mailing does not write every contact again.
    static let lastMailingSlack: Int64 = 30 * 86400
    private static let addSent = Statement(
        """
        INSERT INTO sent (message_id, contact, campaign, segment, stream, list, sent_at, subscribed_at, frequency)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (message_id, contact) DO NOTHING
        """)

    /// Returns how many were new. Rows go in by the order of their keys: pages of the tree are then touched once a batch.
    func add(_ batch: [SentMessage], at now: Timestamp, _ memory: WriterMemory) throws -> Int {
        var contacts: [(hash: [UInt8], values: [SQLValue])] = [], rows: [(mail: SentMessage, id: [UInt8], values: [SQLValue])] = []
        for mail in batch {
            let contact = try key.hash(of: mail.recipient), id = try hash(ofMessageID: mail.messageID)
            let handle = mail.handle.map { SQLValue.blob($0.bytes) } ?? .null
            let sentAt = SQLValue.int((mail.sentAt ?? now).secondsSince1970)
            func word(_ text: String?) throws -> SQLValue { try text.map { .int(try memory.word($0, session)) } ?? .null }
            contacts.append(
                (
                    contact,
                    [
                        .blob(contact), .text(mail.recipient.key), .int(now.secondsSince1970), handle, sentAt,
                        try word(mail.provider),
                    ]
                ))
            rows.append(
                (
                    mail, id,
                    [
                        .blob(id), .blob(contact), try word(mail.campaign), try word(mail.segment), try word(mail.stream),
                        try word(mail.list), sentAt, .int(mail.subscribedAt?.secondsSince1970),
                        try word(mail.frequency),
                    ]
                ))
        }
        contacts.sort { $0.hash.lexicographicallyPrecedes($1.hash) }
        rows.sort { $0.id.lexicographicallyPrecedes($1.id) }
        for contact in contacts { try session.run(Self.addContact, contact.values) }
        var new = 0, sent = CampaignCounts(), days = SentDays()
        sent.sent = 1
        for row in rows {
            try session.run(Self.addSent, row.values)
            guard session.changes > 0 else { continue }
            new += 1
            days.add(row.mail.provider, at: row.mail.sentAt ?? now)
            if let campaign = row.mail.campaign {
                memory.campaigns.add(sent, to: campaign, row.mail.dimensions, at: row.mail.sentAt ?? now)
            }
        }
        try days.save(session)
        if new > 0 { memory.hasSendLog = true }
        return new
    }
}

extension SQLStore {
    package func addSent(_ batch: [SentMessage], at now: Timestamp) throws -> Int {
        guard !batch.isEmpty else { return 0 }
        let log = SendLog(session, try contactKey())
        return try write { memory in
            let new = try log.add(batch, at: now, memory)
            try memory.saveFigures(session, at: now, thresholds)
            return new
        }
    }

    package func recipient(of key: RecipientKey) throws -> FoundRecipient? { try SendLog(session, contactKey()).recipient(of: key) }

    private static let forget = Statement("DELETE FROM sent WHERE sent_at < $1")
    /// Of whom nothing is known but that we mailed them, and not even that any more.
    private static let forgetContacts = Statement(
        """
        DELETE FROM contact WHERE phase = 'active' AND suppression IS NULL AND hash NOT IN (SELECT contact FROM sent)
        AND hash NOT IN (SELECT contact FROM event WHERE contact IS NOT NULL) AND hash NOT IN (SELECT hash FROM scoped_contact)
        AND hash NOT IN (SELECT hash FROM suppression)
        """)

    package func forgetSent(before moment: Timestamp) throws -> Int {
        try write { _ in
            try session.run(Self.forget, [.int(moment.secondsSince1970)])
            let forgotten = Int(session.changes)
            if forgotten > 0 { try session.run(Self.forgetContacts, []) }
            return forgotten
        }
    }

    private static let dueSent = Statement(
        """
        SELECT message_id, contact FROM sent WHERE (message_id, contact) > ($1, $2) AND sent_at < $3
        ORDER BY message_id, contact LIMIT $4
        """)

    /// At most `limit` mails that were sent before `end`, those behind `key` in the order of their keys: one pass through the log.
    package func dueSent(before end: Timestamp, after key: SentKey?, limit: Int) throws -> [SentKey] {
        let key = key ?? SentKey(message: [], contact: [])
        return try session.all(
            Self.dueSent, [.blob(key.message), .blob(key.contact), .int(end.secondsSince1970), .int(Int64(max(1, limit)))]
        ) { SentKey(message: $0.blob(0), contact: $0.blob(1)) }
    }
}

/// Names a row of the send log.
package struct SentKey: Hashable, Sendable {
    let message: [UInt8]
    let contact: [UInt8]
}

extension SentMessage {
    /// What is known of it for the figures of its campaign.
    fileprivate var dimensions: [CampaignDimension: String] {
        let age = CampaignBand.age(subscribed: subscribedAt, sent: sentAt)
        let known: [(CampaignDimension, String?)] = [
            (.segment, segment), (.provider, provider), (.age, age), (.frequency, CampaignBand.frequency(frequency)),
        ]
        return Dictionary(known.compactMap { dimension, value in value.map { (dimension, $0) } }, uniquingKeysWith: { first, _ in first })
    }
}
