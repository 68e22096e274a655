import Deliverability
import MailSyntax

/// Where decisions are kept. One conformance suite runs over every store.
///
/// A store is used from one thread at a time. Everything of one message becomes visible together (law 2); many messages
/// may share a transaction; a message that fails is rolled back alone and reported in its outcome.
package protocol Store: AnyObject {
    /// Commits a batch durably, in order. When this returns, what it reports is on the disk.
    func commit(_ batch: [MessageRecord], at now: Timestamp) throws -> [CommitOutcome]

    /// Whether a message of these bytes has a final row already (crash between commit and finish).
    func isKnown(_ digest: MessageDigest) throws -> Bool

    // Attempts, so that a message that kills the process is set aside at the third (law 4).
    func countAttempts(_ names: [String]) throws -> [Int]
    func clearAttempts(_ names: [String]) throws
    /// All names that were counted and not cleared.
    func attempts() throws -> [String: Int]

    // Reading.
    func suppressions(after cursor: Int64, limit: Int) throws -> [Suppression]
    /// What stands now: for each address the last word, if that is an `add`. Sorted by address.
    func standingSuppressions(_ body: (Suppression) throws -> Void) throws
    func lastCursor() throws -> Int64
    func suppression(of address: EmailAddress) throws -> Suppression?
    func contact(of address: EmailAddress) throws -> ContactRecord?
    func events(after seq: Int64, _ body: (StoredEvent) throws -> Void) throws
    func investigations(includingClear: Bool) throws -> [InvestigationRecord]
    /// The latest first, without their parts.
    func campaigns(underReviewOnly: Bool) throws -> [CampaignRecord]
    func campaign(named name: String) throws -> CampaignRecord?
    func setAsides() throws -> [SetAsideRecord]
    /// Everything that a summary of `[from, to)` needs, optionally of one From domain.
    func weekly(from: Timestamp, to: Timestamp, domain: DomainName?) throws -> WeekFacts
    func counts() throws -> StoreCounts
    /// Replies that no sentence of the rule tables claimed, most frequent first. Guessed: a code or a single word decided.
    func unmatchedReplies(limit: Int, includingGuessed: Bool) throws -> [UnmatchedReply]

    // The send log.
    /// Adds mails that were sent, in one transaction; returns how many were not known yet.
    func addSent(_ batch: [SentMessage], at now: Timestamp) throws -> Int
    /// The one recipient that a handle or a Message-ID stands for; nil where it is none or several.
    func recipient(of key: RecipientKey) throws -> FoundRecipient?
    /// Forgets mails sent before `moment`, and contacts of whom nothing else is known. Returns how many mails.
    func forgetSent(before moment: Timestamp) throws -> Int

    // Decisions of the operator and of time.
    /// - Parameter reason: why, in the operator's words; kept with the decision.
    func apply(_ event: ContactEvent, to address: EmailAddress, scope: SuppressionScope, reason: String?, at now: Timestamp) throws
    /// Complaints of a burst that the case is about: proven ones stand for good from now on, unless all are lifted.
    func closeInvestigation(_ key: InvestigationKey, liftingComplaints: Bool, at now: Timestamp) throws -> Bool
    /// Somebody is done with the review of a campaign. Returns whether one was open.
    func closeReview(of campaign: String, at now: Timestamp) throws -> Bool
    func removeSetAside(_ digest: MessageDigest) throws
    /// Pauses, provisional entries and quiet investigations run out.
    func passTime(to now: Timestamp) throws
    /// Deletes what a reader found to be due.
    func purge(_ batch: PurgeBatch) throws -> Purged

    // Who follows the feed.
    /// Names this feed: another one after the feed was begun anew.
    func feedGeneration() throws -> String
    /// Begins the feed anew, for a store that was restored: whoever follows reads again from 0.
    func beginFeedGeneration() throws
    func suppression(at cursor: Int64) throws -> Suppression?
    func consumerPositions() throws -> [ConsumerPosition]
    func keep(_ positions: [ConsumerPosition]) throws
    func webhookStates() throws -> [WebhookState]
    func keep(_ state: WebhookState) throws
    func forgetConsumers(except names: Set<String>) throws
    func deadLetters() throws -> [DeadLetter]
    func keep(_ letters: [DeadLetter]) throws
    func forget(_ letters: [DeadLetter]) throws

    // What the operator is told of.
    func alerts() throws -> [StandingAlert]
    /// Raises and clears, and keeps the changes for those who follow them.
    func keep(_ changes: [AlertChange]) throws
    func alertChanges(after id: Int64, limit: Int) throws -> [NumberedAlertChange]
    func lastAlertChange() throws -> Int64
    /// The last change that a webhook endpoint was told of; nil for one that was never told any.
    func alertsTold(_ endpoint: String) throws -> Int64?
    func keepAlertsTold(_ endpoint: String, reached id: Int64) throws
    func operatingFigures(at now: Timestamp) throws -> OperatingFigures

    func close()
}

extension Store {
    package func closeInvestigation(_ key: InvestigationKey, at now: Timestamp) throws -> Bool {
        try closeInvestigation(key, liftingComplaints: false, at: now)
    }

    /// For all mail to the contact, where nothing else is said.
    package func apply(_ event: ContactEvent, to address: EmailAddress, scope: SuppressionScope = .all, at now: Timestamp) throws {
        try apply(event, to: address, scope: scope, reason: nil, at: now)
    }
}

/// One message, read and interpreted, ready to be committed.
package struct MessageRecord: Hashable, Sendable {
    package enum Outcome: String, Hashable, Sendable {
        case report, unrelated
        case setAside = "set-aside"
    }

    package let digest: MessageDigest
    package let outcome: Outcome
    /// The contract's kind, nil for unrelated mail.
    package let kind: String?
    /// Slug and sentence where the message, or a part of it, was refused.
    package let reason: ReadError?
    package let events: EventList
    package let aggregates: [AggregateRecord]
    package let tls: [TLSRecord]
    /// Kind words of all reports in the message, for counting.
    package let reportKinds: [String]
    package let warnings: [String]
    /// Tokens of ours that were refused, by reason.
    package let tokenRefusals: [String: Int]
    /// Where set-aside bytes lie, if anywhere.
    package let path: String?

    package init(
        digest: MessageDigest, outcome: Outcome, kind: String?, reason: ReadError?, events: EventList, aggregates: [AggregateRecord],
        tls: [TLSRecord] = [], reportKinds: [String], warnings: [String], path: String?, tokenRefusals: [String: Int] = [:]
    ) {
        self.digest = digest
        self.outcome = outcome
        self.kind = kind
        self.reason = reason
        self.events = events
        self.aggregates = aggregates
        self.tls = tls
        self.reportKinds = reportKinds
        self.warnings = warnings
        self.tokenRefusals = tokenRefusals
        self.path = path
    }
}

/// Identity and totals of one aggregate report; `events` is the range of its tallies in the message's events.
package struct AggregateRecord: Hashable, Sendable {
    package let reporter: String
    package let reportID: String
    package let domain: String
    package let begin: Timestamp
    package let end: Timestamp
    package let contentDigest: UInt64
    package let records: Int64
    package let messages: Int64
    package let events: Range<Int>
    /// Whether the report is that of the reporter: only then it moves a case or teaches which sources are ours.
    package let trust: ReporterTrust
    /// Who refuses where mail was refused, as the first half of a case's key; nil where that cannot be said.
    package let receiver: String?

    package init(
        reporter: String, reportID: String, domain: String, begin: Timestamp, end: Timestamp, contentDigest: UInt64, records: Int64,
        messages: Int64, events: Range<Int>, trust: ReporterTrust = .unconfigured, receiver: String? = nil
    ) {
        self.reporter = reporter
        self.reportID = reportID
        self.domain = domain
        self.begin = begin
        self.end = end
        self.contentDigest = contentDigest
        self.records = records
        self.messages = messages
        self.events = events
        self.trust = trust
        self.receiver = receiver
    }
}

/// What became of one message of a batch.
package struct CommitOutcome: Hashable, Sendable {
    package enum Verdict: String, Hashable, Sendable {
        case new, duplicate
        /// Rolled back alone: nothing of the message is stored, the file stays where it is.
        case failed
    }

    package let verdict: Verdict
    /// Aggregate reports of it that were known under another message, or in conflict with one.
    package let duplicateReports: Int
    package let conflicts: Int
    /// What was stored of it, by kind: a report that was known already adds nothing.
    package let reports: [String: Int]
    package let events: [String: Int]
    /// Contacts that this message suppressed now.
    package let suppressed: Int
    /// Why it failed.
    package let failure: StoreError?

    package init(
        verdict: Verdict, duplicateReports: Int = 0, conflicts: Int = 0, reports: [String: Int] = [:], events: [String: Int] = [:],
        suppressed: Int = 0, failure: StoreError? = nil
    ) {
        self.verdict = verdict
        self.duplicateReports = duplicateReports
        self.conflicts = conflicts
        self.reports = reports
        self.events = events
        self.suppressed = suppressed
        self.failure = failure
    }
}

package struct ContactRecord: Sendable {
    /// nil once it was erased on request.
    package let address: String?
    package let hash: String
    package let state: ContactState
    /// Newest first, at most `Thresholds.eventsPerContact`.
    package let events: [StoredEvent]
    package let suppression: Suppression?
    /// Standing for one stream or list, beside what holds for all mail; by scope.
    package let scoped: [ScopedState]
    /// What operators decided, newest first.
    package let decisions: [OperatorDecision]

    package init(
        address: String?, hash: String, state: ContactState, events: [StoredEvent], suppression: Suppression?, scoped: [ScopedState] = [],
        decisions: [OperatorDecision] = []
    ) {
        self.address = address
        self.hash = hash
        self.state = state
        self.events = events
        self.suppression = suppression
        self.scoped = scoped
        self.decisions = decisions
    }
}

package struct ScopedState: Hashable, Sendable {
    package let scope: String
    package let state: ContactState
}

/// The operator's word on a contact.
package struct OperatorDecision: Hashable, Sendable {
    package enum Word: String, CaseIterable, Hashable, Sendable {
        case suppressed, lifted
        /// Lifted, because the contact asked for mail again.
        case consent
        /// A held complaint suppresses, or is none.
        case confirmed, dropped

        init?(_ event: ContactEvent) {
            switch event {
            case .suppressedByOperator: self = .suppressed
            case .liftedByOperator: self = .lifted
            case .consent: self = .consent
            default: return nil
            }
        }
    }

    package let at: Timestamp
    package let scope: String
    package let word: Word
    package let reason: String?
}

package struct SetAsideRecord: Sendable {
    package let digest: MessageDigest
    package let receivedAt: Timestamp
    package let reason: String
    package let detail: String
    package let path: String?

    package init(digest: MessageDigest, receivedAt: Timestamp, reason: String, detail: String, path: String?) {
        self.digest = digest
        self.receivedAt = receivedAt
        self.reason = reason
        self.detail = detail
        self.path = path
    }
}

package struct StoreCounts: Hashable, Sendable {
    package var messages: Int64 = 0
    package var unrelated: Int64 = 0
    package var setAside: Int64 = 0
    package var events: [String: Int64] = [:]
    /// Tokens of ours that were refused, by reason: somebody forges them, or a key is missing.
    package var tokenRefusals: [String: Int64] = [:]
    package var suppressed: Int64 = 0
    package var openInvestigations: Int64 = 0
    package init() {}
}
