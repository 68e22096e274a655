import Deliverability
import MailSyntax

/// Sessions that senders reported about one policy domain (RFC 8460).
package struct TLSFigures: Hashable, Sendable {
    package let domain: String
    package let successful: Int64
    package let failed: Int64
    /// Of all sessions, those in reports that are proven to come from their reporter.
    package let proven: Int64
    package let organizations: [String]
    /// MX hosts with failures, by name.
    package let failingHosts: [String]

    package var sessions: Int64 { successful.addingSaturated(failed) }

    static func summarize(_ records: [TLSRecord]) -> [TLSFigures] {
        Dictionary(grouping: records) { $0.domain.bounded(toBytes: 253) }.map { domain, records in
            TLSFigures(
                domain: domain,
                successful: records.reduce(0) { $0.addingSaturated(max(0, $1.successfulSessions)) },
                failed: records.reduce(0) { $0.addingSaturated(max(0, $1.failedSessions)) },
                proven: records.filter { $0.trust == .passed }.reduce(0) {
                    $0.addingSaturated(max(0, $1.successfulSessions)).addingSaturated(max(0, $1.failedSessions))
                },
                organizations: Set(records.map { Figures.bounded($0.organization) }).sorted(),
                failingHosts: Set(records.filter { $0.failedSessions > 0 }.compactMap(\.mxHost).map(Figures.bounded)).sorted())
        }.sorted { ($1.failed, $1.successful, $0.domain) < ($0.failed, $0.successful, $1.domain) }
    }
}
