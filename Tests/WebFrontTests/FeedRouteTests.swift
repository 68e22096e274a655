import Deliverability
import Foundation
import MailSyntax
import Sinks
import TestKit
import Testing
import WebFront

@Suite struct FeedRouteTests {
    @Sendable static func tenEntries() -> MemoryStore {
        let store = MemoryStore()
        for number in 1...10 { store.append(.add, "user\(number)@example.com") }
        return store
    }

    /// Law 7.
    @Test func `page by page, the cursor has no gaps and no reordering`() async throws {
        try await withFront(open: Self.tenEntries) { front in
            var cursor = 0, seen: [String] = [], isMore = true
            while isMore {
                let answer = await front.get("/v1/suppressions?since=\(cursor)&limit=3")
                #expect(answer.status == 200)
                #expect(answer.fields["content-type"] == "application/x-ndjson")
                seen += answer.lines.dropLast().map(String.init)
                cursor += answer.lines.count - 1
                isMore = cursor < 10
                #expect(answer.lines.last?.hasPrefix("{\"cursor\":\(cursor),\"more\":\(isMore),") == true)
            }
            let store = Self.tenEntries()
            var export: [UInt8] = []
            _ = try SuppressionFormat.ndjson.export(store) { export += $0 }
            #expect(seen.joined(separator: "\n") + "\n" == String(decoding: export, as: UTF8.self))
        }
    }

    @Test(arguments: [("/v1/suppressions?since=8&format=json", []), ("/v1/suppressions?since=8", ["Accept: application/json"])])
    func `one JSON document for those who ask for it`(_ target: String, _ fields: [String]) async throws {
        try await withFront(open: Self.tenEntries) { front in
            let answer = await front.get(target, fields)
            #expect(answer.fields["content-type"] == "application/json")
            let document = try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any]
            #expect(document?["cursor"] as? Int == 10)
            #expect(document?["more"] as? Bool == false)
            #expect(
                (document?["suppressions"] as? [[String: Any]])?.map { $0["address"] as? String } == [
                    "user9@example.com", "user10@example.com",
                ])
        }
    }

    @Test func `an empty feed keeps the reader's cursor`() async throws {
        try await withFront(open: Self.tenEntries) { front in
            let answer = await front.get("/v1/suppressions?since=10")
            #expect(answer.lines.count == 1)
            #expect(answer.body.hasPrefix("{\"cursor\":10,\"more\":false,"))
        }
    }

    @Test func `a cursor ahead of the feed is told so, since entries would be missed in silence`() async throws {
        try await withFront(open: Self.tenEntries) { front in
            let answer = await front.get("/v1/suppressions?since=11")
            #expect(answer.status == 409)
            #expect(answer.body.contains("feed.cursor-ahead"))
        }
    }

    @Test(arguments: [
        "since=-1", "since=x<b>", "limit=0", "limit=", "wait=-1", "format=xml", "since=1&since=2", "since=%zz",
        "since=99999999999999999999", "since=0-1", "since=0123-1", "since=xyz-1-0", "view=naked",
    ])
    func `a parameter that cannot be used is refused without repeating it`(_ query: String) async throws {
        try await withFront(open: Self.tenEntries) { front in
            let answer = await front.get("/v1/suppressions?" + query)
            #expect(answer.status == 400)
            #expect(!answer.body.contains("<b>") && !answer.body.contains("xml"))
        }
    }

    @Test func `a limit above the bound is cut to it`() async throws {
        try await withFront(open: {
            let store = MemoryStore(); for n in 1...1500 { store.append(.add, "user\(n)@example.com") }; return store
        }) { front in
            #expect(await front.get("/v1/suppressions?limit=999999").lines.count == 1501)
            #expect(await front.get("/v1/suppressions").lines.last?.hasPrefix("{\"cursor\":1000,\"more\":true,") == true)
            #expect(await front.get("/v1/suppressions?limit=5000&format=json").body.contains("\"cursor\":1000,\"more\":true"))
        }
    }

    @Test func `a waiting reader is answered as soon as it is notified`() async throws {
        let arrivals = Arrivals()
        try await withFront(open: { arrivals.store() }) { front in
            async let answer = front.get("/v1/suppressions?since=0&wait=60")
            arrivals.add("ann@example.com")
            front.signal.notify(1)
            let found = await answer
            #expect(found.lines.count == 2)
            #expect(found.lines.first?.contains("ann@example.com") == true)
        }
    }

    @Test func `a waiting reader is answered even if nobody notifies`() async throws {
        let arrivals = Arrivals()
        try await withFront(open: { arrivals.store() }) { front in
            async let answer = front.get("/v1/suppressions?wait=60")
            arrivals.add("ann@example.com")
            #expect(await answer.lines.count == 2)
        }
    }

    @Test func `a waiting reader is answered when its time is over`() async throws {
        try await withFront { front in
            #expect(await front.get("/v1/suppressions?wait=1").body.hasPrefix("{\"cursor\":0,\"more\":false,"))
        }
    }

    /// A wait of a day: whoever is not answered by what is tested here would never be, however slow the machine.
    private static var patient: WebBounds {
        var bounds = WebBounds()
        bounds.waitSeconds = 86400
        return bounds
    }

    @Test(.timeLimit(.minutes(10))) func `a reader that hangs up is not waited for`() async throws {
        try await withFront(bounds: Self.patient) { front in
            _ = await front.send("GET /v1/suppressions?wait=86400 HTTP/1.1\r\nHost: localhost\r\n\r\n", hangUp: true)
        }
    }

    @Test(.timeLimit(.minutes(10))) func `a shutdown answers waiting readers at once`() async throws {
        try await withFront(bounds: Self.patient) { front in
            async let answer = front.get("/v1/suppressions?wait=86400")
            // The answer to a second request shows that the server is at work on the first.
            _ = await front.get("/healthz")
            await front.shutDown()
            #expect(await answer.body.contains("\"cursor\":0"))
        }
    }
}
