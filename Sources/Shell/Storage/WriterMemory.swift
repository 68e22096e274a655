import Deliverability
import MailSyntax

/// What the only writer knows without asking: the next numbers, words, and which From domains have a block case. It is
/// in step with the open transaction; `mark` and `returnToMark` follow the savepoint of a message.
final class WriterMemory {
    /// The next number of each kind. The only writer gives them out, so that nothing has to be asked back from the
    /// database, and numbers of a message that was rolled back are given out again: no gaps.
    private(set) var next: Next

    struct Next {
        /// Shared by `event` and `alignment`.
        var seq: Int64
        var cursor: Int64
        var message: Int64
        var report: Int64
        fileprivate var word: Int64
    }

    private var words: [String: Int64] = [:]
    /// From domains of cases that are not clear.
    var domainsUnderInvestigation: Set<String>
    private var counts: [Counter: Int64] = [:]

    /// How many complaints each source is used to bring.
    var habits = ComplaintHabits()
    /// What this transaction adds to the figures of campaigns.
    var campaigns = CampaignTally()
    /// Whether any mail is in the send log.
    var hasSendLog: Bool

    /// Which sources are ours, as far as reports have shown.
    let sources = OwnSources()

    private struct Mark {
        let next: Next
        let domains: Set<String>
        let counts: [Counter: Int64]
        let habits: ComplaintHabits
        let campaigns: CampaignTally
    }

    private var marked: Mark?
    private var wordsSinceMark: [String] = []

    /// Words kept in memory; mail chooses them, so there is an end.
    private static let wordsMax = 200_000

    enum Counter: Hashable {
        case messages, unrelated, setAside, suppressed
        case events(String)
        case tokens(String)
        /// Events whose time was over and that were deleted: with the rows that are left they make up the total.
        case purged(String)

        static let purgedPrefix = "purged."

        var name: String {
            switch self {
            case .messages: "messages"
            case .unrelated: "unrelated"
            case .setAside: "set-aside"
            case .suppressed: "suppressed"
            case .events(let kind): "events." + kind
            case .tokens(let reason): "tokens." + reason
            case .purged(let kind): Self.purgedPrefix + "events." + kind
            }
        }
    }

    init(_ session: any SQLSession) throws {
        func after(_ statement: Statement) throws -> Int64 { try (session.first(statement) { $0.int(0) } ?? 0) + 1 }
        next = Next(
            seq: try after(Self.lastSeq), cursor: try after(Self.lastCursor), message: try after(Self.lastMessage),
            report: try after(Self.lastReport), word: try after(Self.lastWord))
        domainsUnderInvestigation = Set(try session.all(Self.openDomains) { $0.text(0) })
        hasSendLog = try session.first(Self.anySent) { _ in true } ?? false
    }

    static let lastSeq = Statement(
        "SELECT coalesce(max(seq), 0) FROM (SELECT max(seq) AS seq FROM event UNION ALL SELECT max(seq) FROM alignment) AS last")
    static let lastCursor = Statement("SELECT coalesce(max(cursor), 0) FROM suppression")
    private static let lastMessage = Statement("SELECT coalesce(max(id), 0) FROM message")
    private static let lastReport = Statement("SELECT coalesce(max(id), 0) FROM report")
    private static let lastWord = Statement("SELECT coalesce(max(id), 0) FROM word")
    private static let anySent = Statement("SELECT 1 FROM sent LIMIT 1")
    private static let openDomains = Statement("SELECT DISTINCT from_domain FROM investigation WHERE phase <> 'clear'")

    /// Gives out a number: `memory.take(\.seq)`.
    func take(_ kind: WritableKeyPath<Next, Int64>) -> Int64 {
        defer { next[keyPath: kind] += 1 }
        return next[keyPath: kind]
    }

    func takeSeq() -> Int64 {
        defer { next.seq += 1 }
        return next.seq
    }

    func count(_ counter: Counter, _ number: Int64 = 1) { counts[counter, default: 0] += number }

    /// Events of this transaction by kind, so far.
    var eventCounts: [String: Int64] {
        var kinds: [String: Int64] = [:]
        for case (.events(let kind), let number) in counts { kinds[kind] = number }
        return kinds
    }

    func mark() {
        marked = Mark(next: next, domains: domainsUnderInvestigation, counts: counts, habits: habits, campaigns: campaigns)
        wordsSinceMark.removeAll(keepingCapacity: true)
        sources.mark()
    }

    func returnToMark() {
        guard let marked else { return }
        next = marked.next
        domainsUnderInvestigation = marked.domains
        counts = marked.counts
        habits = marked.habits
        campaigns = marked.campaigns
        for word in wordsSinceMark { words[word] = nil }
        sources.returnToMark()
        wordsSinceMark.removeAll(keepingCapacity: true)
    }

    // MARK: Words

    private static let findWord = Statement("SELECT id FROM word WHERE text = $1")
    private static let addWord = Statement("INSERT INTO word (id, text) VALUES ($1, $2)")

    /// The id of a text that repeats.
    func word(_ text: String, _ session: any SQLSession) throws -> Int64 {
        if let id = words[text] { return id }
        if words.count >= Self.wordsMax { words.removeAll(keepingCapacity: true) }
        let id: Int64
        if let known = try session.first(Self.findWord, [.text(text)], { $0.int(0) }) {
            id = known
        } else {
            id = take(\.word)
            try session.run(Self.addWord, [.int(id), .text(text)])
            wordsSinceMark.append(text)
        }
        words[text] = id
        return id
    }

    // MARK: Totals

    private static let addCount = Statement(
        "INSERT INTO counter (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = counter.value + excluded.value")

    /// Habits and figures of campaigns, once for each transaction that adds to them.
    func saveFigures(_ session: any SQLSession, at now: Timestamp, _ thresholds: Thresholds) throws {
        try habits.save(session)
        try campaigns.save(self, session, at: now, thresholds)
    }

    /// Once for each transaction.
    func saveCounters(_ session: any SQLSession) throws {
        for (counter, number) in counts where number != 0 {
            try session.run(Self.addCount, [.text(counter.name), .int(number)])
        }
        counts.removeAll(keepingCapacity: true)
    }
}
