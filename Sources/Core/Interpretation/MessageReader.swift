import Deliverability
import MailSyntax
import ReportFormats
import Tables
import Tokens

/// From bytes to what they cause: syntax, then meaning. The one way in for every command and for the daemon.
package struct MessageReader: Sendable {
    private let context: OperatorContext
    private let limits: Limits
    private let readers: ReportReaders
    /// The operator's rules and those that are compiled in; nil where the operator has none.
    private let rules: RuleIndex?

    package init(context: OperatorContext, limits: Limits) {
        self.context = context
        self.limits = limits
        rules = context.rules.isEmpty ? nil : RuleIndex(context.rules + TableRule.all)
        readers = ReportReaders(
            limits: limits, unsubscribeAddresses: Set(context.unsubscribeAddresses.compactMap { EmailAddress($0)?.key }))
    }

    /// - Parameter keepRows: whether the records of aggregate reports are kept, for those who ask to see them.
    package func read(_ bytes: [UInt8], keepRows: Bool = false) -> InterpretedMessage {
        let sums = AlignmentAccumulator(keepRows: keepRows, ownSources: context.ownSources)
        let reading = readers.read(bytes, sink: sums)
        var message = InterpretedMessage(reading: reading)
        let trust = ReportTrust(context: context)
        for finished in sums.finished {
            let events = message.events.append(finished.tallies)
            let stated = finished.report.reporterDomain
            message.aggregates.append(
                InterpretedMessage.Aggregate(
                    report: finished.report, events: events, rows: finished.rows,
                    reporter: stated ?? reading.envelope?.fromDomain,
                    trust: trust.trust(ofReportIn: reading.envelope, by: stated)))
        }
        for report in reading.reports {
            switch report {
            case .aggregate: break  // its records went past the accumulator
            case .feedback(let feedback):
                let tokens = message.noting(TokenEvidence(of: feedback, context))
                let signature = tokens.best == nil ? OwnSignature(of: feedback, context) : OwnSignature()
                message.note(signature)
                message.events.append(ComplaintInterpreter(context: context).events(of: feedback, tokens: tokens, signature: signature))
            case .deliveryStatus(let status):
                let tokens = message.noting(TokenEvidence(of: status, context))
                message.events.append(BounceInterpreter(context: context, limits: limits, rules: rules).events(of: status, tokens: tokens))
            case .tls(let tls):
                let reporter = tls.contactInfo.flatMap { EmailAddress($0)?.domain }
                message.tlsTrust.append(trust.trust(ofReportIn: reading.envelope, by: reporter))
                let domain = tls.policies.first.flatMap { $0.domain.isEmpty ? nil : $0.domain }
                message.events.append([.other(OtherEvent(cause: .tlsReport, detail: domain, occurredAt: tls.begin))])
            }
        }
        for notice in reading.notices { message.events.append(events(of: notice, &message)) }
        return message
    }

    private func events(of notice: Notice, _ message: inout InterpretedMessage) -> [Event] {
        switch notice {
        case .unsubscribe(let request):
            ComplaintInterpreter(context: context).events(of: request, tokens: message.noting(TokenEvidence(of: request, context)))
        case .autoReply(let reply): [.other(AutoReplyInterpreter(context: context).event(of: reply))]
        case .challenge(let at, let system): [.other(OtherEvent(cause: .challenge, detail: system, occurredAt: at))]
        case .readReceipt(let at): [.other(OtherEvent(cause: .readReceipt, occurredAt: at))]
        }
    }
}

/// One message with its meaning.
package struct InterpretedMessage: Sendable {
    package struct Aggregate: Sendable {
        package let report: AggregateReport
        /// Its tallies, as a range of `events`.
        package let events: Range<Int>
        package let rows: [AggregateReport.Record]
        /// The reporter's domain: of the address that the report states, else of the mail's From field.
        package let reporter: DomainName?
        /// Whether the mail is that reporter's.
        package let trust: ReportTrust.Verdict

        /// Under whose name the reporter refuses mail: the provider's, else its domain. nil where everybody can have an
        /// address in that domain: what passes for it may be any customer's mail.
        package var receiver: String? {
            guard let reporter, !ProviderRecognition.isMailboxDomain(reporter) else { return nil }
            return ProviderRecognition.provider(remoteHost: reporter.text, domain: reporter)?.slug ?? reporter.text
        }
    }

    package private(set) var reading: Reading
    package internal(set) var events = EventList()
    package internal(set) var aggregates: [Aggregate] = []
    /// Of its TLS reports, in their order.
    package internal(set) var tlsTrust: [ReportTrust.Verdict] = []

    /// What looked like a token of ours and was refused, by reason.
    package private(set) var tokenRefusals: [TokenReader.Refusal: Int] = [:]

    init(reading: Reading) { self.reading = reading }

    /// Takes down what was refused, and hands the evidence on.
    mutating func noting(_ tokens: TokenEvidence) -> TokenEvidence {
        tokenRefusals.merge(tokens.refusals, uniquingKeysWith: +)
        reading.warnings += tokens.warnings
        return tokens
    }

    mutating func note(_ signature: OwnSignature) { reading.warnings += signature.warnings }
}

extension InterpretedMessage {
    /// A message that was refused before it was read.
    package init(refused error: ReadError) { self.init(reading: Reading(outcome: .setAside(error))) }
}
