import Foundation
import TestKit
import Testing

/// What an operator does for a store: look, copy, put back, and answer the people whom it knows.
@Suite struct StoreCareTests {
    let folder: TemporaryFolder
    private let store: String

    init() throws {
        let folder = try TemporaryFolder()
        let store = folder.path("store.db").path
        for name in ["new", "cur", "tmp"] { try folder.write("", to: "mail/\(name)/.keep") }
        _ = try Plumbline.run(["ingest", "--store", store] + SampleStore.sources)
        self.folder = folder
        self.store = store
    }

    private func run(_ arguments: [String]) throws -> Outcome { try Plumbline.run(arguments + ["--store", store]) }

    @Test func `a store that was left alone keeps its promises, and its Maildir is counted`() throws {
        let complaint = try Repository.text("Fixtures/feedback/yahoo-like-apparently-to-only.eml")
        try folder.write(complaint, to: "mail/cur/1.known:2,S")
        try folder.write(complaint + "\n", to: "mail/new/2.unknown")
        let outcome = try run(["verify", "--maildir", folder.path("mail").path, "--format", "json"])
        #expect(outcome.code == 0, "\(outcome.out)")
        let json = try outcome.json()
        #expect(json["ok"] == .bool(true))
        let ids = (json["promises"]?.elements ?? []).compactMap { $0["id"]?.text }
        #expect(ids == ["whole", "I1", "I2", "I3", "I4", "I5", "I6", "I7"])
        #expect(json["maildirs"]?[0]?["committed"]?.number == 1)
        #expect(json["maildirs"]?[0]?["waiting"]?.number == 1)
        #expect(try run(["verify"]).out.contains("the books balance"))
    }

    @Test func `set-aside mail without a row is a finding`() throws {
        try folder.write("somebody's complaint", to: "setaside/0123456789abcdef.eml")
        try folder.write("{}", to: "setaside/0123456789abcdef.json")
        let outcome = try run(["verify"])
        #expect(outcome.code == 1)
        #expect(outcome.out.contains("1 of 1 messages in \(folder.path("setaside").path) are not in the store"))
    }

    @Test func `a backup is put back, and a reader of the feed notices`() throws {
        let backup = folder.path("backup.db").path
        let made = try run(["store", "backup", backup, "--format", "json"]).json()
        #expect(made["schema"]?.text == "plumbline.backup/1" && made["path"]?.text == backup)
        #expect(try run(["suppression", "add", "late@example.org"]).code == 0)
        let restored = try run(["store", "restore", backup, "--format", "json"])
        #expect(restored.code == 0, "\(restored.err)")
        let told = try restored.json()
        #expect(told["cursor"] == made["cursor"])
        let replaced = told["replaced"]?.text ?? ""
        #expect(replaced.hasPrefix(store + ".replaced-"))
        #expect(try run(["suppression", "check", "late@example.org"]).code == 0)
        #expect(try run(["suppression", "check", "uma@example.org"]).code == 1)
        #expect(try run(["verify"]).code == 0)
    }

    @Test func `a lost store is not begun anew by any command until it is restored`() throws {
        let backup = folder.path("backup.db").path
        #expect(try run(["store", "backup", backup]).code == 0)
        try FileManager.default.removeItem(atPath: store)
        let commands = [["ingest", "Fixtures/unrelated/newsletter.eml"], ["suppression", "add", "a@example.org"]]
        for command in commands {
            let outcome = try run(command)
            #expect(outcome.code == 78 && outcome.err.contains("restore it from a backup"))
            #expect(!FileManager.default.fileExists(atPath: store))
        }
        #expect(try run(["store", "restore", backup]).code == 0)
        #expect(try run(["suppression", "check", "uma@example.org"]).code == 1)
    }

    @Test func `a person is told all and forgotten, and the mail with her, but she is never mailed again`() throws {
        let complaint = try Repository.text("Fixtures/feedback/yahoo-like-apparently-to-only.eml")
        try folder.write(complaint, to: "mail/cur/1.known:2,S")
        try folder.write("another mail", to: "mail/cur/2.other:2,S")
        let export = try run(["contact", "export", "uma@example.org"]).json()
        #expect(export["known"] == .bool(true) && export["suppressed"] == .bool(true))
        #expect(export["events"]?.elements?.isEmpty == false && export["feed"]?[0]?["address"]?.text == "uma@example.org")

        let maildir = ["--maildir", folder.path("mail").path]
        let forgotten = try run(["contact", "forget", "uma@example.org", "--format", "json"] + maildir).json()
        #expect(forgotten["known"] == .bool(true) && forgotten["suppressed"] == .bool(true) && forgotten["files"]?.number == 1)
        let left = Repository.files(below: folder.path("mail/cur")).map { $0.lastPathComponent }
        #expect(left.contains("2.other:2,S") && !left.contains("1.known:2,S"))
        #expect(try run(["suppression", "check", "uma@example.org"]).code == 1)
        let list = try run(["suppression", "export", "--format", "plain"]).out
        #expect(!list.contains("uma@"))
        #expect(try run(["contact", "show", "uma@example.org"]).out.contains("erased on request"))
        _ = try run(["ingest", "Fixtures/feedback/yahoo-like-apparently-to-only.eml"])
        let again = try run(["contact", "export", "uma@example.org"]).json()
        #expect(again["address_kept"] == .bool(false) && again["events"]?.elements?.isEmpty == true)
        #expect(try run(["verify"]).code == 0)
        #expect(try run(["contact", "forget", "nobody@example.org"]).out.contains("nothing was known"))
    }
}
