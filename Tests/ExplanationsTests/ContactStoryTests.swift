import Deliverability
import Explanations
import MailSyntax
import Testing

@Suite struct ContactStoryTests {
    private static let now = Timestamp(1_800_000_000)

    private static func stored(_ event: Event, daysAgo: Int64 = 1, contact: String? = "00") -> StoredEvent {
        let moment = now.adding(seconds: -daysAgo * 86400)
        return StoredEvent(
            seq: 1, occurredAt: moment, receivedAt: moment, digest: MessageDigest([UInt8](repeating: 0, count: 32)), position: 0,
            contact: contact, event: event)
    }

    private static func bounce(_ bounceClass: BounceClass, _ cause: BounceCause, action: DeliveryAction = .failed) -> Event {
        .bounce(
            Bounce(
                recipient: nil, action: action, status: nil, replyCode: nil,
                classification: Classification(bounceClass, cause, rule: RuleID("test/rule"), remedy: "none"), provider: nil))
    }

    private func story(_ state: ContactState, _ events: [Event]) -> String {
        ContactStory.sentences(state, events.map { Self.stored($0) }).joined(separator: " ")
    }

    @Test func `a hard bounce is told with its cause, its rule and what the operator may do`() {
        let told = story(ContactState(phase: .inactive(.hardBounce), since: Self.now), [Self.bounce(.hard, .unknownUser)])
        #expect(told.hasPrefix("No mail: the mailbox does not exist. Decided by the bounce (unknown-user, rule test/rule) of 2027-01-14."))
        #expect(told.contains("The operator may lift it"))
    }

    @Test func `a closed mailbox has a date from which it may be tried again`() {
        let end = Self.now.adding(seconds: 180 * 86400)
        let told = story(ContactState(phase: .inactive(.hardBounce), since: Self.now, expires: end), [Self.bounce(.hard, .disabled)])
        #expect(told.contains("the mailbox is closed") && told.contains("tried again from 2027-07-14 on"))
    }

    @Test func `a pause tells its failures and what comes after the rest`() {
        let failures = (1...3).map { Self.now.adding(seconds: -$0 * 3600) }
        let told = story(ContactState(phase: .paused, softFailures: failures, since: Self.now), [Self.bounce(.soft, .mailboxFull)])
        #expect(told.contains("3 temporary failures in the window paused it") && told.contains("one mail may go out"))
        #expect(told.contains("mailbox-full"))
    }

    @Test func `a blocked contact is not at fault`() {
        let told = story(ContactState(phase: .blocked, since: Self.now), [Self.bounce(.block, .reputation)])
        #expect(told.contains("the sender was refused, not this contact") && told.contains("no failure was counted"))
    }

    @Test func `a provisional complaint tells when it ends, a proven one what lifts it`() {
        let end = Self.now.adding(seconds: 14 * 86400)
        #expect(
            story(ContactState(phase: .inactive(.complaint), since: Self.now, expires: end), []).contains("ends by itself on 2027-01-29"))
        #expect(story(ContactState(phase: .inactive(.complaint), since: Self.now), []).contains("Only a consent that is newer"))
    }

    @Test func `a reply that says that nobody reads the mailbox is a note to validate it`() {
        let told = story(ContactState(since: Self.now), [.other(OtherEvent(cause: .addressAbandoned))])
        #expect(told.hasPrefix("May be mailed") && told.contains("validate it before the next mail"))
    }

    @Test(arguments: [
        (bounce(.hard, .unknownUser), "stops all mail at once"), (bounce(.soft, .mailboxFull), "counts as one failure"),
        (bounce(.block, .reputation), "the sender was refused"), (bounce(.soft, .temporary, action: .delayed), "still tries"),
        (bounce(.other, .undetermined), "nothing certain"), (bounce(.soft, .tooLarge), "our mail"),
        (bounce(.other, .undetermined, action: .delivered), "clears what was counted"),
        (.other(OtherEvent(cause: .autoReply)), "a machine"),
    ])
    func `each event says whether it counts, and if not, why`(event: Event, words: String) {
        #expect(ContactStory.weight(of: Self.stored(event)).contains(words))
    }

    @Test(arguments: [
        ContactState.Phase.active, .softBounce, .paused, .revalidate, .blocked, .retryGated, .inactive(.complaint), .inactive(.hardBounce),
        .inactive(.unsubscribe), .inactive(.manual),
    ])
    func `every state says whether the contact may be mailed and what would change it`(phase: ContactState.Phase) {
        let state = ContactState(phase: phase, softFailures: [Self.now], since: Self.now)
        let sentences = ContactStory.sentences(state, [])
        #expect(sentences.count >= 2)
        #expect((sentences.first?.hasPrefix("No mail") ?? false) == state.isSuppressing)
    }
}
