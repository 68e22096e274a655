import Deliverability
import MailSyntax

/// What of one report failed, by From domain and class. Forwarders and lists are not our doing and no evidence.
struct ReportFailures {
    struct Key: Hashable, Comparable {
        let domain: Int64
        let failureClass: FailureClass

        static func < (a: Key, b: Key) -> Bool { (a.domain, a.failureClass.rawValue) < (b.domain, b.failureClass.rawValue) }
    }

    private(set) var byKey: [Key: ReportFailure] = [:]
    /// From domains under which mail of our own was refused. A source that we know by a signature alone may be a forwarder
    /// who broke the next one: it is no proof.
    private(set) var refusedDomains: Set<String> = []

    mutating func add(_ tally: AlignmentTally, domain: Int64) {
        guard let failureClass = tally.failureClass, failureClass != .indirect else { return }
        byKey[Key(domain: domain, failureClass: failureClass), default: ReportFailure(domain: tally.domain)].add(tally)
        if failureClass == .ownBroken, tally.ownership == .named, tally.refused > 0 { refusedDomains.insert(tally.domain) }
    }
}

/// What of one report failed for one From domain in one class.
struct ReportFailure {
    let domain: String
    private(set) var messages: Int64 = 0
    /// A report has one tally for each source and From domain.
    private(set) var sources: Int64 = 0
    /// Messages that were rejected or quarantined.
    private(set) var refused: Int64 = 0
    private var byCause: [AlignmentCause: Int64] = [:]

    init(domain: String) { self.domain = domain }

    mutating func add(_ tally: AlignmentTally) {
        messages = messages.addingSaturated(tally.counts.neither)
        refused = refused.addingSaturated(tally.refused)
        sources += 1
        byCause[tally.cause] = (byCause[tally.cause] ?? 0).addingSaturated(tally.counts.neither)
    }

    /// The cause of most messages; of equals the last in the contract's order.
    var cause: AlignmentCause {
        AlignmentCause.allCases.max { (byCause[$0] ?? -1) < (byCause[$1] ?? -1) } ?? .localPolicy
    }
}

/// The sentence of a finding about mail that did not align.
struct FailureText {
    let messages: Int64
    let sources: Int64
    let refused: Int64
    let failureClass: String
    let cause: String
    let reporter: String
    /// Whether the report is proven to be that reporter's.
    let isProven: Bool

    func finding(at: Timestamp, digest: String) -> Finding {
        let what = "\(Self.count(messages, "message")) of \(Self.count(sources, "source")) failed, \(failureClass): \(cause)"
        let fate = refused > 0 ? ", \(refused) refused" : ""
        let doubt = isProven ? "" : " (reporter not authenticated)"
        return Finding(
            kind: .alignmentFailure, area: .authentication,
            text: what + fate + " (\(withoutAddresses(reporter)), \(at.civilDate))" + doubt, messages: messages, at: at, digest: digest)
    }

    private static func count(_ number: Int64, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
