import MailSyntax

/// What was taken in, by the labels of the metrics. Labels are words of ours: kinds, reasons, slugs of providers, own
/// domains; never an address, never a text of a message (law 8).
package struct IngestFigures: Hashable, Sendable {
    /// Two labels of one sample.
    package struct Labels: Hashable, Comparable, Sendable {
        package let first: String
        package let second: String

        package init(_ first: String, _ second: String) {
            self.first = first
            self.second = second
        }

        package static func < (a: Labels, b: Labels) -> Bool { (a.first, a.second) < (b.first, b.second) }
    }

    /// By kind and result.
    package private(set) var messages: [Labels: Int64] = [:]
    /// By kind and reason.
    package private(set) var failures: [Labels: Int64] = [:]
    /// By provider and class.
    package private(set) var bounces: [Labels: Int64] = [:]
    /// By provider.
    package private(set) var complaints: [String: Int64] = [:]
    /// By From domain and result.
    package private(set) var aligned: [Labels: Int64] = [:]
    /// From the arrival of a message in its Maildir to its commit.
    package private(set) var seconds = LatencyHistogram()

    /// Different domains in the labels; what is beyond is counted together, because reports can name any number.
    package static let domainsMax = 100
    package static let otherDomains = "other"

    package init() {}

    package mutating func addMessage(kind: String?, result: String, seconds: Double?) {
        messages[Labels(kind ?? "none", result), default: 0] += 1
        if let seconds { self.seconds.add(seconds) }
    }

    package mutating func addFailure(kind: String?, reason: String) { failures[Labels(kind ?? "none", reason), default: 0] += 1 }

    /// Bounces and complaints of one new message.
    package mutating func add(_ events: EventList) {
        for event in events.others {
            switch event {
            case .bounce(let bounce):
                bounces[Labels(bounce.provider?.slug ?? "other", bounce.classification.bounceClass.rawValue), default: 0] += 1
            case .complaint(let complaint): complaints[complaint.provider?.slug ?? "other", default: 0] += 1
            case .alignment, .unsubscribe, .other: break
            }
        }
    }

    /// Messages that a new report tells of, by the domain whose policy it is about.
    package mutating func add(_ counts: AlignmentCounts, of domain: String) {
        let label = DomainName(domain)?.text ?? Self.otherDomains
        addAligned(label, "aligned", counts.aligned)
        addAligned(label, "failed", counts.neither)
    }

    private mutating func addAligned(_ domain: String, _ result: String, _ number: Int64) {
        guard number > 0 else { return }
        let isNew = aligned[Labels(domain, result)] == nil
        let labels = Labels(isNew && aligned.count >= 2 * Self.domainsMax ? Self.otherDomains : domain, result)
        aligned[labels] = (aligned[labels] ?? 0).addingSaturated(number)
    }

    package mutating func add(_ other: IngestFigures) {
        messages.merge(other.messages) { $0.addingSaturated($1) }
        failures.merge(other.failures) { $0.addingSaturated($1) }
        bounces.merge(other.bounces) { $0.addingSaturated($1) }
        complaints.merge(other.complaints) { $0.addingSaturated($1) }
        for (labels, number) in other.aligned { addAligned(labels.first, labels.second, number) }
        seconds.add(other.seconds)
    }
}
