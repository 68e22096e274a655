import Deliverability
import Foundation
import MailSyntax
import Storage
import TestKit
import Testing

@testable import WebFront

/// The names and labels that dashboards and alert rules are written against.
@Suite struct MetricsTests {
    private static let noon = Timestamp(1_795_348_800)

    /// Each family with the labels of its samples.
    private static let contract: [(family: String, labels: Set<String>)] = [
        ("plumbline_build_info", ["version"]), ("plumbline_ready", []), ("plumbline_degraded", []),
        ("plumbline_ingest_messages_total", ["kind", "result"]), ("plumbline_ingest_lag_seconds", []), ("plumbline_spool_files", []),
        ("plumbline_ingest_duration_seconds", ["le"]), ("plumbline_parse_failures_total", ["kind", "reason"]),
        ("plumbline_bounces_total", ["provider", "class"]), ("plumbline_complaints_total", ["provider"]),
        ("plumbline_complaint_to_feed_seconds", ["le"]), ("plumbline_dmarc_messages_total", ["domain", "result"]),
        ("plumbline_contacts", ["state"]), ("plumbline_investigations", ["state"]), ("plumbline_feed_lag_rows", ["consumer"]),
        ("plumbline_rule_unmatched_total", []), ("plumbline_last_report_timestamp_seconds", ["reporter"]),
        ("plumbline_unresolved_complaint_ratio", []), ("plumbline_alerts", ["alert"]), ("plumbline_free_bytes", []),
        ("plumbline_hard_bounce_ratio", ["provider"]), ("plumbline_complaint_ratio", ["provider"]),
        ("plumbline_sent_messages", ["provider"]), ("plumbline_reader_deaths_total", ["reason"]),
    ]

    private static func status() throws -> StatusBoard {
        let board = StatusBoard()
        let address = try #require(EmailAddress("ann@example.com"))
        let bounce = Bounce(
            recipient: address, action: .failed, status: nil, replyCode: ReplyCode(550),
            classification: Classification(.hard, .unknownUser, rule: RuleID("generic/sample"), remedy: ""), provider: Provider("gmail"))
        let complaint = Complaint(
            feedbackType: "abuse", provider: nil, attribution: Attribution(outcome: .rejected, address: nil, rung: .none, trust: .e),
            direction: .recipient, effect: .count)
        var ingest = IngestFigures()
        ingest.addMessage(kind: "feedback", result: "report", seconds: 0.2)
        ingest.addFailure(kind: nil, reason: "message.no-report")
        ingest.add([.bounce(bounce), .complaint(complaint)])
        var counts = AlignmentCounts()
        counts.messages = 3
        counts.aligned = 2
        ingest.add(counts, of: "news.example")
        board.add(ingest)
        var figures = OperatingFigures()
        figures.contacts = ["suppressed": 2]
        figures.investigations = ["open": 1]
        figures.reporters = [ReporterPresence(name: "a \"reporter\"\nplumbline_ready 0", last: noon, days: 9)]
        figures.complaints = 4
        figures.unresolvedComplaints = 1
        figures.sending.sent = [Provider("yahoo"): 1_000, Provider("gmail"): 3_000, nil: 1_000]
        figures.sending.hardBounces = [Provider("gmail"): 30, nil: 20]
        figures.sending.complaints = [Provider("yahoo"): 2]
        board.addReaderDeath("message.timeout")
        board.setLook(
            alerts: Alerts([StandingAlert(key: AlertKey(.lag), since: noon, text: "")]), figures: figures, freeBytes: 1, waitingFiles: 3,
            oldestSeconds: 70)
        return board
    }

    @Test func `every name of the contract is there, with its labels and a value`() throws {
        let consumer = try #require(Consumer(name: "crm", scopes: [.feed], token: BearerToken.make().token, created: Self.noon))
        let text = MetricsRoute.render(StoreCounts(), cursor: 5, try Self.status().current, consumers: [consumer], at: Self.noon)
        let lines = text.split(separator: "\n").map(String.init)
        for (family, labels) in Self.contract {
            #expect(lines.contains { $0.hasPrefix("# TYPE \(family) ") }, "\(family)")
            let samples = lines.filter { line in
                let name = line.prefix { $0 != "{" && $0 != " " }
                return name == family || name == family + "_bucket"
            }
            #expect(!samples.isEmpty, "\(family) has no sample")
            for sample in samples {
                let names = Set(
                    sample.components(separatedBy: "=\"").dropLast().map { String($0.reversed().prefix { $0.isLetter }.reversed()) })
                #expect(names == labels, "\(sample)")
                #expect(sample.split(separator: " ").last.flatMap { Double($0) } != nil, "\(sample)")
            }
        }
        #expect(Set(lines.filter { $0.hasPrefix("# TYPE") }).count == lines.count { $0.hasPrefix("# TYPE") }, "no family twice")
        #expect(!lines.contains("plumbline_ready 0\"} 1"), "a label ends no line")
        #expect(!text.contains("@"))
    }

    @Test func `rates are of what was sent, and no silence passes for a rate of complaints`() throws {
        let text = MetricsRoute.render(StoreCounts(), cursor: 5, try Self.status().current, consumers: [], at: Self.noon)
        let samples = text.split(separator: "\n").filter { $0.contains("_ratio{") || $0.contains("deaths_total{") }
        #expect(
            samples.sorted() == [
                "plumbline_complaint_ratio{provider=\"all\"} 0.001", "plumbline_complaint_ratio{provider=\"yahoo\"} 0.002",
                "plumbline_hard_bounce_ratio{provider=\"all\"} 0.01", "plumbline_hard_bounce_ratio{provider=\"gmail\"} 0.01",
                "plumbline_hard_bounce_ratio{provider=\"other\"} 0.02", "plumbline_hard_bounce_ratio{provider=\"yahoo\"} 0.0",
                "plumbline_reader_deaths_total{reason=\"message.crashed-the-reader\"} 0",
                "plumbline_reader_deaths_total{reason=\"message.memory\"} 0",
                "plumbline_reader_deaths_total{reason=\"message.timeout\"} 1",
            ])
    }
}
