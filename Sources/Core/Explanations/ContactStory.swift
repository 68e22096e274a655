import Deliverability
import MailSyntax

/// A contact's state in words: whether it may be mailed, which event decided, and what would change it.
package enum ContactStory {
    /// - Parameter events: newest first.
    package static func sentences(_ state: ContactState, _ events: [StoredEvent]) -> [String] {
        var story = [standing(state)]
        if let decider = decider(of: state.phase, events) {
            story.append("Decided by the \(words(for: decider)) of \(day(decider.occurredAt ?? decider.receivedAt)).")
        } else if state.isSuppressing {
            story.append("No event in view decided it: it is older than they are, or the operator's.")
        }
        story.append(outlook(state))
        if let abandoned = events.first(where: { isAbandoned($0.event) }) {
            story.append(
                "An automatic reply of \(day(abandoned.occurredAt ?? abandoned.receivedAt)) says that nobody reads this mailbox any more: "
                    + "validate it before the next mail.")
        }
        return story
    }

    /// What one event did to the contact, and if nothing, why.
    package static func weight(of stored: StoredEvent) -> String {
        switch stored.event {
        case .bounce(let bounce): weight(of: bounce, counts: stored.countsAgainstContact)
        case .complaint(let complaint):
            switch complaint.effect {
            case .suppress: "stops all mail at once"
            case .suppressProvisionally where complaint.isOfBurst:
                "stops all mail, provisionally: its source brought more complaints than usual"
            case .suppressProvisionally: "stops all mail, provisionally: the complaint could not be authenticated"
            case .retract: "takes a provisional complaint back"
            case .count where complaint.isWish: "is counted and stops nothing: its source proves nothing"
            case .investigate, .count, .none: "does not count: it names no recipient of ours with certainty"
            }
        case .unsubscribe: "stops all mail at once"
        case .alignment: "does not count: it is about our mail, not about the contact"
        case .other: "does not count: a machine answered, nothing bounced"
        }
    }

    private static func weight(of bounce: Bounce, counts: Bool) -> String {
        switch bounce.action {
        case .delayed: return "does not count: the receiving side still tries"
        case .delivered: return "clears what was counted: the mail arrived"
        case .relayed, .expanded: return "does not count: the mail went on"
        case .failed: break
        }
        switch bounce.classification.bounceClass {
        case .hard where counts: return "stops all mail at once"
        case .soft where counts: return "counts as one failure of the window"
        case .block: return "does not count: the sender was refused, which an investigation follows up"
        case .other: return "does not count: nothing certain was said"
        case .hard, .soft: return "does not count: our mail or the way to it was at fault"
        }
    }

    // MARK: sentences

    private static func standing(_ state: ContactState) -> String {
        let failures = state.softFailures.count == 1 ? "1 temporary failure" : "\(state.softFailures.count) temporary failures"
        switch state.phase {
        case .active: return "May be mailed: nothing stands against it."
        case .softBounce: return "May be mailed: \(failures) in the window, not enough to pause it."
        case .paused: return "No mail: \(failures) in the window paused it."
        case .revalidate: return "One mail may go out to try it."
        case .blocked: return "May be mailed once its receiver accepts us again: the sender was refused, not this contact."
        case .retryGated: return "May be mailed slowly: its receiver begins to accept us again."
        case .inactive(.complaint):
            return state.expires == nil
                ? "No mail: it complained." : "No mail for now: a complaint names it that is not certain."
        case .inactive(.hardBounce):
            return state.expires == nil ? "No mail: the mailbox does not exist." : "No mail for now: the mailbox is closed."
        case .inactive(.unsubscribe): return "No mail: it unsubscribed."
        case .inactive(.manual): return "No mail: the operator suppressed it."
        }
    }

    private static func outlook(_ state: ContactState) -> String {
        switch state.phase {
        case .active: return "A hard bounce, a complaint or an unsubscribe would stop its mail."
        case .softBounce: return "A delivery, or the end of the window, clears them; more of them pause it."
        case .paused: return "After its rest one mail may go out, and that mail's fate decides."
        case .revalidate: return "If the mail arrives, it is active again; if it fails, it rests again or ends."
        case .blocked, .retryGated: return "The investigation decides; no failure was counted against it."
        case .inactive(.complaint):
            guard let expires = state.expires else { return "Only a consent that is newer than the complaint brings it back." }
            return "It ends by itself on \(day(expires)) unless a second complaint confirms it."
        case .inactive(.hardBounce):
            guard let expires = state.expires else { return "The operator may lift it once the address is known to work." }
            return "It may be tried again from \(day(expires)) on."
        case .inactive(.unsubscribe): return "Only a new consent brings it back."
        case .inactive(.manual): return "The operator may lift it."
        }
    }

    /// The newest event that can have led to the phase.
    private static func decider(of phase: ContactState.Phase, _ events: [StoredEvent]) -> StoredEvent? {
        events.first { stored in
            switch (phase, stored.event) {
            case (.inactive(.complaint), .complaint(let complaint)):
                complaint.effect == .suppress || complaint.effect == .suppressProvisionally
            case (.inactive(.unsubscribe), .unsubscribe): true
            case (.inactive(.hardBounce), .bounce(let bounce)):
                stored.countsAgainstContact && bounce.classification.bounceClass == .hard
            case (.softBounce, .bounce), (.paused, .bounce): stored.countsAgainstContact
            case (.blocked, .bounce(let bounce)), (.retryGated, .bounce(let bounce)): bounce.classification.bounceClass == .block
            default: false
            }
        }
    }

    private static func words(for stored: StoredEvent) -> String {
        guard case .bounce(let bounce) = stored.event else { return stored.event.kind }
        let cause = bounce.classification.cause.rawValue
        return "bounce (\(cause), rule \(bounce.classification.rule))"
    }

    private static func isAbandoned(_ event: Event) -> Bool {
        if case .other(let other) = event { other.cause == .addressAbandoned } else { false }
    }

    private static func day(_ moment: Timestamp) -> String { String(moment.rfc3339.prefix(10)) }
}
