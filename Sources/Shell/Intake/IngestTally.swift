import Deliverability
import MailSyntax
import Rendering
import Storage

/// What became of the sources of `ingest`: the counts of the output contract (`plumbline.ingest/1`).
package struct IngestTally: Hashable, Sendable {
    package var read = 0
    package var new = 0
    package var duplicate = 0
    package var unrelated = 0
    package var setAside = 0
    package var reports: [String: Int] = [:]
    package var events: [String: Int] = [:]
    package var suppressed = 0
    package var seconds = 0.0

    package init() {}

    package static let reportKinds = ["aggregate", "feedback", "delivery-status", "tls"]
    package static let eventKinds = ["bounce", "complaint", "alignment", "unsubscribe", "other"]

    /// Events and reports are those that were stored: what was known already, by its bytes or as a report, was counted then.
    mutating func add(_ record: MessageRecord, _ outcome: CommitOutcome) {
        read += 1
        suppressed += outcome.suppressed
        switch outcome.verdict {
        case .failed: return
        case .duplicate:
            duplicate += 1
            return
        case .new: new += 1
        }
        switch record.outcome {
        case .unrelated: unrelated += 1
        case .setAside: setAside += 1
        case .report: break
        }
        reports.merge(outcome.reports, uniquingKeysWith: +)
        events.merge(outcome.events, uniquingKeysWith: +)
    }

    package var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.key("schema")
            json.string("plumbline.ingest/1")
            for (key, value) in [("read", read), ("new", new), ("duplicate", duplicate), ("unrelated", unrelated), ("set_aside", setAside)]
            {
                json.key(named: key)
                json.number(value)
            }
            json.key("reports")
            json.object { json in Self.put(Self.reportKinds, reports, in: &json) }
            json.key("events")
            json.object { json in Self.put(Self.eventKinds, events, in: &json) }
            json.key("suppressed")
            json.number(suppressed)
            json.key("seconds")
            json.decimal(seconds)
        }
        return json.bytes
    }

    private static func put(_ kinds: [String], _ counts: [String: Int], in json: inout JSONWriter) {
        for kind in kinds {
            json.key(named: kind)
            json.number(counts[kind] ?? 0)
        }
    }
}
