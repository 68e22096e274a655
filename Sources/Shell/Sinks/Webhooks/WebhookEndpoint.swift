import Deliverability
import MailSyntax
import Rendering
import Storage

/// Somebody who is told of each entry of the feed by a POST of ours.
package struct WebhookEndpoint: Hashable, Sendable {
    /// For state, logs and metrics.
    package let name: String
    package let url: WebhookURL
    package let secretFile: String
    /// Whether the host may be in a private network or on this machine.
    package let allowsPrivate: Bool
    /// Authorities to trust in the place of the system's.
    package let authoritiesFile: String?

    package init(name: String, url: WebhookURL, secretFile: String, allowsPrivate: Bool = false, authoritiesFile: String? = nil) {
        self.name = name
        self.url = url
        self.secretFile = secretFile
        self.allowsPrivate = allowsPrivate
        self.authoritiesFile = authoritiesFile
    }

    package static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { $0.isLetter || $0.isDigit || "-_.".utf8.contains($0) }
    }
}

/// One entry, or one alert, as a message of the Standard Webhooks specification. The id is the entry's own: whoever is told twice, after a
/// crash or an answer that was lost, sees that it is the same.
package struct WebhookMessage: Hashable, Sendable {
    package let id: String
    package let body: [UInt8]

    package init(_ entry: Suppression, generation: String) {
        id = "msg_\(generation)_\(entry.cursor)"
        var json = JSONWriter()
        json.object { json in
            json.key("type"); json.string(entry.operation == .add ? "suppression.added" : "suppression.removed")
            json.key("timestamp"); json.time(entry.since)
            json.key("generation"); json.string(generation)
            json.key("data"); json.write(entry)
        }
        body = json.take()
    }

    /// An alert was raised or is over.
    package init(_ alert: NumberedAlertChange, generation: String) {
        id = "msg_\(generation)_alert_\(alert.id)"
        let change = alert.change
        var json = JSONWriter()
        json.object { json in
            json.key("type"); json.string("alert." + change.operation.rawValue)
            json.key("timestamp"); json.time(change.at)
            json.key("generation"); json.string(generation)
            json.key("data")
            json.object { json in
                json.key("alert"); json.string(change.key.kind.rawValue)
                json.key("subject"); json.string(change.key.subject.isEmpty ? nil : change.key.subject)
                json.key("text"); json.string(change.text)
            }
        }
        body = json.take()
    }

    package func fields(_ secret: WebhookSecret, at now: Timestamp) -> [(String, String)] {
        [
            ("content-type", "application/json"), ("webhook-id", id), ("webhook-timestamp", String(now.secondsSince1970)),
            ("webhook-signature", secret.signature(id: id, timestamp: now.secondsSince1970, body: body)),
        ]
    }
}
