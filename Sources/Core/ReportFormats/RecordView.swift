import MailSyntax

/// One record of an aggregate report while it is being read: bytes in one reused buffer, no strings made. Valid only
/// during the call that lends it.
package struct RecordView: ~Copyable {
    /// Text of all leaves of this record, one after the other. Bare memory: an array's checks at each leaf of a million
    /// records cost more than the leaves.
    private var memory: UnsafeMutablePointer<UInt8>, capacity = 1024, used = 0
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

    package init() { memory = .allocate(capacity: capacity) }

    deinit { memory.deallocate() }

    /// What the ranges are ranges of; valid until the record changes.
    package var text: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: memory, count: used) }

    /// Copies a value behind those that are kept.
    mutating func keep(_ value: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        let start = used
        if capacity - used < value.count {
            let larger = max(capacity * 2, used + value.count)
            let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
            moved.moveInitialize(from: memory, count: used)
            memory.deallocate()
            (memory, capacity) = (moved, larger)
        }
        if let source = value.baseAddress { (memory + used).initialize(from: source, count: value.count) }
        used += value.count
        return start..<used
    }

    /// Begins anew; the memory stays.
    mutating func clear() {
        used = 0
        reasons.removeAll(keepingCapacity: true)
        authDKIM.removeAll(keepingCapacity: true)
        authSPF.removeAll(keepingCapacity: true)
        sourceIP = 0..<0
        headerFrom = 0..<0
        (envelopeFrom, envelopeTo, disposition) = (nil, nil, nil)
        (dkim, spf) = (.notStated, .notStated)
        count = -1
    }

    package func string(_ range: Range<Int>?) -> String? { range.map { text.text($0) } }

    /// Whether the range is the lower-case ASCII word, in any case.
    package func equals(_ range: Range<Int>?, _ word: StaticString) -> Bool {
        guard let range else { return false }
        return text.equalsIgnoringCase(word, in: range)
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
        for reason in reasons { out.reasons.append(AggregateReport.Reason(type: text.text(reason.type), comment: string(reason.comment))) }
        for stated in authDKIM {
            var result = AggregateReport.DKIMResult()
            result.domain = string(stated.domain)
            result.selector = string(stated.detail)
            result.result = string(stated.result)
            out.authDKIM.append(result)
        }
        for stated in authSPF {
            var result = AggregateReport.SPFResult()
            result.domain = string(stated.domain)
            result.scope = string(stated.detail)
            result.result = string(stated.result)
            out.authSPF.append(result)
        }
        return out
    }
}
