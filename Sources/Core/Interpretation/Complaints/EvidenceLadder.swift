import Deliverability
import MailSyntax
import ReportFormats
import Tokens

/// Who complained, from the strongest evidence downwards; the first rung that names somebody ends the climb.
///
/// 1. A token of ours (`TokenPlaces`): in the address that the report was sent to, in `CFBL-Feedback-ID`, in the envelope
///    sender of the mail, in its Message-ID and other fields. It names its recipient whatever the report says.
/// 2. The Message-ID, where the send log knows it: asked for when the complaint is committed (`PendingAttribution`).
/// 3. `To` of the copy, where a DKIM signature of ours covers it and the whole body (`OwnSignature`). It names its recipient
///    whatever the report says.
/// 4. `Original-Rcpt-To`, `X-HmXmrOriginalRecipient`, `Removal-Recipient`: the reporter says so. It may name several, because
///    one SMTP transaction may (RFC 5965 §3.2), and then all of them are meant.
/// 5. Fields in which the provider keeps the mailbox (`X-Apparently-To`).
/// 6. `for` in a Received field of one of our own MTAs. Never of another: the topmost one names the loop's own mailbox.
/// 7. `To` with one address that is not the sender's, where nobody is in `Cc`; last `Delivered-To`, which may be a
///    mailbox that the recipient forwards to.
///
/// From 4 downwards, a rung that was redacted limits those below it: a token (RFC 6590) would stand wherever the person is
/// named, so what is left in clear is somebody else; a word like `redacted@example.com` lets pass only addresses of that
/// domain. A value that is neither address nor redaction, or is our own address, ends the climb: such a report is not
/// believed on weaker evidence.
struct EvidenceLadder {
    struct Named {
        var addresses: [EmailAddress] = []
        var rung = Attribution.Rung.none
        /// Something stood where the address should, and it was none.
        var sawPlaceholder = false
        /// The token that decided, whether or not it names its recipient itself.
        var token: Token?
        /// Named by what we signed.
        var isSigned: Bool { rung == .dkim }
        /// Message-ID of the mail, as far as we signed it.
        var signedMessageID: String?
        /// Rungs that name somebody else.
        var disagreements: [Attribution.Disagreement] = []
    }

    private static let disagreementsMax = 8

    private let report: FeedbackReport
    private let screen: AddressScreen
    private let ourHosts: Set<String>
    private let senders: [EmailAddress]

    private let tokens: TokenEvidence
    private let keys: TokenKeyRing?
    private let signature: OwnSignature

    init(
        _ report: FeedbackReport, context: OperatorContext, tokens: TokenEvidence = TokenEvidence(),
        signature: OwnSignature = OwnSignature()
    ) {
        self.report = report
        self.tokens = tokens
        self.signature = signature
        keys = context.tokens?.keys
        ourHosts = context.trustedHosts.union(context.authservIDs)
        var senders = report.original.map { Self.addresses($0, ["from", "sender", "reply-to", "return-path"]) } ?? []
        if let address = report.originalMailFrom.flatMap({ EmailAddress($0) }) { senders.append(address) }
        self.senders = senders
        // The bare form has no wrapper: its To is the recipient's, not ours.
        let mailboxes =
            report.form == "jmrp-bare" ? [] : Self.addresses(report.envelope, ["to", "delivered-to", "x-original-to", "envelope-to"])
        screen = AddressScreen(context: context, participants: senders + mailboxes)
    }

    func climb() -> Named {
        var named = tokens.best.map(byToken) ?? signature.proof.flatMap(bySignature) ?? byFields()
        named.disagreements = disagreements(with: named)
        return named
    }

    /// One token, one recipient: whoever holds it cannot name others.
    private func byToken(_ proof: TokenEvidence.Proof) -> Named {
        var named = Named(rung: proof.rung, token: proof.token)
        let address: EmailAddress?
        switch proof.token.recipient {
        case .address(let own): address = own
        case .handle: address = claims.lazy.map(\.address).first { proof.token.names($0, keys) }
        }
        guard let address else { return named }
        // We mailed it, be it `abuse@`; our own address is still no contact.
        if case .contact(let contact) = screen.finding(deliveryTo: address) {
            named.addresses = [contact]
        } else {
            named.sawPlaceholder = true
        }
        return named
    }

    /// One copy, one recipient: a machine part that names somebody else is only heard. Our own address, a list's or a
    /// placeholder is no contact, and then the fields are asked.
    private func bySignature(_ proof: OwnSignature.Proof) -> Named? {
        guard case .contact(let contact) = screen.finding(proof.recipient) else { return nil }
        return Named(addresses: [contact], rung: .dkim, signedMessageID: proof.messageID)
    }

    private func byFields() -> Named {
        var named = Named()
        var domain: DomainName?, stop = false
        var seen: Set<String> = []
        let findings = explicit.map(screen.finding)
        for finding in findings {
            switch finding {
            case .contact(let address):
                if seen.insert(address.key).inserted { named.addresses.append(address) }
            case .masked(let masked): domain = domain ?? masked
            case .token, .channel, .malformed: stop = true
            case .empty: break
            }
        }
        named.sawPlaceholder = findings.contains { $0 != .empty }
        guard named.addresses.isEmpty else {
            named.rung = .originalRecipient
            return named
        }
        guard !stop, let original = report.original else { return named }
        for (rung, read) in Self.lowerRungs {
            let findings = read(self, original)
            if !findings.isEmpty { named.sawPlaceholder = true }
            let contacts = findings.compactMap {
                if case .contact(let address) = $0, domain == nil || address.domain == domain { address } else { nil }
            }
            if let address = contacts.first, Set(contacts.map(\.key)).count == 1 {
                named.addresses = [address]
                named.rung = rung
                return named
            }
        }
        return named
    }

    // MARK: disagreement

    /// Everybody whom a field of the report names, whether or not it is believed.
    private var claims: [(rung: Attribution.Rung, address: EmailAddress)] {
        var out: [(rung: Attribution.Rung, address: EmailAddress)] = []
        func add(_ rung: Attribution.Rung, _ findings: [AddressScreen.Finding]) {
            for case .contact(let address) in findings { out.append((rung, address)) }
        }
        add(.originalRecipient, explicit.map(screen.finding))
        if let original = report.original {
            for (rung, read) in Self.lowerRungs { add(rung, read(self, original)) }
        }
        return out
    }

    /// Evidence that names another than the one who was found. Where nobody was, there is nothing to disagree with, unless
    /// a token says that it was somebody.
    private func disagreements(with named: Named) -> [Attribution.Disagreement] {
        guard named.token != nil || !named.addresses.isEmpty else { return [] }
        var seen = Set(named.addresses.map(\.key)), out: [Attribution.Disagreement] = []
        func add(_ rung: Attribution.Rung, _ address: EmailAddress) {
            guard out.count < Self.disagreementsMax, named.token?.names(address, keys) != true else { return }
            if seen.insert(address.key).inserted { out.append(.init(rung: rung, address: address)) }
        }
        for proof in tokens.proofs.dropFirst() {
            if case .address(let other) = proof.token.recipient { add(proof.rung, other) }
        }
        for claim in claims { add(claim.rung, claim.address) }
        return out
    }

    // MARK: rungs

    private static let lowerRungs: [(Attribution.Rung, @Sendable (EvidenceLadder, Header) -> [AddressScreen.Finding])] = [
        (.recipientHeader, { $0.mailboxFields($1) }),
        (.receivedFor, { $0.ownTrace($1) }),
        (.toHeader, { $0.soleAddressee($1, outsideSendersDomain: true) }),
        (.recipientHeader, { $0.findings($1, ["delivered-to"]) }),
        (.toHeader, { $0.soleAddressee($1, outsideSendersDomain: false) }),
    ]

    private var explicit: [String] {
        let marked = report.original?.values("x-hmxmroriginalrecipient") ?? []
        let removal = report.removalRecipients
        if report.isOptOut, !removal.isEmpty { return removal }
        let named = report.originalRecipients + marked
        return named.isEmpty ? removal : named
    }

    private func mailboxFields(_ original: Header) -> [AddressScreen.Finding] {
        findings(
            original, ["x-apparently-to", "x-bt-recipient", "x-orig-to", "x-original-to", "x-rcpt-to", "x-envelope-to", "envelope-to"])
    }

    /// `X-Apparently-To: user@example.com via 192.0.2.1; date`: the address is the first word.
    private func findings(_ original: Header, _ names: [StaticString]) -> [AddressScreen.Finding] {
        names.flatMap { original.values($0).prefix(8) }
            .map { screen.finding(String($0.prefix { $0 != ";" && !$0.isWhitespace })) }
            .filter { $0 != .empty }
    }

    /// Our MTAs by name, or by the domain of the mail's own sender: a hop on the way out.
    private func ownTrace(_ original: Header) -> [AddressScreen.Finding] {
        let hosts = ourHosts.union(senders.map(\.domain.text))
        return original.all("received").prefix(64).compactMap { field in
            let trace = TraceField(original.unfolded(field))
            guard let recipient = trace.recipient, trace.isStamped(by: hosts) else { return nil }
            return screen.finding(recipient)
        }
    }

    /// The one address in To. Within the sender's own domain it may be a list's name, so `Delivered-To` is asked first.
    private func soleAddressee(_ original: Header, outsideSendersDomain: Bool) -> [AddressScreen.Finding] {
        let values = original.all("to").map { original.unfolded($0) }
        let addresses = values.flatMap { EmailAddress.list($0, limit: 8) }
        let text = values.map { String(decoding: $0, as: UTF8.self) }.joined()
        guard !AddressScreen.speaksOfRedaction(text) else { return [.masked(nil)] }
        guard addresses.count == 1, let address = addresses.first, Self.addresses(original, ["cc"]).isEmpty else { return [] }
        if outsideSendersDomain, senders.contains(where: { $0.domain == address.domain }) { return [] }
        return [screen.finding(address)]
    }

    private static func addresses(_ header: Header, _ names: [StaticString]) -> [EmailAddress] {
        names.flatMap { header.all($0).prefix(8) }.flatMap { EmailAddress.list(header.unfolded($0), limit: 32) }
    }
}
