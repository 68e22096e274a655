import Deliverability
import Interpretation
import MailSyntax
import Storage
import TestKit
import Testing

/// Everything that came once comes again: a crash between commit and finish, a restored Maildir, a second reader.
@Suite struct ReplayTests {
    static let mails = ["aggregate", "feedback", "delivery", "tls", "malformed", "unrelated"].flatMap { Fixtures.all(in: $0) }
    private let now = Timestamp(1_795_600_000)

    /// Every address that any fixture names.
    static let addresses: [String] = {
        let reader = MessageReader(context: OperatorContext(), limits: Limits())
        let named = mails.flatMap { reader.read($0.bytes).events }.compactMap { event -> String? in
            switch event {
            case .bounce(let bounce): bounce.recipient.map { "\($0)" }
            case .complaint(let complaint): complaint.attribution.address.map { "\($0)" }
            case .unsubscribe(let unsubscribe): unsubscribe.address.map { "\($0)" }
            case .alignment, .other: nil
            }
        }
        return Array(Set(named)).sorted()
    }()

    @Test func `laws 1 and 2: all fixtures delivered again are duplicates, and no byte of log, feed or state differs`() throws {
        let run = try ScenarioRun()
        let first = try run.deliver(Self.mails.map(\.bytes), at: now)
        #expect(first.count == Self.mails.count)
        for (mail, outcome) in zip(Self.mails, first) {
            #expect(outcome.verdict != .failed, "\(mail): \(outcome.failure.map { "\($0)" } ?? "")")
        }
        let before = try ScenarioTranscript(of: run.store, addresses: Self.addresses)
        #expect(before.events.count > 100 && !before.feed.isEmpty && !before.contacts.isEmpty)

        let second = try run.deliver(Self.mails.map(\.bytes), at: now.adding(seconds: 3600))
        #expect(second.allSatisfy { $0.verdict == .duplicate })
        for mail in Self.mails.reversed() {
            #expect(try run.deliver([mail.bytes], at: now.adding(seconds: 7200)).map(\.verdict) == [.duplicate])
        }
        #expect(try ScenarioTranscript(of: run.store, addresses: Self.addresses) == before)
        try run.store.checkIntegrity()
    }

    @Test func `law 2: how mails are grouped into transactions makes no difference`() throws {
        let together = try ScenarioRun(), apart = try ScenarioRun()
        try together.deliver(Self.mails.map(\.bytes), at: now)
        for mail in Self.mails { try apart.deliver([mail.bytes], at: now) }
        let a = try ScenarioTranscript(of: together.store, addresses: Self.addresses),
            b = try ScenarioTranscript(of: apart.store, addresses: Self.addresses)
        #expect(a.events.map(withoutKeyedHash) == b.events.map(withoutKeyedHash))
        #expect(a.feed.count == b.feed.count && a.contacts == b.contacts && a.investigations == b.investigations)
    }

    /// Each store has its own key, so the hash of a contact differs between two of them.
    private func withoutKeyedHash(_ line: String) -> String { line.replacing(/"contact":"[0-9a-f]+"/, with: "") }

    @Test func `law 8: the event log of all fixtures names no contact`() throws {
        let run = try ScenarioRun()
        try run.deliver(Self.mails.map(\.bytes), at: now)
        let log = try ScenarioTranscript(of: run.store, addresses: []).events.joined(separator: "\n").asciiLowercased
        for address in Self.addresses { #expect(!log.contains(address.asciiLowercased), "\(address) stands in the log") }
    }
}
