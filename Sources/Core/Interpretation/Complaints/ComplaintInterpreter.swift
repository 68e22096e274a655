import Deliverability
import MailSyntax
import ReportFormats

/// Feedback report → what it says of us: one complaint per person it names, a count where it names nobody.
///
/// A complaint suppresses on first sight (law 3): for good where its source is proven, provisionally where it is not
/// (decision 8). What is no complaint never suppresses: authentication failures, reports about our own users' way out, spam traps,
/// and types that speak of the mail instead of a wish.
package struct ComplaintInterpreter: Sendable {
    /// More people than this in one unproven report are nobody's first-hand word: it is looked into instead.
    private static let unprovenRecipientsMax = 20

    /// RFC 5965 §7.3, RFC 6430, and those before them. Any other is `other` (§3.5), however it is spelled.
    private static let knownTypes: Set<String> = [
        "abuse", "complaint", "fraud", "virus", "other", "not-spam", "opt-out", "opt-out-list", "miscategorized",
    ]

    private let context: OperatorContext
    private let trust: ReportTrust

    package init(context: OperatorContext) {
        self.context = context
        trust = ReportTrust(context: context)
    }

    package func events(of report: FeedbackReport) -> [Event] {
        guard report.feedbackType != "auth-failure" else { return [.other(Self.authenticationFailure(report))] }
        let source = ReportSource(report, trust: trust)
        let named = EvidenceLadder(report, context: context).climb()
        guard let first = named.addresses.first else {
            return [.complaint(complaint(report, source, unnamed(report, named, source.trust), recipients: 0))]
        }
        if report.isOptOut, named.addresses.count == 1, source.direction == .recipient, !source.isForged {
            return [.unsubscribe(Unsubscribe(address: first, method: .mailto, occurredAt: Self.moment(report)))]
        }
        return named.addresses.map { address in
            let attribution = Attribution(outcome: .resolved, address: address, rung: named.rung, trust: source.trust)
            return .complaint(complaint(report, source, attribution, recipients: named.addresses.count))
        }
    }

    /// A wish is granted to whoever sent it; where our MX finds the sender forged, provisionally.
    package func events(of request: UnsubscribeRequest) -> [Event] {
        let header = request.header
        guard let from = header.first("from"), let address = EmailAddress.list(header.unfolded(from), limit: 1).first else { return [] }
        let screen = AddressScreen(context: context)
        guard case .contact(let contact) = screen.finding(address) else { return [] }
        let date = header.value("date").flatMap { MailDate.read($0) }
        guard trust.trust(of: header, domain: nil) == .failed else {
            return [.unsubscribe(Unsubscribe(address: contact, method: .mailto, occurredAt: date))]
        }
        let attribution = Attribution(outcome: .resolved, address: contact, rung: .none, trust: .e)
        return [
            .complaint(
                Complaint(
                    feedbackType: "opt-out", provider: nil, attribution: attribution, direction: .recipient, effect: .suppressProvisionally,
                    occurredAt: date))
        ]
    }

    // MARK: one complaint

    private func complaint(_ report: FeedbackReport, _ source: ReportSource, _ attribution: Attribution, recipients: Int) -> Complaint {
        let provider = ProviderRecognition.provider(remoteHost: nil, domain: attribution.address?.domain)
        return Complaint(
            feedbackType: Self.knownTypes.contains(report.feedbackType) ? report.feedbackType : "other",
            provider: source.provider ?? provider, attribution: attribution, direction: source.direction,
            effect: effect(report, source, recipients: recipients), campaign: report.original?.campaign,
            fromDomain: report.original?.fromDomain, sourceIP: report.sourceIP ?? report.original.flatMap(Self.sourceIP),
            originalMessageID: report.originalMessageID, occurredAt: Self.moment(report))
    }

    private func effect(_ report: FeedbackReport, _ source: ReportSource, recipients: Int) -> Complaint.Effect {
        guard source.direction == .recipient else { return .investigate }
        switch report.feedbackType {
        case "not-spam": return .retract
        case "virus": return .investigate  // a scanner's finding about the mail, not a person's wish
        case "abuse", "complaint", "fraud": break  // who takes us for a fraud wants no more of it
        default: guard report.isOptOut else { return .count }
        }
        guard recipients > 0, !source.lacksRequiredSignature else { return .count }
        switch source.trust {
        case .a, .b, .c: return .suppress
        case .d, .e: return recipients > Self.unprovenRecipientsMax ? .investigate : .suppressProvisionally
        }
    }

    /// Nobody is named. A token or a Message-ID may still name somebody, for whoever holds the key or the send log.
    private func unnamed(_ report: FeedbackReport, _ named: EvidenceLadder.Named, _ trust: Attribution.Trust) -> Attribution {
        if report.original?.has("cfbl-feedback-id") ?? false {
            return Attribution(outcome: .unresolved, address: nil, rung: .cfblToken, trust: trust)
        }
        if report.originalMessageID != nil { return Attribution(outcome: .unresolved, address: nil, rung: .messageID, trust: trust) }
        return Attribution(outcome: named.sawPlaceholder ? .rejected : .unresolved, address: nil, rung: .none, trust: trust)
    }

    private static func authenticationFailure(_ report: FeedbackReport) -> OtherEvent {
        let domain = report.reportedDomains.compactMap { DomainName($0) }.first ?? report.original?.fromDomain
        let failure = report.authFailure.map { String($0.prefix(while: \.isLetter)) }
        let words = [failure, domain.map { "of \($0)" }, report.sourceIP.map { "from \($0)" }].compactMap { $0 }
        return OtherEvent(
            cause: .authenticationFailure, detail: words.isEmpty ? nil : words.joined(separator: " "), occurredAt: moment(report))
    }

    // MARK: the mail complained about

    /// When the complaint was made, else when the mail arrived. A bare copy has no date of its own.
    private static func moment(_ report: FeedbackReport) -> Timestamp? {
        let sent = report.form == "jmrp-bare" ? nil : report.envelope.value("date").flatMap { MailDate.read($0) }
        return sent ?? report.arrivalDate
    }

    /// Sparse reports leave the address out; the receiver's SPF result in the copy still has it.
    private static func sourceIP(_ original: Header) -> String? {
        guard let value = original.first("received-spf").map({ original.unfolded($0) }),
            let key = value.findIgnoringCase("client-ip=", in: 0..<value.count)
        else { return nil }
        return IPLiteral.read(value.text((key + 10)..<value.count))
    }
}
