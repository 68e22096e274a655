import Deliverability
import Interpretation
import MailSyntax
import Rendering
import ReportFormats

/// The `plumbline.explain/1` object of one message.
package enum ExplanationJSON {
    package static func write(_ message: InterpretedMessage, source: String, digest: String, records: Bool, to json: inout JSONWriter) {
        let reading = message.reading
        json.object { json in
            json.key("schema"); json.string("plumbline.explain/1")
            json.key("source"); json.string(source)
            json.key("digest"); json.string(digest)
            switch reading.outcome {
            case .report: outcome("report", nil, &json)
            case .unrelated: outcome("unrelated", nil, &json)
            case .setAside(let error): outcome("set-aside", error, &json)
            }
            json.key("kind"); json.string(reading.kind?.rawValue)
            json.key("reports")
            json.array { json in
                var aggregates = message.aggregates.makeIterator(), tlsTrust = message.tlsTrust.makeIterator()
                for report in reading.reports {
                    var rows: [AggregateReport.Record]?, trust: ReportTrust.Verdict?
                    switch report {
                    case .aggregate:
                        let aggregate = aggregates.next()
                        rows = records ? aggregate?.rows ?? [] : nil
                        trust = aggregate?.trust
                    case .tls: trust = tlsTrust.next()
                    case .feedback, .deliveryStatus: break
                    }
                    ReportJSON.write(report, provider: message.provider, trust: trust?.word, rows: rows, to: &json)
                }
            }
            json.key("events")
            json.array { json in message.events.forEach { EventJSON.write($0, withAddress: true, to: &json) } }
            json.key("rejected")
            json.array(reading.rejected) { json, part in
                json.object { json in
                    json.key("part"); json.string(part.part)
                    json.key("reason"); json.string(part.error.reason.rawValue)
                    json.key("detail"); json.string(part.error.detail)
                }
            }
            json.key("warnings"); json.array(reading.warnings) { $0.string($1) }
        }
    }

    private static func outcome(_ word: String, _ error: ReadError?, _ json: inout JSONWriter) {
        json.key("outcome"); json.string(word)
        json.key("reason"); json.string(error?.reason.rawValue)
        json.key("detail"); json.string(error?.detail)
    }
}

extension InterpretedMessage {
    /// Whose feedback loop it is, as far as a complaint of the message says.
    var provider: Provider? {
        for case .complaint(let complaint) in events.others { return complaint.provider }
        return nil
    }
}
