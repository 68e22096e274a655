import Deliverability
import MailSyntax
import Storage

/// What the looks for alerts found: each minute, what takes a look through tables every ten.
enum OperatingMetrics {
    static func write(_ status: DaemonStatus, to out: inout Exposition) {
        let figures = status.figures
        out.family("plumbline_spool_files", .gauge, "Files in new/ of all Maildirs.")
        out.sample(Int64(status.waitingFiles))
        if let oldest = status.oldestWaitingSeconds {
            out.family("plumbline_ingest_lag_seconds", .gauge, "Age of the oldest mail that waits.")
            out.sample(oldest)
        }
        if let free = status.freeBytes {
            out.family("plumbline_free_bytes", .gauge, "Bytes that are free beside the store.")
            out.sample(free)
        }
        out.family("plumbline_contacts", .gauge, "Contacts by state.")
        for (state, count) in figures.contacts.sorted(by: { $0.key < $1.key }) { out.sample(count, "state", state) }
        out.family("plumbline_investigations", .gauge, "Block cases by state.")
        for (state, count) in figures.investigations.sorted(by: { $0.key < $1.key }) { out.sample(count, "state", state) }
        out.family("plumbline_rule_unmatched_total", .counter, "Replies that no sentence of the rule tables claimed.")
        out.sample(figures.unmatchedReplies)
        out.family("plumbline_unresolved_complaint_ratio", .gauge, "Share of the complaints of two weeks that name no contact.")
        out.ratio(figures.unresolvedRatio)
        rates(figures.sending, to: &out)
        out.family("plumbline_last_report_timestamp_seconds", .gauge, "End of the last aggregate report of a reporter.")
        for reporter in figures.reporters { out.sample(reporter.last.secondsSince1970, "reporter", reporter.name) }
        out.family("plumbline_alerts", .gauge, "Alerts that stand, by kind.")
        for kind in AlertKind.allCases {
            out.sample(Int64(status.alerts.standing.keys.count { $0.kind == kind }), "alert", kind.rawValue)
        }
    }

    /// `all`: of all mail. A provider that reported no complaint has no rate of complaints: it may have no feedback loop.
    private static func rates(_ sending: SendingFigures, to out: inout Exposition) {
        let providers = sending.sent.keys.sorted { $0?.slug ?? "~" < $1?.slug ?? "~" }
        out.family("plumbline_sent_messages", .gauge, "Messages sent in two weeks, as far as send logs tell.")
        for provider in providers { out.sample(sending.sent[provider] ?? 0, "provider", provider?.slug ?? "other") }
        out.family("plumbline_hard_bounce_ratio", .gauge, "Hard bounces of two weeks for each message sent, by the recipient's provider.")
        for provider in providers {
            if let rate = sending.hardBounceRate(at: provider) { out.ratio(rate.ratio, "provider", provider?.slug ?? "other") }
        }
        if let rate = sending.hardBounceRate { out.ratio(rate.ratio, "provider", "all") }
        out.family("plumbline_complaint_ratio", .gauge, "Complaints of two weeks for each message sent, by the provider that reports them.")
        for provider in providers {
            if let rate = sending.complaintRate(at: provider), rate.count > 0 {
                out.ratio(rate.ratio, "provider", provider?.slug ?? "other")
            }
        }
        if let rate = sending.complaintRate { out.ratio(rate.ratio, "provider", "all") }
    }
}
