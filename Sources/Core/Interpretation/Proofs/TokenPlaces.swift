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
    let texts: @Sendable (Carrier) -> [[UInt8]]
}

/// Where tokens are looked for, strongest place first; one row each.
enum TokenPlaces {
    static let complaints: [TokenPlace<FeedbackReport>] = [
        // The address that the report was sent to: `CFBL-Address` of the mail (RFC 9477 §3.1). Outlives any redaction.
        TokenPlace(rung: .envelopeToken, purposes: [.complaint]) { $0.form == "jmrp-bare" ? [] : deliveredTo($0.envelope) },
        // RFC 9477 §3.2, in the third part.
        TokenPlace(rung: .cfblToken, purposes: [.complaint]) { report in
            report.original.map { values($0, ["cfbl-feedback-id"]).map(withoutBlanks) + values($0, ["cfbl-address"]) } ?? []
        },
        TokenPlace(rung: .verpToken, purposes: [.bounce]) { report in
            (report.originalMailFrom.map { [Array($0.utf8)] } ?? []) + (report.original.map(returnPaths) ?? [])
        },
        TokenPlace(rung: .headerToken, purposes: [.messageID]) { report in
            (report.originalMessageID.map { [Array($0.utf8)] } ?? [])
                + (report.original.map { values($0, ["message-id", "feedback-id"]) } ?? [])
        },
        TokenPlace(rung: .headerToken, purposes: [.unsubscribe]) { $0.original.map { values($0, ["list-unsubscribe"]) } ?? [] },
        TokenPlace(rung: .headerToken, purposes: [.messageID, .complaint], isExact: false) { $0.original.map(ownFields) ?? [] },
    ]

    static let bounces: [TokenPlace<DeliveryStatus>] = [
        // The envelope sender of our mail is where its bounce goes.
        TokenPlace(rung: .verpToken, purposes: [.bounce]) { deliveredTo($0.envelope) },
        TokenPlace(rung: .verpToken, purposes: [.bounce]) { $0.original.map(returnPaths) ?? [] },
        TokenPlace(rung: .headerToken, purposes: [.messageID]) { status in
            (status.originalEnvelopeID.map { [Array($0.utf8)] } ?? []) + (status.original.map { values($0, ["message-id"]) } ?? [])
        },
        TokenPlace(rung: .headerToken, purposes: [.messageID, .complaint], isExact: false) { $0.original.map(ownFields) ?? [] },
    ]

    static let unsubscribes: [TokenPlace<UnsubscribeRequest>] = [
        TokenPlace(rung: .envelopeToken, purposes: [.unsubscribe]) { deliveredTo($0.header) },
        TokenPlace(rung: .headerToken, purposes: [.unsubscribe]) { values($0.header, ["subject"]) },
    ]

    // MARK: fields

    private static let fieldsMax = 8

    /// Values of fields, in the order of their names.
    private static func values(_ header: Header, _ names: [StaticString]) -> [[UInt8]] {
        names.flatMap { header.all($0).prefix(fieldsMax) }.map(header.unfolded)
    }

    /// Whom a message was sent to: what its envelope left behind, then what it says.
    private static func deliveredTo(_ header: Header) -> [[UInt8]] {
        values(header, ["x-original-to", "delivered-to", "envelope-to", "to"])
    }

    /// The envelope sender of our mail, as those who passed it on wrote it down.
    private static func returnPaths(_ original: Header) -> [[UInt8]] {
        let passed = (original.all("received-spf").prefix(fieldsMax) + original.all("received").prefix(32)).filter {
            original.source.findIgnoringCase("envelope-from", in: $0.value) != nil
        }
        return values(original, ["return-path"]) + passed.map(original.unfolded)
    }

    /// Fields that a sending system adds for itself.
    private static func ownFields(_ original: Header) -> [[UInt8]] {
        original.fields.filter { field in
            original.source.startsIgnoringCase("x-", at: field.name.lowerBound, limit: field.name.upperBound)
                && field.value.count > TokenReader.signsMin
        }
        .prefix(64).map(original.unfolded)
    }

    /// A CFBL-Feedback-ID is put together without blanks and comments, however it was folded (RFC 9477 §3.2).
    private static func withoutBlanks(_ value: [UInt8]) -> [UInt8] {
        var depth = 0
        return value.filter { byte in
            if byte == 40 { depth += 1 }
            if byte == 41 { depth = max(0, depth - 1) }
            return depth == 0 && byte != 41 && !byte.isMailWhitespace
        }
    }
}
