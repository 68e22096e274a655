import Deliverability
import MailSyntax
import Rendering

/// One line of the event log: the event without its address, with its place in the log and in its message (law 8).
package enum EventLogJSON {
    package static func write(_ stored: StoredEvent, to json: inout JSONWriter) {
        json.object { json in
            json.key("seq"); json.number(stored.seq)
            json.key("occurred_at"); json.time(stored.occurredAt)
            json.key("received_at"); json.time(stored.receivedAt)
            json.key("digest"); json.string(stored.digest.description)
            json.key("position"); json.number(stored.position)
            json.key("contact"); json.string(stored.contact)
            EventJSON.fields(stored.event, withAddress: false, countsAgainstContact: stored.countsAgainstContact, to: &json)
            if !stored.event.namesItsEffect { json.key("effect"); json.string(stored.effectWord) }
            json.key("original_message_id"); json.string(stored.event.originalMessageID)
        }
    }
}

extension Event {
    /// Complaints and unsubscribes carry their effect among their own fields.
    fileprivate var namesItsEffect: Bool {
        switch self {
        case .complaint, .unsubscribe: true
        case .bounce, .alignment, .other: false
        }
    }

}

extension StoredEvent {
    /// What the event did to its contact or to a case. A bounce that names nobody touches nobody.
    package var effectWord: String {
        switch event {
        case .bounce(let bounce):
            switch bounce.classification.bounceClass {
            case .hard where countsAgainstContact: "suppress"
            case .soft where countsAgainstContact: "strike"
            case .block where bounce.action == .failed: "investigate"
            default: "none"
            }
        case .complaint(let complaint): complaint.effect.rawValue
        case .unsubscribe: "suppress"
        case .alignment, .other: "none"
        }
    }
}
