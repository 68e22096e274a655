import MailSyntax
import Unpacking

/// The reader of one aggregate document as a state machine over XML tokens: metadata in, records out, totals kept.
struct AggregateDocument: ~Copyable {
    private let limits: Limits
    private let sink: any RecordSink
    private let places = AggregatePlace.table

    private(set) var rootIsSchema = false, rootClosed = false
    private var report = AggregateReport(begin: Timestamp(0), end: Timestamp(0))
    private var begin: Timestamp?, end: Timestamp?
    private var policySeen = false, policyOpen = false
    private var isRFC9990 = false
    private var view = RecordView()
    private var recordFault: String?, recordIsEmpty = true
    private var recordElements: Int64 = 0, faultyRecords: Int64 = 0
    private(set) var warnings: [String] = []

    init(limits: Limits, sink: any RecordSink) {
        self.limits = limits
        self.sink = sink
    }

    /// Walks what the tokenizer has seen since the last call.
    mutating func take(_ tokenizer: XMLTokenizer) throws(ReadError) {
        let text = tokenizer.text
        for token in tokenizer.tokens {
            let place = places[AggregatePlace.index(token.parent, token.element)]
            if token.isStart {
                try start(token, place)
            } else {
                try end(token, place, text)
            }
        }
    }

    // MARK: start tags

    private mutating func start(_ token: XMLToken, _ place: AggregatePlace) throws(ReadError) {
        if token.depth == 1 {
            rootIsSchema = token.element == AggregateElement.schema.rawValue
            guard token.element == AggregateElement.feedback.rawValue else {
                throw ReadError(.aggregateNotOne, "the document's root is not `feedback`")
            }
        }
        switch place {
        case .record where token.depth == 2: beginRecord()
        case .policyPublished where token.depth == 2: policyOpen = !policySeen
        case .reason:
            guard limits.reasonsPerRecord.allows(view.reasons.count + 1) else {
                recordFault = "more reasons than \(limits.reasonsPerRecord.value)"; return
            }
            view.reasons.append(RecordView.Reason())
        case .authDKIM where limits.resultsPerRecord.allows(view.authDKIM.count + 1): view.authDKIM.append(RecordView.Result())
        case .authSPF where limits.resultsPerRecord.allows(view.authSPF.count + 1): view.authSPF.append(RecordView.Result())
        default: break
        }
    }

    private mutating func beginRecord() {
        recordElements += 1
        recordFault = nil
        recordIsEmpty = true
        view.clear()
    }

    // MARK: end tags

    private mutating func end(_ token: XMLToken, _ place: AggregatePlace, _ text: Bytes) throws(ReadError) {
        if token.depth == 1 { rootClosed = true }
        switch place {
        case .skipped: return
        case .record: if token.depth == 2 { try endRecord() }
        case .policyPublished: (policySeen, policyOpen, view.treeWalkDomain) = (true, false, report.policy.treeWalkDomain)
        case .version: if report.version == nil { report.version = value(text, token.text) }
        case .policyValue: if policyOpen, token.isLeaf { policyLeaf(token.element, text, text.trimmed(token.text)) }
        case .orgName, .email, .extraContactInfo, .reportID, .begin, .end, .error, .generator:
            if token.isLeaf { metadataLeaf(place, text, text.trimmed(token.text)) }
        default:
            recordIsEmpty = false
            if token.isLeaf { recordLeaf(place, text, text.trimmed(token.text)) }
        }
    }

    /// Text of the tokenizer, borrowed.
    private typealias Bytes = UnsafeBufferPointer<UInt8>

    private func value(_ text: Bytes, _ range: Range<Int>) -> String {
        text.text(text.trimmed(range)).bounded(toBytes: limits.metadataBytes.value)
    }

    private func optional(_ text: Bytes, _ range: Range<Int>) -> String? { range.isEmpty ? nil : value(text, range) }

    private mutating func metadataLeaf(_ place: AggregatePlace, _ text: Bytes, _ range: Range<Int>) {
        switch place {
        case .orgName where report.orgName.isEmpty: report.orgName = value(text, range)
        case .email where report.email.isEmpty: report.email = value(text, range)
        case .extraContactInfo where report.extraContactInfo == nil: report.extraContactInfo = optional(text, range)
        case .reportID where report.reportID.isEmpty: report.reportID = value(text, range)
        case .begin where begin == nil: begin = Self.date(text, range)
        case .end where end == nil: end = Self.date(text, range)
        case .error where report.errors.count < 20: if let error = optional(text, range) { report.errors.append(error) }
        case .generator:
            report.generator = optional(text, range)
            isRFC9990 = true
        default: break
        }
    }

    private mutating func policyLeaf(_ element: UInt8, _ text: Bytes, _ range: Range<Int>) {
        let word = optional(text, range)
        switch AggregateElement(rawValue: element) {
        case .domain: report.policy.domain = word ?? ""
        case .p: report.policy.p = word
        case .sp: report.policy.sp = word
        case .np: report.policy.np = word
        case .adkim: report.policy.adkim = word
        case .aspf: report.policy.aspf = word
        case .pct: report.policy.pct = Self.number(text, range).flatMap { Int(exactly: $0) }
        case .fo: report.policy.fo = word
        case .testing, .t:
            report.policy.testing = word
            isRFC9990 = true
        case .discoveryMethod:
            report.policy.discoveryMethod = word
            isRFC9990 = true
        default: break
        }
    }

    /// Epoch seconds, a fraction cut; some write a date.
    private static func date(_ text: Bytes, _ range: Range<Int>) -> Timestamp? {
        let whole = range.lowerBound..<(text[range].firstIndex(of: 46) ?? range.upperBound)
        if let seconds = number(text, text.trimmed(whole)) { return Timestamp(seconds) }
        return MailDate.read(Array(text[range]))
    }

    /// Decimal digits only: no sign, no exponent, no other script's digits; nil past 18 digits.
    private static func number(_ text: Bytes, _ range: Range<Int>) -> Int64? {
        guard (1...18).contains(range.count) else { return nil }
        var value: Int64 = 0
        for byte in text.part(range) {
            guard byte.isDigit else { return nil }
            value = value &* 10 &+ Int64(byte &- 48)
        }
        return value
    }

    // MARK: records

    private mutating func recordLeaf(_ place: AggregatePlace, _ text: Bytes, _ range: Range<Int>) {
        switch place {
        case .sourceIP: if view.sourceIP.isEmpty { view.sourceIP = keep(text, range) }
        case .count: takeCount(text, range)
        case .disposition: view.disposition = keepStated(text, range)
        case .evaluatedDKIM: view.dkim = Self.evaluated(text, range)
        case .evaluatedSPF: view.spf = Self.evaluated(text, range)
        case .headerFrom: if view.headerFrom.isEmpty { view.headerFrom = keep(text, range) }
        case .envelopeFrom: view.envelopeFrom = keepStated(text, range)
        case .envelopeTo: view.envelopeTo = keepStated(text, range)
        case .reason, .reasonType:  // KDDI writes the reason as plain text
            let kept = keep(text, range)
            if !view.reasons.isEmpty { view.reasons[view.reasons.count - 1].type = kept }
        case .reasonComment:
            let kept = keepStated(text, range)
            if !view.reasons.isEmpty { view.reasons[view.reasons.count - 1].comment = kept }
        case .dkimDomain, .dkimSelector, .dkimResult:
            let kept = keepStated(text, range)
            if !view.authDKIM.isEmpty { view.authDKIM[view.authDKIM.count - 1].take(place, kept) }
        case .spfDomain, .spfScope, .spfResult:
            let kept = keepStated(text, range)
            if !view.authSPF.isEmpty { view.authSPF[view.authSPF.count - 1].take(place, kept) }
        default: break
        }
    }

    private mutating func keep(_ text: Bytes, _ range: Range<Int>) -> Range<Int> { view.keep(text.part(range)) }

    private mutating func keepStated(_ text: Bytes, _ range: Range<Int>) -> Range<Int>? { range.isEmpty ? nil : keep(text, range) }

    private mutating func takeCount(_ text: Bytes, _ range: Range<Int>) {
        guard let count = Self.number(text, range), limits.messagesPerRecord.allows(Int(count)) else {
            recordFault = "count `\(text.text(range).bounded(toBytes: 40))` is no number of messages"
            return
        }
        if view.count >= 0, view.count != count { recordFault = "two counts that differ" }
        view.count = count
    }

    /// Pass or fail in any case; everything else, also nothing, is not stated and never a pass.
    private static func evaluated(_ text: Bytes, _ range: Range<Int>) -> AggregateReport.Evaluated {
        if text.equalsIgnoringCase("pass", in: range) { return .pass }
        return text.equalsIgnoringCase("fail", in: range) ? .fail : .notStated
    }

    private mutating func endRecord() throws(ReadError) {
        if recordFault == nil {
            if recordIsEmpty {
                recordFault = "the record is empty"
            } else if view.count < 0 {
                recordFault = "the count is missing"
            } else if let fault = view.normalizeSourceIP() {
                recordFault = fault
            }
        }
        if let recordFault {
            report.skippedRecords += 1
            if !recordIsEmpty { faultyRecords += 1 }
            if warnings.count < 20 { warnings.append("record \(recordElements) was skipped: \(recordFault)") }
            return
        }
        if view.headerFrom.isEmpty {
            var domain = report.policy.domain
            view.headerFrom = domain.withUTF8 { keep($0, 0..<$0.count) }
        }
        guard limits.recordsPerReport.allows(Int(report.records) + 1) else {
            throw ReadError(.aggregateTooManyRecords, exceeded: limits.recordsPerReport)
        }
        report.records += 1
        try addToTotals()
        report.contentDigest &+= view.digest
        sink.record(view)
    }

    private mutating func addToTotals() throws(ReadError) {
        let (messages, overflow) = report.counts.messages.addingReportingOverflow(view.count)
        guard !overflow else { throw ReadError(.aggregateImplausible, "the counts add up beyond any number") }
        report.counts.messages = messages
        if view.dkim == .pass { report.counts.dkimAligned += view.count }
        if view.spf == .pass { report.counts.spfAligned += view.count }
        if view.isAligned { report.counts.aligned += view.count }
        if view.equals(view.disposition, "quarantine") {
            report.counts.quarantine += view.count
        } else if view.equals(view.disposition, "reject") {
            report.counts.reject += view.count
        } else {
            report.counts.none += view.count
        }
        if view.equals(view.disposition, "pass") { isRFC9990 = true }
    }

    // MARK: the whole

    /// The report, once the document is closed. Required are only the range and the policy domain.
    func finished(namespaceIsRFC9990: Bool) throws(ReadError) -> AggregateReport {
        var report = report
        guard let begin, let end else { throw ReadError(.aggregateMissing, "the report has no readable date_range") }
        guard begin.secondsSince1970 >= 0, end.secondsSince1970 < 253_402_300_800, begin <= end else {
            throw ReadError(.aggregateImplausible, "the date_range \(begin.rfc3339) to \(end.rfc3339) is no range of time")
        }
        guard !report.policy.domain.isEmpty else { throw ReadError(.aggregateMissing, "policy_published names no domain") }
        if report.records == 0, faultyRecords > 0 {
            throw ReadError(.aggregateNoRecord, "none of \(recordElements) records can be read: \(warnings.first ?? "")")
        }
        report.begin = begin
        report.end = end
        report.generation = isRFC9990 || namespaceIsRFC9990 ? .rfc9990 : report.version == nil ? .draft : .rfc7489
        return report
    }
}

extension RecordView.Result {
    fileprivate mutating func take(_ place: AggregatePlace, _ range: Range<Int>?) {
        switch place {
        case .dkimDomain, .spfDomain: domain = range
        case .dkimSelector, .spfScope: detail = range
        case .dkimResult, .spfResult: result = range
        default: break
        }
    }
}
