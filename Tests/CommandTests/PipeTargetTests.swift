import Foundation
import TestKit
import Testing

/// `ingest -` at the end of an MTA's pipe: no bounce is ever bounced.
@Suite struct PipeTargetTests {
    @Test(arguments: [
        ("Fixtures/feedback/arf-plain.eml", "1 new"), ("Fixtures/delivery/postfix-unknown-user.eml", "1 new"),
        ("Fixtures/unrelated/newsletter.eml", "1 unrelated"), ("Fixtures/malformed/zip-encrypted.eml", "1 set aside"),
    ])
    func `what was stored ends with 0, set-aside mail included`(_ fixture: String, _ said: String) throws {
        let folder = try TemporaryFolder()
        let outcome = try Plumbline.run(["ingest", "--store", folder.path("s.db").path, "-"], input: Repository.bytes(fixture))
        #expect(outcome.code == 0, "\(outcome.out)\(outcome.err)")
        #expect(outcome.out.contains(said))
    }

    @Test func `mail that was set aside at the end of a pipe can be looked at`() throws {
        let folder = try TemporaryFolder()
        let store = folder.path("s.db").path
        _ = try Plumbline.run(["ingest", "--store", store, "-"], input: Repository.bytes("Fixtures/malformed/zip-encrypted.eml"))
        let listed = try Plumbline.run(["setaside", "list", "--format", "json", "--store", store]).json()
        #expect(listed[0]?["reason"]?.text == "zip.encrypted")
    }

    @Test(arguments: [
        [], ["--store", "FOLDER/none/s.db"], ["--store", "FOLDER/mail"], ["--store", "FOLDER/s.db", "--bogus"],
        ["--store", "FOLDER/s.db", "--format", "xml"], ["--store", "FOLDER/s.db", "--config", "FOLDER/none.yaml"],
        ["--store", "FOLDER/notes.txt"], ["--store"],
    ])
    func `every failure is 75 with a reason for the MTA`(_ options: [String]) throws {
        let folder = try TemporaryFolder()
        try folder.write(String(repeating: "no database, but somebody's notes\n", count: 40), to: "notes.txt")
        try folder.write("", to: "mail/new/.keep")
        let outcome = try Plumbline.run(
            ["ingest", "-"] + options.map { $0.replacing("FOLDER", with: folder.url.path) },
            input: Repository.bytes("Fixtures/feedback/arf-plain.eml"))
        #expect(outcome.code == 75)
        #expect(outcome.out.hasPrefix("4.3.0 "))
        #expect(outcome.lines.count == 1, "\(outcome.out)")
    }
}
