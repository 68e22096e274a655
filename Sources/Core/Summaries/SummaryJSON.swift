import Deliverability
import MailSyntax
import Rendering

/// The summary as JSON: schema `plumbline.summary/1`. Keys may be added, never renamed.
package enum SummaryJSON {
    /// Sources written per group; one object stands for the others.
    package static let sourcesMax = 1000

    package static func render(_ summary: AuthenticationSummary) -> String {
        var json = JSONWriter(pretty: true)
        json.object { json in
            json.key("schema"); json.string("plumbline.summary/1")
            json.key("week"); json.string(summary.week.description)
            json.key("from"); json.time(summary.week.from)
            json.key("to"); json.time(summary.week.to)
            json.key("domain"); json.string(summary.domain?.text)
            json.key("generated_for"); json.string(summary.organization)
            json.key("headline"); json.string(summary.headline)
            counts(summary.totals.counts, &json)
            json.key("own_mail")
            json.object { counts(summary.ownMail, &$0) }
            json.key("dispositions"); dispositions(summary.totals.dispositions, &json)
            json.key("families"); families(summary.totals.families, &json)
            reading(summary.totals, &json)
            json.key("previous_week")
            if let previous = summary.totals.previous {
                json.object { json in
                    json.key("messages"); json.number(previous.messages)
                    json.key("aligned"); json.number(previous.aligned)
                }
            } else {
                json.null()
            }
            json.key("days"); json.array(summary.days) { day($1, &$0) }
            json.key("source_groups"); json.array(summary.sources) { group($1, &$0) }
            json.key("sources")
            json.array { json in for group in summary.sources { rows(of: group, &json) } }
            json.key("complaints"); complaints(summary.complaints, &json)
            json.key("bounces"); bounces(summary.bounces, &json)
            json.key("unsubscribes"); json.number(summary.unsubscribes)
            json.key("investigations"); json.array(summary.investigations) { investigation($1, &$0) }
            json.key("tls"); json.array(summary.tls) { tls($1, &$0) }
            json.key("alerts")
            json.array(summary.alerts) { json, alert in
                json.object { json in
                    json.key("alert"); json.string(alert.key.kind.rawValue)
                    json.key("since"); json.time(alert.since)
                    json.key("text"); json.string(alert.text)
                }
            }
            json.key("todo"); json.array(summary.todo) { todo($1, &$0) }
            json.key("blind_spots")
            json.array(summary.blindSpots) { json, spot in
                json.object { json in
                    json.key("id"); json.string(spot.id)
                    json.key("text"); json.string(spot.text)
                }
            }
        }
        json.newline()
        return json.text
    }

    private static func counts(_ counts: AlignmentCounts, _ json: inout JSONWriter) {
        json.key("messages"); json.number(counts.messages)
        json.key("aligned"); json.number(counts.aligned)
        json.key("dkim_aligned"); json.number(counts.dkimAligned)
        json.key("spf_aligned"); json.number(counts.spfAligned)
    }

    private static func dispositions(_ value: Dispositions, _ json: inout JSONWriter) {
        json.object { json in
            json.key("none"); json.number(value.none)
            json.key("quarantine"); json.number(value.quarantine)
            json.key("reject"); json.number(value.reject)
        }
    }

    private static func families(_ value: FamilyCounts, _ json: inout JSONWriter) {
        json.object { json in
            for family in AddressFamily.allCases {
                json.key(named: family.rawValue)
                json.object { counts(value[family], &$0) }
            }
        }
    }

    private static func reading(_ totals: Totals, _ json: inout JSONWriter) {
        json.key("reports"); json.number(totals.reports)
        json.key("reporters")
        json.array(totals.reporters) { json, reporter in
            json.object { json in
                json.key("name"); json.string(reporter.name)
                json.key("messages"); json.number(reporter.messages)
                json.key("aligned"); json.number(reporter.aligned)
                json.key("sources"); json.number(reporter.sources)
                json.key("days"); json.number(reporter.days)
            }
        }
        json.key("silent_reporters"); json.array(totals.silentReporters) { $0.string($1) }
        json.key("report_trust")
        json.object { json in
            for trust in ReporterTrust.allCases { json.key(named: trust.rawValue); json.number(totals.reportsByTrust[trust] ?? 0) }
        }
        json.key("duplicates"); json.number(totals.duplicates)
        json.key("conflicts"); json.number(totals.conflicts)
        json.key("set_aside"); json.number(totals.setAsideTotal)
        json.key("set_aside_reasons")
        json.array(totals.setAside) { json, row in
            json.object { json in
                json.key("reason"); json.string(row.reason)
                json.key("count"); json.number(row.count)
            }
        }
    }

    private static func day(_ day: DailyAlignment, _ json: inout JSONWriter) {
        json.object { json in
            json.key("day"); json.string(day.day.description)
            json.key("both"); json.number(day.counts.both)
            json.key("dkim_only"); json.number(day.counts.dkimOnly)
            json.key("spf_only"); json.number(day.counts.spfOnly)
            json.key("neither"); json.number(day.counts.neither)
            json.key("families"); families(day.families, &json)
        }
    }

    private static func group(_ group: SourceGroupFigures, _ json: inout JSONWriter) {
        json.object { json in
            json.key("group"); json.string(group.group.rawValue)
            json.key("sources"); json.number(group.rows.count)
            counts(group.counts, &json)
        }
    }

    private static func rows(of group: SourceGroupFigures, _ json: inout JSONWriter) {
        let (rows, folded) = group.shown(sourcesMax)
        for row in rows {
            json.object { json in
                json.key("group"); json.string(group.group.rawValue)
                json.key("source_ip"); json.string(row.sourceIP)
                json.key("family"); json.string(row.family.rawValue)
                json.key("domain"); json.string(row.domain)
                json.key("authenticated_as"); json.string(row.authenticatedAs)
                json.key("cause"); json.string(row.cause.rawValue)
                counts(row.counts, &json)
                json.key("dispositions"); dispositions(row.dispositions, &json)
                json.key("reporters"); json.number(row.reporters)
                json.key("new"); json.bool(row.isNew)
                json.key("folded"); json.number(0)
            }
        }
        guard let folded else { return }
        json.object { json in
            json.key("group"); json.string(group.group.rawValue)
            for name in ["source_ip", "family", "domain", "authenticated_as", "cause"] {
                json.key(named: name)
                json.null()
            }
            counts(folded.counts, &json)
            json.key("dispositions"); dispositions(folded.dispositions, &json)
            json.key("reporters"); json.null()
            json.key("new"); json.null()
            json.key("folded"); json.number(folded.sources)
        }
    }
}
