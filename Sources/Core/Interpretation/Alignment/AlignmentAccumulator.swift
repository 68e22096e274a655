import Deliverability
import MailSyntax
import ReportFormats

/// Sums the records of aggregate reports into one tally per source IP and From domain, while they are read. Memory
/// grows with the number of distinct sources, not of records.
final class AlignmentAccumulator: RecordSink {
    /// A finished report with its tallies.
    struct Finished {
        let report: AggregateReport
        let tallies: AlignmentTallies
        let rows: [AggregateReport.Record]
    }

    private let keepRows: Bool
    private let causes = AlignmentCauses()
    private let ownSources: Set<String>
    private(set) var finished: [Finished] = []
    private var tallies = AlignmentTallies()
    private var rows: [AggregateReport.Record] = []

    /// - Parameter ownSources: addresses that the operator names as ours, in lower case.
    init(keepRows: Bool, ownSources: Set<String> = []) {
        self.keepRows = keepRows
        self.ownSources = ownSources
    }

    func begin() {
        tallies = AlignmentTallies()
        rows = []
    }

    func refused() { begin() }

    func record(_ record: borrowing RecordView) {
        if keepRows { rows.append(record.record) }
        let disposition: AlignmentTallies.Disposition =
            record.equals(record.disposition, "quarantine") ? .quarantine : record.equals(record.disposition, "reject") ? .reject : .none
        let known = tallies.count
        let place = tallies.place(of: record.text.part(record.sourceIP), as: record.text.part(record.headerFrom))
        if !ownSources.isEmpty, tallies.count > known, ownSources.contains(record.text.text(record.sourceIP)) {
            tallies.markOwn(at: place)
        }
        tallies.add(
            record.count, at: place, dkim: record.dkim == .pass, spf: record.spf == .pass, disposition: disposition,
            cause: causes.cause(of: record))
        if !tallies.isNamed(at: place), let domain = causes.authenticated(record) { tallies.name(record.text.part(domain), at: place) }
    }

    func accepted(_ report: AggregateReport) {
        tallies.finish(reporter: report.reporterName, begin: report.begin, end: report.end)
        finished.append(Finished(report: report, tallies: tallies, rows: rows))
        begin()
    }
}

extension AggregateReport {
    /// Who reports: the organisation, else the domain of its address.
    package var reporterName: String {
        if !orgName.isEmpty { return orgName }
        return EmailAddress(email)?.domain.text ?? email
    }

    /// The domain of the address that the report states.
    package var reporterDomain: DomainName? { EmailAddress(email)?.domain }

    /// Who reports, for identity: the domain of the reporter's address where it has one (names change their spelling).
    package var reporterIdentity: String { (EmailAddress(email)?.domain.text ?? orgName).asciiLowercased }
}
