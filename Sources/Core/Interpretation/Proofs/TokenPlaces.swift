import Deliverability
import MailSyntax
import ReportFormats
import Tokens

/// One place in a message where a token of ours may have come back, what may stand there, and which rung of evidence it is.
struct TokenPlace<Carrier>: Sendable {
    let rung: Attribution.Rung
    let purposes: Set<TokenPurpose>
    /// Whether a token of another purpose there is worth telling: in fields that carry all sorts of things it is not.
    var isExact = true
    let texts: @Sendable (Carrier) -> [String]
}

/// Where tokens are looked for, strongest place first; one row each.
enum TokenPlaces {
    static let complaints: [TokenPlace<FeedbackReport>] = [
        // The address that the report was sent to: `CFBL-Address` of the mail (RFC 9477 §3.1). Outlives any redaction.
        TokenPlace(rung: .envelopeToken, purposes: [.complaint]) { $0.form == "jmrp-bare" ? [] : deliveredTo($0.envelope) },
        // RFC 9477 §3.2, in the third part.
        TokenPlace(rung: .cfblToken, purposes: [.complaint]) { report in
            report.original.map { $0.values("cfbl-feedback-id").map(withoutBlanks) + $0.values("cfbl-address") } ?? []
        },
        TokenPlace(rung: .verpToken, purposes: [.bounce]) { report in
            (report.originalMailFrom.map { [$0] } ?? []) + (report.original.map(returnPaths) ?? [])
        },
        TokenPlace(rung: .headerToken, purposes: [.messageID]) { report in
            (report.originalMessageID.map { [$0] } ?? [])
                + (report.original.map { $0.values("message-id") + $0.values("feedback-id") } ?? [])
        },
        TokenPlace(rung: .headerToken, purposes: [.unsubscribe]) { $0.original?.values("list-unsubscribe") ?? [] },
        TokenPlace(rung: .headerToken, purposes: [.messageID, .complaint], isExact: false) { $0.original.map(ownFields) ?? [] },
    ]

    static let bounces: [TokenPlace<DeliveryStatus>] = [
        // The envelope sender of our mail is where its bounce goes.
        TokenPlace(rung: .verpToken, purposes: [.bounce]) { deliveredTo($0.envelope) },
        TokenPlace(rung: .verpToken, purposes: [.bounce]) { $0.original.map(returnPaths) ?? [] },
        TokenPlace(rung: .headerToken, purposes: [.messageID]) { status in
            (status.originalEnvelopeID.map { [$0] } ?? []) + (status.original?.values("message-id") ?? [])
        },
        TokenPlace(rung: .headerToken, purposes: [.messageID, .complaint], isExact: false) { $0.original.map(ownFields) ?? [] },
    ]

    static let unsubscribes: [TokenPlace<UnsubscribeRequest>] = [
        TokenPlace(rung: .envelopeToken, purposes: [.unsubscribe]) { deliveredTo($0.header) },
        TokenPlace(rung: .headerToken, purposes: [.unsubscribe]) { $0.header.values("subject") },
    ]

    // MARK: fields

    private static let fieldsMax = 8

    /// Whom a message was sent to: what its envelope left behind, then what it says.
    private static func deliveredTo(_ header: Header) -> [String] {
        (["x-original-to", "delivered-to", "envelope-to", "to"] as [StaticString]).flatMap { header.values($0).prefix(fieldsMax) }
    }

    /// The envelope sender of our mail, as those who passed it on wrote it down.
    private static func returnPaths(_ original: Header) -> [String] {
        let spf = original.values("received-spf").prefix(fieldsMax), passed = original.values("received").prefix(32)
        return original.values("return-path").prefix(fieldsMax) + (spf + passed).filter { $0.contains("envelope-from") }
    }

    /// Fields that a sending system adds for itself.
    private static func ownFields(_ original: Header) -> [String] {
        original.fields.filter { original.source.startsIgnoringCase("x-", at: $0.name.lowerBound, limit: $0.name.upperBound) }
            .prefix(64).map { String(decoding: original.unfolded($0), as: UTF8.self) }
    }

    /// A CFBL-Feedback-ID is put together without blanks and comments, however it was folded (RFC 9477 §3.2).
    private static func withoutBlanks(_ value: String) -> String {
        var depth = 0
        let bytes = value.utf8.filter { byte in
            if byte == 40 { depth += 1 }
            if byte == 41 { depth = max(0, depth - 1) }
            return depth == 0 && byte != 41 && !byte.isMailWhitespace
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
