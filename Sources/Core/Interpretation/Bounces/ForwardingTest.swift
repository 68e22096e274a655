import Deliverability
import MailSyntax
import ReportFormats

/// Tells refusals behind a forwarder: the address that we mailed passed our message on, and the next server judged it by
/// the forwarder's host (SPF, reverse name, blocklists) or by a signature that the forwarder broke. Nothing of ours is at fault.
struct ForwardingTest: Sendable {
    private let ownDomains: [DomainName]
    private let trustedHosts: [DomainName]

    init(context: OperatorContext) {
        ownDomains = context.ownDomains.compactMap { DomainName($0) }
        trustedHosts = context.trustedHosts.compactMap { DomainName($0) }
    }

    func isForwarded(_ recipient: DeliveryStatus.Recipient, of status: DeliveryStatus) -> Bool {
        // What our own server reports left from our own hosts.
        if let reporter = status.reportingMTA.flatMap({ DomainName(ProviderRecognition.hostName($0)) }),
            (ownDomains + trustedHosts).contains(where: reporter.isAtOrBelow)
        {
            return false
        }
        if let mailed = recipient.originalRecipient.flatMap({ EmailAddress($0) }),
            let reached = recipient.finalRecipient.flatMap({ EmailAddress($0) })
        {
            return OrganizationalDomain.of(mailed.domain.text) != OrganizationalDomain.of(reached.domain.text)
        }
        guard let original = status.original else { return false }
        let sender = original.first("return-path").flatMap { EmailAddress.list(original.unfolded($0), limit: 1).first }
        return sender.map(RewrittenAddress.isForwarded) ?? false || original.has("x-forwarded-to")
    }
}
