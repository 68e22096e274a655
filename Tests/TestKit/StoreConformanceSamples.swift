import Deliverability
import MailSyntax
import Storage

/// Messages as the interpreter hands them to a store; equal numbers give equal digests.
package enum Sample {
    package static func digest(_ number: Int) -> MessageDigest { SHA256Digest.of(Array("sample \(number)".utf8)) }

    package static func record(
        _ number: Int, kind: String, _ events: some Sequence<Event>, aggregates: [AggregateRecord] = [], tls: [TLSRecord] = []
    ) -> MessageRecord {
        MessageRecord(
            digest: digest(number), outcome: .report, kind: kind, reason: nil, events: EventList(Array(events)), aggregates: aggregates,
            tls: tls,
            reportKinds: [kind], warnings: [], path: nil)
    }

    package static func setAside(_ number: Int, path: String? = nil) -> MessageRecord {
        MessageRecord(
            digest: digest(number), outcome: .setAside, kind: "aggregate", reason: ReadError(.zipEncrypted, "the archive wants a password"),
            events: [], aggregates: [], reportKinds: [], warnings: [], path: path ?? "/aside/\(number).eml")
    }

    package static func unrelated(_ number: Int) -> MessageRecord {
        MessageRecord(
            digest: digest(number), outcome: .unrelated, kind: nil, reason: nil, events: [], aggregates: [], reportKinds: [], warnings: [],
            path: nil)
    }

    package static func bounceEvent(
        _ recipient: String?, _ bounceClass: BounceClass, cause: BounceCause? = nil, action: DeliveryAction = .failed,
        provider: String? = nil, from: String? = "news.example.com", diagnostic: String = "", campaign: String? = nil, at: Timestamp? = nil
    ) -> Event {
        let usual: BounceCause =
            switch bounceClass {
            case .hard: .unknownUser
            case .soft: .mailboxFull
            case .block: .dmarc
            case .other: .undetermined
            }
        return .bounce(
            Bounce(
                recipient: recipient.flatMap { EmailAddress($0) }, action: action, status: EnhancedStatusCode("5.1.1"),
                replyCode: ReplyCode(550),
                classification: Classification(bounceClass, cause ?? usual, rule: RuleID("generic/sample"), remedy: "Look into it."),
                provider: provider.map { Provider($0) }, remoteMTA: "mx.example.org", reportingMTA: "mail.example.com",
                diagnostic: diagnostic, fromDomain: from.flatMap { DomainName($0) }, originalMessageID: "<1@news.example.com>",
                campaign: campaign, occurredAt: at))
    }

    package static func bounce(
        _ number: Int, _ recipient: String?, _ bounceClass: BounceClass, cause: BounceCause? = nil, action: DeliveryAction = .failed,
        provider: String? = nil, from: String? = "news.example.com", diagnostic: String = "", at: Timestamp? = nil
    ) -> MessageRecord {
        record(
            number, kind: "delivery-status",
            [
                bounceEvent(
                    recipient, bounceClass, cause: cause, action: action, provider: provider, from: from, diagnostic: diagnostic, at: at)
            ])
    }

    package static func bounces(_ number: Int, _ recipients: [(String, BounceClass)], campaignOfLast: String?) -> MessageRecord {
        let events = recipients.enumerated().map { index, recipient in
            bounceEvent(recipient.0, recipient.1, campaign: index == recipients.count - 1 ? campaignOfLast : nil)
        }
        return record(number, kind: "delivery-status", events)
    }

    package static func complaint(
        _ number: Int, _ address: String?, effect: Complaint.Effect = .suppress, from: String? = "news.example.com", at: Timestamp? = nil
    ) -> MessageRecord {
        let attribution = Attribution(
            outcome: address == nil ? .unresolved : .resolved, address: address.flatMap { EmailAddress($0) },
            rung: address == nil ? .none : .originalRecipient, trust: effect == .suppress ? .b : .e)
        return record(
            number, kind: "feedback",
            [
                .complaint(
                    Complaint(
                        feedbackType: "abuse", provider: Provider("gmail"), attribution: attribution, direction: .recipient, effect: effect,
                        campaign: "autumn", fromDomain: from.flatMap { DomainName($0) }, sourceIP: "192.0.2.7",
                        originalMessageID: "<2@news.example.com>", occurredAt: at))
            ])
    }

    package static func unsubscribe(_ number: Int, _ address: String, at: Timestamp? = nil) -> MessageRecord {
        record(number, kind: "unsubscribe", [.unsubscribe(Unsubscribe(address: EmailAddress(address), method: .mailto, occurredAt: at))])
    }

    /// An aggregate report: one source a tally, ten messages each; every second source fails.
    package static func report(
        _ number: Int, tallies: Int, id: String? = nil, content: UInt64 = 1, reporter: String = "receiver.example",
        domain: String = "news.example.com", begin: Timestamp = StoreConformance.now
    ) -> MessageRecord {
        let end = begin.adding(seconds: 86399)
        let events = (0..<tallies).map { index in
            var counts = AlignmentCounts()
            counts.add(10, dkim: index % 2 == 0, spf: false)
            return Event.alignment(
                AlignmentTally(
                    domain: domain, sourceIP: "192.0.2.\(index)", reporter: reporter, begin: begin, end: end, counts: counts,
                    dispositions: Dispositions(none: 10), cause: index % 2 == 0 ? .aligned : .dkimFails,
                    authenticatedAs: index % 2 == 0 ? domain : nil))
        }
        let aggregate = AggregateRecord(
            reporter: reporter, reportID: id ?? "report-\(number)", domain: "example.com", begin: begin, end: end, contentDigest: content,
            records: Int64(tallies), messages: Int64(tallies * 10), events: 0..<tallies)
        return record(number, kind: "aggregate", events, aggregates: [aggregate])
    }
}
