import Deliverability
import MailSyntax
import Storage

/// A store without a disk: deterministic, for tests of what stands above storage. Contacts follow the real state machine.
package final class MemoryStore: Store {
    private let thresholds: Thresholds
    /// Messages that are committed, by digest.
    package var known: Set<MessageDigest> = []
    private var counted: [String: Int] = [:]
    /// By address and scope: `reader@example.org all`.
    private var contacts: [String: ContactState] = [:]
    private var sent: [SentMessage] = []
    private var addresses: [String: EmailAddress] = [:]
    private var feed: [Suppression] = []
    private var log: [StoredEvent] = []
    private var aside: [SetAsideRecord] = []
    private var tally = StoreCounts()

    /// Cases are given, not found: this store does not investigate.
    package var cases: [InvestigationRecord] = []
    /// Thrown by everything that reads suppressions, once set.
    package var failure: (any Error)?
    /// Called before the feed's end is asked for: lets a test make the feed grow on the thread that reads.
    package var beforeReading: ((MemoryStore) -> Void)?
    package private(set) var isClosed = false

    package init(_ thresholds: Thresholds = Thresholds()) { self.thresholds = thresholds }

    /// What `other` knows now of mail, contacts and the feed: a transaction works on a copy that takes its place, or not.
    package init(copying other: MemoryStore) {
        thresholds = other.thresholds
        known = other.known
        counted = other.counted
        contacts = other.contacts
        sent = other.sent
        addresses = other.addresses
        feed = other.feed
        log = other.log
        aside = other.aside
        tally = other.tally
    }

    /// Puts an entry into the feed as it is, with the next cursor.
    @discardableResult
    package func append(
        _ operation: Suppression.Operation, _ address: String?, _ reason: SuppressionReason = .complaint,
        state: Suppression.State = .active, scope: SuppressionScope = .all, since: Timestamp = Timestamp(1_780_000_000),
        expires: Timestamp? = nil, digest: String? = nil,
        rule: String? = nil
    ) -> Int64 {
        let cursor = Int64(feed.count + 1)
        feed.append(
            Suppression(
                cursor: cursor, operation: operation, address: address, hash: Self.hash(address ?? "erased-\(cursor)"), reason: reason,
                state: state, scope: scope.description, since: since, expires: expires, digest: digest, rule: rule))
        return cursor
    }

    /// Stands in for the keyed hash: stable, 16 hex digits, of no use against guessing.
    package static func hash(_ address: String) -> String {
        var value: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in address.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return hexadecimal((0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) })
    }

    // MARK: Committing

    package func commit(_ batch: [MessageRecord], at now: Timestamp) throws -> [CommitOutcome] {
        try batch.map { record in
            guard known.insert(record.digest).inserted else { return CommitOutcome(verdict: .duplicate) }
            tally.messages += 1
            if record.outcome == .unrelated { tally.unrelated += 1 }
            if record.outcome == .setAside {
                aside.append(
                    SetAsideRecord(
                        digest: record.digest, receivedAt: now, reason: record.reason?.reason.rawValue ?? "",
                        detail: record.reason?.detail ?? "",
                        path: record.path))
            }
            var suppressed = 0, reports: [String: Int] = [:], events: [String: Int] = [:]
            for kind in record.reportKinds where record.outcome == .report { reports[kind, default: 0] += 1 }
            for (reason, number) in record.tokenRefusals { tally.tokenRefusals[reason, default: 0] += Int64(number) }
            for (position, unresolved) in record.events.enumerated() {
                let event = try unresolved.lookup.flatMap { try recipient(of: $0) }.map(unresolved.naming) ?? unresolved
                tally.events[event.kind, default: 0] += 1
                events[event.kind, default: 0] += 1
                let consequence = Self.consequence(of: event)
                log.append(
                    StoredEvent(
                        seq: Int64(log.count + 1), occurredAt: event.occurredAt, receivedAt: now, digest: record.digest, position: position,
                        contact: consequence.map { Self.hash($0.address.key) }, event: event))
                guard let consequence else { continue }
                if transition(consequence.address, consequence.event, scope: event.scope, at: now, digest: record.digest) {
                    suppressed += 1
                }
            }
            return CommitOutcome(verdict: .new, reports: reports, events: events, suppressed: suppressed)
        }
    }

    package func isKnown(_ digest: MessageDigest) throws -> Bool { known.contains(digest) }

    package func countAttempts(_ names: [String]) throws -> [Int] {
        names.map { name in
            counted[name, default: 0] += 1
            return counted[name, default: 0]
        }
    }

    package func clearAttempts(_ names: [String]) throws { for name in names { counted[name] = nil } }

    package func attempts() throws -> [String: Int] { counted }

    private static func consequence(of event: Event) -> (address: EmailAddress, event: ContactEvent)? {
        switch event {
        case .unsubscribe(let unsubscribe):
            guard let address = unsubscribe.address else { return nil }
            return (address, .unsubscribe)
        case .complaint(let complaint):
            guard let address = complaint.attribution.address else { return nil }
            switch complaint.effect {
            case .suppress: return (address, .complaint)
            case .suppressProvisionally: return (address, .unprovenComplaint)
            case .retract: return (address, .retraction)
            case .investigate, .count, .none: return nil
            }
        case .bounce(let bounce):
            guard let address = bounce.recipient, bounce.action == .failed else { return nil }
            if bounce.classification.bounceClass == .block { return (address, .block) }
            guard bounce.countsAgainstContact else { return nil }
            return (address, bounce.contactEvent)
        case .alignment, .other: return nil
        }
    }

    /// - Returns: whether the contact is newly on the list.
    private func transition(
        _ address: EmailAddress, _ event: ContactEvent, scope: SuppressionScope = .all, at now: Timestamp, digest: MessageDigest? = nil
    ) -> Bool {
        let name = address.key + " " + scope.description
        let next = (contacts[name] ?? ContactState(since: now)).after(event, at: now, thresholds)
        contacts[name] = next.state
        addresses[name] = address
        var isNew = false
        for effect in next.effects {
            switch effect {
            case .suppress(let reason, let state, let expires):
                append(.add, address.key, reason, state: state, scope: scope, since: now, expires: expires, digest: digest?.description)
                isNew = true
            case .lift:
                let last = feed.last { $0.address == address.key && $0.scope == scope.description }
                append(.remove, address.key, last?.reason ?? .manual, scope: scope, since: now)
            case .reviewCampaign: break
            }
        }
        return isNew
    }

    // MARK: The send log

    package func addSent(_ batch: [SentMessage], at now: Timestamp) throws -> Int {
        let known = Set(sent.map { [$0.messageID, $0.recipient.key] })
        let new = batch.filter { !known.contains([$0.messageID, $0.recipient.key]) }
        sent += new
        return new.count
    }

    package func recipient(of key: RecipientKey) throws -> FoundRecipient? {
        let found: [SentMessage]
        switch key {
        case .handle(let handle): found = sent.filter { $0.handle == handle }
        case .messageID(let id): found = sent.filter { $0.messageID == id }
        }
        guard let first = found.first, Set(found.map(\.recipient.key)).count == 1 else { return nil }
        if case .handle = key { return FoundRecipient(address: first.recipient) }
        return FoundRecipient(address: first.recipient, campaign: first.campaign)
    }

    package func forgetSent(before moment: Timestamp) throws -> Int {
        let before = sent.count
        sent.removeAll { $0.sentAt.map { $0 < moment } ?? false }
        return before - sent.count
    }

    // MARK: Reading

    package func unmatchedReplies(limit: Int, includingGuessed: Bool) throws -> [UnmatchedReply] {
        var found: [[String]: UnmatchedReply] = [:]
        for case .bounce(let bounce) in log.map(\.event) {
            guard let pattern = bounce.unmatchedPattern, includingGuessed || bounce.classification.cause == .undetermined else { continue }
            let name = [pattern.text, bounce.provider?.slug ?? "", bounce.classification.rule.text]
            let at = bounce.occurredAt ?? Timestamp(0), known = found[name]
            found[name] = UnmatchedReply(
                pattern: pattern.text, provider: bounce.provider, rule: bounce.classification.rule, count: (known?.count ?? 0) + 1,
                firstSeen: known?.firstSeen ?? at, lastSeen: max(known?.lastSeen ?? at, at))
        }
        return Array(found.values.sorted { ($0.count, $0.lastSeen) > ($1.count, $1.lastSeen) }.prefix(max(0, limit)))
    }

    package func suppressions(after cursor: Int64, limit: Int) throws -> [Suppression] {
        if let failure { throw failure }
        return Array(feed.lazy.filter { $0.cursor > cursor }.prefix(max(0, limit)))
    }

    package func standingSuppressions(_ body: (Suppression) throws -> Void) throws {
        var last: [String: Suppression] = [:]
        for entry in feed { last[entry.hash + entry.scope] = entry }
        let standing = last.values.filter { $0.operation == .add }
        for entry in standing.sorted(by: { Array(($0.address ?? "").utf8).lexicographicallyPrecedes(Array(($1.address ?? "").utf8)) }) {
            try body(entry)
        }
        if let failure { throw failure }
    }

    package func lastCursor() throws -> Int64 {
        beforeReading?(self)
        if let failure { throw failure }
        return feed.last?.cursor ?? 0
    }

    package func suppression(of address: EmailAddress) throws -> Suppression? {
        if let failure { throw failure }
        return feed.last { $0.hash == Self.hash(address.key) && $0.scope == "all" }.flatMap { $0.operation == .add ? $0 : nil }
    }

    package func contact(of address: EmailAddress) throws -> ContactRecord? {
        guard let state = contacts[address.key + " all"] else { return nil }
        let hash = Self.hash(address.key)
        let events = log.filter { $0.contact == hash }.suffix(thresholds.eventsPerContact).reversed()
        return ContactRecord(
            address: address.key, hash: hash, state: state, events: Array(events), suppression: try suppression(of: address))
    }

    package func events(after seq: Int64, _ body: (StoredEvent) throws -> Void) throws {
        for event in log where event.seq > seq { try body(event) }
    }

    package func investigations(includingClear: Bool) throws -> [InvestigationRecord] {
        if let failure { throw failure }
        return cases.filter { includingClear || $0.state.phase != .clear }
    }

    /// Given, not counted.
    package var campaignRecords: [CampaignRecord] = []
    package func campaigns(underReviewOnly: Bool) throws -> [CampaignRecord] {
        campaignRecords.filter { !underReviewOnly || ($0.review?.isOpen ?? false) }
    }
    package func campaign(named name: String) throws -> CampaignRecord? { campaignRecords.first { $0.name == name } }
    package func closeReview(of campaign: String, at now: Timestamp) throws -> Bool { false }

    package func setAsides() throws -> [SetAsideRecord] { aside }

    package func weekly(from: Timestamp, to: Timestamp, domain: DomainName?) throws -> WeekFacts {
        var facts = WeekFacts()
        for event in log where event.receivedAt >= from && event.receivedAt < to {
            switch event.event {
            case .alignment(let tally): if domain.map({ $0.text == tally.domain }) ?? true { facts.tallies.append(tally) }
            case .bounce: facts.bounces.append(event)
            case .complaint: facts.complaints.append(event)
            case .unsubscribe: facts.unsubscribes += 1
            case .other: break
            }
        }
        facts.investigations = cases
        if domain == nil { facts.sending = sending(from: from, to: to, facts) }
        return facts
    }

    private func sending(from: Timestamp, to: Timestamp, _ facts: WeekFacts) -> SendingFigures {
        var figures = SendingFigures()
        for mail in sent where mail.sentAt.map({ $0 >= from && $0 < to }) ?? false {
            figures.sent[mail.provider.map { Provider($0) }, default: 0] += 1
        }
        guard !figures.sent.isEmpty else { return figures }
        for stored in facts.bounces {
            guard case .bounce(let bounce) = stored.event, bounce.classification.bounceClass == .hard, bounce.action == .failed,
                let mail = sent.first(where: { Self.hash($0.recipient.key) == stored.contact })
            else { continue }
            figures.hardBounces[mail.provider.map { Provider($0) }, default: 0] += 1
        }
        for case .complaint(let complaint) in facts.complaints.map(\.event) where complaint.isWish {
            figures.complaints[complaint.provider, default: 0] += 1
        }
        return figures
    }

    package func counts() throws -> StoreCounts {
        if let failure { throw failure }
        var counts = tally
        counts.setAside = Int64(aside.count)
        var standing: Int64 = 0
        try standingSuppressions { if $0.scope == "all" { standing += 1 } }
        counts.suppressed = standing
        counts.openInvestigations = Int64(cases.count { $0.state.phase == .open })
        return counts
    }

    // MARK: Decisions of the operator and of time

    package func apply(_ event: ContactEvent, to address: EmailAddress, scope: SuppressionScope, reason: String?, at now: Timestamp) throws
    {
        _ = transition(address, event, scope: scope, at: now)
    }

    package func closeInvestigation(_ key: InvestigationKey, liftingComplaints: Bool, at now: Timestamp) throws -> Bool {
        guard let place = cases.firstIndex(where: { $0.key == key && $0.state.phase != .clear }) else { return false }
        let old = cases[place]
        cases[place] = InvestigationRecord(
            id: old.id, key: key, state: old.state.after(.closedByOperator, at: now, thresholds).state, opened: old.opened,
            blocks: old.blocks, findings: old.findings)
        return true
    }

    package func removeSetAside(_ digest: MessageDigest) throws { aside.removeAll { $0.digest == digest } }

    package func purge(_ batch: PurgeBatch) throws -> Purged { Purged() }
    package func passTime(to now: Timestamp) throws {
        for key in contacts.keys.sorted() {
            let scope = key.split(separator: " ").last.flatMap { SuppressionScope(String($0)) } ?? .all
            if let address = addresses[key] { _ = transition(address, .timePassed, scope: scope, at: now) }
        }
    }

    // MARK: Who follows the feed

    package var generation = "0123456789abcdef"
    private var positions: [String: ConsumerPosition] = [:]
    private var endpoints: [String: WebhookState] = [:]
    private var letters: [DeadLetter] = []

    package func feedGeneration() throws -> String { generation }
    package func beginFeedGeneration() throws { generation = Self.hash(generation) }
    package func suppression(at cursor: Int64) throws -> Suppression? { feed.first { $0.cursor == cursor } }
    package func consumerPositions() throws -> [ConsumerPosition] { positions.values.sorted { $0.name < $1.name } }
    package func keep(_ positions: [ConsumerPosition]) throws { for position in positions { self.positions[position.name] = position } }
    package func forgetConsumers(except names: Set<String>) throws { positions = positions.filter { names.contains($0.key) } }
    package func webhookStates() throws -> [WebhookState] { endpoints.values.sorted { $0.endpoint < $1.endpoint } }
    package func keep(_ state: WebhookState) throws { endpoints[state.endpoint] = state }
    package func deadLetters() throws -> [DeadLetter] {
        letters.sorted { ($0.endpoint, $0.cursor) < ($1.endpoint, $1.cursor) }
    }
    package func keep(_ letters: [DeadLetter]) throws {
        self.letters.removeAll { old in letters.contains { $0.endpoint == old.endpoint && $0.cursor == old.cursor } }
        self.letters += letters
    }
    package func forget(_ letters: [DeadLetter]) throws { self.letters.removeAll { letters.contains($0) } }

    // MARK: Alerts

    private var standingAlerts: [AlertKey: StandingAlert] = [:]
    private var changes: [NumberedAlertChange] = []
    private var told: [String: Int64] = [:]
    /// Given, not found.
    package var figures = OperatingFigures()

    package func alerts() throws -> [StandingAlert] { standingAlerts.values.sorted { $0.key < $1.key } }
    package func keep(_ changes: [AlertChange]) throws {
        for change in changes {
            switch change.operation {
            case .raised:
                let alert = StandingAlert(key: change.key, since: change.at, text: change.text)
                standingAlerts[change.key] = standingAlerts[change.key] ?? alert
            case .cleared: standingAlerts[change.key] = nil
            }
            self.changes.append(NumberedAlertChange(id: Int64(self.changes.count + 1), change: change))
        }
    }
    package func alertChanges(after id: Int64, limit: Int) throws -> [NumberedAlertChange] {
        Array(changes.filter { $0.id > id }.prefix(limit))
    }
    package func lastAlertChange() throws -> Int64 { Int64(changes.count) }
    package func alertsTold(_ endpoint: String) throws -> Int64? { told[endpoint] }
    package func keepAlertsTold(_ endpoint: String, reached id: Int64) throws { told[endpoint] = id }
    package func operatingFigures(at now: Timestamp) throws -> OperatingFigures { figures }

    package func close() { isClosed = true }
}
