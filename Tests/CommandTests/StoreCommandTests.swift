import Foundation
import TestKit
import Testing

/// The commands that read a store.
@Suite struct StoreCommandTests {
    private func run(_ arguments: [String]) throws -> Outcome {
        let outcome = try Plumbline.run(arguments + ["--store", SampleStore.path()])
        #expect(outcome.code == 0, "\(outcome.err)")
        return outcome
    }

    @Test func `ingest counts in JSON what it read`() throws {
        let json = try SampleStore.shared.get().ingested
        #expect(json["schema"]?.text == "plumbline.ingest/1")
        #expect(json["read"]?.number == Double(SampleStore.sources.count))
        #expect(json["new"]?.number == Double(SampleStore.sources.count))
        #expect(json["set_aside"]?.number == 1)
        #expect(json["reports"]?["aggregate"]?.number == 1)
    }

    @Test func `ingest leaves the sources where they are and reads none of them twice`() throws {
        let folder = try TemporaryFolder()
        let text = try Repository.text("Fixtures/feedback/arf-plain.eml")
        try folder.write(text, to: "mail/new/1")
        try folder.write("", to: "mail/cur/.keep")
        try folder.write("", to: "mail/tmp/.keep")
        let command = ["ingest", "--format", "json", "--store", folder.path("s.db").path, folder.path("mail").path]
        #expect(try Plumbline.run(command).json()["new"]?.number == 1)
        #expect(try Plumbline.run(command).json()["duplicate"]?.number == 1)
        #expect(try String(contentsOf: folder.path("mail/new/1"), encoding: .utf8) == text)
    }

    @Test func `the feed is NDJSON with a cursor that rises, and goes on after any cursor`() throws {
        let all = try run(["suppression", "export", "--format", "ndjson"]).ndjson()
        let cursors = all.compactMap { $0["cursor"]?.number }
        #expect(cursors.count == all.count && cursors == cursors.sorted() && Set(cursors).count == cursors.count)
        #expect(
            all.allSatisfy {
                $0.keys == ["cursor", "op", "address", "hash", "reason", "state", "scope", "since", "expires", "evidence"]
            })
        let first = try #require(cursors.first)
        let rest = try run(["suppression", "export", "--format", "ndjson", "--since", String(Int(first))]).ndjson()
        #expect(rest == Array(all.dropFirst()))
        let last = try #require(cursors.last)
        #expect(try run(["suppression", "export", "--since", String(Int(last))]).out.isEmpty)
    }

    @Test func `CSV is the feed with a header row`() throws {
        let lines = try run(["suppression", "export", "--format", "csv"]).lines
        #expect(lines.first == "cursor,op,address,hash,reason,state,scope,since,expires,evidence_digest,evidence_rule")
        #expect(try lines.count == 1 + run(["suppression", "export"]).lines.count)
    }

    @Test func `the table for Postfix is sorted and refuses each address`() throws {
        let lines = try run(["suppression", "export", "--format", "postfix"]).lines
        #expect(lines.contains("uma@example.org REJECT 5.7.1 suppressed (complaint)"))
        #expect(lines == lines.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
        #expect(lines.allSatisfy { $0.contains("@") && $0.contains(" REJECT 5.7.1 suppressed (") })
    }

    @Test func `plain is one address a line, the same as in the table`() throws {
        let plain = try run(["suppression", "export", "--format", "plain"]).lines
        let table = try run(["suppression", "export", "--format", "postfix"]).lines
        #expect(plain == table.map { String($0.prefix { $0 != " " }) })
    }

    @Test func `the list shows people who stands there`() throws {
        let out = try run(["suppression", "list"]).out
        #expect(out.contains("uma@example.org") && out.contains("provisional") && out.contains("until "))
    }

    @Test func `the event log has no address and goes on after any number`() throws {
        let outcome = try run(["event", "export", "--format", "ndjson"])
        #expect(!outcome.out.contains("@example.org\""))
        let events = try outcome.ndjson()
        let numbers = events.compactMap { $0["seq"]?.number }
        #expect(numbers.count == events.count && numbers == numbers.sorted() && numbers.count > 5)
        for key in ["kind", "occurred_at", "received_at", "digest", "position", "contact", "effect", "original_message_id"] {
            #expect(events.allSatisfy { $0.keys.contains(key) }, "\(key)")
        }
        let rest = try run(["event", "export", "--since", String(Int(numbers[1]))]).ndjson()
        #expect(rest == Array(events.dropFirst(2)))
    }

    @Test func `the event log as CSV has a row for each event`() throws {
        let lines = try run(["event", "export", "--format", "csv"]).lines
        #expect(lines.first?.hasPrefix("seq,occurred_at,received_at,kind,contact,") == true)
        #expect(try lines.count == 1 + run(["event", "export"]).lines.count)
    }

    @Test func `a contact is shown with its state and its events`() throws {
        let json = try run(["contact", "show", "--format", "json", "uma@example.org"]).json()
        #expect(json["schema"]?.text == "plumbline.contact/1")
        #expect(json["phase"]?.text == "inactive")
        #expect(json["suppressed"] == .bool(true))
        #expect(json["events"]?.elements?.count == 1)
        #expect(try run(["contact", "show", "uma@example.org"]).out.contains("inactive (complaint)"))
    }

    @Test func `why names rule and evidence`() throws {
        let out = try run(["contact", "why", "uma@example.org"]).out
        #expect(out.contains("rule") && out.contains("recipient-header") && out.contains("evidence"))
    }

    @Test func `why tells the story in words`() throws {
        let out = try run(["contact", "why", "uma@example.org"]).out
        // Nothing proves the reporter here: the complaint holds for its time, until a second one.
        #expect(out.contains("No mail for now: a complaint names it that is not certain."))
        #expect(out.contains("Decided by the complaint of ") && out.contains("unless a second complaint confirms it"))
        #expect(out.contains("stops all mail, provisionally"))
    }

    @Test func `an address that nobody named is active and unknown`() throws {
        #expect(try run(["contact", "show", "free@example.org"]).out.contains("not known here"))
        let json = try run(["contact", "show", "--format", "json", "free@example.org"]).json()
        #expect(json["hash"] == .null && json["suppressed"] == .bool(false))
    }

    @Test func `an investigation is found by its key and by its number`() throws {
        let cases = try run(["investigation", "list", "--format", "json"]).json().elements ?? []
        let gmail = try #require(cases.first { $0["key"]?.text == "gmail/example.com" })
        #expect(gmail["phase"]?.text == "open")
        let number = try #require(gmail["id"]?.number)
        for key in ["gmail/example.com", String(Int(number))] {
            #expect(try run(["investigation", "show", "--format", "json", key]).json() == gmail)
        }
        #expect(try run(["investigation", "list"]).out.contains("gmail/example.com"))
        #expect(try run(["investigation", "show", "gmail/example.com"]).out.contains("gmail/example.com"))
    }

    @Test func `set-aside mail is listed with its reason and shown by the beginning of its digest`() throws {
        let listed = try run(["setaside", "list", "--format", "json"]).json()
        let digest = try #require(listed[0]?["digest"]?.text)
        #expect(listed[0]?["reason"]?.text == "zip.encrypted")
        #expect(try run(["setaside", "show", String(digest.prefix(10))]).json() == listed[0])
        #expect(try run(["setaside", "list"]).out.contains(digest.prefix(16)))
    }

    @Test func `the summary is written in four files whose paths are printed`() throws {
        let folder = try TemporaryFolder()
        let output = folder.path("reports").path
        let outcome = try run(["summary", "write", "--week", "2026-W47", "--output", output])
        #expect(outcome.lines == ["html", "md", "csv", "json"].map { "\(output)/2026-W47.\($0)" })
        #expect(Repository.files(below: folder.path("reports")).count == 4)
        let json = try JSONValue(parsing: String(contentsOf: folder.path("reports/2026-W47.json"), encoding: .utf8))
        #expect(json["schema"]?.text == "plumbline.summary/1")
        #expect(json["messages"]?.number == 539)
    }

    @Test func `only the formats that were named are written`() throws {
        let folder = try TemporaryFolder()
        let outcome = try run(["summary", "write", "--week", "2026-W47", "--format", "md", "--output", folder.url.path])
        #expect(outcome.lines == ["\(folder.url.path)/2026-W47.md"])
    }

    @Test func `the operator's word suppresses and lifts`() throws {
        let folder = try TemporaryFolder()
        let store = ["--store", folder.path("s.db").path]
        #expect(try Plumbline.run(["ingest", "Fixtures/unrelated/newsletter.eml"] + store).code == 0)
        #expect(try Plumbline.run(["suppression", "add", "zoe@example.org"] + store).code == 0)
        #expect(try Plumbline.run(["suppression", "check", "zoe@example.org"] + store).code == 1)
        #expect(try Plumbline.run(["suppression", "lift", "zoe@example.org"] + store).code == 0)
        #expect(try Plumbline.run(["suppression", "check", "zoe@example.org"] + store).code == 0)
        let feed = try Plumbline.run(["suppression", "export"] + store).ndjson()
        #expect(feed.map { $0["op"]?.text } == ["add", "remove"])
    }

    @Test func `a proven complaint is lifted with consent only`() throws {
        let folder = try TemporaryFolder()
        let store = ["--store", folder.path("s.db").path]
        try folder.write("authserv-ids: [mx.example.com]\n", to: "plumbline.yaml")
        let proof = "Authentication-Results: mx.example.com; dkim=pass header.d=arf.mail.yahoo.com\n"
        let mail = try Repository.text("Fixtures/feedback/arf-plain.eml").replacing(
            "fbl@mailhost.example", with: "feedback@arf.mail.yahoo.com")
        try folder.write(proof + mail, to: "complaint.eml")
        _ = try Plumbline.run(
            ["ingest", "--config", folder.path("plumbline.yaml").path, folder.path("complaint.eml").path] + store)
        let check = ["suppression", "check", "rosa@example.org"] + store
        #expect(try Plumbline.run(check).out.contains("suppressed (complaint, active)"))
        let refused = try Plumbline.run(["suppression", "lift", "rosa@example.org"] + store)
        #expect(refused.code == 1 && refused.err.contains("--consent"), "\(refused)")
        #expect(try Plumbline.run(check).code == 1)
        #expect(try Plumbline.run(["suppression", "lift", "--consent", "rosa@example.org"] + store).code == 0)
        #expect(try Plumbline.run(check).code == 0)
    }

    @Test(arguments: [
        ["suppression", "list"], ["contact", "why", "uma@example.org"], ["investigation", "list"], ["setaside", "list"],
        ["summary", "write", "--week", "2026-W47", "--show", "--output", "FOLDER"],
    ])
    func `no escape byte where no terminal is, and none with NO_COLOR`(_ arguments: [String]) throws {
        let folder = try TemporaryFolder()
        let command = try arguments.map { $0.replacing("FOLDER", with: folder.url.path) } + ["--store", SampleStore.path()]
        for (environment, terminal) in [([:], false), (["NO_COLOR": "1"], true)] {
            let outcome = try Plumbline.run(command, environment: environment, terminal: terminal)
            #expect(outcome.code == 0)
            #expect(!outcome.out.isEmpty && !outcome.out.contains("\u{1B}"))
        }
    }
}
