import MailSyntax

/// Reads a delivery status out of a message: the machine part of RFC 3464 where there is one, the human text of the MTA
/// where there is none, and both where both are. No field is required; a date never is.
package enum DeliveryStatusReader {
    /// nil: the message is no delivery status at all.
    ///
    /// - Throws: `delivery-status.too-many-recipients` when the machine part names more than `limits.recipientsPerMessage`,
    ///   `delivery-status.missing-field` when it names nobody and the text does not either, `part.too-large`.
    package static func read(_ message: Message, limits: Limits) throws(ReadError) -> DeliveryStatus? {
        let source = message.root.source, whole = source.withoutBrokenWord
        guard whole.count < source.count, let cut = try? Message.read(whole, limits: limits) else {
            return try read(message.root, isCut: false, limits: limits)
        }
        return try read(cut.root, isCut: true, limits: limits)
    }

    /// - Parameter isCut: the mail breaks off in the middle of a line.
    private static func read(_ root: BodyPart, isCut: Bool, limits: Limits) throws(ReadError) -> DeliveryStatus? {
        let parts = StatusParts(root)
        guard !parts.isOtherReport else { return SieveReject.read(root, parts, limits: limits) }
        var text = HumanText.read(parts, limits: limits)
        if let inner = ForwardedNotice.attached(parts, around: text, limits: limits) {
            return try read(inner, isCut: isCut, limits: limits)
        }
        let evidence = BounceEvidence(root.header, text: text, parts: parts)
        if parts.machine == nil, let notification = AmazonSES.read(root.header, text, limits: limits) { return notification }
        var status = DeliveryStatus(envelope: root.header)
        var broken = ""
        if let machine = parts.machine {
            let fields = machine.wholeWords(of: try machine.decoded(limits))
            broken = try MachinePart.read(fields, mayBreakOff: machine.reachesEnd, into: &status, limits: limits)
        } else if evidence.isBounce, let fields = text.machineFields {
            try MachinePart.read(fields, into: &status, limits: limits)
        } else if !evidence.isBounce {
            guard let quoted = ForwardedNotice.quoted(root.header, text), let fields = quoted.machineFields else {
                return try parts.attached.flatMap { inner throws(ReadError) in try read(inner, isCut: isCut, limits: limits) }
            }
            text = quoted
            try MachinePart.read(fields, into: &status, limits: limits)
        }
        for place in status.recipients.indices where status.recipients[place].action.isEmpty {
            status.recipients[place].action = Self.action(withStatus: status.recipients[place].status, evidence)
        }
        status.humanText = String(decoding: text.visible.prefix(limits.diagnosticBytes.value * 2), as: UTF8.self)
        // Its sentences may still be read beside those for people.
        if !broken.isEmpty { status.humanText += "\n" + broken.bounded(toBytes: limits.diagnosticBytes.value) }
        status.original = parts.original ?? OriginalMessage.header(in: text, limits: limits)
        status.breaksOff = isCut && parts.machine == nil && parts.original == nil && text.returned.isEmpty
        if parts.machine == nil, status.recipients.isEmpty { status.form = evidence.form.name }
        let machine: Recipients.Machine = parts.machine.map { $0.reachesEnd ? .open : .closed } ?? .none
        Recipients(envelope: root.header, evidence: evidence, text: text, machine: machine, isCut: isCut, limits: limits)
            .complete(&status)
        if parts.machine != nil, status.recipients.isEmpty {
            throw ReadError(.deliveryMissing, "the delivery status names no recipient")
        }
        guard parts.machine != nil || !status.recipients.isEmpty || evidence.isCertain else { return nil }
        return status
    }

    /// Without Action the code's class decides, and the words around it; a 4 in a final report is still the failure that was
    /// reported.
    private static func action(withStatus status: String?, _ evidence: BounceEvidence) -> String {
        if status?.hasPrefix("2") ?? false { return "delivered" }
        return evidence.isDelay ? "delayed" : "failed"
    }
}
