import MailSyntax

/// Evidence that only the send log can turn into a name, stronger than what names somebody now: how it is asked for, and
/// what follows from the complaint if it answers.
package struct PendingAttribution: Hashable, Sendable {
    package let key: RecipientKey
    package let rung: Attribution.Rung
    package let trust: Attribution.Trust
    package let effect: Complaint.Effect

    package init(key: RecipientKey, rung: Attribution.Rung, trust: Attribution.Trust, effect: Complaint.Effect) {
        self.key = key
        self.rung = rung
        self.trust = trust
        self.effect = effect
    }
}

extension Event {
    /// What it would ask the send log, if anything.
    package var lookup: RecipientKey? {
        switch self {
        case .bounce(let bounce): bounce.lookup
        case .complaint(let complaint): complaint.lookup?.key
        case .unsubscribe(let unsubscribe): unsubscribe.lookup
        case .alignment, .other: nil
        }
    }

    /// The event with what the send log answered.
    package func naming(_ found: FoundRecipient) -> Event {
        switch self {
        case .bounce(var bounce):
            bounce.recipient = bounce.recipient ?? found.address
            bounce.campaign = bounce.campaign ?? found.campaign
            bounce.lookup = nil
            return .bounce(bounce)
        case .complaint(let complaint): return .complaint(complaint.naming(found))
        case .unsubscribe(let unsubscribe):
            return .unsubscribe(
                Unsubscribe(
                    address: unsubscribe.address ?? found.address, method: unsubscribe.method, occurredAt: unsubscribe.occurredAt,
                    scope: unsubscribe.scope, campaign: unsubscribe.campaign ?? found.campaign))
        case .alignment, .other: return self
        }
    }
}

extension Complaint {
    /// The recipient of our own record takes the place of whom the report names; both are never suppressed.
    fileprivate func naming(_ found: FoundRecipient) -> Complaint {
        guard let lookup else { return self }
        var complaint = self
        var others = attribution.disagreements
        if let named = attribution.address { others.insert(.init(rung: attribution.rung, address: named), at: 0) }
        complaint.attribution = Attribution(
            outcome: .resolved, address: found.address, rung: lookup.rung, trust: lookup.trust,
            disagreements: others.filter { $0.address?.key != found.address.key })
        complaint.effect = lookup.effect
        complaint.campaign = campaign ?? found.campaign
        complaint.lookup = nil
        return complaint
    }
}

extension Event {
    /// Of the mail of ours that it is about.
    package var originalMessageID: String? {
        switch self {
        case .bounce(let bounce): bounce.originalMessageID
        case .complaint(let complaint): complaint.originalMessageID
        case .alignment, .unsubscribe, .other: nil
        }
    }

    /// With which that mail was sent, as the report tells.
    package var campaign: String? {
        switch self {
        case .bounce(let bounce): bounce.campaign
        case .complaint(let complaint): complaint.campaign
        case .unsubscribe(let unsubscribe): unsubscribe.campaign
        case .alignment, .other: nil
        }
    }

    package var provider: Provider? {
        switch self {
        case .bounce(let bounce): bounce.provider
        case .complaint(let complaint): complaint.provider
        case .unsubscribe, .alignment, .other: nil
        }
    }

    /// Which mail to the contact it is about.
    package var scope: SuppressionScope {
        switch self {
        case .complaint(let complaint): complaint.scope
        case .unsubscribe(let unsubscribe): unsubscribe.scope
        case .bounce, .alignment, .other: .all
        }
    }
}
