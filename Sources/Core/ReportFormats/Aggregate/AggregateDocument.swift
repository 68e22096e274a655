import MailSyntax
import Unpacking

/// The reader of one aggregate document as a state machine over XML tokens: metadata in, records out, totals kept.
struct AggregateDocument {
    private let limits: Limits
    private let sink: any RecordSink

    private(set) var rootSeen = false, rootIsSchema = false, rootClosed = false
    private var path: [UInt8] = []
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
        view.text.reserveCapacity(1024)
        path.reserveCapacity(16)
    }

    /// Walks what the tokenizer has seen since the last call.
    mutating func take(_ tokenizer: XMLTokenizer) throws(ReadError) {
        let text = tokenizer.text
        for token in tokenizer.tokens {
            if token.isStart {
                try start(token.element)
            } else {
                path.removeLast()
                try end(token, text)
            }
        }
    }

    // MARK: start tags

    private mutating func start(_ element: UInt8) throws(ReadError) {
        if path.isEmpty {
            rootSeen = true
            rootIsSchema = element == AggregateElement.schema.rawValue
            guard element == AggregateElement.feedback.rawValue else {
                throw ReadError(.aggregateNotOne, "the document's root is not `feedback`")
            }
        }
        let parent = path.last
        path.append(element)
        switch AggregateElement(rawValue: element) {
        case .record where path.count == 2: beginRecord()
        case .policyPublished where path.count == 2: policyOpen = !policySeen
        case .reason where parent == AggregateElement.policyEvaluated.rawValue:
            guard limits.reasonsPerRecord.allows(view.reasons.count + 1) else {
                recordFault = "more reasons than \(limits.reasonsPerRecord.value)"; return
            }
            view.reasons.append(RecordView.Reason())
        case .dkim where parent == AggregateElement.authResults.rawValue:
            guard limits.resultsPerRecord.allows(view.authDKIM.count + 1) else { return }
            view.authDKIM.append(RecordView.Result())
        case .spf where parent == AggregateElement.authResults.rawValue:
            guard limits.resultsPerRecord.allows(view.authSPF.count + 1) else { return }
            view.authSPF.append(RecordView.Result())
        default: break
        }
    }

    private mutating func beginRecord() {
        recordElements += 1
        recordFault = nil
        recordIsEmpty = true
        view.text.removeAll(keepingCapacity: true)
        view.reasons.removeAll(keepingCapacity: true)
        view.authDKIM.removeAll(keepingCapacity: true)
        view.authSPF.removeAll(keepingCapacity: true)
        view.sourceIP = 0..<0
        view.headerFrom = 0..<0
        (view.envelopeFrom, view.envelopeTo, view.disposition) = (nil, nil, nil)
        (view.dkim, view.spf) = (.notStated, .notStated)
        view.count = -1
    }

    // MARK: end tags

    private mutating func end(_ token: XMLToken, _ text: [UInt8]) throws(ReadError) {
        guard let element = AggregateElement(rawValue: token.element) else { return }
        guard let parentID = path.last else {
            rootClosed = true
            return
        }
        guard let parent = AggregateElement(rawValue: parentID) else { return }
        switch (parent, element) {
        case (.feedback, .record) where path.count == 1: try endRecord()
        case (.feedback, .policyPublished): (policySeen, policyOpen, view.treeWalkDomain) = (true, false, report.policy.treeWalkDomain)
        case (.row, _), (.policyEvaluated, _), (.identifiers, _), (.identities, _), (.authResults, _), (.dkim, _), (.spf, _), (.reason, _),
            (.record, _):
            if token.isLeaf { recordLeaf(parent, element, text, token.text) }
            if path.count > 1 { recordIsEmpty = false }
        case (.policyPublished, _) where policyOpen && token.isLeaf: policyLeaf(element, text, token.text)
        case (.reportMetadata, _) where token.isLeaf, (.dateRange, _) where token.isLeaf:
            metadataLeaf(element, text, token.text)
        case (.feedback, .version) where report.version == nil: report.version = value(text, token.text)
        default: break
        }
    }

    private func value(_ text: [UInt8], _ range: Range<Int>) -> String {
        text.text(text.trimmed(range)).bounded(toBytes: limits.metadataBytes.value)
    }

    private func optional(_ text: [UInt8], _ range: Range<Int>) -> String? {
        let value = value(text, range)
        return value.isEmpty ? nil : value
    }

    private mutating func metadataLeaf(_ element: AggregateElement, _ text: [UInt8], _ range: Range<Int>) {
        switch element {
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

    private mutating func policyLeaf(_ element: AggregateElement, _ text: [UInt8], _ range: Range<Int>) {
        let word = optional(text, range)
        switch element {
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
    private static func date(_ text: [UInt8], _ range: Range<Int>) -> Timestamp? {
        let trimmed = text.trimmed(range)
        let whole = trimmed.lowerBound..<(text[trimmed].firstIndex(of: 46) ?? trimmed.upperBound)
        if let seconds = number(text, whole) { return Timestamp(seconds) }
        return MailDate.read(Array(text[trimmed]))
    }

    /// Decimal digits only: no sign, no exponent, no other script's digits; nil past 18 digits.
    static func number(_ text: [UInt8], _ range: Range<Int>) -> Int64? {
        let range = text.trimmed(range)
        guard (1...18).contains(range.count) else { return nil }
        var value: Int64 = 0
        for byte in text[range] {
            guard byte.isDigit else { return nil }
            value = value &* 10 &+ Int64(byte &- 48)
        }
        return value
    }

    // MARK: records

    private mutating func keep(_ text: [UInt8], _ range: Range<Int>) -> Range<Int> {
        let trimmed = text.trimmed(range)
        let start = view.text.count
        text.withUnsafeBufferPointer { view.text.append(contentsOf: UnsafeBufferPointer(rebasing: $0[trimmed])) }
        return start..<view.text.count
    }

    private mutating func keepStated(_ text: [UInt8], _ range: Range<Int>) -> Range<Int>? {
        let kept = keep(text, range)
        return kept.isEmpty ? nil : kept
    }

    private mutating func recordLeaf(_ parent: AggregateElement, _ element: AggregateElement, _ text: [UInt8], _ range: Range<Int>) {
        switch (parent, element) {
        case (.row, .sourceIP): if view.sourceIP.isEmpty { view.sourceIP = keep(text, range) }
        case (.row, .count): takeCount(text, range)
        case (.policyEvaluated, .disposition): view.disposition = keepStated(text, range)
        case (.policyEvaluated, .dkim): view.dkim = Self.evaluated(text, range)
        case (.policyEvaluated, .spf): view.spf = Self.evaluated(text, range)
        case (.policyEvaluated, .reason):  // KDDI writes the reason as plain text
            let kept = keep(text, range)
            if !view.reasons.isEmpty { view.reasons[view.reasons.count - 1].type = kept }
        case (.reason, .type) where !view.reasons.isEmpty: view.reasons[view.reasons.count - 1].type = keep(text, range)
        case (.reason, .comment) where !view.reasons.isEmpty: view.reasons[view.reasons.count - 1].comment = keepStated(text, range)
        case (.identifiers, .headerFrom), (.identities, .headerFrom): if view.headerFrom.isEmpty { view.headerFrom = keep(text, range) }
        case (.identifiers, .envelopeFrom), (.identities, .envelopeFrom): view.envelopeFrom = keepStated(text, range)
        case (.identifiers, .envelopeTo), (.identities, .envelopeTo): view.envelopeTo = keepStated(text, range)
        case (.dkim, _) where !view.authDKIM.isEmpty: take(element, keepStated(text, range), into: &view.authDKIM[view.authDKIM.count - 1])
        case (.spf, _) where !view.authSPF.isEmpty: take(element, keepStated(text, range), into: &view.authSPF[view.authSPF.count - 1])
        default: break
        }
    }

    private func take(_ element: AggregateElement, _ range: Range<Int>?, into result: inout RecordView.Result) {
        switch element {
        case .domain: result.domain = range
        case .selector, .scope: result.detail = range
        case .result: result.result = range
        default: break
        }
    }

    private mutating func takeCount(_ text: [UInt8], _ range: Range<Int>) {
        guard let count = Self.number(text, range), limits.messagesPerRecord.allows(Int(count)) else {
            recordFault = "count `\(text.text(text.trimmed(range)).bounded(toBytes: 40))` is no number of messages"
            return
        }
        if view.count >= 0, view.count != count { recordFault = "two counts that differ" }
        view.count = count
    }

    /// Pass or fail in any case; everything else, also nothing, is not stated and never a pass.
    private static func evaluated(_ text: [UInt8], _ range: Range<Int>) -> AggregateReport.Evaluated {
        let range = text.trimmed(range)
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
            let start = view.text.count
            view.text.append(contentsOf: report.policy.domain.utf8)
            view.headerFrom = start..<view.text.count
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
