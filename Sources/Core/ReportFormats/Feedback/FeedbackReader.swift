import MailSyntax

/// Message → feedback report, whichever shape its provider gave it; nil for mail that is none.
///
/// Looked for in this order: a machine part (RFC 5965 §2), the two shapes of Microsoft's loop that have none, and the plain
/// text in which some gateways report a DMARC failure. Messages inside the message are never entered: a report that
/// somebody attached, or that is itself the mail complained about, is not this sender's word.
package enum FeedbackReader {
    /// - Throws: `feedback.xarf` for a report in that format (xarf.org), `feedback.missing-field` for a machine part without its type, `feedback.damaged` for one that is cut or alone.
    package static func read(_ message: Message, limits: Limits = Limits()) throws(ReadError) -> FeedbackReport? {
        let leaves = message.root.leaves
        if let report = try machineReport(message, leaves, limits) { return report }
        if let report = MicrosoftComplaint.read(message, leaves, limits) ?? FailureNotice.read(message, leaves, limits) { return report }
        guard !isXARF(message, leaves) else {
            throw ReadError(
                .feedbackXARF, "an abuse report in XARF, which is not read yet; ask its sender for ARF (RFC 9477: `report=arf`)")
        }
        return nil
    }

    /// Its mails are marked in the header, and carry the report as a JSON part of this name.
    private static func isXARF(_ message: Message, _ leaves: [BodyPart]) -> Bool {
        message.header.has("x-xarf") || leaves.contains { $0.name?.asciiLowercased == "xarf.json" }
    }

    private static func machineReport(_ message: Message, _ leaves: [BodyPart], _ limits: Limits) throws(ReadError) -> FeedbackReport? {
        guard let (position, fields) = try machinePart(message.root, leaves, limits) else { return nil }
        guard message.root.mediaType.isMultipart else {
            throw ReadError(.feedbackDamaged, "a machine part alone, without the mail that it complains about (RFC 5965 §2)")
        }
        let following = leaves[(position + 1)...]
        // The last line of a cut part may be half an address, and half an address is somebody else's.
        guard !following.isEmpty || leaves[position].body.upperBound < leaves[position].source.count else {
            throw ReadError(.feedbackDamaged, "the mail ends inside the machine part")
        }
        var report = FeedbackReport(envelope: message.header)
        try fields.fill(&report, limits)
        let copy = ReportedMessage.copy(in: following, limits) ?? ReportedMessage.copy(in: leaves[..<position], limits)
        report.original = copy?.header
        report.originalBody = copy?.body
        report.originalMessageID =
            ReportedMessage.messageID(of: report) ?? fields.messageID ?? ReportedMessage.messageID(inProse: leaves[..<position], limits)
        return report
    }

    /// The declared machine part; where a feedback report has none, the part that reads like one.
    private static func machinePart(
        _ root: BodyPart, _ leaves: [BodyPart], _ limits: Limits
    ) throws(ReadError) -> (position: Int, fields: MachineFields)? {
        if let position = leaves.firstIndex(where: { $0.mediaType.essence == "message/feedback-report" }) {
            return (position, try MachineFields.read(leaves[position], limits))
        }
        guard root.mediaType.isMultipart, root.mediaType["report-type"]?.asciiLowercased == "feedback-report" else { return nil }
        for (position, part) in leaves.enumerated() where ["text/plain", "application/octet-stream"].contains(part.mediaType.essence) {
            let fields = try MachineFields.read(part, limits)
            if fields.looksLikeFeedback { return (position, fields) }
        }
        return nil
    }
}

extension BodyPart {
    /// The parts at the ends of the multiparts, in order; a message inside counts as one part and stays closed.
    var leaves: [BodyPart] {
        guard mediaType.isMultipart else { return [self] }
        return parts.flatMap(\.leaves)
    }
}
