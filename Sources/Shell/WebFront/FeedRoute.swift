import Deliverability
import HTTPTypes
import MailSyntax
import Rendering
import Sinks
import Storage

/// `GET /v1/suppressions?since=&limit=&wait=`: the entries strictly after a cursor, in order (law 7).
///
/// NDJSON: one entry a line and `{"cursor":n,"more":bool}` as the last one; an answer without that line is not whole.
/// JSON: `{"suppressions":[…],"cursor":n,"more":bool}`. `wait` seconds (at most 60) hold the answer until there is an entry.
struct FeedRoute: Sendable {
    let reader: StoreReader
    let signal: FeedSignal

    static let waitSecondsMax: Int64 = 60
    static let limitDefault: Int64 = 1000
    static let limitMaxJSON: Int64 = 1000
    static let limitMaxNDJSON: Int64 = 10_000
    /// How long a waiting reader trusts that it would have been told.
    static let recheck = Duration.seconds(1)

    struct Query: Sendable {
        let since: Int64
        let limit: Int
        let wait: Duration
        let asJSON: Bool

        init(_ request: WebRequest) throws(WebRequestError) {
            asJSON = try request.wantsJSON
            since = try request.number("since", default: 0, from: 0, to: .max)
            limit = Int(
                try request.number(
                    "limit", default: FeedRoute.limitDefault, from: 1, to: asJSON ? FeedRoute.limitMaxJSON : FeedRoute.limitMaxNDJSON))
            wait = .seconds(try request.number("wait", default: 0, from: 0, to: FeedRoute.waitSecondsMax))
        }
    }

    func isBehind(_ query: Query) async throws -> Bool { try await reader.read { try $0.lastCursor() } > query.since }

    /// Waits until there is something after the cursor, the time is over, or the program drains.
    func wait(_ query: Query) async throws {
        let end = ContinuousClock.now + query.wait
        var known = query.since
        while !signal.isClosed, !Task.isCancelled {
            let rest = end - ContinuousClock.now
            guard rest > .zero else { return }
            await signal.wait(beyond: known, atMost: min(rest, Self.recheck))
            known = max(known, signal.cursor)
            if try await isBehind(query) { return }
        }
    }

    func respond(_ query: Query) async throws -> WebResponse {
        let page = try await reader.read { store in try Page(query, store) }
        guard let page else {
            return .refusal(
                .conflict, "feed.cursor-ahead", "The cursor is ahead of the feed: the store was replaced; read it again from 0.")
        }
        return WebResponse(.ok, query.asJSON ? "application/json" : SuppressionFormat.ndjson.mediaType, page.bytes)
    }

    /// One page, already in bytes.
    private struct Page: Sendable {
        let bytes: [UInt8]

        /// nil where the reader claims to have seen more than there is.
        init?(_ query: Query, _ store: any Store) throws {
            var entries = try store.suppressions(after: query.since, limit: query.limit + 1)
            let isMore = entries.count > query.limit
            if isMore { entries.removeLast(entries.count - query.limit) }
            if entries.isEmpty, query.since > (try store.lastCursor()) { return nil }
            let cursor = entries.last?.cursor ?? query.since
            var json = JSONWriter()
            if query.asJSON {
                json.object { json in
                    json.key("suppressions")
                    json.array(entries) { json, entry in json.write(entry) }
                    Self.end(&json, cursor, isMore)
                }
            } else {
                for entry in entries {
                    json.write(entry)
                    json.newline()
                }
                json.object { json in Self.end(&json, cursor, isMore) }
            }
            json.newline()
            bytes = json.take()
        }

        private static func end(_ json: inout JSONWriter, _ cursor: Int64, _ isMore: Bool) {
            json.key("cursor"); json.number(cursor)
            json.key("more"); json.bool(isMore)
        }
    }
}
