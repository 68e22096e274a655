import Deliverability
import MailSyntax
import ReportFormats

/// Who sent a feedback report: the provider whose user complained, how far the sender is proven, and whom it speaks of.
struct ReportSource {
    let provider: Provider?
    let trust: Attribution.Trust
    let direction: Complaint.Direction
    /// Our MX looked at the sender and found it forged.
    let isForged: Bool
    /// Whose habit its complaints count for.
    let reporting: ReportingSource
    /// A report under RFC 9477, which is void without a DKIM signature of its From domain (§3.3).
    let lacksRequiredSignature: Bool

    init(_ report: FeedbackReport, trust: ReportTrust) {
        let sender = report.envelope.first("from").flatMap { EmailAddress.list(report.envelope.unfolded($0), limit: 1).first }
        let bySender = sender.flatMap(FeedbackLoop.bySender)
        let byAgent =
            report.userAgent.flatMap(FeedbackLoop.byUserAgent)
            ?? (report.form.hasPrefix("jmrp") ? FeedbackLoop.all.first { $0.slug == "microsoft" } : nil)
        provider = Self.provider(report, sender, bySender, byAgent)
        direction = Self.direction(report, bySender, byAgent)
        let verdict = trust.trust(of: report.envelope, domain: bySender?.signs.flatMap { DomainName($0) })
        if let bySender, bySender.signs != nil, case .passed(let mechanism, _) = verdict, mechanism != .spf {
            self.trust = .b
        } else {
            self.trust = bySender == nil && byAgent == nil ? .e : .d
        }
        if case .passed(let mechanism, let domain) = verdict, mechanism != .spf {
            // A domain may sign for any number of names below it: they are one source.
            reporting = ReportingSource(
                name: self.trust == .b ? provider?.slug : OrganizationalDomain.of(domain.text), isProven: true)
        } else {
            reporting = ReportingSource(name: provider?.slug, isProven: false)
        }
        isForged = verdict == .failed
        lacksRequiredSignature = bySender == nil && Self.answersOurCFBLAddress(report) && !Self.isSigned(verdict)
    }

    // MARK: provider

    /// The mailbox provider: the loop that the machine part names, or the member of a collecting loop.
    private static func provider(
        _ report: FeedbackReport, _ sender: EmailAddress?, _ bySender: FeedbackLoop?, _ byAgent: FeedbackLoop?
    ) -> Provider? {
        guard let loop = byAgent ?? bySender else { return nil }
        return Provider([report.member, sender.flatMap(member)].compactMap { $0.flatMap(loop.member) }.first ?? loop.slug)
    }

    /// `feedbackloop@rackspacefbl.senderscore.net` → `rackspace`.
    private static func member(_ sender: EmailAddress) -> String? {
        guard let label = sender.domain.labels.first, label.hasSuffix("fbl"), label.count > 3 else { return nil }
        return String(label.dropLast(3))
    }

    // MARK: direction

    private static func direction(_ report: FeedbackReport, _ bySender: FeedbackLoop?, _ byAgent: FeedbackLoop?) -> Complaint.Direction {
        // The reporter saw the mail submitted with a password (RFC 8601 §2.7.4): it went out through the reporter, from a user
        // of the report's reader, and whoever it names is that user's victim.
        let submitted = report.authenticationResults.contains { results in
            results.methods.contains { $0.name == "auth" && $0.result == "pass" || $0.properties["smtp.auth"] != nil }
        }
        if submitted { return .outbound }
        if bySender?.direction == .trap || byAgent?.direction == .trap { return .trap }
        let subject = report.envelope.text("subject")?.trimmedASCII.asciiLowercased ?? ""
        return ["spamtrap", "spam trap", "spam-trap"].contains { subject.hasPrefix($0) } ? .trap : .recipient
    }

    // MARK: RFC 9477

    private static func answersOurCFBLAddress(_ report: FeedbackReport) -> Bool {
        guard let value = report.original?.value("cfbl-address"),
            let asked = EmailAddress(String(value.prefix { $0 != ";" })), let to = report.envelope.first("to")
        else { return false }
        return EmailAddress.list(report.envelope.unfolded(to), limit: 8).contains { $0.key == asked.key }
    }

    private static func isSigned(_ verdict: ReportTrust.Verdict) -> Bool {
        switch verdict {
        case .passed(let mechanism, _): mechanism != .spf
        case .unconfigured: true  // nobody looked
        case .failed, .absent: false
        }
    }
}
