import Foundation
import Glibc
import TestKit
import Testing

/// SIGHUP: whole, or not at all.
@Suite struct ReloadTests {
    @Test func `new settings are put to work in the same process, and mail goes on`() throws {
        let daemon = try RunningDaemon("listen-token-file: \(try token("0123456789abcdef"))\n")
        let port = try daemon.port()
        #expect(Loopback.get("/metrics", port: port).contains(" 401 "))

        try daemon.configure("own-domains: [example.com]\nlog: {level: debug}\n", port: port)
        daemon.signal(SIGHUP)
        try daemon.waitForLines(2, containing: "event=ready")
        #expect(Loopback.get("/metrics", port: port).contains("plumbline_ready 1"))

        try daemon.deliver(Repository.bytes("Fixtures/feedback/arf-plain.eml"), as: "1.example")
        try daemon.waitForLine { $0.contains("event=committed") }
        let outcome = try daemon.stop()
        #expect(outcome.code == 0)
        #expect(outcome.err.contains("\"settings read again\""))
        #expect(Repository.files(below: daemon.folder.path("mail")).contains("cur/1.example:2,S"))
    }

    @Test(arguments: [
        ("retention:\n  mail: soon\n", "plumbline.yaml:5: retention.mail:"),
        ("retentoin:\n  mail: 3d\n", "plumbline.yaml:4: there is no setting"),
        ("log: {format: json}\n", "`log.format` cannot change while the daemon runs"),
        ("maildirs: [/nonexistent]\n", "plumbline.yaml"),
    ])
    func `settings that are wrong change nothing, and are told with their place`(_ more: String, _ told: String) throws {
        let daemon = try RunningDaemon()
        let port = try daemon.port()
        try daemon.configure(more, port: port)
        daemon.signal(SIGHUP)
        try daemon.waitForLine { $0.contains("the old ones hold") && $0.contains(told) }
        #expect(Loopback.get("/readyz", port: port).contains(" 200 "))
        try daemon.deliver(Repository.bytes("Fixtures/feedback/arf-plain.eml"), as: "1.example")
        try daemon.waitForLine { $0.contains("event=committed") }
        #expect(try daemon.stop().code == 0)
    }

    @Test func `an address that somebody else has is refused before anything ends`() throws {
        let other = try RunningDaemon(), daemon = try RunningDaemon()
        let port = try daemon.port()
        try daemon.configure("", port: other.port())
        daemon.signal(SIGHUP)
        try daemon.waitForLine { $0.contains("the old ones hold") && $0.contains("`listen`") }
        #expect(Loopback.get("/readyz", port: port).contains(" 200 "))
        #expect(try daemon.stop().code == 0)
        #expect(try other.stop().code == 0)
    }

    /// Where the look-ups are to be served is not tried beforehand.
    @Test func `settings that turn out not to work are taken back`() throws {
        let other = try RunningDaemon(), daemon = try RunningDaemon()
        try daemon.configure("lookup: {policy: \"127.0.0.1:\(try other.port())\"}\n")
        daemon.signal(SIGHUP)
        try daemon.waitForLine { $0.contains("could not be put to work") }
        try daemon.waitForLines(2, containing: "event=ready")
        try daemon.deliver(Repository.bytes("Fixtures/feedback/arf-plain.eml"), as: "1.example")
        try daemon.waitForLine { $0.contains("event=committed") }
        #expect(try daemon.stop().code == 0)
        #expect(try other.stop().code == 0)
    }

    @Test func `another store is another daemon`() throws {
        let daemon = try RunningDaemon()
        try daemon.folder.write(
            "store: \(daemon.folder.path("other.db").path)\nmaildirs: [\(daemon.folder.path("mail").path)]\n", to: "plumbline.yaml")
        daemon.signal(SIGHUP)
        try daemon.waitForLine { $0.contains("`store` cannot change while the daemon runs") }
        #expect(try daemon.stop().code == 0)
        #expect(!FileManager.default.fileExists(atPath: daemon.folder.path("other.db").path))
    }

    private func token(_ text: String) throws -> String {
        let path = try TestPlace.fresh()
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }
}
