/// What a look through a whole store found, promise by promise.
package struct Verification: Sendable {
    /// What a store keeps, whatever crashes, repeats or runs full.
    package enum Promise: String, CaseIterable, Sendable {
        /// The file can be read to its last page and each index agrees with its table.
        case whole
        case nothingLost = "I1"
        case nothingTwice = "I2"
        case allOrNothing = "I3"
        case finalIsFinal = "I4"
        case feedIsTheFold = "I5"
        case nothingBlocks = "I6"
        case booksBalance = "I7"

        package var meaning: String {
            switch self {
            case .whole: "the file is whole"
            case .nothingLost: "nothing lost: what left a Maildir is committed, and what was set aside is there"
            case .nothingTwice: "nothing twice: no report is counted twice, no number given twice"
            case .allOrNothing: "all or nothing: what belongs together is there together"
            case .finalIsFinal: "final is final: every row says something that this release knows"
            case .feedIsTheFold: "the feed has no gaps, and what stands is what it adds up to"
            case .nothingBlocks: "no message was tried more often than three times"
            case .booksBalance: "the books balance: totals are the sums of the rows"
            }
        }
    }

    /// Breaches told of each promise; of more, their number is told.
    package static let toldMax = 20

    /// Sentences without addresses.
    private var told: [Promise: [String]] = [:]
    private var counts: [Promise: Int] = [:]

    package init() {}

    package mutating func add(_ promise: Promise, _ sentence: String) {
        counts[promise, default: 0] += 1
        if counts[promise, default: 0] <= Self.toldMax { told[promise, default: []].append(sentence) }
    }

    package func count(_ promise: Promise) -> Int { counts[promise, default: 0] }
    package func breaches(_ promise: Promise) -> [String] { told[promise, default: []] }
    package var isClean: Bool { counts.isEmpty }
}

/// A statement that finds what must not be: one row for each breach, in its only column the number of the place.
struct BreachQuery: Sendable {
    let promise: Verification.Promise
    /// Stands before the number.
    let sentence: String
    let statement: Statement

    init(_ promise: Verification.Promise, _ sentence: String, _ sql: String) {
        self.promise = promise
        self.sentence = sentence
        statement = Statement(sql)
    }

    /// States of contacts for all mail and for less than all.
    static let ofEachScope = """
        (SELECT hash, 'all' AS scope, address, phase, reason, suppression FROM contact
        UNION ALL SELECT hash, scope, NULL, phase, reason, suppression FROM scoped_contact)
        """

    static let all: [BreachQuery] = [
        BreachQuery(
            .nothingTwice, "of several texts of one report more than one is counted, among them report",
            """
            SELECT min(id) FROM report WHERE counted = 1 GROUP BY reporter, report_id, domain, begin_at, end_at HAVING count(*) > 1
            """),
        BreachQuery(.nothingTwice, "two events have the number", "SELECT a.seq FROM alignment a JOIN event e ON e.seq = a.seq"),

        BreachQuery(
            .allOrNothing, "without its message, or of a message that was set aside, stands event",
            "SELECT e.seq FROM event e LEFT JOIN message m ON m.id = e.message WHERE m.id IS NULL OR m.outcome = 'set-aside'"),
        BreachQuery(
            .allOrNothing, "without its message, or of a message that was set aside, stands report",
            "SELECT r.id FROM report r LEFT JOIN message m ON m.id = r.message WHERE m.id IS NULL OR m.outcome = 'set-aside'"),
        BreachQuery(
            .allOrNothing, "without its message stands the TLS policy",
            "SELECT t.id FROM tls t LEFT JOIN message m ON m.id = t.message WHERE m.id IS NULL"),
        BreachQuery(
            .allOrNothing, "without its report stands tally",
            "SELECT a.seq FROM alignment a LEFT JOIN report r ON r.id = a.report WHERE r.id IS NULL"),
        BreachQuery(
            .allOrNothing, "without the text of its domain or cause stands tally",
            """
            SELECT a.seq FROM alignment a LEFT JOIN word d ON d.id = a.domain LEFT JOIN word c ON c.id = a.cause
            WHERE d.id IS NULL OR c.id IS NULL
            """),
        BreachQuery(
            .allOrNothing, "some tallies, but not all, are there of report",
            """
            SELECT id FROM (SELECT r.id AS id, r.last_seq - r.first_seq + 1 AS run,
            (SELECT count(*) FROM alignment a WHERE a.seq BETWEEN r.first_seq AND r.last_seq AND a.report = r.id) AS tallies,
            (SELECT count(*) FROM event e WHERE e.seq BETWEEN r.first_seq AND r.last_seq) AS others FROM report r) AS counted
            WHERE tallies > 0 AND tallies + others <> run
            """),
        BreachQuery(
            .allOrNothing, "without its investigation stands finding",
            "SELECT f.id FROM finding f LEFT JOIN investigation i ON i.id = f.investigation WHERE i.id IS NULL"),

        BreachQuery(
            .finalIsFinal, "without a final state stands message",
            """
            SELECT id FROM message WHERE outcome NOT IN ('report', 'unrelated', 'set-aside')
            OR (outcome = 'set-aside' AND (reason IS NULL OR reason = ''))
            """),

        BreachQuery(
            .feedIsTheFold, "the feed has a gap before entry",
            """
            SELECT s.cursor FROM suppression s LEFT JOIN suppression p ON p.cursor = s.cursor - 1
            WHERE s.cursor <> 1 AND p.cursor IS NULL
            """),
        BreachQuery(
            .feedIsTheFold, "takes away what does not stand: entry",
            """
            SELECT cursor FROM (SELECT cursor, op, lag(op) OVER (PARTITION BY hash, scope ORDER BY cursor) AS before FROM suppression) AS steps
            WHERE op = 'remove' AND coalesce(before, '') <> 'add'
            """),
        BreachQuery(
            .feedIsTheFold, "the contact does not say what is the last word of the feed on it, entry",
            """
            SELECT s.cursor FROM (SELECT max(cursor) AS cursor FROM suppression GROUP BY hash, scope) AS latest
            JOIN suppression s ON s.cursor = latest.cursor LEFT JOIN \(ofEachScope) c ON c.hash = s.hash AND c.scope = s.scope
            WHERE (s.op = 'add' AND coalesce(c.suppression, 0) <> s.cursor) OR (s.op = 'remove' AND c.suppression IS NOT NULL)
            """),
        BreachQuery(
            .feedIsTheFold, "a contact is suppressed by what is no entry of its own, entry",
            """
            SELECT c.suppression FROM \(ofEachScope) c LEFT JOIN suppression s
            ON s.cursor = c.suppression AND s.hash = c.hash AND s.scope = c.scope AND s.op = 'add'
            WHERE c.suppression IS NOT NULL AND s.cursor IS NULL
            """),
        BreachQuery(
            .feedIsTheFold, "the contact gives another reason than entry",
            """
            SELECT s.cursor FROM \(ofEachScope) c JOIN suppression s ON s.cursor = c.suppression
            WHERE s.reason <> CASE WHEN c.phase = 'paused' THEN 'paused' ELSE coalesce(c.reason, '') END
            """),
        BreachQuery(
            .feedIsTheFold, "the message is unknown on which rests entry",
            """
            SELECT s.cursor FROM suppression s LEFT JOIN message m ON m.digest = s.digest WHERE s.digest IS NOT NULL AND m.id IS NULL
            """),

        BreachQuery(.nothingBlocks, "a message was tried too often: times", "SELECT count FROM attempt WHERE count > 3"),
    ]
}
