import Deliverability
import Foundation
import Intake
import Logging
import MailSyntax
import Sinks
import Storage
import TestKit
import Testing
import WebFront

@testable import Daemon

/// A store, an endpoint of any humour, and a clock that stands still until it is moved.
private final class Bench {
    let store = MemoryStore()
    let secretFile: String
    let posted = Monitor([String]())
    let outcome = Monitor(WebhookOutcome.delivered)
    let clock = Monitor(Timestamp(1_795_000_000))
    let board = StatusBoard()
    /// A dead process writes nothing down.
    let isDead = Monitor(false)

    init() throws {
        secretFile = try TestPlace.fresh()
        try Data("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n".utf8).write(to: URL(fileURLWithPath: secretFile))
        chmod(secretFile, 0o600)
    }

    deinit { try? FileManager.default.removeItem(atPath: secretFile) }

    /// One life of the daemon: what it forgot must be in the store.
    func loop() throws -> WebhookLoop {
        // The loop is used from this thread alone.
        let shared = Shared(store: store)
        let endpoint = WebhookEndpoint(name: "crm", url: try WebhookURL("https://hooks.example.com/in"), secretFile: secretFile)
        return WebhookLoop(
            endpoint,
            .init(
                openReading: { shared.store }, perform: { [isDead] task in if !isDead.with({ $0 }) { try? task(shared.store) } },
                now: { [clock] in clock.with { $0 } },
                send: { [posted, outcome] body, fields, _ in
                    posted.with { $0.append(fields.first { $0.0 == "webhook-id" }?.1 ?? "") }
                    return outcome.with { $0 }
                }, board: board, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })))
    }

    func add(_ count: Int) { for _ in 0..<count { store.append(.add, "ann@example.com", since: clock.with { $0 }) } }
    func pass(seconds: Int64) { clock.with { $0 = $0.adding(seconds: seconds) } }
    var ids: [String] { posted.with { $0.map { String($0.split(separator: "_").last ?? "") } } }

    /// `@unchecked Sendable`: a test uses its store from one thread.
    private struct Shared: @unchecked Sendable { let store: MemoryStore }
}

@Suite struct WebhookLoopTests {
    @Test func `an endpoint begins with what comes after it was named`() throws {
        let bench = try Bench()
        bench.add(3)
        let loop = try bench.loop()
        #expect(!loop.run())
        bench.add(2)
        #expect(!loop.run())
        #expect(bench.ids == ["4", "5"])
        #expect(bench.board.current.reached["webhook:crm"] == 5)
    }

    @Test func `every entry is delivered once, in order, over restarts`() throws {
        let bench = try Bench()
        _ = try bench.loop().run()
        bench.add(120)
        for _ in 0..<5 { _ = try bench.loop().run() }
        #expect(bench.ids == (1...120).map(String.init))
    }

    @Test func `W10: what was taken and not written down in a crash comes again under the same id`() throws {
        let bench = try Bench()
        _ = try bench.loop().run()
        bench.add(2)
        let isDead = bench.isDead
        try FailPoint.$observer.withValue({ if $0 == .afterPost { isDead.with { $0 = true } } }) { _ = try bench.loop().run() }
        #expect(isDead.with { $0 })
        isDead.with { $0 = false }
        _ = try bench.loop().run()
        #expect(bench.ids == ["1", "2", "1", "2"])
    }

    @Test func `a failure holds the order, and the same id comes again`() throws {
        let bench = try Bench()
        let loop = try bench.loop()
        _ = loop.run()
        bench.add(2)
        bench.outcome.with { $0 = .trouble("answers 500", retryAfterSeconds: nil) }
        _ = loop.run()
        _ = loop.run()
        #expect(bench.ids == ["1"])
        #expect(bench.board.current.degraded["webhook:crm"] == "answers 500")
        #expect(try bench.store.webhookStates().first?.attempts == 1)
        bench.outcome.with { $0 = .delivered }
        bench.pass(seconds: 10)
        _ = try bench.loop().run()
        #expect(bench.ids == ["1", "1", "2"])
        #expect(bench.board.current.degraded["webhook:crm"] == nil)
    }

    @Test func `a dead letter is seen, tried again when asked for, and gone once it is taken`() throws {
        let bench = try Bench()
        let loop = try bench.loop()
        _ = loop.run()
        bench.add(2)
        bench.outcome.with { $0 = .rejected("answers 422") }
        for _ in 0..<5 {
            _ = loop.run()
            bench.pass(seconds: 7200)
        }
        #expect(try bench.store.deadLetters().map(\.cursor) == [1])
        bench.outcome.with { $0 = .delivered }
        _ = loop.run()
        #expect(try bench.store.deadLetters().map(\.cursor) == [1])
        let letter = try #require(try bench.store.deadLetters().first)
        try bench.store.keep([DeadLetter(endpoint: "crm", cursor: 1, attempts: 0, fault: letter.fault, at: letter.at)])
        _ = try bench.loop().run()
        #expect(try bench.store.deadLetters().isEmpty)
        #expect(bench.ids.last == "1")
    }

    @Test func `an endpoint that is gone is not called`() throws {
        let bench = try Bench()
        let loop = try bench.loop()
        _ = loop.run()
        bench.add(2)
        bench.outcome.with { $0 = .gone }
        for _ in 0..<3 { _ = loop.run() }
        #expect(bench.ids == ["1"])
        #expect(bench.board.current.degraded["webhook:crm"] == "answers 410: gone")
    }

    @Test func `a secret that cannot be read sends nothing`() throws {
        let bench = try Bench()
        let loop = try bench.loop()
        _ = loop.run()
        bench.add(1)
        chmod(bench.secretFile, 0o644)
        _ = loop.run()
        #expect(bench.ids.isEmpty)
        #expect(bench.board.current.degraded["webhook:crm"]?.contains(bench.secretFile) == true)
    }

    @Test func `alerts are told once, in order, from when the endpoint was named`() throws {
        let bench = try Bench(), lag = AlertKey(.lag), now = bench.clock.with { $0 }
        try bench.store.keep([AlertChange(.raised, lag, at: now, "before")])
        _ = try bench.loop().run()
        #expect(bench.ids.isEmpty)
        try bench.store.keep([AlertChange(.cleared, lag, at: now, "over"), AlertChange(.raised, lag, at: now, "again")])
        bench.add(1)
        bench.outcome.with { $0 = .trouble("answers 500", retryAfterSeconds: nil) }
        _ = try bench.loop().run()
        bench.posted.with { $0 = [] }
        bench.outcome.with { $0 = .delivered }
        bench.pass(seconds: 3600)
        for _ in 0..<3 { _ = try bench.loop().run() }
        #expect(bench.posted.with { $0.map { String($0.split(separator: "_", maxSplits: 2).last ?? "") } } == ["1", "alert_2", "alert_3"])
    }
}
