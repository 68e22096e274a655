import Deliverability
import MailSyntax

/// A block case as the reader needs it: how big, since when, what was found, what to check next.
package struct InvestigationFigures: Hashable, Sendable {
    package let id: Int64
    package let key: InvestigationKey
    package let phase: Investigation.Phase
    package let since: Timestamp
    package let opened: Timestamp
    package let lastBlock: Timestamp?
    package let blocks: Int64
    /// Areas that the findings point to, the heaviest first.
    package let areas: [InvestigationArea]
    /// The newest first, at most `findingsMax`.
    package let findings: [Finding]
    package let findingsTotal: Int

    /// Findings kept per case, so that one noisy case does not fill the summary.
    static let findingsMax = 20

    package var isOpen: Bool { phase == .open }

    static func summarize(_ records: [InvestigationRecord]) -> [InvestigationFigures] {
        records.map { record in
            InvestigationFigures(
                id: record.id, key: record.key, phase: record.state.phase, since: record.state.since, opened: record.opened,
                lastBlock: record.state.lastBlock, blocks: record.blocks, areas: areas(of: record.findings),
                findings: Array(record.findings.sorted { ($1.at, $0.text) < ($0.at, $1.text) }.prefix(findingsMax)),
                findingsTotal: record.findings.count)
        }.sorted { ($0.phase.rank, $1.blocks, $0.key) < ($1.phase.rank, $0.blocks, $1.key) }
    }

    private static func areas(of findings: [Finding]) -> [InvestigationArea] {
        var weight: [InvestigationArea: Int64] = [:]
        for finding in findings { weight[finding.area] = (weight[finding.area] ?? 0).addingSaturated(max(1, finding.messages)) }
        // What is not named stands aside as soon as something is.
        let named = weight.keys.filter { $0 != .unknown }.sorted { (weight[$1] ?? 0, $0.rawValue) < (weight[$0] ?? 0, $1.rawValue) }
        return named.isEmpty ? [.unknown] : named
    }
}

extension Investigation.Phase {
    fileprivate var rank: Int {
        switch self {
        case .open: 0
        case .easing: 1
        case .watching: 2
        case .clear: 3
        }
    }
}

extension InvestigationArea {
    /// What to check, in the order in which it costs least.
    package var check: String {
        switch self {
        case .authentication:
            "Check DKIM alignment first, then SPF of the return path, then the DMARC record"
        case .senderAddress:
            "Check PTR, its forward lookup and the HELO name of the sending address, then blocklists; IPv4 and IPv6 apart"
        case .content:
            "Compare the refused mailing with the last one that was accepted: links, their domains, size, MIME structure"
        case .volume:
            "Lower connections and rate to this receiver until acceptance is stable"
        case .unknown:
            "Read the receiver's replies in the findings"
        }
    }

    /// What not to do before that.
    package var caution: String {
        switch self {
        case .authentication: "do not resume volume before a small batch is accepted"
        case .senderAddress: "do not move to another address before the cause is known"
        case .content: "change one thing at a time"
        case .volume: "grow again slowly, and only while deferrals stay low"
        case .unknown: "test one cause at a time"
        }
    }
}
