import MailSyntax

/// Counts of one source IP and From domain in one aggregate report, passes included: a rate needs its denominator.
package struct AlignmentTally: Hashable, Sendable {
    package let domain: String
    package let sourceIP: String
    package let reporter: String
    package let begin: Timestamp
    package let end: Timestamp
    package var counts: AlignmentCounts
    package var dispositions: Dispositions
    package let cause: AlignmentCause
    /// A domain whose DKIM signature or SPF passed at this source, aligned or not: who this source is.
    package let authenticatedAs: String?
    /// What is known of the source besides this report: from the settings, or from earlier reports.
    package var knownAs: SourceOwnership

    package init(
        domain: String, sourceIP: String, reporter: String, begin: Timestamp, end: Timestamp, counts: AlignmentCounts,
        dispositions: Dispositions, cause: AlignmentCause, authenticatedAs: String?, knownAs: SourceOwnership = .unknown
    ) {
        self.domain = domain
        self.sourceIP = sourceIP
        self.reporter = reporter
        self.begin = begin
        self.end = end
        self.counts = counts
        self.dispositions = dispositions
        self.cause = cause
        self.authenticatedAs = authenticatedAs
        self.knownAs = knownAs
    }

    /// The day that stands for the report: the middle of its range, UTC (a report of any range stays one report).
    package var day: CivilDate { Timestamp(begin.secondsSince1970 / 2 + end.secondsSince1970 / 2).civilDate }
}

/// Messages by what aligned. Sums saturate: counts come by mail.
package struct AlignmentCounts: Hashable, Sendable {
    package var messages: Int64 = 0
    package var dkimAligned: Int64 = 0
    package var spfAligned: Int64 = 0
    /// DKIM or SPF, once each: what DMARC calls a pass.
    package var aligned: Int64 = 0

    package init() {}

    package var both: Int64 { max(0, dkimAligned &+ spfAligned &- aligned) }
    package var dkimOnly: Int64 { max(0, dkimAligned &- both) }
    package var spfOnly: Int64 { max(0, spfAligned &- both) }
    package var neither: Int64 { max(0, messages &- aligned) }

    package mutating func add(_ count: Int64, dkim: Bool, spf: Bool) {
        messages = messages.addingSaturated(count)
        if dkim { dkimAligned = dkimAligned.addingSaturated(count) }
        if spf { spfAligned = spfAligned.addingSaturated(count) }
        if dkim || spf { aligned = aligned.addingSaturated(count) }
    }

    package mutating func add(_ other: AlignmentCounts) {
        messages = messages.addingSaturated(other.messages)
        dkimAligned = dkimAligned.addingSaturated(other.dkimAligned)
        spfAligned = spfAligned.addingSaturated(other.spfAligned)
        aligned = aligned.addingSaturated(other.aligned)
    }
}

/// What the receiver did, in messages. It says nothing about alignment.
package struct Dispositions: Hashable, Sendable {
    package var none: Int64 = 0
    package var quarantine: Int64 = 0
    package var reject: Int64 = 0

    package init(none: Int64 = 0, quarantine: Int64 = 0, reject: Int64 = 0) {
        self.none = none
        self.quarantine = quarantine
        self.reject = reject
    }

    package mutating func add(_ other: Dispositions) {
        none = none.addingSaturated(other.none)
        quarantine = quarantine.addingSaturated(other.quarantine)
        reject = reject.addingSaturated(other.reject)
    }
}

/// Why mail of a source aligned or did not. Raw values are part of the output contract.
package enum AlignmentCause: String, CaseIterable, Hashable, Sendable {
    case aligned
    case dkimFails = "dkim-fails"
    case dkimAbsent = "dkim-absent"
    case dkimUnaligned = "dkim-unaligned"
    case spfFails = "spf-fails"
    case spfUnaligned = "spf-unaligned"
    case forwarded
    case mailingList = "mailing-list"
    case unknownSource = "unknown-source"
    case localPolicy = "local-policy"

    /// The group of the weekly summary.
    package var group: SourceGroup {
        switch self {
        case .aligned: .aligned
        case .forwarded, .mailingList: .forwarders
        case .unknownSource, .dkimAbsent: .unknown
        case .dkimFails, .dkimUnaligned, .spfFails, .spfUnaligned, .localPolicy: .failing
        }
    }
}

package enum SourceGroup: String, CaseIterable, Hashable, Sendable {
    case aligned, failing, forwarders, unknown
}

extension Int64 {
    /// The sum, or the nearest end of the range.
    package func addingSaturated(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
