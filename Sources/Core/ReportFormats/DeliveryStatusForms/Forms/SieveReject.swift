import MailSyntax

/// A mailbox that refuses by a receipt: Sieve's `reject` (RFC 5429 §2.1) and full mailboxes of Dovecot and Cyrus answer with a
/// disposition notification (RFC 8098) that nobody asked for: made by a machine, `deleted`, the reason in its text.
enum SieveReject {
    /// nil: an ordinary receipt.
    static func read(_ root: BodyPart, _ parts: StatusParts, limits: Limits) -> DeliveryStatus? {
        guard let machine = root.first(where: { Self.isReceipt($0) }), let bytes = try? machine.decoded(limits) else { return nil }
        let fields = FieldGroups.read(bytes).flatMap(\.self)
        func value(_ name: String) -> String? { fields.first { $0.name == name }?.value }
        guard let disposition = value("disposition")?.asciiLowercased, disposition.hasPrefix("automatic-action"),
            disposition.contains("deleted"), let recipient = value("original-recipient") ?? value("final-recipient")
        else { return nil }
        let text = HumanText.read(parts, limits: limits)
        let words = ReplyText(Array(text.visible.prefix(limits.diagnosticBytes.value)))
        guard ["rejected", "refused"].contains(where: { words.bytes.find(Array($0.utf8), in: 0..<words.bytes.count) != nil }) else {
            return nil
        }
        var status = DeliveryStatus(envelope: root.header)
        status.form = "sieve-reject"
        status.humanText = lines(text.visible).bounded(toBytes: limits.diagnosticBytes.value)
        status.reportingMTA = value("reporting-ua").map { String($0.prefix { $0 != ";" }) }
        status.original = parts.original
        var failed = DeliveryStatus.Recipient()
        failed.finalRecipient = TypedValue(recipient).address.bounded(toBytes: limits.addressBytes.value * 2)
        failed.humanReason = status.humanText
        status.recipients = [failed]
        return status
    }

    private static func lines(_ bytes: [UInt8]) -> String {
        var out: [String] = [], cursor = LineCursor(0..<bytes.count)
        while let line = cursor.next(in: bytes), out.count < 40 { if !line.isEmpty { out.append(bytes.text(line)) } }
        return out.joined(separator: "\n")
    }

    private static func isReceipt(_ part: BodyPart) -> Bool {
        ["message/disposition-notification", "message/global-disposition-notification"].contains(part.mediaType.essence)
    }
}
