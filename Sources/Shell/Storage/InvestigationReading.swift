import Deliverability
import MailSyntax

extension SQLStore {
    private static let cases = Statement(
        "SELECT \(InvestigationRow.selected) FROM investigation WHERE phase <> 'clear' OR $1 = 1 ORDER BY id")
    private static let casesSince = Statement(
        "SELECT \(InvestigationRow.selected) FROM investigation WHERE opened_at < $2 AND (phase <> 'clear' OR since >= $1) ORDER BY id")
    private static let findings = Statement(
        "SELECT kind, area, text, messages, at, digest FROM finding WHERE investigation = $1 ORDER BY at DESC, id DESC LIMIT 500")

    /// Cases in the order in which they were opened, each with its latest 500 findings, newest first.
    package func investigations(includingClear: Bool) throws -> [InvestigationRecord] {
        try session.all(Self.cases, [.int(includingClear ? 1 : 0)]) { try InvestigationRow($0) }.map(record)
    }

    /// Cases that were opened before `to` and were not closed before `from`.
    func investigations(from: Timestamp, to: Timestamp) throws -> [InvestigationRecord] {
        try session.all(Self.casesSince, [.int(from.secondsSince1970), .int(to.secondsSince1970)]) { try InvestigationRow($0) }.map(record)
    }

    private func record(_ row: InvestigationRow) throws -> InvestigationRecord {
        let found = try session.all(Self.findings, [.int(row.id)]) { finding in
            guard let kind = Finding.Kind(rawValue: finding.text(0)), let area = InvestigationArea(rawValue: finding.text(1)) else {
                throw StoreError(.corrupt, "a finding of investigation \(row.id) has an unknown word")
            }
            return Finding(
                kind: kind, area: area, text: finding.text(2), messages: finding.int(3), at: Timestamp(finding.int(4)),
                digest: finding.optionalBlob(5).map { hexadecimal($0) })
        }
        return InvestigationRecord(id: row.id, key: row.key, state: row.state, opened: row.opened, blocks: row.blocks, findings: found)
    }
}
