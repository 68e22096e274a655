import Foundation
import Glibc
import TestKit
import Testing

/// The daemon is killed at a named point, with SIGKILL and a store on a disk, and started again.
@Suite(.apart) struct FailPointTests {
    /// What is in hand is a complaint, except where a reason is written.
    private static let points = [
        "after-open", "after-hash", "after-count", "after-parse", "after-key", "in-txn", "after-commit", "sidecar", "after-rename",
    ]

    /// Attempts are counted beforehand only where mail is read in the daemon's own process.
    @Test(arguments: points) func `a process that is killed at any point has lost nothing and counts nothing twice`(point: String) throws {
        let bench = try Bench(isSetAside: point == "sidecar")
        let killed = try bench.start(environment: ["FAIL_POINT": point, "PLUMBLINE_WORKERS": point == "after-count" ? "0" : "2"]).finish(
            within: 60)
        #expect(killed.code == -SIGKILL, "the point was reached")
        let restarted = try bench.start()
        // After the rename there is nothing left to do.
        _ = try restarted.waitForError(within: 60) {
            $0.hasSuffix(point == "after-rename" ? "event=ready" : "event=committed") ? true : nil
        }
        try bench.expectDone(restarted)
    }

    @Test func `a commit whose answer is lost is found done and not done again`() throws {
        let bench = try Bench(isSetAside: false)
        let daemon = try bench.start(environment: ["FAIL_POINT": "commit-answer"])
        _ = try daemon.waitForError(within: 60) { $0.contains("nothing committed") ? true : nil }
        let duplicates = try daemon.waitForError(within: 60) { line -> String? in
            guard line.hasSuffix("event=committed") else { return nil }
            return line.split(separator: " ").first { $0.hasPrefix("duplicate=") }.map(String.init)
        }
        #expect(duplicates == "duplicate=1")
        try bench.expectDone(daemon)
    }
}

/// A Maildir with one mail in it, and a daemon over it.
private struct Bench {
    private let folder: TemporaryFolder
    private let isSetAside: Bool

    init(isSetAside: Bool) throws {
        folder = try TemporaryFolder()
        self.isSetAside = isSetAside
        for name in ["cur", "tmp"] { try folder.write("", to: "mail/\(name)/.keep") }
        let fixture = isSetAside ? "Fixtures/malformed/\(Self.malformed)" : "Fixtures/feedback/arf-plain.eml"
        try folder.write(Repository.text(fixture), to: "mail/new/1.example")
    }

    private static let malformed = "gzip-half.eml"

    func start(environment: [String: String] = [:]) throws -> ChildProcess {
        try ChildProcess(
            Plumbline.path(),
            ["run", "--store", folder.path("s.db").path, "--maildir", folder.path("mail").path, "--listen", "127.0.0.1:0"], input: [],
            environment: environment, terminal: false, directory: folder.url.path)
    }

    func expectDone(_ daemon: ChildProcess) throws {
        daemon.signal(SIGTERM)
        #expect(try daemon.finish(within: 60).code == 0)
        let files = Repository.files(below: folder.url), store = ["--store", folder.path("s.db").path]
        #expect(!files.contains { $0.hasPrefix("mail/new/1") })
        #expect(files.contains("mail/cur/1.example:2,S") != isSetAside)
        #expect(files.filter { $0.hasPrefix("setaside/") }.count == (isSetAside ? 2 : 0))
        #expect(try Plumbline.run(["event", "export"] + store).lines.count == (isSetAside ? 0 : 1))
        #expect(try Plumbline.run(["suppression", "check", "rosa@example.org"] + store).code == (isSetAside ? 0 : 1))
        let verified = try Plumbline.run(["verify"] + store)
        #expect(verified.code == 0, "\(verified.out)")
    }
}
