import Deliverability
import HTTPTypes
import MailSyntax
import Rendering
import Sinks
import Storage

/// `GET /v1/suppressions?since=&limit=&wait=&view=`: the entries strictly after a position, in order (law 7).
///
/// NDJSON: one entry a line and `{"cursor":n,"more":bool,…}` as the last one; an answer without that line is not whole.
/// JSON: `{"suppressions":[…],"cursor":n,"more":bool,…}`. `wait` seconds (at most 60) hold the answer until there is an entry.
struct FeedRoute: Sendable {
    let reader: StoreReader
    let signal: FeedSignal

    static let limitDefault: Int64 = 1000
    static let limitMaxJSON: Int64 = 1000
    static let limitMaxNDJSON: Int64 = 10_000
    /// How long a waiting reader trusts that it would have been told.
    static let recheck = Duration.seconds(1)

    struct Query: Sendable {
        enum Form: Hashable, Sendable { case json, ndjson, stream }

        /// nil for `since=now`: the end of the feed, whatever it is.
        let since: FeedPosition?
        let limit: Int
        let wait: Duration
        let form: Form
        /// With hashes in the place of addresses.
        let isHashed: Bool

        /// - Parameters:
        ///   - lastEventID: where a stream was cut off; it comes before `since`.
        ///   - waitMax: in seconds.
        init(_ request: WebRequest, lastEventID: String?, waitMax: Int64) throws(WebRequestError) {
            form = try request.feedForm
            var asked = try request.value("since")
            if form == .stream, let lastEventID { asked = lastEventID }
            switch asked {
            case nil, "": since = FeedPosition(cursor: 0)
            case "now": since = nil
            case let text?:
                guard let position = FeedPosition(text) else { throw WebRequestError(parameter: "since") }
                since = position
            }
            switch try request.value("view") {
            case nil, "addresses": isHashed = false
            case "hashed": isHashed = true
            default: throw WebRequestError(parameter: "view")
            }
            limit = Int(
                try request.number(
                    "limit", default: FeedRoute.limitDefault, from: 1,
                    to: form == .json ? FeedRoute.limitMaxJSON : FeedRoute.limitMaxNDJSON))
            wait = .seconds(try request.number("wait", default: 0, from: 0, to: waitMax))
        }

        var scope: Scope { isHashed ? .hashedFeed : .feed }
    }

    /// What a position is to the feed as it stands.
    enum Standing: Sendable { case level, behind, ahead, replaced }

    func standing(_ since: FeedPosition) async throws -> Standing {
        try await reader.read { store in try Self.standing(since, store) }
    }

    private static func standing(_ since: FeedPosition, _ store: any Store) throws -> Standing {
        let last = try store.lastCursor()
        if since.cursor > last { return .ahead }
        guard try store.holds(since) else { return .replaced }
        return since.cursor < last ? .behind : .level
    }

    static func refusal(_ standing: Standing) -> WebResponse? {
        switch standing {
        case .level, .behind: nil
        case .ahead:
            .refusal(.conflict, "feed.cursor-ahead", "The cursor is ahead of the feed: the store was replaced; read it again from 0.")
        case .replaced:
            .refusal(.conflict, "feed.replaced", "The position is of another feed: the store was replaced; read it again from 0.")
        }
    }

    func isBehind(_ cursor: Int64) async throws -> Bool { try await reader.read { try $0.lastCursor() } > cursor }

    /// Waits until there is something after the cursor, the time is over, or the program drains.
    func wait(beyond cursor: Int64, atMost limit: Duration) async throws {
        let end = ContinuousClock.now + limit
        var known = cursor
        while !signal.isClosed, !Task.isCancelled {
            let rest = end - ContinuousClock.now
            guard rest > .zero else { return }
            await signal.wait(beyond: known, atMost: min(rest, Self.recheck))
            known = max(known, signal.cursor)
            if try await isBehind(cursor) { return }
        }
    }

    /// The position that `since=now` stands for.
    func end() async throws -> FeedPosition {
        try await reader.read { store in try store.position(at: store.lastCursor()) } ?? FeedPosition(cursor: 0)
    }

    /// - Parameter view: hashes the addresses; nil shows them.
    func respond(_ query: Query, since: FeedPosition, view: HashedView?) async throws -> WebResponse {
        let page = try await reader.read { store in try Page(query, since: since, view, store) }
        if let refusal = Self.refusal(page.standing) { return refusal }
        return WebResponse(.ok, query.form == .json ? "application/json" : SuppressionFormat.ndjson.mediaType, page.bytes)
    }

    /// One page, already in bytes.
    private struct Page: Sendable {
        let standing: Standing
        let bytes: [UInt8]

        init(_ query: Query, since: FeedPosition, _ view: HashedView?, _ store: any Store) throws {
            standing = try FeedRoute.standing(since, store)
            guard FeedRoute.refusal(standing) == nil else {
                bytes = []
                return
            }
            var entries = try store.suppressions(after: since.cursor, limit: query.limit + 1)
            let isMore = entries.count > query.limit
            if isMore { entries.removeLast(entries.count - query.limit) }
            let end = try entries.last.map { try store.position(behind: $0) } ?? store.position(at: since.cursor) ?? since
            var json = JSONWriter()
            if query.form == .json {
                json.object { json in
                    json.key("suppressions")
                    json.array(entries) { json, entry in json.write(entry, view) }
                    Self.end(&json, end, isMore)
                }
            } else {
                for entry in entries {
                    json.write(entry, view)
                    json.newline()
                }
                json.object { json in Self.end(&json, end, isMore) }
            }
            json.newline()
            bytes = json.take()
        }

        private static func end(_ json: inout JSONWriter, _ end: FeedPosition, _ isMore: Bool) {
            json.key("cursor"); json.number(end.cursor)
            json.key("more"); json.bool(isMore)
            json.key("generation"); json.string(end.generation)
            json.key("position"); json.string(end.description)
        }
    }
}

extension JSONWriter {
    mutating func write(_ entry: Suppression, _ view: HashedView?) {
        if let view { view.write(entry, to: &self) } else { write(entry) }
    }
}
