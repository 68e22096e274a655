import Deliverability
import MailSyntax

/// How far a registered consumer has read the feed, and when it was last heard of.
package struct ConsumerPosition: Hashable, Sendable {
    package let name: String
    /// The cursor that it last asked to go on from.
    package let reached: Int64
    package let seenAt: Timestamp

    package init(name: String, reached: Int64, seenAt: Timestamp) {
        self.name = name
        self.reached = reached
        self.seenAt = seenAt
    }
}

/// How far a webhook endpoint was told, and what is wrong with it.
package struct WebhookState: Hashable, Sendable {
    package let endpoint: String
    /// The last entry that was delivered, or given up as a dead letter.
    package var reached: Int64
    /// Failed attempts at the entry after it, in a row.
    package var attempts = 0
    /// Not before then.
    package var nextAt: Timestamp?
    /// What went wrong last; nil while all goes well.
    package var fault: String?
    /// The endpoint said that it is gone (410): nothing is sent until somebody asks for another try.
    package var isStopped = false

    package init(endpoint: String, reached: Int64) {
        self.endpoint = endpoint
        self.reached = reached
    }
}

/// An entry of the feed that an endpoint would not take.
package struct DeadLetter: Hashable, Sendable {
    package let endpoint: String
    package let cursor: Int64
    package let attempts: Int
    package let fault: String
    package let at: Timestamp

    package init(endpoint: String, cursor: Int64, attempts: Int, fault: String, at: Timestamp) {
        self.endpoint = endpoint
        self.cursor = cursor
        self.attempts = attempts
        self.fault = fault
        self.at = at
    }
}

extension SQLStore {
    private static let generation = Statement("SELECT generation FROM feed_generation WHERE id = 1")
    static let newFeedGeneration = Statement("UPDATE feed_generation SET generation = lower(hex(randomblob(8))) WHERE id = 1")

    package func feedGeneration() throws -> String {
        guard let generation = try session.first(Self.generation, [], { $0.text(0) }) else {
            throw StoreError(.corrupt, "the feed has no generation")
        }
        return generation
    }

    package func beginFeedGeneration() throws {
        try write { _ in try session.run(Self.newFeedGeneration, []) }
    }

    package func suppression(at cursor: Int64) throws -> Suppression? {
        try session.first(SuppressionRow.byCursor, [.int(cursor)]) { try SuppressionRow.suppression($0) }
    }

    // MARK: Consumers

    private static let positions = Statement("SELECT name, reached, seen_at FROM consumer ORDER BY name")
    private static let keepPosition = Statement(
        """
        INSERT INTO consumer (name, reached, seen_at) VALUES ($1, $2, $3)
        ON CONFLICT (name) DO UPDATE SET reached = excluded.reached, seen_at = excluded.seen_at
        """)
    private static let forgetPosition = Statement("DELETE FROM consumer WHERE name = $1")

    package func consumerPositions() throws -> [ConsumerPosition] {
        try session.all(Self.positions) { ConsumerPosition(name: $0.text(0), reached: $0.int(1), seenAt: Timestamp($0.int(2))) }
    }

    package func keep(_ positions: [ConsumerPosition]) throws {
        guard !positions.isEmpty else { return }
        try write { _ in
            for position in positions {
                try session.run(
                    Self.keepPosition, [.text(position.name), .int(position.reached), .int(position.seenAt.secondsSince1970)])
            }
        }
    }

    package func forgetConsumers(except names: Set<String>) throws {
        let gone = try consumerPositions().filter { !names.contains($0.name) }
        guard !gone.isEmpty else { return }
        try write { _ in for position in gone { try session.run(Self.forgetPosition, [.text(position.name)]) } }
    }

    // MARK: Webhooks

    private static let states = Statement("SELECT endpoint, reached, attempts, next_at, fault, is_stopped FROM webhook ORDER BY endpoint")
    private static let keepState = Statement(
        """
        INSERT INTO webhook (endpoint, reached, attempts, next_at, fault, is_stopped) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (endpoint) DO UPDATE SET reached = excluded.reached, attempts = excluded.attempts, next_at = excluded.next_at,
        fault = excluded.fault, is_stopped = excluded.is_stopped
        """)
    private static let letters = Statement("SELECT endpoint, cursor, attempts, fault, at FROM webhook_dead ORDER BY endpoint, cursor")
    private static let keepLetter = Statement(
        """
        INSERT INTO webhook_dead (endpoint, cursor, attempts, fault, at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (endpoint, cursor) DO UPDATE SET attempts = excluded.attempts, fault = excluded.fault, at = excluded.at
        """)
    private static let forgetLetter = Statement("DELETE FROM webhook_dead WHERE endpoint = $1 AND cursor = $2")

    package func webhookStates() throws -> [WebhookState] {
        try session.all(Self.states) { row in
            var state = WebhookState(endpoint: row.text(0), reached: row.int(1))
            state.attempts = Int(clamping: row.int(2))
            state.nextAt = row.optionalInt(3).map { Timestamp($0) }
            state.fault = row.optionalText(4)
            state.isStopped = row.int(5) != 0
            return state
        }
    }

    package func keep(_ state: WebhookState) throws {
        try write { _ in
            try session.run(
                Self.keepState,
                [
                    .text(state.endpoint), .int(state.reached), .int(Int64(state.attempts)), .int(state.nextAt?.secondsSince1970),
                    .text(state.fault), .int(state.isStopped ? 1 : 0),
                ])
        }
    }

    package func deadLetters() throws -> [DeadLetter] {
        try session.all(Self.letters) { row in
            DeadLetter(
                endpoint: row.text(0), cursor: row.int(1), attempts: Int(clamping: row.int(2)), fault: row.text(3),
                at: Timestamp(row.int(4)))
        }
    }

    package func keep(_ letters: [DeadLetter]) throws {
        guard !letters.isEmpty else { return }
        try write { _ in
            for letter in letters {
                try session.run(
                    Self.keepLetter,
                    [
                        .text(letter.endpoint), .int(letter.cursor), .int(Int64(letter.attempts)), .text(letter.fault),
                        .int(letter.at.secondsSince1970),
                    ])
            }
        }
    }

    package func forget(_ letters: [DeadLetter]) throws {
        guard !letters.isEmpty else { return }
        try write { _ in for letter in letters { try session.run(Self.forgetLetter, [.text(letter.endpoint), .int(letter.cursor)]) } }
    }
}
