import Deliverability
import MailSyntax
import Storage

/// What a store keeps of those who follow the feed.
extension StoreConformance {
    static let followerLaws: [Law] = [
        Law(name: "a position is held over a restart, and not by another feed") { try $0.positionsAreHeld() },
        Law(name: "an alert stands from its raising to its clearing, and each change is told in order") { try $0.alertsAreKept() },
        Law(name: "how far consumers and endpoints are outlives the process") { try $0.followersAreKept() },
    ]

    private func suppressed(_ store: any Store, _ names: [String]) throws {
        for name in names {
            guard let address = EmailAddress(name + "@example.com") else { throw Broken(description: "\(name) is no address") }
            try store.apply(.suppressedByOperator, to: address, at: Self.now)
        }
    }

    func positionsAreHeld() throws {
        let first = try open()
        try suppressed(first, ["ann", "bob"])
        guard let start = try first.position(at: 0), let end = try first.position(at: 2) else {
            throw Broken(description: "there is no position behind an entry")
        }
        try expect(try first.position(at: 3) == nil, "there is a position behind an entry that is not there")
        try expect(FeedPosition(end.description) == end && FeedPosition("2")?.cursor == 2, "a position cannot be read again")
        first.close()
        let again = try open()
        for position in [start, end, FeedPosition(cursor: 2)] { try expect(try again.holds(position), "\(position) is forgotten") }
        let forged = FeedPosition(cursor: 2, generation: end.generation, check: "00000000")
        try expect(try !again.holds(forged), "another entry is taken for the one that was seen")
        try expect(try !again.holds(FeedPosition(cursor: 3)), "a cursor ahead of the feed is held")
        try again.beginFeedGeneration()
        try expect(try !again.holds(end) && !again.holds(start), "a position of before is held by a feed that was begun anew")
    }

    func alertsAreKept() throws {
        let first = try open(), lag = AlertKey(.lag), silent = AlertKey(.silentReporter, "reporter.example")
        let later = Self.now.adding(seconds: 60)
        try first.keep([AlertChange(.raised, lag, at: Self.now, "a"), AlertChange(.raised, silent, at: Self.now, "b")])
        try first.keep([AlertChange(.raised, lag, at: later, "again"), AlertChange(.cleared, silent, at: later, "c")])
        try first.keepAlertsTold("hook", reached: 2)
        try first.keepAlertsTold("hook", reached: 3)
        first.close()
        let again = try open()
        try equal(try again.alerts(), [StandingAlert(key: lag, since: Self.now, text: "a")], "standing alerts")
        let changes = try again.alertChanges(after: 1, limit: 2)
        try equal(changes.map(\.change.text), ["b", "again"], "changes")
        try equal(try again.alertChanges(after: again.lastAlertChange(), limit: 9).count, 0, "changes behind the last")
        try equal(try again.alertsTold("hook"), 3, "what an endpoint was told")
        try equal(try again.alertsTold("other"), nil, "what an unknown endpoint was told")
    }

    func followersAreKept() throws {
        let first = try open()
        let crm = ConsumerPosition(name: "crm", reached: 7, seenAt: Self.now)
        try first.keep([crm, ConsumerPosition(name: "gone", reached: 1, seenAt: Self.now)])
        try first.keep([ConsumerPosition(name: "crm", reached: 3, seenAt: Self.now)])
        try first.keep([crm])
        try first.forgetConsumers(except: ["crm"])
        var state = WebhookState(endpoint: "hook", reached: 5)
        state.attempts = 2
        state.fault = "answers 500"
        state.nextAt = Self.now
        state.isStopped = true
        try first.keep(WebhookState(endpoint: "hook", reached: 1))
        try first.keep(state)
        let letters = [4, 2].map { DeadLetter(endpoint: "hook", cursor: $0, attempts: 5, fault: "answers 422", at: Self.now) }
        try first.keep(letters)
        try first.forget([letters[0]])
        first.close()
        let again = try open()
        try expect(try again.consumerPositions() == [crm], "consumers are not what was kept")
        try expect(try again.webhookStates() == [state], "endpoints are not what was kept")
        try expect(try again.deadLetters() == [letters[1]], "dead letters are not what was kept")
    }
}
