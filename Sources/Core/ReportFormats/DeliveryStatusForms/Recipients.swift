import MailSyntax

/// Fills in whom the notice is about where the machine part is silent or absent, in this order: failed-recipient headers,
/// addresses listed in the text, addresses named there, the returned message's own recipient, addresses mentioned.
struct Recipients {
    let envelope: Header
    let evidence: BounceEvidence
    let text: HumanText
    let hasMachinePart: Bool
    let limits: Limits

    func complete(_ status: inout DeliveryStatus) {
        let named = status.recipients.contains { isAddress($0) }
        if named {
            if status.recipients.count > 1 { addReasons(&status) }
            status.recipients.removeAll { !isAddress($0) && $0.diagnosticCode == nil && $0.status == nil }
            return
        }
        // What looks like an address and is none was tampered with: nobody is guessed in its place.
        if status.recipients.contains(where: { Self.isDamaged($0.finalRecipient ?? $0.originalRecipient ?? "") }) { return }
        let found = candidates(status.original)
        if status.recipients.isEmpty {
            // A machine part without a recipient is no ground to guess one from the returned message.
            if hasMachinePart, !found.contains(where: { $0.strength > .mentioned }) { return }
            status.recipients = found.prefix(limits.recipientsPerMessage.value).map { found in
                var recipient = DeliveryStatus.Recipient()
                recipient.finalRecipient = found.address.description
                recipient.action = evidence.isDelay ? "delayed" : "failed"
                recipient.humanReason = found.reason.isEmpty ? nil : found.reason
                recipient.remoteMTA = RejectingHost.find(in: found.reason)
                return recipient
            }
            if status.recipients.isEmpty, evidence.isCertain {
                var recipient = DeliveryStatus.Recipient()
                recipient.action = evidence.isDelay ? "delayed" : "failed"
                status.recipients = [recipient]
            }
        } else if let only = found.first, found.count == 1 || status.recipients.count == 1 {
            // The machine part has a failure without an address: the text knows whose.
            status.recipients[0].originalRecipient = only.address.description
        }
    }

    /// A program or a file may stand where the address belongs (`|/usr/bin/filter user@example.org`): that is no damage.
    private static func isDamaged(_ name: String) -> Bool {
        name.split(separator: "@").count > 1 && !name.drop { $0 == "\"" || $0 == "<" }.hasPrefix("|")
            && !name.drop { $0 == "\"" || $0 == "<" }.hasPrefix("/")
    }

    private func isAddress(_ recipient: DeliveryStatus.Recipient) -> Bool {
        (recipient.finalRecipient.flatMap { EmailAddress($0) } ?? recipient.originalRecipient.flatMap { EmailAddress($0) }) != nil
    }

    private func candidates(_ original: Header?) -> [FailureBlocks.Found] {
        var blocks = FailureBlocks(text.visible, excluding: ownAddresses(original), limits: limits).read(
            limit: limits.recipientsPerMessage.value)
        if !evidence.failedRecipients.isEmpty {
            let places = Dictionary(blocks.map { ($0.address.key, $0) }, uniquingKeysWith: { first, _ in first })
            let failed = evidence.failedRecipients
            // The header and the text speak of the same people, or the text of nobody: else the text is believed.
            if !blocks.contains(where: { $0.strength == .listed }) || failed.contains(where: { places[$0.key] != nil }) {
                return failed.map { places[$0.key] ?? .init(address: $0, strength: .listed, reason: "") }
            }
        }
        if blocks.isEmpty {
            // Mail to oneself that failed: the sender is the recipient.
            blocks = FailureBlocks(text.visible, excluding: [], limits: limits).read(limit: 20).filter { $0.strength == .listed }
        }
        blocks.removeAll { Self.isRole($0.address) && $0.strength < .listed }
        let best = blocks.map(\.strength).max() ?? .mentioned
        if best > .mentioned { return blocks.filter { $0.strength == best } }
        let returned = returnedRecipients(original)
        if returned.count == 1 {
            return [.init(address: returned[0], strength: .mentioned, reason: blocks.first { $0.address == returned[0] }?.reason ?? "")]
        }
        return blocks.count == 1 ? blocks : blocks.filter { block in returned.contains(block.address) }
    }

    /// What the text says of each, where several failed for different reasons.
    private func addReasons(_ status: inout DeliveryStatus) {
        let blocks = FailureBlocks(text.visible, excluding: [], limits: limits).read(limit: limits.recipientsPerMessage.value)
        var reasons: [String: String] = [:]
        for block in blocks { reasons[block.address.key] = block.reason }
        for i in status.recipients.indices {
            let names = [status.recipients[i].finalRecipient, status.recipients[i].originalRecipient]
            for case let name? in names {
                guard let key = EmailAddress(name)?.key, let reason = reasons[key] else { continue }
                status.recipients[i].humanReason = reason
                break
            }
            if status.recipients[i].humanReason == nil { status.recipients[i].humanReason = "" }
        }
    }

    /// Whose mail it was, and who writes the notice: never the one that failed.
    private func ownAddresses(_ original: Header?) -> Set<String> {
        var out: Set<String> = []
        for name in ["from", "to", "sender", "return-path", "reply-to", "errors-to"] as [StaticString] {
            for field in envelope.all(name) {
                for address in EmailAddress.list(envelope.unfolded(field), limit: 20) { out.insert(address.key) }
            }
        }
        guard let original else { return out }
        for name in ["from", "sender", "return-path", "reply-to", "errors-to"] as [StaticString] {
            for field in original.all(name) {
                for address in EmailAddress.list(original.unfolded(field), limit: 20) { out.insert(address.key) }
            }
        }
        return out
    }

    private func returnedRecipients(_ original: Header?) -> [EmailAddress] {
        guard let original else { return [] }
        for name in ["x-actual-recipient", "x-original-to", "delivered-to", "x-rcpt-to", "to"] as [StaticString] {
            guard let field = original.first(name) else { continue }
            let list = EmailAddress.list(original.unfolded(field), limit: 20)
            if !list.isEmpty { return list }
        }
        return []
    }

    private static func isRole(_ address: EmailAddress) -> Bool {
        ["postmaster", "abuse", "hostmaster", "webmaster", "support", "helpdesk", "help", "admin", "noreply", "no-reply"].contains(
            address.localPart.asciiLowercased)
    }
}
