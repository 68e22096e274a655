import Deliverability
import Interpretation
import MailSyntax
import Rendering
import ReportFormats

/// What a postmaster reads: what this mail is, what it says, what it would cause.
package struct ExplanationText {
    private let ink: Ink
    private let records: Bool
    private var lines: [String] = []

    package static func render(_ message: InterpretedMessage, source: String, records: Bool, colour: Bool) -> String {
        var text = ExplanationText(ink: Ink(colour: colour), records: records)
        text.head(message, source)
        text.body(message)
        text.notes(message.reading)
        return text.lines.joined(separator: "\n") + "\n"
    }

    private init(ink: Ink, records: Bool) {
        self.ink = ink
        self.records = records
    }

    private mutating func line(_ text: String) { lines.append(text) }
    private func show(_ text: String?) -> String { Escape.terminal(text ?? "–") }

    private mutating func head(_ message: InterpretedMessage, _ source: String) {
        line(ink.bold(show(source)))
        switch message.reading.outcome {
        case .report: break
        case .unrelated: line("  " + ink.dim("unrelated: no report, nothing would be caused"))
        case .setAside(let error):
            line("  " + ink.red("set aside: \(error.reason.rawValue)"))
            line("  " + show(error.detail))
        }
    }

    private mutating func body(_ message: InterpretedMessage) {
        var aggregates = message.aggregates.makeIterator(), tlsTrust = message.tlsTrust.makeIterator()
        for report in message.reading.reports {
            switch report {
            case .aggregate(let report): if let aggregate = aggregates.next() { describe(report, aggregate, message) }
            case .feedback(let report): describe(report)
            case .deliveryStatus(let status): describe(status)
            case .tls(let report):
                describe(report)
                describe(tlsTrust.next())
            }
        }
        if message.reading.kind == .autoReply { line("  automatic reply, receipt or challenge: nothing would be caused") }
        for event in message.events { describe(event) }
    }

    // MARK: reports

    private mutating func describe(_ report: AggregateReport, _ aggregate: InterpretedMessage.Aggregate, _ message: InterpretedMessage) {
        line("  " + ink.cyan("DMARC aggregate report") + " by \(show(report.reporterName)) about \(ink.bold(show(report.policy.domain)))")
        let policy = [
            ("p", report.policy.p), ("sp", report.policy.sp), ("np", report.policy.np), ("adkim", report.policy.adkim),
            ("aspf", report.policy.aspf),
        ]
        line("  \(Self.span(report.begin, report.end)) · id \(show(report.reportID)) · \(report.generation.rawValue)")
        line("  policy " + policy.compactMap { name, word in word.map { "\(name)=\(show($0))" } }.joined(separator: " "))
        describe(aggregate.trust)
        let failed = report.counts.messages - report.counts.aligned
        line(
            "  \(Self.plural(report.counts.messages, "message")) in \(Self.plural(report.records, "record")): "
                + ink.green("\(report.counts.aligned) aligned") + (failed > 0 ? ", " + ink.red("\(failed) not") : "")
                + " · DKIM \(report.counts.dkimAligned) · SPF \(report.counts.spfAligned)"
                + " · rejected \(report.counts.reject), quarantined \(report.counts.quarantine)")
        let shown = 20
        var tallies: [AlignmentTally] = []
        for case .alignment(let tally) in message.events[aggregate.events] { tallies.append(tally) }
        tallies.sort { ($0.counts.neither, $0.counts.messages) > ($1.counts.neither, $1.counts.messages) }
        guard !tallies.isEmpty else { return }
        line("")
        line(ink.dim("    " + Self.row("source", "From domain", "messages", "aligned", "cause")))
        for tally in tallies.prefix(records ? tallies.count : shown) {
            let failure = tally.failureClass.map { ", " + $0.rawValue } ?? ""
            let cause = tally.cause.rawValue + failure + (tally.authenticatedAs.map { $0 == tally.domain ? "" : " (as \(show($0)))" } ?? "")
            let text =
                "    "
                + Self.row(show(tally.sourceIP), show(tally.domain), String(tally.counts.messages), String(tally.counts.aligned), cause)
            line(tally.cause == .aligned ? text : tally.cause.group == .forwarders ? ink.yellow(text) : ink.red(text))
        }
        if !records, tallies.count > shown { line(ink.dim("    … and \(tallies.count - shown) more (--records shows all)")) }
    }

    /// One line about the reporter, once there is an id of ours to believe.
    private mutating func describe(_ trust: ReportTrust.Verdict?) {
        switch trust {
        case .passed(let mechanism, let domain):
            line("  " + ink.green("reporter authenticated") + ": \(mechanism.rawValue) passed for \(show(domain.text))")
        case .failed: line("  " + ink.red("reporter not authenticated: our MX found that it fails"))
        case .absent: line("  " + ink.yellow("reporter not authenticated: our MX says nothing of it"))
        case .unconfigured, nil: break
        }
    }

    private mutating func describe(_ report: FeedbackReport) {
        line(
            "  " + ink.cyan("feedback report") + ", type \(ink.bold(show(report.feedbackType)))"
                + (report.userAgent.map { " by \(show($0))" } ?? ""))
        if let ip = report.sourceIP { line("  source \(show(ip))") }
        if let id = report.originalMessageID { line("  about message \(show(id))") }
        if let failure = report.authFailure { line("  authentication failure: \(show(failure))") }
    }

    private mutating func describe(_ status: DeliveryStatus) {
        line(
            "  " + ink.cyan("delivery status") + " (\(status.form))" + (status.reportingMTA.map { " by \(show($0))" } ?? "")
                + ", \(Self.plural(Int64(status.recipients.count), "recipient"))")
    }

    private mutating func describe(_ report: TLSReport) {
        line(
            "  " + ink.cyan("SMTP TLS report")
                + " by \(show(report.organizationName)) · \(Self.span(report.begin, report.end)) · id \(show(report.reportID))")
        for policy in report.policies.prefix(20) {
            line(
                "    \(show(policy.domain)) \(show(policy.type)): \(policy.successfulSessions) sessions secure, "
                    + (policy.failedSessions > 0 ? ink.red("\(policy.failedSessions) failed") : "0 failed"))
            for failure in policy.failures.prefix(5) { line("      \(show(failure.resultType)) × \(failure.failedSessions)") }
        }
    }

    // MARK: events

    private mutating func describe(_ event: Event) {
        switch event {
        case .alignment: break  // shown as rows of the report
        case .bounce(let bounce): describe(bounce)
        case .complaint(let complaint):
            let who =
                complaint.attribution.address.map { ink.bold(show($0.description)) }
                ?? ink.yellow("nobody: \(complaint.attribution.outcome.rawValue)")
            line(
                "  complaint names \(who)"
                    + ink.dim(" (by \(complaint.attribution.rung.rawValue), trust \(complaint.attribution.trust.rawValue))"))
            for other in complaint.attribution.disagreements {
                let name = show(other.address?.description)
                line(
                    "  " + ink.yellow("\(other.rung.rawValue) names \(name) instead")
                        + ": a forwarder or an attack; nothing is done about it")
            }
            let scope = complaint.scope == .all ? "" : ", for \(show(complaint.scope.description)) only"
            line("  → " + effect(complaint.effect) + scope)
        case .unsubscribe(let unsubscribe):
            line(
                "  → " + ink.red("suppress") + " \(show(unsubscribe.address?.description)): unsubscribed by \(unsubscribe.method.rawValue)"
                    + (unsubscribe.scope == .all ? "" : ", for \(show(unsubscribe.scope.description)) only"))
        case .other(let other):
            line("  → counted as \(other.cause.rawValue)" + (other.detail.map { " (\(show($0)))" } ?? ""))
            if other.cause == .addressAbandoned {
                line("  nobody seems to read \(show(other.contact?.description)) any more: validate it before the next mail")
            }
        }
    }

    private mutating func describe(_ bounce: Bounce) {
        let word = bounce.classification.bounceClass.rawValue
        let coloured =
            switch bounce.classification.bounceClass {
            case .hard: ink.red(word)
            case .block: ink.magenta(word)
            case .soft, .other: ink.yellow(word)
            }
        line("")
        line(
            "  \(ink.bold(show(bounce.recipient?.description ?? "recipient not named"))) \(bounce.action.rawValue): \(coloured) · \(ink.bold(bounce.classification.cause.rawValue))"
        )
        var facts = [bounce.replyCode.map { "\($0)" }, bounce.status.map { "\($0)" }].compactMap(\.self)
        if let provider = bounce.provider { facts.append(provider.slug) }
        if let host = bounce.remoteMTA { facts.append(show(host)) }
        facts.append("rule \(bounce.classification.rule)")
        line("    " + ink.dim(facts.joined(separator: " · ")))
        if !bounce.diagnostic.isEmpty { line("    “\(show(bounce.diagnostic.bounded(toBytes: 300)))”") }
        let consequence =
            switch (bounce.action, bounce.classification.bounceClass) {
            case _ where bounce.countsAgainstContact && bounce.classification.bounceClass == .hard: "the contact goes inactive"
            case _ where bounce.countsAgainstContact: "one strike against the contact"
            case (.failed, .block): "an investigation; nothing against the contact"
            case (.delayed, _): "nothing yet: the MTA goes on trying"
            default: "nothing"
            }
        let remedy = bounce.action == .failed || bounce.action == .delayed ? "; " + show(bounce.classification.remedy) : ""
        line("  → \(consequence)\(remedy)")
    }

    private func effect(_ effect: Complaint.Effect) -> String {
        switch effect {
        case .suppress: ink.red("suppress at once")
        case .suppressProvisionally: ink.red("suppress at once, provisionally") + ": the report is not authenticated"
        case .investigate: "investigate: no recipient of ours complained"
        case .count: "count: nobody can be suppressed"
        case .retract: "take back a provisional suppression"
        case .none: "nothing"
        }
    }

    private mutating func notes(_ reading: Reading) {
        for part in reading.rejected {
            line("  " + ink.yellow("refused ") + "\(show(part.part)): \(part.error.reason.rawValue) – \(show(part.error.detail))")
        }
        for warning in reading.warnings { line("  " + ink.dim("note: \(show(warning))")) }
    }

    // MARK: forms

    private static func span(_ begin: Timestamp, _ end: Timestamp) -> String {
        let a = begin.rfc3339, b = end.rfc3339
        let from = a.prefix(16).replacing("T", with: " ")
        return begin.civilDate == end.civilDate
            ? "\(from)–\(b.dropFirst(11).prefix(5)) UTC" : "\(from) – \(b.prefix(16).replacing("T", with: " ")) UTC"
    }

    private static func plural(_ count: Int64, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    private static func row(_ source: String, _ domain: String, _ messages: String, _ aligned: String, _ cause: String) -> String {
        pad(source, 24) + " " + pad(domain, 28) + " " + padLeft(messages, 9) + " " + padLeft(aligned, 9) + "  " + cause
    }

    private static func pad(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }
    private static func padLeft(_ text: String, _ width: Int) -> String { String(repeating: " ", count: max(0, width - text.count)) + text }
}
