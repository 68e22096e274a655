import MailSyntax

/// A DMARC aggregate report (RFC 9990, RFC 7489 appendix C, the 2012 draft form). Metadata and totals; the records went
/// past a `RecordSink` while they were read, so a report of any size costs the same memory. Values are as sent.
package struct AggregateReport: Sendable {
    package enum Generation: String, Hashable, Sendable {
        case rfc9990, rfc7489, draft
    }

    package var generation: Generation = .rfc7489
    package var version: String?
    package var orgName: String = ""
    package var email: String = ""
    package var extraContactInfo: String?
    package var reportID: String = ""
    package var begin: Timestamp
    package var end: Timestamp
    package var errors: [String] = []
    package var generator: String?
    package var policy = PolicyPublished()
    /// Elements `record` that counted.
    package var records: Int64 = 0
    package var skippedRecords: Int64 = 0
    package var counts = Counts()
    /// Name of the part or archive entry that it was in.
    package var part: String?
    /// Same values in any order and any container give the same digest: what tells a duplicate from a conflict.
    package var contentDigest: UInt64 = 0

    package init(begin: Timestamp, end: Timestamp) {
        self.begin = begin
        self.end = end
    }

    /// RFC 9990 §3.1.1.4: the policy as the receiver found it in DNS. Words are kept verbatim.
    package struct PolicyPublished: Hashable, Sendable {
        package var domain: String = ""
        package var p: String?
        package var sp: String?
        package var np: String?
        package var adkim: String?
        package var aspf: String?
        package var pct: Int?
        package var fo: String?
        package var testing: String?
        package var discoveryMethod: String?
        package init() {}

        /// The domain in lower case where the receiver found the policy by a tree walk (RFC 9989 §4.10).
        package var treeWalkDomain: [UInt8]? {
            guard discoveryMethod?.asciiLowercased == "treewalk" else { return nil }
            return DomainName(domain).map { Array($0.text.utf8) }
        }
    }

    /// Sums over the records, in messages.
    package struct Counts: Hashable, Sendable {
        package var messages: Int64 = 0
        package var aligned: Int64 = 0
        package var dkimAligned: Int64 = 0
        package var spfAligned: Int64 = 0
        package var none: Int64 = 0
        package var quarantine: Int64 = 0
        package var reject: Int64 = 0
        package init() {}
    }

    /// An evaluated result: a missing or unknown word is not a pass, and not a fail either.
    package enum Evaluated: String, Hashable, Sendable {
        case pass, fail
        case notStated = "not-stated"
    }

    /// One `record` (RFC 9990 §3.1.1.10), complete, for those who want rows.
    package struct Record: Hashable, Sendable {
        package var sourceIP: String = ""
        package var count: Int64 = 0
        package var disposition: String?
        package var dkim: Evaluated = .notStated
        package var spf: Evaluated = .notStated
        package var reasons: [Reason] = []
        package var headerFrom: String = ""
        package var envelopeFrom: String?
        package var envelopeTo: String?
        package var authDKIM: [DKIMResult] = []
        package var authSPF: [SPFResult] = []
        package init() {}
    }

    package struct Reason: Hashable, Sendable {
        package var type: String
        package var comment: String?
        package init(type: String, comment: String?) {
            self.type = type
            self.comment = comment
        }
    }

    package struct DKIMResult: Hashable, Sendable {
        package var domain: String?
        package var selector: String?
        package var result: String?
        package init() {}
    }

    package struct SPFResult: Hashable, Sendable {
        package var domain: String?
        package var scope: String?
        package var result: String?
        package init() {}
    }
}

/// Takes the records of a message's aggregate reports while they are read. A report that turns out unreadable at its
/// end is taken back: `refused` follows its records, and nothing of it may remain (a report cut in two is no report).
package protocol RecordSink: AnyObject {
    func begin()
    func record(_ record: borrowing RecordView)
    func accepted(_ report: AggregateReport)
    func refused()
}
