import Deliverability
import MailSyntax

/// Sources of one group: yours and aligned, yours but failing, forwarders, unknown.
package struct SourceGroupFigures: Hashable, Sendable {
    package let group: SourceGroup
    /// Most messages first.
    package let rows: [SourceFigures]

    package var counts: AlignmentCounts {
        rows.reduce(into: AlignmentCounts()) { $0.add($1.counts) }
    }

    package var title: String {
        switch group {
        case .aligned: "Yours and aligned"
        case .failing: "Yours but failing"
        case .forwarders: "Forwarders and mailing lists"
        case .unknown: "Unknown"
        }
    }

    package var explanation: String {
        switch group {
        case .aligned: "DKIM or SPF passed and matched the From domain."
        case .failing: "The mail shows ties to you, and still neither DKIM nor SPF matched the From domain."
        case .forwarders: "Somebody passed your mail on. SPF breaks on that way; only your DKIM signature survives it."
        case .unknown: "Nothing ties this mail to you: a service nobody told you of, or somebody who uses your name."
        }
    }

    /// The first `limit` rows, and one that stands for all the others.
    package func shown(_ limit: Int) -> (rows: ArraySlice<SourceFigures>, folded: FoldedSources?) {
        guard rows.count > limit else { return (rows[...], nil) }
        var folded = FoldedSources(sources: rows.count - limit)
        for row in rows[limit...] {
            folded.counts.add(row.counts)
            folded.dispositions.add(row.dispositions)
        }
        return (rows[..<limit], folded)
    }

    static func summarize(_ tallies: [AlignmentTally], previous: [AlignmentTally]?) -> [SourceGroupFigures] {
        let known = previous.map { Set($0.map(\.sourceIP)) }
        var sums: [SourceKey: SourceSum] = [:]
        for tally in tallies {
            let key = SourceKey(
                sourceIP: tally.sourceIP.bounded(toBytes: 64), domain: tally.domain.bounded(toBytes: 253), cause: tally.cause)
            sums[key, default: SourceSum()].add(tally)
        }
        let rows = sums.map { key, sum in SourceFigures(key: key, sum: sum, isNew: known.map { !$0.contains(key.sourceIP) }) }
        let groups = Dictionary(grouping: rows) { $0.cause.group }
        return SourceGroup.allCases.map { group in
            SourceGroupFigures(group: group, rows: (groups[group] ?? []).sorted(by: SourceFigures.precedes))
        }
    }
}

/// One source and From domain with one cause; a host whose mail fails for two reasons has two rows.
package struct SourceFigures: Hashable, Sendable {
    package let sourceIP: String
    package let domain: String
    package let cause: AlignmentCause
    package let family: AddressFamily
    package let authenticatedAs: String?
    package let counts: AlignmentCounts
    package let dispositions: Dispositions
    package let reporters: Int
    /// Not seen the week before; nil where that week is not known.
    package let isNew: Bool?

    fileprivate init(key: SourceKey, sum: SourceSum, isNew: Bool?) {
        sourceIP = key.sourceIP
        domain = key.domain
        cause = key.cause
        family = AddressFamily(key.sourceIP)
        authenticatedAs = sum.authenticatedAs?.bounded(toBytes: 253)
        counts = sum.counts
        dispositions = sum.dispositions
        reporters = sum.reporters.count
        self.isNew = isNew
    }

    fileprivate static func precedes(_ a: SourceFigures, _ b: SourceFigures) -> Bool {
        (b.counts.messages, a.sourceIP, a.domain, a.cause.rawValue) < (a.counts.messages, b.sourceIP, b.domain, b.cause.rawValue)
    }
}

/// The sources that a table leaves out: how many they are, and what they sent.
package struct FoldedSources: Hashable, Sendable {
    package let sources: Int
    package var counts = AlignmentCounts()
    package var dispositions = Dispositions()
}

private struct SourceKey: Hashable {
    let sourceIP: String
    let domain: String
    let cause: AlignmentCause
}

private struct SourceSum {
    var counts = AlignmentCounts()
    var dispositions = Dispositions()
    var reporters: Set<String> = []
    var authenticatedAs: String?
    private var largest: Int64 = -1

    /// Who the source is comes from the report that saw most of it.
    mutating func add(_ tally: AlignmentTally) {
        counts.add(tally.counts)
        dispositions.add(tally.dispositions)
        reporters.insert(tally.reporter)
        guard let name = tally.authenticatedAs else { return }
        if tally.counts.messages > largest || tally.counts.messages == largest && name < authenticatedAs ?? "" {
            authenticatedAs = name
            largest = tally.counts.messages
        }
    }
}
