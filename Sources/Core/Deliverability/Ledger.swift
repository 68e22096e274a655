import MailSyntax

/// An event as it stands in the log: without the address (law 8), with the keyed hash of its contact.
package struct StoredEvent: Sendable {
    package let seq: Int64
    package let occurredAt: Timestamp?
    package let receivedAt: Timestamp
    package let digest: MessageDigest
    package let position: Int
    /// HMAC-SHA-256 of the contact's address, hex.
    package let contact: String?
    package let event: Event

    package init(
        seq: Int64, occurredAt: Timestamp?, receivedAt: Timestamp, digest: MessageDigest, position: Int, contact: String?, event: Event
    ) {
        self.seq = seq
        self.occurredAt = occurredAt
        self.receivedAt = receivedAt
        self.digest = digest
        self.position = position
        self.contact = contact
        self.event = event
    }

    /// `Bounce.countsAgainstContact` for a bounce whose address is no longer there.
    package var countsAgainstContact: Bool {
        guard case .bounce(let bounce) = event else { return false }
        return contact != nil && bounce.isFailureOfRecipient
    }
}

/// A case as it is kept: its machine, its size and what was found.
package struct InvestigationRecord: Sendable {
    package let id: Int64
    package let key: InvestigationKey
    package let state: Investigation
    package let opened: Timestamp
    package let blocks: Int64
    package let findings: [Finding]

    package init(id: Int64, key: InvestigationKey, state: Investigation, opened: Timestamp, blocks: Int64, findings: [Finding]) {
        self.id = id
        self.key = key
        self.state = state
        self.opened = opened
        self.blocks = blocks
        self.findings = findings
    }
}

/// Totals of one TLS report policy.
package struct TLSRecord: Hashable, Sendable {
    package let organization: String
    package let reportID: String
    package let domain: String
    package let mxHost: String?
    package let begin: Timestamp
    package let end: Timestamp
    package let successfulSessions: Int64
    package let failedSessions: Int64
    /// Whether the mail that brought the report is the reporter's.
    package let trust: ReporterTrust

    package init(
        organization: String, reportID: String, domain: String, mxHost: String?, begin: Timestamp, end: Timestamp,
        successfulSessions: Int64, failedSessions: Int64, trust: ReporterTrust = .unconfigured
    ) {
        self.organization = organization
        self.reportID = reportID
        self.domain = domain
        self.mxHost = mxHost
        self.begin = begin
        self.end = end
        self.successfulSessions = successfulSessions
        self.failedSessions = failedSessions
        self.trust = trust
    }
}

/// Stored facts of `[from, to)`: what a weekly summary is made of.
package struct WeekFacts: Sendable {
    package var tallies: [AlignmentTally] = []
    package var reports: Int64 = 0
    /// The same reports by how sure it is that their reporters sent them.
    package var reportsByTrust: [ReporterTrust: Int64] = [:]
    package var duplicateReports: Int64 = 0
    package var conflicts: Int64 = 0
    package var bounces: [StoredEvent] = []
    package var complaints: [StoredEvent] = []
    package var unsubscribes: Int64 = 0
    package var sending = SendingFigures()
    package var investigations: [InvestigationRecord] = []
    package var setAside: [String: Int64] = [:]
    package var suppressionsAdded: [SuppressionReason: Int64] = [:]
    package var tls: [TLSRecord] = []
    package init() {}
}
