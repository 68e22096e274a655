import Foundation
import Glibc
import TestKit
import Testing

/// The daemon as a process: start, one complaint, end.
@Suite struct RunTests {
    @Test func `the daemon says ready, takes a complaint into the feed, and ends on SIGTERM with 0`() throws {
        let folder = try TemporaryFolder()
        for name in ["new", "cur", "tmp"] { try folder.write("", to: "mail/\(name)/.keep") }
        let child = try ChildProcess(
            Plumbline.path(),
            [
                "run", "--store", folder.path("s.db").path, "--maildir", folder.path("mail").path, "--listen", "127.0.0.1:0", "--policy",
                "127.0.0.1:0",
            ], input: [],
            environment: [:], terminal: false, directory: folder.url.path)
        let port = try child.waitForError(within: 30) { line -> UInt16? in
            guard line.hasSuffix("ready"), let word = line.split(separator: " ").first(where: { $0.hasPrefix("port=") }) else { return nil }
            return UInt16(word.dropFirst(5))
        }
        let policy = try child.waitForError(within: 30) { line -> UInt16? in
            guard line.contains("answers look-ups"), let place = line.split(separator: " ").first(where: { $0.hasPrefix("at=") }) else {
                return nil
            }
            return place.split(separator: ":").last.flatMap { UInt16($0) }
        }
        #expect(Loopback.get("/healthz", port: port).hasSuffix("ok\n"))
        #expect(Loopback.get("/readyz", port: port).contains(" 200 "))

        // As a mail server delivers: written in tmp/, renamed into new/.
        try folder.write(Repository.text("Fixtures/feedback/arf-plain.eml"), to: "mail/tmp/1.example")
        try FileManager.default.moveItem(at: folder.path("mail/tmp/1.example"), to: folder.path("mail/new/1.example"))
        let deadline = Deadline(seconds: 30)
        var feed = ""
        while !feed.contains("rosa@example.org"), !deadline.isOver {
            feed = Loopback.get("/v1/suppressions?since=0&wait=5", port: port)
        }
        #expect(feed.contains("rosa@example.org") && feed.contains("\"complaint\""))

        let question = "request=smtpd_access_policy\nrecipient=ROSA@example.org\n\n"
        #expect(Loopback.send(question, port: policy) == "action=REJECT 5.7.1 suppressed (complaint)\n\n")

        // Commands that read work beside the daemon; those that write say that it is there.
        let store = ["--store", folder.path("s.db").path]
        #expect(try Plumbline.run(["suppression", "check", "rosa@example.org"] + store).code == 1)
        #expect(try Plumbline.run(["suppression", "add", "zoe@example.org"] + store).code == 75)

        child.signal(SIGTERM)
        let outcome = try child.finish(within: 30)
        #expect(outcome.code == 0)
        #expect(outcome.err.contains("drained"))
        #expect(outcome.out.isEmpty)
        #expect(Repository.files(below: folder.path("mail")).contains("cur/1.example:2,S"))
        // Who answers look-ups and who follows the feed close the store after its writer.
        for name in ["s.db-wal", "s.db-shm"] { #expect(!FileManager.default.fileExists(atPath: folder.path(name).path), "\(name)") }
    }
}
