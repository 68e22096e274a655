import Deliverability
import MailSyntax
import Summaries

extension SampleWeek {
    static func stored(_ event: Event, _ seq: Int64) -> StoredEvent {
        StoredEvent(
            seq: seq, occurredAt: nil, receivedAt: week.from.adding(seconds: seq * 600),
            digest: MessageDigest([UInt8](repeating: UInt8(truncatingIfNeeded: seq), count: 32)), position: 0,
            contact: String(repeating: "5e", count: 32), event: event)
    }

    static func bounces() -> [StoredEvent] {
        let kinds: [(Int, BounceClass, BounceCause, String?, DeliveryAction, String)] = [
            (19, .hard, .unknownUser, "gmail", .failed, "Remove the address from your list."),
            (11, .hard, .unknownUser, "microsoft", .failed, "Remove the address from your list."),
            (4, .hard, .hostUnknown, nil, .failed, "Look for a typing error in the domain."),
            (14, .soft, .mailboxFull, "yahoo", .failed, "Try again over the next days, then let the contact rest."),
            (3, .soft, .tooLarge, nil, .failed, "Send a smaller message."),
            (12, .block, .dmarc, "gmail", .failed, "Align DKIM or SPF with the From domain."),
            (5, .block, .ptr, "t-online", .failed, "Give the sending address a PTR record that resolves back."),
            (1, .other, .undetermined, nil, .failed, "Read the reply."),
            (27, .soft, .greylisted, nil, .delayed, "Wait: the next attempt is taken."),
        ]
        var out: [StoredEvent] = []
        for (count, bounceClass, cause, provider, action, remedy) in kinds {
            for number in 0..<count {
                let bounce = Bounce(
                    recipient: nil, action: action, status: nil, replyCode: nil,
                    classification: Classification(bounceClass, cause, rule: RuleID("sample/\(cause.rawValue)"), remedy: remedy),
                    provider: provider.map(Provider.init), fromDomain: domain,
                    campaign: number.isMultiple(of: 3) ? "autumn-offer" : "newsletter-47")
                out.append(stored(.bounce(bounce), Int64(out.count)))
            }
        }
        return out
    }

    static func complaints() -> [StoredEvent] {
        let kinds: [(Int, String?, Attribution.Outcome, Complaint.Effect, String?)] = [
            (12, "yahoo", .resolved, .suppress, "autumn-offer"), (3, "microsoft", .resolved, .suppress, "newsletter-47"),
            (2, nil, .resolved, .suppressProvisionally, "welcome"), (3, "yahoo", .unresolved, .count, nil),
            (1, "yahoo", .resolved, .retract, nil),
        ]
        var out: [StoredEvent] = []
        for (count, provider, outcome, effect, campaign) in kinds {
            for _ in 0..<count {
                let complaint = Complaint(
                    feedbackType: effect == .retract ? "not-spam" : "abuse", provider: provider.map(Provider.init),
                    attribution: Attribution(outcome: outcome, address: nil, rung: .none, trust: .b), direction: .recipient, effect: effect,
                    campaign: campaign, fromDomain: domain, sourceIP: out.count.isMultiple(of: 4) ? "2001:db8::25" : "192.0.2.7")
                out.append(stored(.complaint(complaint), Int64(out.count)))
            }
        }
        return out
    }

    static func investigations() -> [InvestigationRecord] {
        let tuesday = week.from.adding(seconds: 33 * 3600)
        func finding(_ kind: Finding.Kind, _ area: InvestigationArea, _ text: String, _ messages: Int64, hours: Int64) -> Finding {
            Finding(kind: kind, area: area, text: text, messages: messages, at: tuesday.adding(seconds: hours * 3600), digest: nil)
        }
        return [
            InvestigationRecord(
                id: 1, key: InvestigationKey(receiver: "t-online", fromDomain: "example.com"),
                state: Investigation(phase: .easing, since: tuesday.adding(seconds: 86400), lastBlock: tuesday), opened: tuesday, blocks: 5,
                findings: [finding(.block, .senderAddress, "ptr: 5 messages of 2001:db8::25 were refused", 5, hours: 0)]),
            InvestigationRecord(
                id: 2, key: InvestigationKey(receiver: "gmail", fromDomain: "example.com"),
                state: Investigation(phase: .open, since: tuesday, lastBlock: tuesday.adding(seconds: 50 * 3600)), opened: tuesday,
                blocks: 12,
                findings: [
                    finding(.block, .authentication, "dmarc: 12 messages were refused (5.7.26)", 12, hours: 2),
                    finding(.alignmentFailure, .authentication, "dmarc: 148 messages of 2001:db8:1::9 failed (dkim-fails)", 148, hours: 26),
                    finding(.note, .unknown, "selector s2 was rotated on Monday", 0, hours: 30),
                ]),
        ]
    }
}
