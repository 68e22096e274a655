import Foundation
import TestKit
import Testing

@Suite struct ExplainTests {
    private static let keys: Set = [
        "schema", "source", "digest", "outcome", "reason", "detail", "kind", "reports", "events", "rejected", "warnings",
    ]
    private static let two = ["Fixtures/feedback/arf-plain.eml", "Fixtures/unrelated/newsletter.eml"]

    @Test func `one message is one JSON object`() throws {
        let outcome = try Plumbline.run(["explain", "--format", "json", "Fixtures/feedback/arf-plain.eml"])
        let json = try outcome.json()
        #expect(json.keys == Self.keys)
        #expect(json["schema"]?.text == "plumbline.explain/1")
        #expect(json["source"]?.text == "Fixtures/feedback/arf-plain.eml")
        #expect(json["kind"]?.text == "feedback")
    }

    @Test func `several messages are one array in their order`() throws {
        let json = try Plumbline.run(["explain", "--format", "json"] + Self.two).json()
        #expect(json.elements?.compactMap { $0["source"]?.text } == Self.two)
    }

    @Test func `NDJSON is one line a message`() throws {
        let lines = try Plumbline.run(["explain", "--format", "ndjson"] + Self.two).ndjson()
        #expect(lines.map { $0["outcome"]?.text } == ["report", "unrelated"])
    }

    @Test func `an mbox is several messages`() throws {
        let folder = try TemporaryFolder()
        let mails = try Self.two.map { "From sender@example.com Tue Nov 17 08:00:00 2026\n" + (try Repository.text($0)) + "\n\n" }
        try folder.write(mails.joined(), to: "reports.mbox")
        let outcome = try Plumbline.run(["explain", "--format", "json", folder.path("reports.mbox").path])
        #expect(outcome.code == 0)
        #expect(try outcome.json().elements?.map { $0["outcome"]?.text } == ["report", "unrelated"])
    }

    @Test func `a message on standard input is read`() throws {
        let outcome = try Plumbline.run(
            ["explain", "--format", "json", "-"], input: Repository.bytes("Fixtures/aggregate/alder-gzip.eml"))
        #expect(try outcome.json()["reports"]?[0]?["messages"]?.number == 539)
    }

    @Test func `a bare report file is read`() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            <feedback><report_metadata><org_name>Elm</org_name><email>d@example.net</email><report_id>1</report_id>
            <date_range><begin>1794873600</begin><end>1794959999</end></date_range></report_metadata>
            <policy_published><domain>example.com</domain><p>none</p></policy_published>
            <record><row><source_ip>192.0.2.1</source_ip><count>3</count><policy_evaluated><disposition>none</disposition>
            <dkim>pass</dkim><spf>fail</spf></policy_evaluated></row><identifiers><header_from>example.com</header_from></identifiers>
            <auth_results><spf><domain>example.com</domain><result>fail</result></spf></auth_results></record></feedback>
            """, to: "report.xml")
        let json = try Plumbline.run(["explain", "--format", "json", folder.path("report.xml").path]).json()
        #expect(json["reports"]?[0]?["aligned"]?.number == 3)
    }

    @Test func `records are shown only where they are asked for`() throws {
        let command = ["explain", "--format", "json", "Fixtures/aggregate/alder-gzip.eml"]
        #expect(try Plumbline.run(command).json()["reports"]?[0]?["rows"] == nil)
        let rows = try Plumbline.run(command + ["--records"]).json()["reports"]?[0]?["rows"]
        #expect(rows?.elements?.count == 4)
    }

    @Test func `set-aside mail is JSON too, with its reason`() throws {
        let outcome = try Plumbline.run(["explain", "--format", "json", "Fixtures/malformed/zip-encrypted.eml"])
        #expect(outcome.code == 65)
        #expect(try outcome.json()["reason"]?.text == "zip.encrypted")
    }

    @Test func `explain writes nothing`() throws {
        let folder = try TemporaryFolder()
        _ = try Plumbline.run(
            ["explain", Repository.path("Fixtures/feedback/arf-plain.eml").path], directory: folder.url.path)
        #expect(Repository.files(below: folder.url).isEmpty)
    }

    @Test func `colour is for terminals, and NO_COLOR is heard`() throws {
        let command = ["explain"] + Self.two
        let escape = "\u{1B}"
        #expect(try Plumbline.run(command, terminal: true).out.contains(escape))
        #expect(try !Plumbline.run(command, environment: ["NO_COLOR": "1"], terminal: true).out.contains(escape))
        #expect(try !Plumbline.run(command, environment: ["TERM": "dumb"], terminal: true).out.contains(escape))
    }
}
