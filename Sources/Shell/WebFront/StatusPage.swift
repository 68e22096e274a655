import Deliverability
import HTTPTypes
import MailSyntax
import Rendering
import Storage

/// `GET /`: one page for a person. No script, no form, no address (law 8); all text that came by mail is escaped.
struct StatusPage: Sendable {
    let reader: StoreReader
    let status: StatusBoard
    let visitors: Visitors

    /// Cases and kinds of trouble that are listed.
    private static let rowsMax = 50

    func respond(at now: Timestamp) async throws -> WebResponse {
        let facts = try await reader.read { store in try Facts(store) }
        return WebResponse(.ok, "text/html; charset=utf-8", Array(Self.render(facts, status.current, visitors.consumers, at: now).utf8))
    }

    static let style = WebResponse(.ok, "text/css; charset=utf-8", Array(css.utf8))

    struct Facts: Sendable {
        let counts: StoreCounts
        let cursor: Int64
        let cases: [InvestigationRecord]
        let setAside: [(reason: String, count: Int)]

        init(_ store: any Store) throws {
            counts = try store.counts()
            cursor = try store.lastCursor()
            cases = try store.investigations(includingClear: false)
            var reasons: [String: Int] = [:]
            for record in try store.setAsides() { reasons[record.reason, default: 0] += 1 }
            setAside = reasons.map { (reason: $0.key, count: $0.value) }.sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
        }
    }

    static func render(_ facts: Facts, _ status: DaemonStatus, _ consumers: [Consumer], at now: Timestamp) -> String {
        let counts = facts.counts
        var figures: [(String, String)] = [
            ("Messages read", String(counts.messages)), ("of these no report", String(counts.unrelated)),
            ("Set aside", String(counts.setAside)), ("Addresses suppressed", String(counts.suppressed)),
            ("Feed cursor", String(facts.cursor)), ("Open investigations", String(counts.openInvestigations)),
            ("Last commit", status.lastCommit.map { "\($0.rfc3339), \(max(0, now.seconds(since: $0))) s ago" } ?? "none since the start"),
        ]
        figures += counts.events.sorted { $0.key < $1.key }.map { ("Events: " + $0.key, String($0.value)) }
        figures += status.queueDepths.sorted { $0.key < $1.key }.map { ("Waiting in " + $0.key, String($0.value)) }
        figures += status.lookups.sorted { $0.key < $1.key }.map { ("Look-ups: " + $0.key, String($0.value)) }
        figures += status.reached.sorted { $0.key < $1.key }.map { ($0.key + " has reached", String($0.value)) }
        var body = "<h1>Plumbline</h1>\n<p class=\"\(status.isDegraded || !status.isReady ? "bad" : "good")\">"
        body += status.isReady ? (status.isDegraded ? "Degraded" : "Running") : "Not ready"
        body += ", \(now.rfc3339)</p>\n"
        if status.isDegraded {
            let places = status.degraded.sorted { $0.key < $1.key }.prefix(rowsMax)
            body += "<ul>" + places.map { "<li>\(Escape.html($0.key)): \(Escape.html($0.value))</li>" }.joined() + "</ul>\n"
        }
        body += table(
            "Alerts", ["Alert", "Since", ""],
            status.alerts.standing.values.sorted { $0.key < $1.key }.prefix(rowsMax).map {
                [$0.key.kind.rawValue, $0.since.rfc3339, $0.text]
            }
        )
        body += table("Figures", ["", ""], figures.map { [$0.0, $0.1] })
        body += table(
            "Investigations", ["Receiver", "From domain", "Phase", "Blocks", "Since", "Latest finding"],
            facts.cases.prefix(rowsMax).map { record in
                [
                    record.key.receiver, record.key.fromDomain, record.state.phase.rawValue, String(record.blocks),
                    record.state.since.rfc3339, record.findings.max { $0.at < $1.at }?.text ?? "",
                ]
            })
        body += table(
            "Consumers", ["Name", "Scopes", "Reached", "Behind", "Last seen"],
            consumers.prefix(rowsMax).map { consumer in
                let position = status.consumers[consumer.name]
                let reached = position?.reached ?? 0
                return [
                    consumer.name, consumer.scopes.map(\.rawValue).sorted().joined(separator: " "),
                    consumer.followsFeed ? String(reached) : "", consumer.followsFeed ? String(max(0, facts.cursor - reached)) : "",
                    position?.seenAt.rfc3339 ?? "never",
                ]
            })
        body += table("Set aside", ["Reason", "Messages"], facts.setAside.prefix(rowsMax).map { [$0.reason, String($0.count)] })
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Plumbline</title>
            <meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css"></head><body>
            \(body)</body></html>

            """
    }

    private static func table(_ title: String, _ columns: [String], _ rows: [[String]]) -> String {
        guard !rows.isEmpty else { return "" }
        var out = "<h2>\(title)</h2>\n<table>"
        if columns.contains(where: { !$0.isEmpty }) { out += "<tr>" + columns.map { "<th>\($0)</th>" }.joined() + "</tr>" }
        for row in rows { out += "\n<tr>" + row.map { "<td>\(Escape.html($0))</td>" }.joined() + "</tr>" }
        return out + "</table>\n"
    }

    private static let css = """
        :root { color-scheme: light dark; font: 15px/1.4 system-ui, sans-serif }
        body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
        table { border-collapse: collapse; width: 100% }
        th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #8884; vertical-align: top }
        .good { color: #080 } .bad { color: #c00; font-weight: 600 }

        """
}
