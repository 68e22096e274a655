import MailSyntax
import ReportFormats

/// A small aggregate report as text. Every part can be replaced; what is nil is left out.
struct AggregateXML {
    var declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    var root = "feedback"
    var version: String? = "<version>1.0</version>"
    var metadata = """
        <report_metadata><org_name>Elder Mail</org_name><email>dmarc@elder.example</email><report_id>elder-1</report_id>
        <date_range><begin>1794873600</begin><end>1794959999</end></date_range></report_metadata>
        """
    var policy =
        "<policy_published><domain>example.com</domain><adkim>r</adkim><aspf>s</aspf><p>none</p><sp>reject</sp><pct>100</pct></policy_published>"
    var records = [AggregateXML.record()]

    var text: String {
        "\(declaration)<\(root)>\(version ?? "")\n\(metadata)\n\(policy)\n\(records.joined(separator: "\n"))\n</\(root.prefix { $0 != " " })>\n"
    }

    /// Three messages of 192.0.2.1, DKIM passes.
    static func record(
        ip: String = "192.0.2.1", count: String = "3",
        evaluated: String = "<disposition>none</disposition><dkim>pass</dkim><spf>fail</spf>",
        identifiers: String = "<header_from>example.com</header_from>",
        auth: String = "<dkim><domain>example.com</domain><selector>s1</selector><result>pass</result></dkim>"
    ) -> String {
        """
        <record><row><source_ip>\(ip)</source_ip><count>\(count)</count><policy_evaluated>\(evaluated)</policy_evaluated></row>
        <identifiers>\(identifiers)</identifiers><auth_results>\(auth)</auth_results></record>
        """
    }
}

/// What a reader told its sink: only what is accepted stays.
final class CollectingSink: RecordSink {
    private var pending: [AggregateReport.Record] = []
    private(set) var records: [AggregateReport.Record] = []
    private(set) var reports: [AggregateReport] = []

    func begin() { pending = [] }
    func record(_ record: borrowing RecordView) { pending.append(record.record) }
    func refused() { pending = [] }
    func accepted(_ report: AggregateReport) {
        records += pending
        reports.append(report)
        pending = []
    }
}

/// One reading with what its sink was told.
struct Read {
    let reading: Reading
    let sink = CollectingSink()

    init(_ bytes: [UInt8], limits: Limits = Limits()) { reading = ReportReader(limits: limits, sink: sink).read(bytes) }
    init(_ text: String, limits: Limits = Limits()) { self.init(Array(text.utf8), limits: limits) }
    init(_ xml: AggregateXML, limits: Limits = Limits()) { self.init(xml.text, limits: limits) }

    var report: AggregateReport? { sink.reports.first }
    var record: AggregateReport.Record? { sink.records.first }
    var warnings: String { reading.warnings.joined(separator: "\n") }
    var reason: ReadError.Reason? { if case .setAside(let error) = reading.outcome { error.reason } else { nil } }

    /// `aggregate`, `tls`, … or `unrelated`, or the reason of a refusal.
    var verdict: String {
        switch reading.outcome {
        case .report: reading.kind?.rawValue ?? "report"
        case .unrelated: "unrelated"
        case .setAside(let error): error.reason.rawValue
        }
    }
}
