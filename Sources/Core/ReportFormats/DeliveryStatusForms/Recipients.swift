import MailSyntax

/// Fills in whom the notice is about where the machine part is silent or absent, in this order: failed-recipient headers,
/// addresses listed in the text, addresses named there, the returned message's own recipient, addresses mentioned.
struct Recipients {
    let envelope: Header
    let evidence: BounceEvidence
    let text: HumanText
    let machine: Machine
    /// The mail breaks off in the middle of a line: whom it was about may have stood behind.
    let isCut: Bool
    let limits: Limits

    /// Whether there is a machine part, and whether something follows it: else the mail may end before the part does.
    enum Machine { case none, closed, open }

    func complete(_ status: inout DeliveryStatus) {
        let named = status.recipients.contains { isAddress($0) }
        // What looks like an address and is none was tampered with: nobody is guessed in its place.
        let stated = status.recipients.count
        status.recipients.removeAll { !isAddress($0) && Self.isDamaged($0.finalRecipient ?? $0.originalRecipient ?? "") }
        if named {
            if machine == .open { addListed(&status) }
            if status.recipients.count > 1 { addReasons(&status) }
            if status.recipients.count == 1 { preferHeader(&status.recipients[0]) }
            status.recipients.removeAll { !isAddress($0) && $0.diagnosticCode == nil && $0.status == nil }
            return
        }
        if status.recipients.count < stated { return }
        let found = candidates(status.original)
        if status.recipients.isEmpty {
            // A machine part without a recipient is no ground to guess one from the returned message, unless Postfix says that
            // it has lost what belongs there.
            if machine != .none, !isReportLost, !found.contains(where: { $0.strength > .mentioned }) { return }
            status.recipients = found.prefix(limits.recipientsPerMessage.value).map { found in
                var recipient = DeliveryStatus.Recipient()
                recipient.finalRecipient = found.address.description
                recipient.action = evidence.isDelay || isTriedAgain(found) ? "delayed" : "failed"
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

    /// Whom the header names stands before whom a file, a program or another alias was named for (Exim): its own words.
    private func preferHeader(_ recipient: inout DeliveryStatus.Recipient) {
        guard recipient.originalRecipient.flatMap({ EmailAddress($0) }) == nil, evidence.failedRecipients.count == 1,
            let failed = evidence.failedRecipients.first, failed.key != recipient.finalRecipient.flatMap({ EmailAddress($0)?.key })
        else { return }
        recipient.originalRecipient = failed.description
    }

    /// What Postfix writes where it has lost its record of the failure (`bounce_notify_util.c`).
    private var isReportLost: Bool {
        text.visible.findIgnoringCase("--- delivery report unavailable ---", in: 0..<text.visible.count) != nil
    }

    /// Whom the text lists behind those that an unfinished machine part names, and the alias where it breaks off before that.
    private func addListed(_ status: inout DeliveryStatus) {
        let listed = FailureBlocks(text.visible, excluding: ownAddresses(status.original), limits: limits)
            .read(limit: limits.recipientsPerMessage.value).filter { $0.strength == .listed }
        var places: [String: Int] = [:]
        for (place, recipient) in status.recipients.enumerated() {
            for case let name? in [recipient.originalRecipient, recipient.finalRecipient] {
                if let key = EmailAddress(name)?.key { places[key] = place }
            }
        }
        let known = listed.map { found in places[found.address.key] ?? found.alias.flatMap { places[$0.key] } }
        // Only where both name people alike: else the same recipient would be counted under two names.
        guard Set(known.compactMap(\.self)).count == status.recipients.count else { return }
        for (found, place) in zip(listed, known) {
            if let place {
                if status.recipients[place].originalRecipient == nil {
                    status.recipients[place].originalRecipient = found.alias?.description
                }
            } else if status.recipients.count < limits.recipientsPerMessage.value {
                var recipient = DeliveryStatus.Recipient()
                recipient.finalRecipient = found.address.description
                recipient.originalRecipient = found.alias?.description
                recipient.action = evidence.isDelay ? "delayed" : "failed"
                status.recipients.append(recipient)
            }
        }
    }

    /// A client that was refused for now, in the words of Postfix to its postmaster, still has the mail.
    private func isTriedAgain(_ found: FailureBlocks.Found) -> Bool {
        evidence.form.name == BounceForm.postfixTranscript.name && found.reason.contains("\n<<< 4")
    }

    /// A program or a file may stand where the address belongs (`|/usr/bin/filter user@example.org`): that is no damage.
    private static func isDamaged(_ name: String) -> Bool {
        name.dropFirst().contains("@") && !name.hasSuffix("@") && !name.drop { $0 == "\"" || $0 == "<" }.hasPrefix("|")
            && !name.drop { $0 == "\"" || $0 == "<" }.hasPrefix("/")
    }

    private func isAddress(_ recipient: DeliveryStatus.Recipient) -> Bool {
        (recipient.finalRecipient.flatMap { EmailAddress($0) } ?? recipient.originalRecipient.flatMap { EmailAddress($0) }) != nil
    }

    private func candidates(_ original: Header?) -> [FailureBlocks.Found] {
        let own = ownAddresses(original)
        let form = FormText(bytes: text.visible, envelope: envelope, excluded: own, limits: limits)
        var blocks = evidence.form.grammar?(form) ?? []
        if blocks.isEmpty {
            blocks = FailureBlocks(text.visible, excluding: own, limits: limits).read(limit: limits.recipientsPerMessage.value)
        }
        if !evidence.failedRecipients.isEmpty {
            var places: [String: FailureBlocks.Found] = [:]
            for block in blocks {
                for key in [block.address.key, block.alias?.key].compactMap(\.self) where places[key] == nil { places[key] = block }
            }
            let failed = evidence.failedRecipients
            // The header and the text speak of the same people, or the text of nobody: else the text is believed.
            if !blocks.contains(where: { $0.strength == .listed }) || failed.contains(where: { places[$0.key] != nil }) {
                return failed.map { .init(address: $0, strength: .listed, reason: places[$0.key]?.reason ?? "") }
            }
        }
        if blocks.isEmpty {
            // Mail to oneself that failed: the sender is the recipient.
            blocks = FailureBlocks(text.visible, excluding: [], limits: limits).read(limit: 20).filter { $0.strength == .listed }
        }
        // `(expanded from: …)`: that is the address that was mailed.
        for i in blocks.indices { blocks[i].address = blocks[i].alias ?? blocks[i].address }
        blocks.removeAll { Self.isRole($0.address) && $0.strength < .listed }
        let best = blocks.map(\.strength).max() ?? .mentioned
        if best > .mentioned { return withoutSender(blocks.filter { $0.strength == best }) }
        let returned = returnedRecipients(original)
        if returned.isEmpty, let named = namedInSubject(own, beside: blocks) { return [named] }
        if isCut, returned.isEmpty { return [] }
        if returned.count == 1 {
            return [.init(address: returned[0], strength: .mentioned, reason: blocks.first { $0.address == returned[0] }?.reason ?? "")]
        }
        return blocks.count == 1 && !isCut ? blocks : blocks.filter { block in returned.contains(block.address) }
    }

    /// `User Rosa (rosa@example.org) not listed`: the one address of a subject that speaks of failure, where nothing better is left.
    private func namedInSubject(_ own: Set<String>, beside blocks: [FailureBlocks.Found]) -> FailureBlocks.Found? {
        let subject = Array((envelope.text("subject", limits: limits) ?? "").utf8)
        let found = FailureBlocks(subject, excluding: own, limits: limits).read(limit: 2)
        guard found.count == 1, var only = found.first, !Self.isRole(only.address), BounceEvidence.speaksOfFailure(subject) else {
            return nil
        }
        only.strength = .named
        if let block = blocks.first(where: { $0.address == only.address }) { only.reason += "\n" + block.reason }
        return only
    }

    /// A sentence names the sender beside the recipient; where no message is returned that would tell him, his domain does.
    private func withoutSender(_ blocks: [FailureBlocks.Found]) -> [FailureBlocks.Found] {
        guard blocks.count > 1, blocks[0].strength < .listed,
            let ours = envelope.first("to").flatMap({ EmailAddress.list(envelope.unfolded($0), limit: 1).first })?.domain
        else { return blocks }
        let others = blocks.filter { $0.address.domain != ours }
        return others.isEmpty ? blocks : others
    }

    /// What the text says of each, where several failed for different reasons.
    private func addReasons(_ status: inout DeliveryStatus) {
        let form = FormText(bytes: text.visible, envelope: envelope, excluded: [], limits: limits)
        let dialogue = SessionTranscript.completing(form)
        let blocks =
            dialogue.isEmpty
            ? FailureBlocks(text.visible, excluding: [], limits: limits).read(limit: limits.recipientsPerMessage.value) : dialogue
        var reasons: [String: String] = [:]
        for block in blocks {
            reasons[block.address.key] = block.reason
            if let alias = block.alias { reasons[alias.key] = block.reason }
        }
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
                for address in EmailAddress.list(envelope.unfolded(field), limit: 20) { Self.insert(address, into: &out) }
            }
        }
        guard let original else { return out }
        for name in ["from", "sender", "return-path", "reply-to", "errors-to"] as [StaticString] {
            for field in original.all(name) {
                for address in EmailAddress.list(original.unfolded(field), limit: 20) { Self.insert(address, into: &out) }
            }
        }
        return out
    }

    /// As it stands and without what forwarders and tags (SRS, BATV) wrote around it.
    private static func insert(_ address: EmailAddress, into keys: inout Set<String>) {
        keys.insert(address.key)
        keys.insert(RewrittenAddress.unwrapped(address).key)
    }

    private func returnedRecipients(_ original: Header?) -> [EmailAddress] {
        guard let original else { return [] }
        for name in ["x-actual-recipient", "x-original-to", "delivered-to", "x-rcpt-to", "to"] as [StaticString] {
            guard let field = original.first(name) else { continue }
            let list = EmailAddress.list(original.unfolded(field), limit: 20)
            if !list.isEmpty { return list }
        }
        return original.all("received").lazy.compactMap { Self.envelopeRecipient(original.unfolded($0)) }.first.map { [$0] } ?? []
    }

    /// `for <user@example.org>` of a trace field (RFC 5321 §4.4).
    private static func envelopeRecipient(_ trace: [UInt8]) -> EmailAddress? {
        guard let hit = trace.findIgnoringCase(" for ", in: 0..<trace.count) else { return nil }
        let end = trace.find(59, in: hit..<trace.count)
        return EmailAddress(trace.text((hit + 5)..<end))
    }

    private static func isRole(_ address: EmailAddress) -> Bool {
        ["postmaster", "abuse", "hostmaster", "webmaster", "support", "helpdesk", "help", "admin", "noreply", "no-reply"].contains(
            address.localPart.asciiLowercased)
    }
}
