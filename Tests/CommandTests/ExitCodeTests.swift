import Foundation
import TestKit
import Testing

/// One command line and what it must end with.
struct CommandCase: Sendable, CustomTestStringConvertible {
    let name: String
    let arguments: [String]
    var input = ""
    let code: Int32
    var out = ""
    var err = ""

    var testDescription: String { name }
}

/// The exit codes of docs/output-schema.md.
@Suite struct ExitCodeTests {
    /// `STORE` stands for the sample store, `FOLDER` for an empty folder.
    static let cases: [CommandCase] = [
        CommandCase(
            name: "a complaint is explained", arguments: ["explain", "Fixtures/feedback/arf-plain.eml"], code: 0, out: "complaint"),
        CommandCase(
            name: "an aggregate report is explained", arguments: ["explain", "Fixtures/aggregate/alder-gzip.eml"], code: 0,
            out: "example.com"),
        CommandCase(
            name: "unrelated mail is readable", arguments: ["explain", "Fixtures/unrelated/newsletter.eml"], code: 0, out: "unrelated"),
        CommandCase(
            name: "one readable message among unreadable ones is enough",
            arguments: ["explain", "Fixtures/malformed/zip-encrypted.eml", "Fixtures/unrelated/newsletter.eml"], code: 0,
            out: "zip.encrypted"),
        CommandCase(
            name: "nothing but set-aside mail", arguments: ["explain", "Fixtures/malformed/zip-encrypted.eml"], code: 65,
            out: "zip.encrypted"),
        CommandCase(
            name: "an empty folder has no message", arguments: ["explain", "FOLDER"], code: 65, err: "no message among the inputs"),
        CommandCase(
            name: "an input that does not exist", arguments: ["explain", "FOLDER/none.eml"], code: 66, err: "none.eml does not exist"),
        CommandCase(name: "no source", arguments: ["explain"], code: 64, err: "Usage: plumbline explain"),
        CommandCase(name: "an unknown option", arguments: ["explain", "--bogus", "x"], code: 64, err: "--bogus"),
        CommandCase(name: "an unknown command", arguments: ["frobnicate"], code: 64, err: "frobnicate"),
        CommandCase(name: "an unknown format", arguments: ["explain", "--format", "xml", "x"], code: 64, err: "xml"),
        CommandCase(name: "no store named", arguments: ["suppression", "list"], code: 64, err: "PLUMBLINE_STORE"),
        CommandCase(
            name: "a word that is no address", arguments: ["suppression", "check", "nobody", "--store", "STORE"], code: 64, err: "nobody"),
        CommandCase(
            name: "a week that is none", arguments: ["summary", "write", "--week", "2026-W99", "--store", "STORE"], code: 64,
            err: "2026-W99"),
        CommandCase(
            name: "set-aside mail alone is ingested as unreadable",
            arguments: ["ingest", "--store", "FOLDER/s.db", "Fixtures/malformed/zip-encrypted.eml"], code: 65, out: "1 set aside"),
        CommandCase(
            name: "a source that does not exist is not ingested", arguments: ["ingest", "--store", "FOLDER/s.db", "FOLDER/none.eml"],
            code: 66, err: "none.eml does not exist"),
        CommandCase(
            name: "a store to be read does not exist", arguments: ["suppression", "list", "--store", "FOLDER/none.db"], code: 66,
            err: "none.db"),
        CommandCase(
            name: "a mistyped store is not made by lifting",
            arguments: ["suppression", "lift", "uma@example.org", "--store", "FOLDER/none.db"],
            code: 66, err: "none.db"),
        CommandCase(
            name: "a cursor ahead of the feed", arguments: ["suppression", "export", "--since", "999999", "--store", "STORE"], code: 65,
            err: "read again from 0"),
        CommandCase(
            name: "a case that does not exist", arguments: ["investigation", "show", "nowhere/example.com", "--store", "STORE"], code: 66,
            err: "nowhere/example.com"),
        CommandCase(
            name: "a digest that does not exist", arguments: ["setaside", "show", "0000", "--store", "STORE"], code: 66, err: "0000"),
        CommandCase(
            name: "a suppressed address is a finding", arguments: ["suppression", "check", "uma@example.org", "--store", "STORE"],
            code: 1, out: "uma@example.org: suppressed (complaint, provisional)"),
        CommandCase(
            name: "one suppressed address among several is a finding",
            arguments: ["suppression", "check", "free@example.org", "uma@example.org", "--store", "STORE"], code: 1,
            out: "free@example.org: free"),
        CommandCase(
            name: "a free address is none", arguments: ["suppression", "check", "free@example.org", "--store", "STORE"], code: 0,
            out: "free@example.org: free"),
        CommandCase(
            name: "a Maildir that is none", arguments: ["run", "--store", "FOLDER/s.db", "--maildir", "FOLDER"], code: 66, err: "Maildir"),
        CommandCase(name: "the version", arguments: ["--version"], code: 0, out: "."),
    ]

    @Test(arguments: cases) func `a command ends with the code of the contract`(_ one: CommandCase) throws {
        let folder = try TemporaryFolder()
        let arguments = try one.arguments.map { word in
            let store = word == "STORE" ? try SampleStore.path() : word
            return store.replacing("FOLDER", with: folder.url.path)
        }
        let outcome = try Plumbline.run(arguments, input: Array(one.input.utf8))
        #expect(outcome.code == one.code, "\(outcome.err)")
        #expect(outcome.out.contains(one.out) || one.out.isEmpty, "\(outcome.out)")
        #expect(outcome.err.contains(one.err) || one.err.isEmpty, "\(outcome.err)")
        if one.code > 1 { #expect(!outcome.err.isEmpty || !outcome.out.isEmpty, "a failure says why") }
    }

    @Test func `PLUMBLINE_STORE stands in for --store`() throws {
        let outcome = try Plumbline.run(["suppression", "check", "uma@example.org"], environment: ["PLUMBLINE_STORE": SampleStore.path()])
        #expect(outcome.code == 1)
    }

    @Test(arguments: [
        ("store: s.db\nbogus: 1\n", ":2: there is no setting `bogus`"),
        ("store: s.db\nsummary:\n  hour: 25\n", ":3:"),
        ("store: s.db\nlisten: [\n", "no valid YAML"),
    ])
    func `a mistake in the settings names file and line`(_ yaml: String, _ message: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(yaml, to: "plumbline.yaml")
        let config = folder.path("plumbline.yaml").path
        for arguments in [["run", "--config", config], ["explain", "--config", config, "Fixtures/unrelated/newsletter.eml"]] {
            let outcome = try Plumbline.run(arguments)
            #expect(outcome.code == 78)
            #expect(outcome.err.contains("plumbline.yaml:"))
            #expect(outcome.err.contains(message), "\(outcome.err)")
            #expect(outcome.out.isEmpty)
        }
    }

    @Test func `settings that are not there are a mistake of configuration`() throws {
        let folder = try TemporaryFolder()
        let outcome = try Plumbline.run(["run", "--config", folder.path("none.yaml").path])
        #expect(outcome.code == 78)
        #expect(outcome.err.contains("none.yaml"))
    }

    @Test func `a file that is no store is a mistake of configuration and stays as it is`() throws {
        let folder = try TemporaryFolder()
        let text = String(repeating: "no database, but somebody's notes\n", count: 40)
        try folder.write(text, to: "notes.txt")
        let path = folder.path("notes.txt").path
        #expect(try Plumbline.run(["ingest", "--store", path, "Fixtures/unrelated/newsletter.eml"]).code == 78)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }
}
