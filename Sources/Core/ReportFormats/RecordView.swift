import MailSyntax

/// One record of an aggregate report while it is being read: bytes in one reused buffer, no strings made. Valid only
/// during the call that hands it over.
package struct RecordView {
    /// Text of all leaves of this record, one after the other.
    package internal(set) var text: [UInt8] = []
    package internal(set) var sourceIP: Range<Int> = 0..<0
    package internal(set) var headerFrom: Range<Int> = 0..<0
    package internal(set) var envelopeFrom: Range<Int>?
    package internal(set) var envelopeTo: Range<Int>?
    package internal(set) var disposition: Range<Int>?
    package internal(set) var count: Int64 = 0
    package internal(set) var dkim: AggregateReport.Evaluated = .notStated
    package internal(set) var spf: AggregateReport.Evaluated = .notStated
    package internal(set) var reasons: [Reason] = []
    package internal(set) var authDKIM: [Result] = []
    package internal(set) var authSPF: [Result] = []
    /// The policy's domain in lower case, where the reporter found it by a tree walk (RFC 9989 §4.10) and said so before
    /// this record.
    package internal(set) var treeWalkDomain: [UInt8]?

    package struct Reason {
        package internal(set) var type: Range<Int> = 0..<0
        package internal(set) var comment: Range<Int>?
    }

    /// A raw result: domain, result, and the selector (DKIM) or scope (SPF).
    package struct Result {
        package internal(set) var domain: Range<Int>?
        package internal(set) var detail: Range<Int>?
        package internal(set) var result: Range<Int>?
    }

    package init() {}

    package func string(_ range: Range<Int>?) -> String? { range.map { text.text($0) } }

    /// Whether the range is the lower-case ASCII word, in any case.
    package func equals(_ range: Range<Int>?, _ word: StaticString) -> Bool {
        range.map { text.equalsIgnoringCase(word, in: $0) } ?? false
    }

    /// The record with its values as strings.
    package var record: AggregateReport.Record {
        var out = AggregateReport.Record()
        out.sourceIP = text.text(sourceIP)
        out.count = count
        out.disposition = string(disposition)
        out.dkim = dkim
        out.spf = spf
        out.headerFrom = text.text(headerFrom)
        out.envelopeFrom = string(envelopeFrom)
        out.envelopeTo = string(envelopeTo)
        out.reasons = reasons.map { AggregateReport.Reason(type: text.text($0.type), comment: string($0.comment)) }
        out.authDKIM = authDKIM.map {
            var result = AggregateReport.DKIMResult()
            result.domain = string($0.domain)
            result.selector = string($0.detail)
            result.result = string($0.result)
            return result
        }
        out.authSPF = authSPF.map {
            var result = AggregateReport.SPFResult()
            result.domain = string($0.domain)
            result.scope = string($0.detail)
            result.result = string($0.result)
            return result
        }
        return out
    }
}
