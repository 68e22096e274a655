import CZlib
import Deliverability
import Foundation
import MailSyntax
import Storage
import TestKit
import Testing
import WebFront

@Suite struct FeedPositionTests {
    private struct End {
        let cursor: Int
        let position: String

        init?(_ answer: PlainAnswer) {
            guard let line = answer.lines.last,
                let end = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
                let cursor = end["cursor"] as? Int, let position = end["position"] as? String
            else { return nil }
            self.cursor = cursor
            self.position = position
        }
    }

    @Sendable private static func store(_ names: [String], generation: String = "0123456789abcdef") -> MemoryStore {
        let store = MemoryStore()
        store.generation = generation
        for name in names { store.append(.add, name + "@example.com") }
        return store
    }

    @Test func `reading by position gives every entry once`() async throws {
        try await withFront(open: FeedRouteTests.tenEntries) { front in
            var position = "0", seen = 0
            for _ in 0..<4 {
                let answer = await front.get("/v1/suppressions?limit=3&since=" + position)
                let end = try #require(End(answer))
                seen += answer.lines.count - 1
                #expect(end.cursor == seen)
                position = end.position
            }
            #expect(seen == 10)
            #expect(End(await front.get("/v1/suppressions?since=now"))?.position == position)
        }
    }

    /// A restored backup that has grown past the reader: the numbers fit, the entries are others.
    @Test func `a feed that was replaced is noticed, even when it has grown past the reader`() async throws {
        let before = Self.store(["ann", "bob", "cleo"])
        let position = try #require(try before.position(at: 3)).description
        try await withFront(open: { Self.store(["ann", "dora", "emil", "finn"]) }) { front in
            let answer = await front.get("/v1/suppressions?since=" + position)
            #expect(answer.status == 409)
            #expect(answer.body.contains("feed.replaced"))
            #expect(await front.get("/v1/suppressions?format=sse&since=" + position).status == 409)
            #expect(await front.get("/v1/suppressions?since=3").status == 200, "a bare number cannot tell")
        }
        try await withFront(open: { Self.store(["ann"]) }) { front in
            #expect(await front.get("/v1/suppressions?since=" + position).body.contains("feed.cursor-ahead"))
        }
        try await withFront(open: { Self.store(["ann", "bob", "cleo"], generation: "ffff") }) { front in
            #expect(await front.get("/v1/suppressions?wait=60&since=" + position).body.contains("feed.replaced"))
        }
        try await withFront(open: { Self.store(["ann", "bob", "cleo"]) }) { front in
            #expect(await front.get("/v1/suppressions?since=" + position).status == 200)
        }
    }

    @Test func `who has a page already is not sent it again`() async throws {
        try await withFront(open: FeedRouteTests.tenEntries) { front in
            for path in ["/v1/suppressions", "/v1/suppressions?format=json", "/v1/investigations", "/style.css"] {
                let tag = try #require(await front.get(path).fields["etag"])
                let again = await front.get(path, ["If-None-Match: \"other\", \(tag)"])
                #expect(again.status == 304)
                #expect(again.body.isEmpty)
                #expect(again.fields["etag"] == tag)
                #expect(await front.get(path, ["If-None-Match: \"other\""]).status == 200)
            }
        }
    }

    @Test func `who takes gzip gets it, and the same bytes inside`() async throws {
        try await withFront(open: FeedRouteTests.tenEntries) { front in
            let plain = await front.get("/v1/suppressions", ["Accept-Encoding: br, gzip;q=0"])
            #expect(plain.fields["content-encoding"] == nil)
            #expect(plain.fields["vary"] == "Accept-Encoding")
            let packed = await front.get("/v1/suppressions", ["Accept-Encoding: br, gzip;q=0.5"])
            #expect(packed.fields["content-encoding"] == "gzip")
            #expect(packed.fields["etag"] == plain.fields["etag"])
            #expect(packed.bytes.count < plain.bytes.count)
            #expect(Self.unpacked(packed.bytes) == plain.bytes)
        }
    }

    private static func unpacked(_ bytes: [UInt8]) -> [UInt8] {
        var stream = z_stream(), input = bytes, out = [UInt8](repeating: 0, count: 1 << 20)
        inflateInit2_(&stream, 31, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
        defer { inflateEnd(&stream) }
        return input.withUnsafeMutableBufferPointer { source in
            out.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                return inflate(&stream, Z_FINISH) == Z_STREAM_END ? Array(target.prefix(Int(stream.total_out))) : []
            }
        }
    }
}

@Suite struct FeedStreamTests {
    /// The data lines of an event stream, in order, without its framing.
    private static func events(_ answer: PlainAnswer) -> [(id: String, data: String)] {
        answer.body.components(separatedBy: "\n\n").compactMap { block in
            let lines = block.split(separator: "\n")
            guard let id = lines.first(where: { $0.hasPrefix("id: ") }), let data = lines.first(where: { $0.hasPrefix("data: ") }) else {
                return nil
            }
            return (String(id.dropFirst(4)), String(data.dropFirst(6)))
        }
    }

    @Test func `a stream gives what is there and what comes, and goes on where it was cut off`() async throws {
        let arrivals = Arrivals()
        arrivals.add("ann@example.com")
        try await withFront(open: { arrivals.store() }) { front in
            async let whole = front.get("/v1/suppressions", ["Accept: text/event-stream"])
            _ = await front.get("/v1/suppressions?wait=1")
            arrivals.add("bob@example.com")
            front.signal.notify(2)
            // Asked before the drain, answered after the stream has told of the entry.
            _ = await front.get("/v1/suppressions?since=2&wait=1")
            await front.shutDown()
            let answer = await whole
            #expect(answer.fields["content-type"] == "text/event-stream")
            let events = Self.events(answer)
            #expect(events.map { $0.data.contains("ann@") } == [true, false])
            #expect(events.last?.data.contains("bob@example.com") == true)
        }
    }

    @Test func `the last event id is where a stream goes on`() async throws {
        var bounds = WebBounds()
        bounds.streamSeconds = 1
        try await withFront(bounds: bounds, open: FeedRouteTests.tenEntries) { front in
            let first = Self.events(await front.get("/v1/suppressions?format=sse&since=7"))
            #expect(first.count == 3)
            let again = Self.events(await front.get("/v1/suppressions?format=sse&since=0", ["Last-Event-ID: \(first[1].id)"]))
            #expect(again.map(\.id) == [first[2].id])
        }
    }

    @Test func `a stream without news shows that it lives`() async throws {
        var bounds = WebBounds()
        bounds.streamSeconds = 2
        bounds.heartbeatSeconds = 1
        try await withFront(bounds: bounds) { front in
            #expect(await front.get("/v1/suppressions?format=sse").body.contains("\n: still here\n"))
        }
    }

    @Test func `more streams than there are places are sent away`() async throws {
        var bounds = WebBounds()
        bounds.waits = 0
        try await withFront(bounds: bounds) { front in
            #expect(await front.get("/v1/suppressions?format=sse").status == 503)
            #expect(await front.get("/v1/suppressions?wait=1").status == 503)
            #expect(await front.get("/v1/suppressions").status == 200)
        }
    }
}

@Suite(.apart) struct StalledClientTests {
    @Sendable private static func large() -> MemoryStore {
        let store = MemoryStore()
        for number in 1...40_000 { store.append(.add, "user\(number)@example.com", rule: String(repeating: "x", count: 200)) }
        return store
    }

    /// The only place for a stream is taken by a client that does not read what it asked for.
    @Test func `a client that does not read gives its place back`() async throws {
        var bounds = WebBounds()
        bounds.waits = 1
        // Long enough that a busy machine asks before it is over.
        bounds.stallSeconds = 20
        try await withFront(bounds: bounds, open: Self.large) { front in
            let stalled = front.openAndForget("GET /v1/suppressions?format=sse HTTP/1.1\r\nHost: localhost\r\n\r\n")
            defer { close(stalled) }
            // The answer begins once the place is taken; the byte is looked at and left.
            var byte: UInt8 = 0
            #expect(recv(stalled, &byte, 1, Int32(MSG_PEEK)) == 1)
            var statuses: [Int] = []
            // As often as it takes, within bounds.
            for _ in 0..<120 where statuses.last != 200 || !statuses.contains(503) {
                statuses.append(await front.get("/v1/suppressions?wait=1&since=40000").status)
                try await Task.sleep(for: .seconds(0.5))
            }
            #expect(statuses.contains(503), "the place was taken")
            #expect(statuses.last == 200, "and given back")
        }
    }
}
