import Deliverability
import Foundation
import MailSyntax
import TestKit
import Testing

@testable import Storage

/// What nothing proves and `unproven-complaints: hold` only counts: the operator sees it and decides.
@Suite struct HeldComplaintTests {
    let folder: TemporaryFolder
    let store: SQLStore
    let now = Timestamp(1_795_000_000)
    let ann: EmailAddress

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLStore.open(path: folder.store, thresholds: Thresholds())
        ann = try #require(EmailAddress("ann@example.org"))
    }

    private func complaint(
        _ number: Int, _ effect: Complaint.Effect = .count, type: String = "abuse", of address: EmailAddress? = nil,
        scope: SuppressionScope = .all
    ) -> MessageRecord {
        let attribution = Attribution(outcome: .resolved, address: address ?? ann, rung: .originalRecipient, trust: .d)
        return Sample.record(
            number, kind: "feedback",
            [
                .complaint(
                    Complaint(
                        feedbackType: type, provider: Provider("yahoo"), attribution: attribution, direction: .recipient, effect: effect,
                        originalMessageID: "m\(number)@x.example", occurredAt: now, scope: scope))
            ])
    }

    @Test func `a held complaint is listed with its contact, once for all of them, and stops nothing`() throws {
        _ = try store.commit([complaint(1), complaint(2), complaint(1)], at: now)
        let held = try store.heldComplaints()
        #expect(held.map(\.address) == ["ann@example.org"])
        #expect(held.map(\.count) == [2] && held.map(\.trust) == ["D"] && held.map(\.provider) == ["yahoo"])
        #expect(held.first?.digest == Sample.digest(2).description)
        #expect(try store.suppression(of: ann) == nil)
    }

    @Test func `confirmed, it suppresses for good by the mail that said so, and the decision is kept`() throws {
        _ = try store.commit([complaint(1)], at: now)
        #expect(try store.decide(heldComplaintOf: ann, scope: .all, isTrue: true, reason: "called us", at: now))
        let entry = try #require(try store.suppression(of: ann))
        #expect(entry.reason == .complaint && entry.state == .active && entry.expires == nil)
        #expect(entry.digest == Sample.digest(1).description && entry.rule == "complaint/original-rcpt-to")
        let decision = try #require(try store.contact(of: ann)?.decisions.first)
        #expect(decision.word == .confirmed && decision.reason == "called us")
        #expect(try store.heldComplaints().isEmpty)
        #expect(try !store.decide(heldComplaintOf: ann, scope: .all, isTrue: true, reason: nil, at: now), "there is none any more")
    }

    @Test func `dropped, nothing follows, and the decision is kept`() throws {
        _ = try store.commit([complaint(1)], at: now)
        #expect(try store.decide(heldComplaintOf: ann, scope: .all, isTrue: false, reason: "forged", at: now))
        #expect(try store.suppression(of: ann) == nil)
        #expect(try store.contact(of: ann)?.decisions.map(\.word) == [.dropped])
        #expect(try store.heldComplaints().isEmpty)
    }

    @Test(arguments: [Complaint.Effect.suppress, .retract])
    func `one that is proven later, or taken back, waits no more`(effect: Complaint.Effect) throws {
        _ = try store.commit([complaint(1)], at: now)
        _ = try store.commit([complaint(2, effect, type: effect == .retract ? "not-spam" : "abuse")], at: now)
        #expect(try store.heldComplaints().isEmpty)
    }

    @Test func `what is no wish is not held, and lists are decided one by one`() throws {
        let weekly = try #require(SuppressionScope("list:weekly"))
        _ = try store.commit([complaint(1, type: "auth-failure"), complaint(2, scope: weekly)], at: now)
        #expect(try store.heldComplaints().map(\.scope) == ["list:weekly"])
        #expect(try !store.decide(heldComplaintOf: ann, scope: .all, isTrue: true, reason: nil, at: now))
        #expect(try store.decide(heldComplaintOf: ann, scope: weekly, isTrue: true, reason: nil, at: now))
        #expect(try store.suppression(of: ann) == nil)
        var standing: [String] = []
        try store.standingSuppressions { standing.append($0.scope) }
        #expect(standing == ["list:weekly"])
    }

    @Test func `a contact that is forgotten is not held either`() throws {
        _ = try store.commit([complaint(1)], at: now)
        _ = try store.forget(ann)
        #expect(try store.heldComplaints().isEmpty)
        #expect(try store.decide(heldComplaintOf: ann, scope: .all, isTrue: true, reason: nil, at: now) == false)
    }
}
