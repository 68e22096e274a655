import Deliverability
import Explanations
import MailSyntax
import Rendering
import Storage

/// All that a store shows, as text: two stores that say the same have the same transcript.
package struct ScenarioTranscript: Hashable, Sendable {
    /// The event log, one line of JSON for each event (law 8: without addresses).
    package private(set) var events: [String] = []
    /// Every row of the suppression feed in the order of its cursor.
    package private(set) var feed: [String] = []
    package private(set) var investigations: [String] = []
    package private(set) var contacts: [String] = []

    /// - Parameter addresses: contacts to ask for.
    package init(of store: some Store, addresses: [String]) throws {
        var lines: [String] = []
        try store.events(after: 0) { stored in
            var json = JSONWriter()
            EventLogJSON.write(stored, to: &json)
            lines.append(String(decoding: json.bytes, as: UTF8.self))
        }
        events = lines
        feed = try store.suppressions(after: 0, limit: .max).map { "\($0)" }
        investigations = try store.investigations(includingClear: true).map { "\($0.key) \($0.state) \($0.blocks) \($0.findings)" }
        contacts = try addresses.sorted().compactMap { text in
            guard let address = EmailAddress(text), let contact = try store.contact(of: address) else { return nil }
            return "\(text) \(contact.state) \(contact.events.map(\.seq)) \(contact.suppression?.cursor ?? 0)"
        }
    }
}

extension ContactState {
    /// The phase in the word of the scenarios, and the reason of an inactive one.
    package var words: (phase: String, reason: String?) {
        switch phase {
        case .active: ("active", nil)
        case .softBounce: ("soft-bounce", nil)
        case .paused: ("paused", nil)
        case .revalidate: ("revalidate", nil)
        case .blocked: ("blocked", nil)
        case .retryGated: ("retry-gated", nil)
        case .inactive(let reason): ("inactive", reason.rawValue)
        }
    }
}
