import Deliverability
import HTTPTypes
import MailSyntax
import Storage

/// `GET /metrics`: the text format of Prometheus, version 0.0.4. Without addresses (law 8).
struct MetricsRoute: Sendable {
    let reader: StoreReader
    let status: StatusBoard
    let visitors: Visitors

    func respond(at now: Timestamp) async throws -> WebResponse {
        let (counts, cursor, dead) = try await reader.read { store in
            (try store.counts(), try store.lastCursor(), try store.deadLetters().map(\.endpoint))
        }
        let text = Self.render(counts, cursor: cursor, status.current, consumers: visitors.consumers, dead: dead, at: now)
        return WebResponse(.ok, "text/plain; version=0.0.4; charset=utf-8", Array(text.utf8))
    }

    static func render(
        _ counts: StoreCounts, cursor: Int64, _ status: DaemonStatus, consumers: [Consumer], dead: [String] = [], at now: Timestamp
    ) -> String {
        var out = Exposition()
        out.family("plumbline_build_info", .gauge, "The release that runs; always 1.")
        out.sample(1, "version", Release.version)
        out.family("plumbline_ready", .gauge, "1 once recovery is done and the Maildirs are watched.")
        out.sample(status.isReady ? 1 : 0)
        out.family("plumbline_degraded", .gauge, "Places where the program lives with trouble.")
        out.sample(Int64(status.degraded.count))
        out.family("plumbline_messages_total", .counter, "Messages committed.")
        out.sample(counts.messages)
        out.family("plumbline_messages_unrelated_total", .counter, "Messages committed that are no report.")
        out.sample(counts.unrelated)
        out.family("plumbline_messages_set_aside", .gauge, "Messages that could not be read and wait for somebody.")
        out.sample(counts.setAside)
        out.family("plumbline_intake_files_total", .counter, "Files done with since the start; with those that wait, all that were seen.")
        for (outcome, count) in status.files.sorted(by: { $0.key < $1.key }) { out.sample(count, "outcome", outcome) }
        out.family("plumbline_events_total", .counter, "Events by kind.")
        for (kind, count) in counts.events.sorted(by: { $0.key < $1.key }) { out.sample(count, "kind", kind) }
        out.family("plumbline_tokens_refused_total", .counter, "Tokens of ours that were refused, by reason.")
        for (reason, count) in counts.tokenRefusals.sorted(by: { $0.key < $1.key }) { out.sample(count, "reason", reason) }
        out.family("plumbline_suppressions", .gauge, "Addresses that must not be mailed now.")
        out.sample(counts.suppressed)
        out.family("plumbline_feed_cursor", .counter, "The newest entry of the suppression feed.")
        out.sample(cursor)
        out.family("plumbline_feed_reached", .counter, "The entry that a sink or consumer has reached.")
        for (consumer, reached) in status.reached.sorted(by: { $0.key < $1.key }) { out.sample(reached, "consumer", consumer) }
        let followers = consumers.filter(\.followsFeed).map { ($0.name, status.consumers[$0.name]) }
        for (name, position) in followers { out.sample(position?.reached ?? 0, "consumer", name) }
        out.family("plumbline_feed_lag_rows", .gauge, "Entries of the feed that a registered consumer has not asked past.")
        for (name, position) in followers { out.sample(max(0, cursor - (position?.reached ?? 0)), "consumer", name) }
        out.family("plumbline_consumer_seen_timestamp_seconds", .gauge, "When a registered consumer was last heard of; 0 for never.")
        for consumer in consumers { out.sample(status.consumers[consumer.name]?.seenAt.secondsSince1970 ?? 0, "consumer", consumer.name) }
        out.family("plumbline_webhook_dead_letters", .gauge, "Entries that a webhook endpoint would not take.")
        for (endpoint, letters) in Dictionary(grouping: dead, by: \.self).sorted(by: { $0.key < $1.key }) {
            out.sample(Int64(letters.count), "endpoint", endpoint)
        }
        out.family("plumbline_investigations_open", .gauge, "Block cases that are open.")
        out.sample(counts.openInvestigations)
        out.family("plumbline_queue_files", .gauge, "Files that wait, by lane.")
        for (queue, depth) in status.queueDepths.sorted(by: { $0.key < $1.key }) { out.sample(Int64(depth), "queue", queue) }
        out.family("plumbline_files_vanished_total", .counter, "Files that others took out of a Maildir before they were read.")
        out.sample(status.vanished)
        out.family("plumbline_lookups_total", .counter, "Questions of mail servers, by verdict.")
        for (verdict, count) in status.lookups.sorted(by: { $0.key < $1.key }) { out.sample(count, "verdict", verdict) }
        if let lastCommit = status.lastCommit {
            out.family("plumbline_last_commit_age_seconds", .gauge, "Seconds since the last commit.")
            out.sample(max(0, now.seconds(since: lastCommit)))
        }
        out.family("plumbline_complaint_to_feed_seconds", .histogram, "From the arrival of a complaint to its entry in the feed.")
        out.histogram(status.complaintLatency)
        IntakeMetrics.write(status, to: &out)
        OperatingMetrics.write(status, to: &out)
        return out.text
    }
}
