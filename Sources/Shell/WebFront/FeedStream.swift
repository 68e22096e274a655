import HTTPTypes
import Hummingbird
import MailSyntax
import NIOCore
import Rendering
import Storage

/// `GET /v1/suppressions` with `Accept: text/event-stream`: the feed as server-sent events (HTML Standard §9.2). The id of an
/// event is the position behind it, so that a reader that is cut off goes on with `Last-Event-ID`. A comment comes as a
/// heartbeat when there is nothing else.
struct FeedStream: Sendable {
    let feed: FeedRoute
    let waits: Slots
    let bounds: WebBounds
    /// Told how far the reader was served.
    let reached: @Sendable (Int64) -> Void

    static let mediaType = "text/event-stream"
    /// Entries that are read of the store at a time.
    private static let page = 500

    func respond(since start: FeedPosition, view: HashedView?) -> WebResponse {
        WebResponse(Self.mediaType) { writer in
            guard waits.take() else { return try await writer.finish(nil) }
            defer { waits.give() }
            let end = ContinuousClock.now + .seconds(bounds.streamSeconds)
            var position = start
            try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
            while !feed.signal.isClosed, !Task.isCancelled, ContinuousClock.now < end {
                let piece = try await feed.reader.read { [position] store in try Piece(after: position, view, store) }
                guard let piece else { break }
                if let newest = piece.end {
                    try await writer.write(ByteBuffer(bytes: piece.bytes))
                    position = newest
                    reached(newest.cursor)
                    continue
                }
                let limit = min(end - .now, .seconds(bounds.heartbeatSeconds))
                try await feed.wait(beyond: position.cursor, atMost: limit)
                if try await !feed.isBehind(position.cursor) { try await writer.write(ByteBuffer(string: ": still here\n\n")) }
            }
            try await writer.finish(nil)
        }
    }

    /// Some entries as events.
    private struct Piece: Sendable {
        let bytes: [UInt8]
        /// nil where there was nothing.
        let end: FeedPosition?

        /// nil where the feed was replaced under the reader: it has to ask again, and is told so then.
        init?(after position: FeedPosition, _ view: HashedView?, _ store: any Store) throws {
            guard try store.holds(position) else { return nil }
            var out: [UInt8] = [], last: FeedPosition?
            for entry in try store.suppressions(after: position.cursor, limit: FeedStream.page) {
                let behind = try store.position(behind: entry)
                var json = JSONWriter()
                json.write(entry, view)
                out += Array("event: suppression\nid: \(behind)\ndata: ".utf8) + json.take() + [10, 10]
                last = behind
            }
            bytes = out
            end = last
        }
    }
}
