import Deliverability
import Foundation
import Intake
import Logging
import MailSyntax
import Storage
import TestKit
import Testing
import WebFront

@testable import Daemon

@Suite struct AlertLoopTests {
    /// `@unchecked Sendable`: a test uses its store from one thread.
    private struct Shared: @unchecked Sendable { let store: MemoryStore }

    private final class Bench {
        let shared = Shared(store: MemoryStore())
        let clock = Monitor(Timestamp(1_795_348_800))
        let lines = Monitor([String]())
        let board = StatusBoard()
        var settings = Settings()

        init() { settings.alerts.freeBytes = 0 }

        func loop() -> AlertLoop {
            let lines = lines
            let logger = Logger(label: "test") { _ in
                LineLog(.logfmt) { line in lines.with { $0.append(String(decoding: line, as: UTF8.self)) } }
            }
            return AlertLoop(
                settings,
                .init(
                    storePath: "/nonexistent/store", openReading: { [shared] in shared.store },
                    perform: { [shared] in try? $0(shared.store) },
                    now: { [clock] in clock.with { $0 } }, board: board, logger: logger, wakeWebhooks: {}))
        }

        func setSilent(_ days: Int64) {
            let last = clock.with { $0 }.adding(seconds: -days * 86400)
            shared.store.figures.reporters = [ReporterPresence(name: "reporter.example", last: last, days: 12)]
        }

        var told: [String] { lines.with { $0.filter { $0.contains("event=\"alert ") } } }
    }

    @Test func `a reporter that falls silent is told of once, over restarts, and once when it is back`() throws {
        let bench = Bench()
        bench.setSilent(6)
        bench.loop().look()
        bench.loop().look()
        #expect(bench.told.count == 1)
        #expect(bench.told[0].contains("level=warning") && bench.told[0].contains("alert=silent-reporter"))
        #expect(bench.board.current.alerts.standing.keys.map(\.subject) == ["reporter.example"])
        #expect(try bench.shared.store.alerts().count == 1)
        bench.setSilent(1)
        bench.loop().look()
        #expect(bench.told.count == 2 && bench.told[1].contains("event=\"alert cleared\""))
        #expect(try bench.shared.store.alerts().isEmpty)
        #expect(try bench.shared.store.alertChanges(after: 0, limit: 10).map(\.change.operation) == [.raised, .cleared])
    }

    @Test func `mail that waits too long is told of by its age`() throws {
        let bench = Bench(), folder = try TemporaryFolder()
        for name in ["new", "cur", "tmp"] {
            try FileManager.default.createDirectory(at: folder.path(name), withIntermediateDirectories: true)
        }
        try folder.write("x", to: "new/1.example")
        bench.settings.maildirs = [folder.url.path]
        bench.clock.with { $0 = Timestamp(Int64(time(nil)) + 3600) }
        bench.loop().look()
        #expect(bench.told.count == 1 && bench.told[0].contains("alert=lag"))
        #expect(bench.board.current.waitingFiles == 1)
        try FileManager.default.removeItem(at: folder.path("new/1.example"))
        bench.loop().look()
        #expect(bench.told.count == 2)
    }

    @Test func `an alert reaches the log when the store cannot be read`() {
        let bench = Bench()
        bench.settings.alerts.freeBytes = 1 << 60
        bench.settings.maildirs = ["/nonexistent"]
        bench.shared.store.failure = StoreError(.io, "the disk is gone")
        bench.loop().look()
        #expect(bench.told.allSatisfy { !$0.contains("alert=lag") }, "a Maildir that cannot be read says nothing of lag")
    }
}
