import MailSyntax

/// Why an address must not be mailed. Raw values are part of the output contract.
package enum SuppressionReason: String, CaseIterable, Hashable, Sendable {
    case complaint
    case hardBounce = "hard-bounce"
    case unsubscribe
    case manual
    case paused

    package init(_ reason: ContactState.Reason) {
        self =
            switch reason {
            case .complaint: .complaint
            case .hardBounce: .hardBounce
            case .unsubscribe: .unsubscribe
            case .manual: .manual
            }
    }

    /// What a mail server of ours says when it refuses the address: enhanced status code (RFC 3463) and text. A bounce that
    /// says this is our own: rule `own/suppressed` knows it again, so that a refusal of ours never counts as the receiver's.
    package var refusal: String { "5.7.1 suppressed (\(rawValue))" }
}

/// One entry of the feed: an address comes onto the list or leaves it. The cursor orders them, without gaps (law 7).
package struct Suppression: Hashable, Sendable {
    package enum Operation: String, Hashable, Sendable { case add, remove }
    package enum State: String, Hashable, Sendable { case active, provisional }

    package let cursor: Int64
    package let operation: Operation
    /// nil once erased on request: the keyed hash stays, so that a re-import cannot revive the address (decision 6).
    package let address: String?
    /// HMAC-SHA-256 of the address, hex.
    package let hash: String
    package let reason: SuppressionReason
    package let state: State
    package let scope: String
    package let since: Timestamp
    package let expires: Timestamp?
    /// Digest of the message that caused it, hex; nil for the operator's own entries.
    package let digest: String?
    package let rule: String?

    package init(
        cursor: Int64, operation: Operation, address: String?, hash: String, reason: SuppressionReason, state: State,
        scope: String = "all", since: Timestamp, expires: Timestamp?, digest: String?, rule: String?
    ) {
        self.cursor = cursor
        self.operation = operation
        self.address = address
        self.hash = hash
        self.reason = reason
        self.state = state
        self.scope = scope
        self.since = since
        self.expires = expires
        self.digest = digest
        self.rule = rule
    }
}
