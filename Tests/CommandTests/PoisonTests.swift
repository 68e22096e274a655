import Foundation
import Glibc
import TestKit
import Testing

/// Mail that ends whoever reads it, in the real daemon with its real processes. Builds for tests know a header field that
/// does what hostile mail might.
@Suite(.apart) struct PoisonTests {
    private struct Daemon {
        let folder: TemporaryFolder
        let child: ChildProcess
        let port: UInt16

        init(_ folder: TemporaryFolder, settings: String) throws {
            self.folder = folder
            let store = folder.path("s.db").path, maildir = folder.path("mail").path
            try folder.write("store: \(store)\nmaildirs: [\(maildir)]\nrescan: 1s\n\(settings)\n", to: "plumbline.yaml")
            child = try ChildProcess(
                Plumbline.path(), ["run", "--config", folder.path("plumbline.yaml").path, "--listen", "127.0.0.1:0"], input: [],
                environment: [:], terminal: false, directory: folder.url.path)
            port = try child.waitForError(within: 60) { line -> UInt16? in
                guard line.hasSuffix("ready"), let word = line.split(separator: " ").first(where: { $0.hasPrefix("port=") }) else {
                    return nil
                }
                return UInt16(word.dropFirst(5))
            }
        }

        /// Asks for a sign of life all the time until `isDone`; how often none came. Fails after two minutes.
        func silences(until isDone: () throws -> Bool) throws -> Int {
            let deadline = Deadline(seconds: 120)
            var silences = 0
            while try !isDone() {
                try #require(!deadline.isOver, "not done in two minutes")
                if !Loopback.get("/healthz", port: port).hasSuffix("ok\n") { silences += 1 }
                usleep(50_000)
            }
            return silences
        }
    }

    private static func mailbox() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for name in ["new", "cur", "tmp"] {
            try FileManager.default.createDirectory(at: folder.path("mail/\(name)"), withIntermediateDirectories: true)
        }
        return folder
    }

    private static func deliver(_ text: String, as name: String, to folder: TemporaryFolder) throws {
        try folder.write(text, to: "mail/tmp/\(name)")
        try FileManager.default.moveItem(at: folder.path("mail/tmp/\(name)"), to: folder.path("mail/new/\(name)"))
    }

    private static func poison(_ kind: String) -> String { "X-Plumbline-Poison: \(kind)\nFrom: a@example.org\n\nmail\n" }

    /// The reasons of what was set aside.
    private static func reasons(_ folder: TemporaryFolder) throws -> [String] {
        let outcome = try Plumbline.run(["setaside", "list", "--store", folder.path("s.db").path, "--format", "json"])
        return try outcome.json().elements?.compactMap { if case .object(let members) = $0 { members["reason"]?.text } else { nil } }
            .sorted() ?? []
    }

    private static func files(_ folder: TemporaryFolder, below place: String) -> Int {
        Repository.files(below: folder.path("mail/\(place)")).count
    }

    @Test func `law 4: mail that traps, spins, hangs or eats memory costs only itself while the daemon answers`() throws {
        let folder = try Self.mailbox()
        let daemon = try Daemon(folder, settings: "worker-cpu: 3s\nworker-wall: 8s\nworkers: 2")
        for (number, kind) in ["trap", "spin", "hang", "memory"].enumerated() {
            try Self.deliver(Self.poison(kind), as: "\(number).\(kind)", to: folder)
        }
        let complaint = try Repository.text("Fixtures/feedback/arf-plain.eml")
        for number in 1...20 {
            try Self.deliver(complaint.replacingOccurrences(of: "rosa@", with: "rosa\(number)@"), as: "\(number).mail", to: folder)
        }
        let silences = try daemon.silences { Self.files(folder, below: "cur") >= 20 && Self.files(folder, below: "new") == 0 }
        #expect(silences == 0)
        #expect(try Self.reasons(folder) == ["message.crashed-the-reader", "message.memory", "message.timeout", "message.timeout"])
        #expect(Loopback.get("/v1/suppressions?since=0", port: daemon.port).contains("rosa20@example.org"))
        daemon.child.signal(SIGTERM)
        let outcome = try daemon.child.finish(within: 30)
        #expect(outcome.code == 0)
        // It is there to be tried again, and ends that try no more than the others.
        let retry = try Plumbline.run([
            "setaside", "retry", "--all", "--config", folder.path("plumbline.yaml").path, "--store", folder.path("s.db").path,
        ])
        #expect(retry.code == 65 && retry.out.hasPrefix("0 of 4 could be read now."))
        for times in 1...3 {
            let told = outcome.err.split(separator: "\n").filter {
                $0.contains("a message ended its reader") && $0.contains("times=\(times)")
            }
            #expect(told.count == 4, "the reader of each message died \(times) times")
        }
    }

    @Test func `law 4: deaths are counted across kills of the daemon`() throws {
        let folder = try Self.mailbox()
        try Self.deliver(Self.poison("trap"), as: "1.trap", to: folder)
        let first = try Daemon(folder, settings: "")
        // The second death is only told when the first one is counted in the store.
        try first.child.waitForError(within: 60) { $0.contains("times=2") ? () : nil }
        first.child.signal(SIGKILL)
        _ = try first.child.finish(within: 30)
        let second = try Daemon(folder, settings: "")
        _ = try second.silences { Self.files(folder, below: "new") == 0 }
        #expect(try Self.reasons(folder) == ["message.crashed-the-reader"])
        second.child.signal(SIGTERM)
        let outcome = try second.child.finish(within: 30)
        #expect(!outcome.err.contains("times=1 "), "the count went on where it stood")
    }

    @Test func `a worker that no daemon started says so`() throws {
        #expect(try Plumbline.run(["worker"]).code == 64)
    }
}
