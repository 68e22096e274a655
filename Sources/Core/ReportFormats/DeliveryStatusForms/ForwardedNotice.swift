import MailSyntax

/// A notice that came inside another mail: attached by a gateway or a person, or quoted by a mail program.
enum ForwardedNotice {
    /// The attached notice where it has a machine part and the words around it name nobody themselves.
    static func attached(_ parts: StatusParts, around text: HumanText, limits: Limits) -> BodyPart? {
        guard parts.machine == nil, let inner = parts.attached, StatusParts(inner).machine != nil else { return nil }
        let blocks = FailureBlocks(text.visible, excluding: [], limits: limits).read(limit: 20)
        return blocks.contains { $0.strength == .listed } ? nil : inner
    }

    /// The text without the marks of quotation, where the subject says that it was passed on and the fields of a machine part
    /// (RFC 3464 §2.3) stand in it. Nothing less: people talk about bounces, too.
    static func quoted(_ header: Header, _ text: HumanText) -> HumanText? {
        let subject = (header.text("subject") ?? "").asciiLowercased
        guard prefixes.contains(where: subject.hasPrefix) else { return nil }
        let bytes = text.visible + text.returned
        var plain: [UInt8] = [], cursor = LineCursor(0..<bytes.count)
        plain.reserveCapacity(bytes.count)
        while let line = cursor.next(in: bytes) {
            var start = line.lowerBound
            if start < line.upperBound, bytes[start] == 62 { start += 1 }
            if start > line.lowerBound, start < line.upperBound, bytes[start] == 32 { start += 1 }
            plain += bytes[start..<line.upperBound]
            plain.append(10)
        }
        let inner = HumanText(visible: plain, returned: [])
        guard let fields = inner.machineFields, fields.findIgnoringCase("\naction:", in: 0..<fields.count) != nil,
            fields.findIgnoringCase("\nstatus:", in: 0..<fields.count) != nil
        else { return nil }
        return inner
    }

    private static let prefixes = ["fwd:", "fw:", "wg:", "tr:", "rv:", "i:", "enc:", "pd:", "doorst:", "转发", "転送"]
}
