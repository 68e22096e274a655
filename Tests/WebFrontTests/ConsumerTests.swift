import Deliverability
import Foundation
import MailSyntax
import Storage
import TestKit
import Testing
import WebFront

@Suite struct ConsumerTests {
    @Test func `a token is nowhere in the register, and the register is for its owner alone`() throws {
        let consumers = try TemporaryRegister()
        let token = try consumers.add("crm", [.feed, .check])
        let text = try String(contentsOfFile: consumers.register.path, encoding: .utf8)
        #expect(token.utf8.count >= 64)
        #expect(!text.contains(token) && !text.contains(token.dropFirst(4)))
        let mode = try FileManager.default.attributesOfItem(atPath: consumers.register.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try consumers.register.read().map(\.name) == ["crm"])
        #expect(throws: WebFrontError.self) { try consumers.add("crm", [.feed]) }
    }

    @Test(arguments: [
        "crm feed abc 1", "crm all 00 1", "c rm feed", "crm feed " + String(repeating: "0", count: 64),
        "crm \(String(repeating: "0", count: 64)) feed 1", "crm , \(String(repeating: "0", count: 64)) 1", "x",
    ])
    func `a line of another form is not guessed at`(_ line: String) throws {
        let consumers = try TemporaryRegister()
        _ = try consumers.add("crm", [.feed])
        let handle = try #require(FileHandle(forWritingAtPath: consumers.register.path))
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: Data((line + "\n").utf8))
        #expect(throws: WebFrontError.self) { try consumers.register.read() }
    }

    @Test func `a register that others can read is refused`() throws {
        let consumers = try TemporaryRegister()
        _ = try consumers.add("crm", [.feed])
        chmod(consumers.register.path, 0o640)
        #expect(throws: WebFrontError.self) { try consumers.register.read() }
    }

    @Test func `an address that others reach needs a token or a consumer`() throws {
        let consumers = try TemporaryRegister()
        let access = WebFront.Access(listen: try ListenAddress("0.0.0.0:8025"), token: nil, register: consumers.register)
        #expect(throws: WebFrontError.openWithoutToken(access.listen)) { try access.check() }
        _ = try consumers.add("crm", [.feed])
        try access.check()
    }

    @Test func `a consumer that was removed is refused, and the door stays closed`() async throws {
        let consumers = try TemporaryRegister()
        let bearer = try consumers.bearer(.feed)
        try await withFront(register: consumers.register) { front in
            #expect(await front.get("/v1/suppressions", [bearer]).status == 200)
            let removed = try consumers.register.remove("c0"), again = try consumers.register.remove("c0")
            #expect(removed && !again)
            // The register is looked at once a second.
            _ = await front.get("/v1/suppressions?wait=2", [bearer])
            #expect(await front.get("/v1/suppressions", [bearer]).status == 401)
            #expect(await front.get("/v1/suppressions").status == 401)
        }
    }

    @Test func `how far a consumer is behind is shown on the page and in the metrics`() async throws {
        let consumers = try TemporaryRegister()
        let crm = "Authorization: Bearer " + (try consumers.add("crm", [.feed]))
        _ = try consumers.add("sleeper", [.hashedFeed])
        let admin = "Authorization: Bearer " + (try consumers.add("chief", [.admin]))
        try await withFront(register: consumers.register, open: FeedRouteTests.tenEntries) { front in
            #expect(await front.get("/v1/suppressions?since=7", [crm]).status == 200)
            let metrics = await front.get("/metrics", [admin])
            for line in [
                "plumbline_feed_lag_rows{consumer=\"crm\"} 3", "plumbline_feed_lag_rows{consumer=\"sleeper\"} 10",
                "plumbline_feed_reached{consumer=\"crm\"} 7", "plumbline_consumer_seen_timestamp_seconds{consumer=\"sleeper\"} 0",
            ] { #expect(metrics.lines.contains(Substring(line)), "\(line)") }
            let page = await front.get("/", [admin]).body
            #expect(page.contains("<td>crm</td><td>feed</td><td>7</td><td>3</td>"))
            #expect(front.status.current.consumers["crm"]?.reached == 7)
        }
    }
}

@Suite struct HashedViewTests {
    /// Two consumers of one feed: neither sees an address, and they cannot join what they have.
    @Test func `a partner matches what it knows and learns nothing else`() async throws {
        let consumers = try TemporaryRegister()
        let token = try consumers.add("partner", [.hashedFeed]), other = try consumers.add("other", [.hashedFeed])
        try await withFront(register: consumers.register, open: FeedRouteTests.tenEntries) { front in
            let answer = await front.get("/v1/suppressions?view=hashed", ["Authorization: Bearer \(token)"])
            #expect(answer.lines.count == 11)
            #expect(!answer.body.contains("@") && !answer.body.contains(MemoryStore.hash("user3@example.com")))
            let expected = try #require(HashedView(token: token).hash("user3@example.com"))
            #expect(answer.lines[2].contains("\"hash\":\"\(expected)\""))
            #expect(answer.lines[2].contains("\"address\":null"))
            let others = await front.get("/v1/suppressions?view=hashed", ["Authorization: Bearer \(other)"])
            #expect(!others.body.contains(expected))
            #expect(await front.get("/v1/suppressions", ["Authorization: Bearer \(token)"]).status == 403)
        }
    }

    /// The recipe of docs/output-schema.md, made with openssl(1).
    @Test func `the hash is what the documentation says`() {
        let view = HashedView(token: "plb_0000000000000000000000000000000000000000000000000000000000000000")
        #expect(view.hash("user@example.com") == "f09dc1fe87826d70e2c1826ecb77fc35093c98e08581c40f8ff8235fcf35541c")
        #expect(view.hash(nil) == nil)
    }

    @Test func `without a token there is no hashed view`() async throws {
        try await withFront { front in #expect(await front.get("/v1/suppressions?view=hashed").status == 403) }
    }
}
