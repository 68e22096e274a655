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
    private let ownSources: Set<String>
    private(set) var finished: [Finished] = []
    private var sums = Sums()

    /// What one report adds up to so far: a struct, because each look at a class's own variable is checked and counted.
    private struct Sums {
        var causes = AlignmentCauses()
        var tallies = AlignmentTallies()
        var rows: [AggregateReport.Record] = []

        mutating func add(_ record: borrowing RecordView, _ ownSources: Set<String>) {
            let disposition: AlignmentTallies.Disposition =
                record.equals(record.disposition, "quarantine")
                ? .quarantine : record.equals(record.disposition, "reject") ? .reject : .none
            let known = tallies.count
            let place = tallies.place(of: record.text.part(record.sourceIP), as: record.text.part(record.headerFrom))
            if !ownSources.isEmpty, tallies.count > known, ownSources.contains(record.text.text(record.sourceIP)) {
                tallies.markOwn(at: place)
            }
            let isNamed = tallies.add(
                record.count, at: place, dkim: record.dkim == .pass, spf: record.spf == .pass, disposition: disposition,
                cause: causes.cause(of: record))
            if !isNamed, let domain = causes.authenticated(record) { tallies.name(record.text.part(domain), at: place) }
        }
    }

    /// - Parameter ownSources: addresses that the operator names as ours, in lower case.
    init(keepRows: Bool, ownSources: Set<String> = []) {
        self.keepRows = keepRows
        self.ownSources = ownSources
    }

    func begin() {
        sums.tallies = AlignmentTallies()
        sums.rows = []
    }

    func refused() { begin() }

    func record(_ record: borrowing RecordView) {
        if keepRows { sums.rows.append(record.record) }
        sums.add(record, ownSources)
    }

    func accepted(_ report: AggregateReport) {
        sums.tallies.finish(reporter: report.reporterName, begin: report.begin, end: report.end)
        finished.append(Finished(report: report, tallies: sums.tallies, rows: sums.rows))
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
