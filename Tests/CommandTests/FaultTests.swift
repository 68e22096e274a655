import Foundation
import Glibc
import TestKit
import Testing

/// The daemon as a process against what a machine does to it.
@Suite(.apart) struct FaultTests {
    let folder: TemporaryFolder
    private let store: String

    init() throws {
        folder = try TemporaryFolder()
        for name in ["new", "cur", "tmp"] { try folder.write("", to: "mail/\(name)/.keep") }
        store = folder.path("s.db").path
    }

    private func deliver(_ fixture: String, as name: String) throws {
        try folder.write(Repository.text("Fixtures/\(fixture)"), to: "mail/tmp/\(name)")
        try FileManager.default.moveItem(at: folder.path("mail/tmp/\(name)"), to: folder.path("mail/new/\(name)"))
    }

    private func start(_ prefix: [String] = []) throws -> ChildProcess {
        let words = prefix + [try Plumbline.path(), "run", "--store", store, "--maildir", folder.path("mail").path]
        let child = try ChildProcess(
            words[0], Array(words.dropFirst()), input: [], environment: [:], terminal: false, directory: folder.url.path)
        _ = try child.waitForError(within: 60) { $0.hasSuffix("ready") ? true : nil }
        return child
    }

    private func names(_ place: String) -> Set<String> {
        Set((try? FileManager.default.contentsOfDirectory(atPath: folder.path(place).path)) ?? []).subtracting([".keep"])
    }

    private func waitUntilEmpty(_ place: String) {
        let deadline = Deadline(seconds: 30)
        while !names(place).isEmpty, !deadline.isOver { usleep(20_000) }
    }

    /// Takes SQLite's lock of writers (sqlite.org/walformat.html §2.2): byte 120 of the shared memory file.
    private func holdWriting() -> Int32 {
        let descriptor = open(store + "-shm", O_RDWR | O_CLOEXEC)
        var lock = flock(l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: 120, l_len: 1, l_pid: 0)
        #expect(descriptor >= 0 && fcntl(descriptor, F_SETLK, &lock) == 0)
        return descriptor
    }

    @Test func `a second SIGTERM ends the daemon at once, whatever it waits for, and nothing is lost`() throws {
        let child = try start()
        let held = holdWriting()
        try deliver("feedback/arf-plain.eml", as: "1.example")
        // Once it is parsed, the daemon waits for the lock.
        let deadline = Deadline(seconds: 30)
        var journal = ""
        while !journal.contains("-1.example"), !deadline.isOver {
            usleep(20_000)
            journal = (try? String(contentsOfFile: store + ".attempts", encoding: .utf8)) ?? ""
        }
        child.signal(SIGTERM)
        // One right after it is taken for the same request.
        usleep(900_000)
        child.signal(SIGTERM)
        let outcome = try child.finish(within: 30)
        #expect(outcome.code == 1)
        #expect(!outcome.err.contains("drained"))
        #expect(names("mail/new") == ["1.example"])
        close(held)

        let again = try start()
        waitUntilEmpty("mail/new")
        again.signal(SIGTERM)
        #expect(try again.finish(within: 30).code == 0)
        #expect(names("mail/cur") == ["1.example:2,S"])
        #expect(try Plumbline.run(["suppression", "check", "rosa@example.org", "--store", store]).code == 1)
    }

    @Test func `a store that is taken away under the daemon ends it, and no empty one takes its place`() throws {
        let child = try start()
        try FileManager.default.moveItem(atPath: store, toPath: store + ".away")
        try deliver("feedback/arf-plain.eml", as: "1.example")
        let outcome = try child.finish(within: 60)
        #expect(outcome.code == 66)
        #expect(outcome.err.contains("taken away or replaced"))
        #expect(names("mail/new") == ["1.example"])
        #expect(!FileManager.default.fileExists(atPath: store))
        let next = try Plumbline.run(["run", "--store", store, "--maildir", folder.path("mail").path])
        #expect(next.code == 78 && next.err.contains("restore it from a backup"))
        #expect(names("mail/new") == ["1.example"])
    }

    @Test func `a damaged store ends the start with advice and is left as it is`() throws {
        _ = try Plumbline.run(["ingest", "--store", store, "Fixtures/feedback/arf-plain.eml"])
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: store)))
        for index in 100..<bytes.count { bytes[index] = UInt8(truncatingIfNeeded: index &* 31) }
        try Data(bytes).write(to: URL(fileURLWithPath: store))
        try deliver("feedback/arf-plain.eml", as: "1.example")
        let outcome = try Plumbline.run(["run", "--store", store, "--maildir", folder.path("mail").path])
        #expect(outcome.code == 78)
        #expect(outcome.err.contains("backup"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: store)) == Data(bytes))
        #expect(names("mail/new") == ["1.example"])
    }

    /// Words that start a command as one who is not root, where we are.
    private static let asNobody = getuid() == 0 ? ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []

    private static var nobodyCanStart: Bool {
        guard !asNobody.isEmpty else { return true }
        guard let path = try? Plumbline.path() else { return false }
        let words = asNobody + [path, "--help"]
        let child = try? ChildProcess(
            words[0], Array(words.dropFirst()), input: [], environment: [:], terminal: false, directory: "/")
        return (try? child?.finish(within: 30).code) == 0
    }

    @Test(.enabled(if: nobodyCanStart)) func `traps in a Maildir cost only themselves, and nothing is read through them`() throws {
        let mail = folder.path("mail/new").path
        try folder.write("canary", to: "secret")
        symlink(folder.path("secret").path, mail + "/1.link")
        symlink("/nowhere", mail + "/2.dangling")
        mkfifo(mail + "/3.pipe", 0o600)
        mkdir(mail + "/4.folder", 0o700)
        try folder.write("", to: "mail/new/4.folder/inside")
        try folder.write(String(repeating: "\0", count: 5000), to: "mail/new/5.nul")
        try folder.write("", to: "mail/new/6.large")
        truncate(mail + "/6.large", 3 << 30)
        let complaint = try Repository.text("Fixtures/feedback/arf-plain.eml")
        let long = String(repeating: "n", count: 255)
        try folder.write(complaint, to: "mail/new/\(long)")
        let odd: [CChar] = Array(mail.utf8CString.dropLast()) + [47, 55, 46, -1, 10, 46, 120, 0]
        let file = open(odd, O_WRONLY | O_CREAT, 0o600)
        #expect(file >= 0 && write(file, complaint, complaint.utf8.count) == complaint.utf8.count)
        close(file)
        try folder.write("for others", to: "mail/new/8.forbidden")
        if getuid() == 0 {
            for name in ["", "mail", "mail/new", "mail/cur", "mail/tmp"] { chown(folder.path(name).path, 65534, 65534) }
            for name in names("mail/new") where !name.hasPrefix("8.") { lchown(mail + "/" + name, 65534, 65534) }
            chown(odd, 65534, 65534)
            chown(mail + "/.keep", 65534, 65534)
        }
        chmod(mail + "/8.forbidden", 0)

        let child = try start(Self.asNobody)
        _ = try child.waitForError(within: 60) { $0.contains("file left in its Maildir") ? true : nil }
        let deadline = Deadline(seconds: 120)
        while names("mail/new") != ["8.forbidden"], !deadline.isOver { usleep(20_000) }
        child.signal(SIGTERM)
        let outcome = try child.finish(within: 30)
        #expect(outcome.code == 0)
        #expect(names("mail/new") == ["8.forbidden"], "a local fault: left, told, tried again")
        let aside = names("setaside")
        #expect(aside.filter { $0.hasSuffix(".special") }.count == 4)
        #expect(aside.filter { $0.hasSuffix(".eml") }.count == 2)
        let reasons = try Plumbline.run(["setaside", "list", "--store", store]).out
        for reason in ["file.not-regular", "message.empty", "message.too-large"] { #expect(reasons.contains(reason)) }
        #expect(try Plumbline.run(["suppression", "check", "rosa@example.org", "--store", store]).code == 1)
        #expect(!outcome.err.contains("canary") && !reasons.contains("canary"))
    }
}
