import MailSyntax

/// The fields of a machine part (RFC 5965 §3, RFC 6591 §3.1). Names match in any case; lines that are no field are passed
/// over; a blank line only separates groups, because gateways add them.
struct MachineFields {
    private let groups: [Header]

    /// Groups of fields in one machine part: an honest one has one.
    private static let groupsMax = 8
    /// RFC 5965 asks for one; a gateway that counts for us is believed up to here.
    private static let incidentsMax: Int64 = 1_000_000

    static func read(_ part: BodyPart, _ limits: Limits) throws(ReadError) -> MachineFields {
        let bytes = try part.decoded(limits)
        var groups: [Header] = [], position = 0
        while position < bytes.count, groups.count < groupsMax {
            let group = try Header.read(bytes, position..<bytes.count, limits: limits)
            if group.fields.isEmpty {
                position = endOfBlock(bytes, from: position)
            } else {
                groups.append(group)
                position = max(group.end, position + 1)
            }
        }
        // Without a blank line behind the part's own header, the fields stand in that header.
        if !groups.contains(where: { $0.has("feedback-type") }), part.header.has("feedback-type") { groups.insert(part.header, at: 0) }
        return MachineFields(groups: groups)
    }

    /// Behind lines that are no field at all, and the blank line that ends them.
    private static func endOfBlock(_ bytes: [UInt8], from position: Int) -> Int {
        var cursor = LineCursor(position..<bytes.count), started = false
        while let line = cursor.next(in: bytes) {
            if line.isEmpty, started { break }
            started = started || !line.isEmpty
        }
        return cursor.position
    }

    var looksLikeFeedback: Bool { value("feedback-type") != nil && (value("version") != nil || value("user-agent") != nil) }

    /// `Original-Message-ID` (Comcast), or a bare `Message-ID` (LinkedIn).
    var messageID: String? {
        (value("original-message-id") ?? value("message-id")).flatMap(ReportedMessage.identifier)
    }

    func fill(_ report: inout FeedbackReport, _ limits: Limits) throws(ReadError) {
        report.feedbackType = try feedbackType()
        report.userAgent = bounded("user-agent", limits)
        report.version = bounded("version", limits)
        report.sourceIP = value("source-ip").flatMap(IPLiteral.read)
        report.arrivalDate = (value("arrival-date") ?? value("received-date")).flatMap { MailDate.read($0) }
        report.reportedDomains = values("reported-domain", limits)
        report.originalMailFrom = value("original-mail-from")?.bounded(toBytes: limits.addressBytes.value)
        report.originalRecipients = values("original-rcpt-to", limits)
        report.removalRecipients = values("removal-recipient", limits)
        report.originalEnvelopeID = bounded("original-envelope-id", limits)
        report.authFailure = bounded("auth-failure", limits)?.asciiLowercased
        report.incidents = incidents
        report.authenticationResults = authenticationResults
        report.member = bounded("source", limits)
    }

    /// Lower case, without comment or parameter. Two that differ claim two things, so neither is acted on.
    private func feedbackType() throws(ReadError) -> String {
        // An Auth-Failure is a fact about DMARC, DKIM or SPF, whatever the type beside it says (RFC 6591 §3.1).
        if value("auth-failure") != nil { return "auth-failure" }
        let types = Set(all("feedback-type").map(Self.token).filter { !$0.isEmpty })
        guard let type = types.first else { throw ReadError(.feedbackMissing, "the machine part has no Feedback-Type") }
        return types.count == 1 ? type.bounded(toBytes: 64) : "other"
    }

    private static func token(_ value: String) -> String {
        String(value.asciiLowercased.prefix { $0 != ";" && $0 != "(" && !$0.isWhitespace })
    }

    private var incidents: Int64 {
        guard let text = value("incidents"), let number = Int64(text) else { return 1 }
        return min(max(number, 1), Self.incidentsMax)
    }

    /// Only those beside the type: behind a blank line may stand a copy of somebody's mail.
    private var authenticationResults: [AuthenticationResults] {
        guard let group = groups.first(where: { $0.has("feedback-type") }) else { return [] }
        return group.all("authentication-results").prefix(16).compactMap { AuthenticationResults(group.unfolded($0)) }
    }

    // MARK: values

    private func value(_ name: StaticString) -> String? {
        for group in groups {
            if let value = group.value(name), !value.isEmpty { return value }
        }
        return nil
    }

    private func all(_ name: StaticString) -> [String] { groups.flatMap { $0.values(name) } }

    private func bounded(_ name: StaticString, _ limits: Limits) -> String? {
        value(name)?.bounded(toBytes: limits.metadataBytes.value)
    }

    private func values(_ name: StaticString, _ limits: Limits) -> [String] {
        all(name).filter { !$0.isEmpty }.prefix(limits.recipientsPerMessage.value).map { $0.bounded(toBytes: limits.metadataBytes.value) }
    }
}
