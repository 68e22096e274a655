import Deliverability
import MailSyntax
import Tokens

/// An event as columns of the table `event`, there and back. Addresses are left out on the way in.
struct EventRow {
    let values: [SQLValue]
    /// The moment under which the event is found: when it happened, or when it was received where no date is stated or
    /// the date lies ahead of our clock.
    let at: Int64

    private static let columns = [
        "seq", "message", "position", "kind", "at", "occurred_at", "contact", "provider", "from_domain", "campaign", "original_message_id",
        "action", "status", "reply_code", "class", "cause", "rule", "remedy", "remote_mta", "reporting_mta", "diagnostic", "feedback_type",
        "outcome", "rung", "trust", "direction", "effect", "source_ip", "method", "scope", "disagreements",
    ]

    static let insert = Statement(
        "INSERT INTO event (\(columns.joined(separator: ", "))) VALUES (\((1...columns.count).map { "$\($0)" }.joined(separator: ", ")))")

    /// What `storedEvent` reads, for `event e JOIN message m`.
    static let selected = columns.map { "e.\($0)" }.joined(separator: ", ") + ", m.digest, m.received_at"
    private static let digestColumn = Int32(columns.count), receivedColumn = Int32(columns.count + 1)

    init(_ event: Event, seq: Int64, message: Int64, position: Int, contact: [UInt8]?, now: Timestamp) {
        let occurred = event.occurredAt
        at = min(occurred ?? now, now).secondsSince1970
        var row = [SQLValue](repeating: .null, count: Self.columns.count)
        row[0] = .int(seq)
        row[1] = .int(message)
        row[2] = .int(Int64(position))
        row[3] = .text(event.kind)
        row[4] = .int(at)
        row[5] = .int(occurred?.secondsSince1970)
        row[6] = contact.map { .blob($0) } ?? .null
        switch event {
        case .bounce(let bounce): Self.fill(&row, bounce)
        case .complaint(let complaint): Self.fill(&row, complaint)
        case .unsubscribe(let unsubscribe):
            row[9] = .text(unsubscribe.campaign)
            row[28] = .text(unsubscribe.method.rawValue)
            row[29] = Self.scope(unsubscribe.scope)
        case .other(let other):
            row[15] = .text(other.cause.rawValue)
            row[20] = .text(other.detail.map(withoutAddresses))
        case .alignment: break
        }
        values = row
    }

    private static func fill(_ row: inout [SQLValue], _ bounce: Bounce) {
        row[7] = .text(bounce.provider?.slug)
        row[8] = .text(bounce.fromDomain?.text)
        row[9] = .text(bounce.campaign)
        row[10] = .text(bounce.originalMessageID.map(withoutTokenRecipient))
        row[11] = .text(bounce.action.rawValue)
        row[12] = .text(bounce.status?.description)
        row[13] = .int(bounce.replyCode.map { Int64($0.value) })
        row[14] = .text(bounce.classification.bounceClass.rawValue)
        row[15] = .text(bounce.classification.cause.rawValue)
        row[16] = .text(bounce.classification.rule.text)
        row[17] = .text(bounce.classification.remedy)
        row[18] = .text(bounce.remoteMTA.map(withoutAddresses))
        row[19] = .text(bounce.reportingMTA.map(withoutAddresses))
        row[20] = .text(withoutAddresses(bounce.diagnostic))
    }

    private static func fill(_ row: inout [SQLValue], _ complaint: Complaint) {
        row[7] = .text(complaint.provider?.slug)
        row[8] = .text(complaint.fromDomain?.text)
        row[9] = .text(complaint.campaign)
        row[10] = .text(complaint.originalMessageID.map(withoutTokenRecipient))
        row[21] = .text(withoutAddresses(complaint.feedbackType))
        row[22] = .text(complaint.attribution.outcome.rawValue)
        row[23] = .text(complaint.attribution.rung.rawValue)
        row[24] = .text(complaint.attribution.trust.rawValue)
        row[25] = .text(complaint.direction.rawValue)
        row[26] = .text(complaint.effect.rawValue)
        row[27] = .text(complaint.sourceIP)
        row[29] = scope(complaint.scope)
        let others = complaint.attribution.disagreements.map(\.rung.rawValue)
        row[30] = others.isEmpty ? .null : .text(others.joined(separator: " "))
    }

    private static func scope(_ scope: SuppressionScope) -> SQLValue { scope == .all ? .null : .text(scope.description) }

    // MARK: Reading

    static func storedEvent(_ row: any SQLRow) throws -> StoredEvent {
        StoredEvent(
            seq: row.int(0), occurredAt: row.optionalInt(5).map { Timestamp($0) }, receivedAt: Timestamp(row.int(receivedColumn)),
            digest: MessageDigest(row.blob(digestColumn)), position: Int(truncatingIfNeeded: row.int(2)),
            contact: row.optionalBlob(6).map { hexadecimal($0) }, event: try event(row))
    }

    private static func event(_ row: any SQLRow) throws -> Event {
        switch row.text(3) {
        case "bounce": .bounce(try bounce(row))
        case "complaint": .complaint(try complaint(row))
        case "unsubscribe":
            .unsubscribe(
                Unsubscribe(
                    address: nil, method: try word(row, 28), occurredAt: occurred(row), scope: scope(row), campaign: row.optionalText(9)))
        case "other": .other(OtherEvent(cause: try word(row, 15), detail: row.optionalText(20), occurredAt: occurred(row)))
        default: throw unreadable(row, "kind")
        }
    }

    private static func bounce(_ row: any SQLRow) throws -> Bounce {
        Bounce(
            recipient: nil, action: try word(row, 11), status: row.optionalText(12).flatMap { EnhancedStatusCode($0) },
            replyCode: row.optionalInt(13).flatMap { ReplyCode(Int(truncatingIfNeeded: $0)) },
            classification: Classification(try word(row, 14), try word(row, 15), rule: RuleID(row.text(16)), remedy: row.text(17)),
            provider: row.optionalText(7).map { Provider($0) }, remoteMTA: row.optionalText(18), reportingMTA: row.optionalText(19),
            diagnostic: row.text(20), fromDomain: row.optionalText(8).flatMap { DomainName($0) }, originalMessageID: row.optionalText(10),
            campaign: row.optionalText(9), occurredAt: occurred(row))
    }

    private static func complaint(_ row: any SQLRow) throws -> Complaint {
        Complaint(
            feedbackType: row.text(21), provider: row.optionalText(7).map { Provider($0) },
            attribution: Attribution(
                outcome: try word(row, 22), address: nil, rung: try word(row, 23), trust: try word(row, 24),
                disagreements: row.text(30).split(separator: " ").compactMap { Attribution.Rung(rawValue: String($0)) }
                    .map { Attribution.Disagreement(rung: $0, address: nil) }),
            direction: try word(row, 25), effect: try word(row, 26), campaign: row.optionalText(9),
            fromDomain: row.optionalText(8).flatMap { DomainName($0) }, sourceIP: row.optionalText(27),
            originalMessageID: row.optionalText(10), occurredAt: occurred(row), scope: scope(row))
    }

    private static func scope(_ row: any SQLRow) -> SuppressionScope { row.optionalText(29).flatMap { SuppressionScope($0) } ?? .all }

    private static func occurred(_ row: any SQLRow) -> Timestamp? { row.optionalInt(5).map { Timestamp($0) } }

    private static func word<T: RawRepresentable<String>>(_ row: any SQLRow, _ column: Int32) throws -> T {
        guard let value = T(rawValue: row.text(column)) else { throw unreadable(row, columns[Int(column)]) }
        return value
    }

    private static func unreadable(_ row: any SQLRow, _ column: String) -> StoreError {
        StoreError(.corrupt, "event \(row.int(0)) has an unknown \(column)")
    }
}
