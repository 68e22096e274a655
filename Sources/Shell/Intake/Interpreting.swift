import Deliverability
import Interpretation
import MailSyntax
import ReportFormats
import Storage
import Tokens

extension MessageReader {
    /// This reader as what an intake needs: bytes in, record out.
    package var prepare: Prepare {
        { bytes, digest in MessageRecord(read(bytes), digest: digest) }
    }
}

extension MessageRecord {
    package init(_ message: InterpretedMessage, digest: MessageDigest) {
        let reading = message.reading
        var outcome = Outcome.report, reason = reading.rejected.first?.error
        switch reading.outcome {
        case .report: break
        case .unrelated:
            outcome = .unrelated
            reason = nil
        case .setAside(let error):
            outcome = .setAside
            reason = error
        }
        self.init(
            digest: digest, outcome: outcome, kind: reading.kind?.rawValue, reason: reason, events: message.events,
            aggregates: message.aggregates.map { AggregateRecord($0) },
            tls: zip(reading.reports.compactMap(\.tls), message.tlsTrust).flatMap { TLSRecord.records(of: $0, trust: $1.word) },
            reportKinds: reading.reports.map(\.kindWord), warnings: reading.warnings, path: nil,
            tokenRefusals: Dictionary(uniqueKeysWithValues: message.tokenRefusals.map { ($0.key.rawValue, $0.value) }))
    }
}

extension Report {
    fileprivate var tls: TLSReport? { if case .tls(let report) = self { report } else { nil } }

    fileprivate var kindWord: String {
        switch self {
        case .aggregate: Reading.Kind.aggregate.rawValue
        case .feedback: Reading.Kind.feedback.rawValue
        case .deliveryStatus: Reading.Kind.deliveryStatus.rawValue
        case .tls: Reading.Kind.tls.rawValue
        }
    }
}

extension AggregateRecord {
    fileprivate init(_ aggregate: InterpretedMessage.Aggregate) {
        let report = aggregate.report
        self.init(
            reporter: report.reporterIdentity, reportID: report.reportID, domain: report.policy.domain.asciiLowercased, begin: report.begin,
            end: report.end, contentDigest: report.contentDigest, records: report.records, messages: report.counts.messages,
            events: aggregate.events, trust: aggregate.trust.word, receiver: aggregate.receiver)
    }
}

extension TLSRecord {
    fileprivate static func records(of report: TLSReport, trust: ReporterTrust) -> [TLSRecord] {
        report.policies.map { policy in
            TLSRecord(
                organization: report.organizationName, reportID: report.reportID, domain: policy.domain, mxHost: policy.mxHosts.first,
                begin: report.begin, end: report.end, successfulSessions: policy.successfulSessions, failedSessions: policy.failedSessions,
                trust: trust)
        }
    }
}
