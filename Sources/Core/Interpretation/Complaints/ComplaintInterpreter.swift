import Deliverability
import MailSyntax
import ReportFormats
import Tokens

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

    /// - Parameters:
    ///   - tokens: those of ours that came back with the report.
    ///   - signature: ours on the copy, where no token came back.
    package func events(
        of report: FeedbackReport, tokens: TokenEvidence = TokenEvidence(), signature: OwnSignature = OwnSignature()
    ) -> [Event] {
        guard report.feedbackType != "auth-failure" else { return [.other(Self.authenticationFailure(report))] }
        let source = ReportSource(report, trust: trust)
        let named = EvidenceLadder(report, context: context, tokens: tokens, signature: signature).climb()
        let trust = named.token?.trust(at: Self.moment(report)) ?? (named.isSigned && source.trust != .b ? .c : source.trust)
        let lookup = lookup(report, source, named, trust)
        if report.isOptOut, source.direction == .recipient, !source.isForged || named.token != nil || named.isSigned,
            named.addresses.count == 1 || (named.addresses.isEmpty && named.token != nil && lookup != nil)
        {
            return [
                .unsubscribe(
                    Unsubscribe(
                        address: named.addresses.first, method: .mailto, occurredAt: Self.moment(report),
                        scope: named.token?.scope ?? .all, campaign: named.token?.campaign, lookup: named.token == nil ? nil : lookup?.key))
            ]
        }
        guard !named.addresses.isEmpty else {
            return [.complaint(complaint(report, source, unnamed(report, named, trust), named, recipients: 0, lookup))]
        }
        return named.addresses.map { address in
            let attribution = Attribution(
                outcome: .resolved, address: address, rung: named.rung, trust: trust, disagreements: named.disagreements)
            return .complaint(complaint(report, source, attribution, named, recipients: named.addresses.count, lookup))
        }
    }

    /// A wish is granted to whom the token names, else to whoever sent it; where our MX finds the sender forged, provisionally.
    package func events(of request: UnsubscribeRequest, tokens: TokenEvidence = TokenEvidence()) -> [Event] {
        let header = request.header
        let date = header.value("date").flatMap { MailDate.read($0) }
        let screen = AddressScreen(context: context)
        if let token = tokens.best?.token {
            return [.unsubscribe(Self.unsubscribe(token, screen, at: date))]
        }
        guard let from = header.first("from"), let address = EmailAddress.list(header.unfolded(from), limit: 1).first else { return [] }
        guard case .contact(let contact) = screen.finding(address) else { return [] }
        guard trust.trust(of: header, domain: nil) == .failed else {
            return [.unsubscribe(Unsubscribe(address: contact, method: .mailto, occurredAt: date))]
        }
        let attribution = Attribution(outcome: .resolved, address: contact, rung: .none, trust: .e)
        return [
            .complaint(
                Complaint(
                    feedbackType: "opt-out", provider: nil, attribution: attribution, direction: .recipient, effect: effectOfUnproven,
                    occurredAt: date))
        ]
    }

    private static func unsubscribe(_ token: Token, _ screen: AddressScreen, at date: Timestamp?) -> Unsubscribe {
        var address: EmailAddress?, lookup: RecipientKey?
        switch token.recipient {
        case .address(let own): if case .contact(let contact) = screen.finding(deliveryTo: own) { address = contact }
        case .handle(let handle): lookup = .handle(handle)
        }
        return Unsubscribe(
            address: address, method: .mailto, occurredAt: date, scope: token.scope, campaign: token.campaign, lookup: lookup)
    }

    // MARK: one complaint

    /// What the send log may know better than the fields of the report: whose handle the token carries, or who got the mail
    /// of this Message-ID. Where the machine part names several people, the mail went to all of them.
    private func lookup(
        _ report: FeedbackReport, _ source: ReportSource, _ named: EvidenceLadder.Named, _ trust: Attribution.Trust
    ) -> PendingAttribution? {
        let key: RecipientKey, rung: Attribution.Rung
        if let token = named.token {
            guard named.addresses.isEmpty, case .handle(let handle) = token.recipient else { return nil }
            (key, rung) = (.handle(handle), named.rung)
        } else {
            guard named.addresses.count <= 1, let id = report.originalMessageID else { return nil }
            // Of a proven copy only what is signed is asked about: a forger would write the Message-ID of another's mail beside it.
            guard !named.isSigned || named.signedMessageID == id else { return nil }
            (key, rung) = (.messageID(id), .messageID)
        }
        return PendingAttribution(key: key, rung: rung, trust: trust, effect: effect(report, source, trust, recipients: 1))
    }

    private func complaint(
        _ report: FeedbackReport, _ source: ReportSource, _ attribution: Attribution, _ named: EvidenceLadder.Named, recipients: Int,
        _ lookup: PendingAttribution?
    ) -> Complaint {
        let provider = ProviderRecognition.provider(remoteHost: nil, domain: attribution.address?.domain)
        return Complaint(
            feedbackType: Self.knownTypes.contains(report.feedbackType) ? report.feedbackType : "other",
            provider: source.provider ?? provider, attribution: attribution, direction: source.direction,
            effect: effect(report, source, attribution.trust, recipients: recipients),
            campaign: named.token?.campaign ?? report.original?.campaign, fromDomain: report.original?.fromDomain,
            sourceIP: report.sourceIP ?? report.original.flatMap(Self.sourceIP), originalMessageID: report.originalMessageID,
            occurredAt: Self.moment(report), scope: named.token?.scope ?? .all, lookup: lookup,
            source: source.reporting)
    }

    private func effect(
        _ report: FeedbackReport, _ source: ReportSource, _ trust: Attribution.Trust, recipients: Int
    ) -> Complaint.Effect {
        guard source.direction == .recipient else { return .investigate }
        switch report.feedbackType {
        case "not-spam": return .retract
        case "virus": return .investigate  // a scanner's finding about the mail, not a person's wish
        case "abuse", "complaint", "fraud": break  // who takes us for a fraud wants no more of it
        default: guard report.isOptOut else { return .count }
        }
        guard recipients > 0, !source.lacksRequiredSignature else { return .count }
        if trust.isProof { return .suppress }
        guard recipients <= Self.unprovenRecipientsMax else { return .investigate }
        return effectOfUnproven
    }

    private var effectOfUnproven: Complaint.Effect {
        switch context.unprovenComplaints {
        case .provisional: .suppressProvisionally
        case .hold: .count
        case .active: .suppress
        }
    }

    /// Nobody is named. A token or a Message-ID may still name somebody, for whoever holds the key or the send log.
    private func unnamed(_ report: FeedbackReport, _ named: EvidenceLadder.Named, _ trust: Attribution.Trust) -> Attribution {
        if named.token != nil {
            return Attribution(
                outcome: named.sawPlaceholder ? .rejected : .unresolved, address: nil, rung: named.rung, trust: trust,
                disagreements: named.disagreements)
        }
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
