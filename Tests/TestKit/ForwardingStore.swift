import Deliverability
import MailSyntax
import Storage

/// A store that lets another one do everything that it does not do itself.
package protocol ForwardingStore: Store {
    var inner: any Store { get }
}

extension ForwardingStore {
    package func commit(_ batch: [MessageRecord], at now: Timestamp) throws -> [CommitOutcome] { try inner.commit(batch, at: now) }
    package func isKnown(_ digest: MessageDigest) throws -> Bool { try inner.isKnown(digest) }
    package func countAttempts(_ names: [String]) throws -> [Int] { try inner.countAttempts(names) }
    package func attempts() throws -> [String: Int] { try inner.attempts() }
    package func clearAttempts(_ names: [String]) throws { try inner.clearAttempts(names) }
    package func suppressions(after cursor: Int64, limit: Int) throws -> [Suppression] {
        try inner.suppressions(after: cursor, limit: limit)
    }
    package func standingSuppressions(_ body: (Suppression) throws -> Void) throws { try inner.standingSuppressions(body) }
    package func lastCursor() throws -> Int64 { try inner.lastCursor() }
    package func suppression(of address: EmailAddress) throws -> Suppression? { try inner.suppression(of: address) }
    package func contact(of address: EmailAddress) throws -> ContactRecord? { try inner.contact(of: address) }
    package func events(after seq: Int64, _ body: (StoredEvent) throws -> Void) throws { try inner.events(after: seq, body) }
    package func investigations(includingClear: Bool) throws -> [InvestigationRecord] {
        try inner.investigations(includingClear: includingClear)
    }
    package func setAsides() throws -> [SetAsideRecord] { try inner.setAsides() }
    package func weekly(from: Timestamp, to: Timestamp, domain: DomainName?) throws -> WeekFacts {
        try inner.weekly(from: from, to: to, domain: domain)
    }
    package func counts() throws -> StoreCounts { try inner.counts() }
    package func unmatchedReplies(limit: Int, includingGuessed: Bool) throws -> [UnmatchedReply] {
        try inner.unmatchedReplies(limit: limit, includingGuessed: includingGuessed)
    }
    package func addSent(_ batch: [SentMessage], at now: Timestamp) throws -> Int { try inner.addSent(batch, at: now) }
    package func recipient(of key: RecipientKey) throws -> FoundRecipient? { try inner.recipient(of: key) }
    package func forgetSent(before moment: Timestamp) throws -> Int { try inner.forgetSent(before: moment) }
    package func apply(_ event: ContactEvent, to address: EmailAddress, scope: SuppressionScope, reason: String?, at now: Timestamp) throws
    {
        try inner.apply(event, to: address, scope: scope, reason: reason, at: now)
    }
    package func closeInvestigation(_ key: InvestigationKey, liftingComplaints: Bool, at now: Timestamp) throws -> Bool {
        try inner.closeInvestigation(key, liftingComplaints: liftingComplaints, at: now)
    }
    package func campaigns(underReviewOnly: Bool) throws -> [CampaignRecord] { try inner.campaigns(underReviewOnly: underReviewOnly) }
    package func campaign(named name: String) throws -> CampaignRecord? { try inner.campaign(named: name) }
    package func closeReview(of campaign: String, at now: Timestamp) throws -> Bool { try inner.closeReview(of: campaign, at: now) }
    package func removeSetAside(_ digest: MessageDigest) throws { try inner.removeSetAside(digest) }
    package func passTime(to now: Timestamp) throws { try inner.passTime(to: now) }
    package func purge(_ batch: PurgeBatch) throws -> Purged { try inner.purge(batch) }
    package func feedGeneration() throws -> String { try inner.feedGeneration() }
    package func beginFeedGeneration() throws { try inner.beginFeedGeneration() }
    package func suppression(at cursor: Int64) throws -> Suppression? { try inner.suppression(at: cursor) }
    package func consumerPositions() throws -> [ConsumerPosition] { try inner.consumerPositions() }
    package func keep(_ positions: [ConsumerPosition]) throws { try inner.keep(positions) }
    package func webhookStates() throws -> [WebhookState] { try inner.webhookStates() }
    package func keep(_ state: WebhookState) throws { try inner.keep(state) }
    package func forgetConsumers(except names: Set<String>) throws { try inner.forgetConsumers(except: names) }
    package func deadLetters() throws -> [DeadLetter] { try inner.deadLetters() }
    package func keep(_ letters: [DeadLetter]) throws { try inner.keep(letters) }
    package func forget(_ letters: [DeadLetter]) throws { try inner.forget(letters) }
    package func alerts() throws -> [StandingAlert] { try inner.alerts() }
    package func keep(_ changes: [AlertChange]) throws { try inner.keep(changes) }
    package func alertChanges(after id: Int64, limit: Int) throws -> [NumberedAlertChange] {
        try inner.alertChanges(after: id, limit: limit)
    }
    package func lastAlertChange() throws -> Int64 { try inner.lastAlertChange() }
    package func alertsTold(_ endpoint: String) throws -> Int64? { try inner.alertsTold(endpoint) }
    package func keepAlertsTold(_ endpoint: String, reached id: Int64) throws { try inner.keepAlertsTold(endpoint, reached: id) }
    package func operatingFigures(at now: Timestamp) throws -> OperatingFigures { try inner.operatingFigures(at: now) }
    package func close() { inner.close() }
}
