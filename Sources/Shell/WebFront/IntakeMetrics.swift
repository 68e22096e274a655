import Deliverability
import MailSyntax

/// What was taken in since the start, by kind, provider and domain.
enum IntakeMetrics {
    static func write(_ status: DaemonStatus, to out: inout Exposition) {
        let ingest = status.ingest
        pairs("ingest_messages_total", "Messages taken in since the start.", "kind", "result", ingest.messages, &out)
        pairs("parse_failures_total", "Messages that could not be read, or parts of them.", "kind", "reason", ingest.failures, &out)
        out.family("plumbline_ingest_duration_seconds", .histogram, "From the arrival of a message in its Maildir to its commit.")
        out.histogram(ingest.seconds)
        pairs("bounces_total", "Bounces taken in since the start.", "provider", "class", ingest.bounces, &out)
        out.family("plumbline_complaints_total", .counter, "Complaints taken in since the start.")
        for (provider, count) in ingest.complaints.sorted(by: { $0.key < $1.key }) { out.sample(count, "provider", provider) }
        pairs(
            "dmarc_messages_total", "Messages that aggregate reports of others told of since the start, each report once.", "domain",
            "result", ingest.aligned, &out)
        readerDeaths(status, to: &out)
    }

    /// All reasons from the start, so that the first death is a step.
    static func readerDeaths(_ status: DaemonStatus, to out: inout Exposition) {
        out.family("plumbline_reader_deaths_total", .counter, "Reading processes that a message ended, since the start.")
        for reason in [ReadError.Reason.crashed, .timedOut, .outOfMemory] {
            out.sample(status.readerDeaths[reason.rawValue] ?? 0, "reason", reason.rawValue)
        }
    }

    private static func pairs(
        _ name: String, _ sentence: String, _ first: String, _ second: String, _ counts: [IngestFigures.Labels: Int64],
        _ out: inout Exposition
    ) {
        out.family("plumbline_" + name, .counter, sentence)
        for (labels, count) in counts.sorted(by: { $0.key < $1.key }) {
            out.sample(count, [(first, labels.first), (second, labels.second)])
        }
    }
}
