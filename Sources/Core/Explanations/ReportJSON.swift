import Deliverability
import MailSyntax
import Rendering
import ReportFormats

/// Reports in the contract's keys.
enum ReportJSON {
    static func write(
        _ report: Report, provider: Provider?, trust: ReporterTrust?, rows: [AggregateReport.Record]?, to json: inout JSONWriter
    ) {
        json.object { json in
            switch report {
            case .aggregate(let aggregate): fields(aggregate, trust, rows, &json)
            case .feedback(let feedback): fields(feedback, provider, &json)
            case .deliveryStatus(let status): fields(status, &json)
            case .tls(let tls): fields(tls, trust, &json)
            }
        }
    }

    private static func fields(
        _ report: AggregateReport, _ trust: ReporterTrust?, _ rows: [AggregateReport.Record]?, _ json: inout JSONWriter
    ) {
        json.key("kind"); json.string("aggregate")
        json.key("generation"); json.string(report.generation.rawValue)
        json.key("org_name"); json.string(report.orgName.isEmpty ? nil : report.orgName)
        json.key("email"); json.string(report.email.isEmpty ? nil : report.email)
        json.key("report_id"); json.string(report.reportID.isEmpty ? nil : report.reportID)
        json.key("begin"); json.time(report.begin)
        json.key("end"); json.time(report.end)
        json.key("domain"); json.string(report.policy.domain)
        json.key("policy")
        json.object { json in
            json.key("p"); json.string(report.policy.p)
            json.key("sp"); json.string(report.policy.sp)
            json.key("np"); json.string(report.policy.np)
            json.key("adkim"); json.string(report.policy.adkim)
            json.key("aspf"); json.string(report.policy.aspf)
            json.key("pct"); json.number(report.policy.pct)
            json.key("testing"); json.string(report.policy.testing)
            json.key("discovery_method"); json.string(report.policy.discoveryMethod)
        }
        json.key("records"); json.number(report.records)
        json.key("messages"); json.number(report.counts.messages)
        json.key("aligned"); json.number(report.counts.aligned)
        json.key("dkim_aligned"); json.number(report.counts.dkimAligned)
        json.key("spf_aligned"); json.number(report.counts.spfAligned)
        json.key("dispositions")
        json.object { json in
            json.key("none"); json.number(report.counts.none)
            json.key("quarantine"); json.number(report.counts.quarantine)
            json.key("reject"); json.number(report.counts.reject)
        }
        json.key("part"); json.string(report.part)
        json.key("duplicate_of"); json.null()
        json.key("skipped_records"); json.number(report.skippedRecords)
        json.key("generator"); json.string(report.generator)
        json.key("trust"); json.string(trust?.rawValue)
        if !report.errors.isEmpty { json.key("errors"); json.array(report.errors) { $0.string($1) } }
        guard let rows else { return }
        json.key("rows")
        json.array(rows) { json, row in write(row, &json) }
    }

    private static func write(_ row: AggregateReport.Record, _ json: inout JSONWriter) {
        json.object { json in
            json.key("source_ip"); json.string(row.sourceIP)
            json.key("count"); json.number(row.count)
            json.key("disposition"); json.string(row.disposition)
            json.key("dkim"); json.string(row.dkim == .notStated ? nil : row.dkim.rawValue)
            json.key("spf"); json.string(row.spf == .notStated ? nil : row.spf.rawValue)
            json.key("header_from"); json.string(row.headerFrom)
            json.key("envelope_from"); json.string(row.envelopeFrom)
            json.key("envelope_to"); json.string(row.envelopeTo)
            json.key("reasons")
            json.array(row.reasons) { json, reason in
                json.object { json in
                    json.key("type"); json.string(reason.type.isEmpty ? nil : reason.type)
                    json.key("comment"); json.string(reason.comment)
                }
            }
            json.key("auth_dkim")
            json.array(row.authDKIM) { json, result in
                json.object { json in
                    json.key("domain"); json.string(result.domain)
                    json.key("selector"); json.string(result.selector)
                    json.key("result"); json.string(result.result)
                }
            }
            json.key("auth_spf")
            json.array(row.authSPF) { json, result in
                json.object { json in
                    json.key("domain"); json.string(result.domain)
                    json.key("scope"); json.string(result.scope)
                    json.key("result"); json.string(result.result)
                }
            }
        }
    }

    private static func fields(_ report: FeedbackReport, _ provider: Provider?, _ json: inout JSONWriter) {
        json.key("kind"); json.string("feedback")
        json.key("feedback_type"); json.string(report.feedbackType)
        json.key("user_agent"); json.string(report.userAgent)
        json.key("version"); json.string(report.version)
        json.key("source_ip"); json.string(report.sourceIP)
        json.key("arrival_date"); json.time(report.arrivalDate)
        json.key("reported_domains"); json.array(report.reportedDomains) { $0.string($1) }
        json.key("original_mail_from"); json.string(report.originalMailFrom)
        json.key("original_rcpt_to"); json.array(report.originalRecipients) { $0.string($1) }
        json.key("original_message_id"); json.string(report.originalMessageID)
        json.key("auth_failure"); json.string(report.authFailure)
        json.key("incidents"); json.number(report.incidents)
        json.key("provider"); json.string(provider?.slug)
        json.key("form"); json.string(report.form)
    }

    private static func fields(_ status: DeliveryStatus, _ json: inout JSONWriter) {
        json.key("kind"); json.string("delivery-status")
        json.key("reporting_mta"); json.string(status.reportingMTA)
        json.key("original_envelope_id"); json.string(status.originalEnvelopeID)
        json.key("arrival_date"); json.time(status.arrivalDate)
        json.key("recipients"); json.number(status.recipients.count)
        json.key("form"); json.string(status.form)
    }

    private static func fields(_ report: TLSReport, _ trust: ReporterTrust?, _ json: inout JSONWriter) {
        json.key("kind"); json.string("tls")
        json.key("org_name"); json.string(report.organizationName.isEmpty ? nil : report.organizationName)
        json.key("report_id"); json.string(report.reportID.isEmpty ? nil : report.reportID)
        json.key("begin"); json.time(report.begin)
        json.key("end"); json.time(report.end)
        json.key("policies"); json.number(report.policies.count)
        json.key("successful_sessions"); json.number(report.successfulSessions)
        json.key("failed_sessions"); json.number(report.failedSessions)
        json.key("trust"); json.string(trust?.rawValue)
    }
}
