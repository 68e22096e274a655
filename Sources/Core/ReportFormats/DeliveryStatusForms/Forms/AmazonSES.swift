import MailSyntax

/// Amazon SES by way of SNS: the notification (`Bounce`, `DeliveryDelay`) is JSON in the text of a mail, bare or inside the `Message`
/// of an envelope of JSON. Some servers cut its long line with `!` and a new line.
enum AmazonSES {
    /// nil: no notification of a failure.
    static func read(_ header: Header, _ text: HumanText, limits: Limits) -> DeliveryStatus? {
        let start = text.visible.trimmed(0..<text.visible.count)
        guard header.has("x-amz-sns-message-id") || text.visible[start].first == 123 else { return nil }
        guard let outer = object(in: joined(text.visible + text.returned), limits) else { return nil }
        let notification = outer["message"]?.text.flatMap { object(in: Array($0.utf8), limits) } ?? outer
        let kind = (notification["notificationtype"] ?? notification["eventtype"])?.text ?? ""
        guard let bounce = notification["bounce"] ?? notification["deliverydelay"], kind == "Bounce" || kind == "DeliveryDelay" else {
            return nil
        }
        var status = DeliveryStatus(envelope: header)
        status.form = "amazon-ses"
        status.reportingMTA = bounce["reportingmta"]?.text.map { TypedValue($0).text.bounded(toBytes: limits.metadataBytes.value) }
        status.original = original(notification["mail"], limits)
        let list = (bounce["bouncedrecipients"] ?? bounce["delayedrecipients"])?.elements ?? []
        status.recipients = list.prefix(limits.recipientsPerMessage.value).compactMap { recipient(in: $0, bounce, kind, limits) }
        return status.recipients.isEmpty ? nil : status
    }

    private static func recipient(in value: JSONValue, _ bounce: JSONValue, _ kind: String, _ limits: Limits) -> DeliveryStatus.Recipient? {
        guard let address = value["emailaddress"]?.text else { return nil }
        var out = DeliveryStatus.Recipient()
        out.finalRecipient = address.bounded(toBytes: limits.addressBytes.value * 2)
        out.action = kind == "DeliveryDelay" ? "delayed" : TypedValue.word(value["action"]?.text ?? "failed")
        out.status = value["status"]?.text?.bounded(toBytes: limits.metadataBytes.value)
        out.diagnosticCode = value["diagnosticcode"]?.text?.bounded(toBytes: limits.diagnosticBytes.value)
        // What SES says without the words of a server: `Permanent`, `Suppressed`; `Transient`, `MailboxFull`.
        let words = [bounce["bouncetype"], bounce["bouncesubtype"], bounce["delaytype"]].compactMap { $0?.text }
        if out.diagnosticCode == nil, !words.isEmpty { out.humanReason = words.joined(separator: " ") }
        return out
    }

    /// Header of our mail, as SES quotes it.
    private static func original(_ mail: JSONValue?, _ limits: Limits) -> Header? {
        let fields = (mail?["headers"]?.elements ?? []).compactMap { field -> String? in
            guard let name = field["name"]?.text, let value = field["value"]?.text else { return nil }
            return [name, value].contains { $0.utf8.contains { $0 < 32 } } ? nil : "\(name): \(value)\n"
        }
        let bytes = Array(fields.joined().utf8)
        return bytes.isEmpty ? nil : try? Header.read(bytes, 0..<bytes.count, limits: limits)
    }

    private static let wanted: Set<String> = [
        "message", "notificationtype", "eventtype", "bounce", "deliverydelay", "bouncetype", "bouncesubtype", "delaytype",
        "bouncedrecipients",
        "delayedrecipients", "emailaddress", "action", "status", "diagnosticcode", "reportingmta", "mail", "headers", "name", "value",
    ]

    /// The first object of the text; what stands behind it is a footer.
    private static func object(in bytes: [UInt8], _ limits: Limits) -> JSONValue? {
        var depth = 0, start: Int?, isQuoted = false, isEscaped = false
        for (i, byte) in bytes.enumerated() {
            if isEscaped { isEscaped = false; continue }
            switch byte {
            case 92 where isQuoted: isEscaped = true
            case 34 where start != nil: isQuoted.toggle()
            case 123 where !isQuoted:
                start = start ?? i
                depth += 1
            case 125 where !isQuoted:
                depth -= 1
                guard depth == 0, let start else { continue }
                return try? JSONReader.read(
                    Array(bytes[start...i]), wanted: wanted, depthMax: limits.jsonDepth, elementsMax: limits.recipientsPerMessage.value)
            default: break
            }
        }
        return nil
    }

    private static func joined(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [], i = 0
        out.reserveCapacity(bytes.count)
        while i < bytes.count {
            if bytes[i] == 33 {
                var next = i + 1
                if next < bytes.count, bytes[next] == 13 { next += 1 }
                if next + 1 < bytes.count, bytes[next] == 10, bytes[next + 1] == 32 {
                    i = next + 2
                    continue
                }
            }
            out.append(bytes[i])
            i += 1
        }
        return out
    }
}
