import MailSyntax

/// The fields of message/delivery-status (RFC 3464 §2, RFC 6533): one group for the message, one for each recipient.
///
/// Blank lines separate groups; real MTAs write several, or none, or put them inside a group. So a group that names no
/// recipient completes the one before it, and a second Final-Recipient inside a group opens a new one.
enum MachinePart {
    /// A recipient without Action is left with an empty one: the words around the part decide.
    ///
    /// - Parameter mayBreakOff: nothing follows the part in its mail.
    /// - Returns: the value of a last field that breaks off. It stands for nothing by itself: what follows could turn its meaning.
    @discardableResult
    static func read(
        _ bytes: [UInt8], mayBreakOff: Bool = false, into status: inout DeliveryStatus, limits: Limits
    ) throws(ReadError) -> String {
        status.form = "rfc3464"
        var current: DeliveryStatus.Recipient?
        var seen: Set<String> = []
        var recipients: [DeliveryStatus.Recipient] = []
        func finish() {
            guard let recipient = current else { return }
            current = nil
            let name = (recipient.finalRecipient ?? recipient.originalRecipient ?? "").asciiLowercased
            // The same failure listed dozens of times is one failure.
            let key = name + "\u{0}" + recipient.action + "\u{0}" + (recipient.status ?? "") + "\u{0}" + (recipient.diagnosticCode ?? "")
            if name.isEmpty || seen.insert(key).inserted { recipients.append(recipient) }
        }
        var groups = FieldGroups.read(bytes)
        var broken = ""
        if mayBreakOff, bytes.last?.isBlank ?? false, !groups.isEmpty { broken = groups[groups.count - 1].removeLast().value }
        for group in groups {
            let namesRecipient = group.contains { $0.name == "final-recipient" || $0.name == "original-recipient" }
            if namesRecipient { finish() }
            for field in group {
                if isMessageField(field, into: &status, limits: limits) { continue }
                switch field.name {
                case "final-recipient" where current?.finalRecipient != nil: finish()
                case "original-recipient" where current?.originalRecipient != nil && current?.finalRecipient != nil: finish()
                case "action" where !namesRecipient && !(current?.action.isEmpty ?? true) && current?.status != nil: finish()
                default: break
                }
                var recipient = current ?? emptyRecipient
                if take(field, into: &recipient, limits: limits) { current = recipient }
                guard limits.recipientsPerMessage.allows(recipients.count + 1) else {
                    throw ReadError(.deliveryTooManyRecipients, exceeded: limits.recipientsPerMessage, in: "the delivery status")
                }
            }
        }
        finish()
        status.recipients = recipients
        return broken
    }

    private static var emptyRecipient: DeliveryStatus.Recipient {
        var recipient = DeliveryStatus.Recipient()
        recipient.action = ""
        return recipient
    }

    private static func isMessageField(_ field: FieldGroups.Field, into status: inout DeliveryStatus, limits: Limits) -> Bool {
        let bound = limits.metadataBytes.value
        switch field.name {
        case "reporting-mta", "dsn-gateway":
            if status.reportingMTA == nil { status.reportingMTA = TypedValue(field.value).text.bounded(toBytes: bound) }
        case "original-envelope-id": status.originalEnvelopeID = TypedValue.xtext(field.value).bounded(toBytes: bound)
        case "arrival-date": status.arrivalDate = MailDate.read(field.value)
        case "received-from-mta": break
        default: return false
        }
        return true
    }

    /// False for a field that says nothing about the recipient.
    private static func take(_ field: FieldGroups.Field, into recipient: inout DeliveryStatus.Recipient, limits: Limits) -> Bool {
        switch field.name {
        case "final-recipient": recipient.finalRecipient = TypedValue(field.value).address.bounded(toBytes: limits.addressBytes.value * 2)
        case "original-recipient":
            let name = TypedValue(field.value).address.bounded(toBytes: limits.addressBytes.value * 2)
            recipient.originalRecipient = name.isEmpty ? nil : name
        case "action": recipient.action = TypedValue.word(field.value)
        case "status": recipient.status = field.value.bounded(toBytes: limits.diagnosticBytes.value)
        case "remote-mta": recipient.remoteMTA = TypedValue(field.value).text.bounded(toBytes: limits.metadataBytes.value)
        case "diagnostic-code", "diagnostic", "x-supplementary-info", "smtp-diagnostic", "x-diagnostic-code":
            let text = EncodedWord.decode(Array(field.value.utf8), limits: limits).bounded(toBytes: limits.diagnosticBytes.value)
            recipient.diagnosticCode =
                recipient.diagnosticCode.map { ($0 + " " + text).bounded(toBytes: limits.diagnosticBytes.value) } ?? text
        case "last-attempt-date": recipient.lastAttemptDate = MailDate.read(field.value)
        case "will-retry-until": recipient.willRetryUntil = MailDate.read(field.value)
        default: return false
        }
        return true
    }
}

/// Splits the machine part into groups of fields. Names are lower case, values unfolded, decoded as text.
enum FieldGroups {
    struct Field {
        let name: String
        var value: String
    }

    static func read(_ bytes: [UInt8]) -> [[Field]] {
        var groups: [[Field]] = [], group: [Field] = []
        var cursor = LineCursor(0..<bytes.count)
        while let line = cursor.next(in: bytes) {
            let content = bytes.trimmed(line)
            if content.isEmpty {
                if !group.isEmpty { groups.append(group) }
                group = []
            } else if bytes[line.lowerBound].isBlank, !group.isEmpty {
                extend(&group[group.count - 1], bytes[content])
            } else if let colon = bytes[content].firstIndex(of: 58), isName(bytes, content.lowerBound..<colon) {
                let name = bytes.text(bytes.trimmed(content.lowerBound..<colon)).asciiLowercased
                group.append(
                    Field(name: name, value: Charset.decode(Array(bytes[bytes.trimmed((colon + 1)..<content.upperBound)]), charset: nil)))
            } else if !group.isEmpty {
                // An unindented continuation: `550 …` on a line of its own.
                extend(&group[group.count - 1], bytes[content])
            }
        }
        if !group.isEmpty { groups.append(group) }
        return groups
    }

    /// A value longer than any diagnostic that is kept need not be built.
    private static func extend(_ field: inout Field, _ words: ArraySlice<UInt8>) {
        guard field.value.utf8.count < 16_384 else { return }
        field.value += " " + Charset.decode(Array(words.prefix(16_384)), charset: nil)
    }

    private static func isName(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let name = bytes.trimmed(range)
        return !name.isEmpty && name.count < 60 && bytes[name].allSatisfy { $0.isLetter || $0.isDigit || $0 == 45 || $0 == 95 }
    }
}
