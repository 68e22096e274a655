import Foundation
import TestKit
import Testing

/// What came back of a mailing, from send log to review, with the program itself.
@Suite struct CampaignCommandTests {
    private let folder: TemporaryFolder
    private var store: [String] { ["--store", folder.path("store.db").path] }

    init() throws {
        folder = try TemporaryFolder()
        let scenario = "Fixtures/scenarios/a-burst-of-complaints-is-provisional/"
        let log = """
            message_id,recipient,campaign,segment,subscribed_at,frequency,sent_at
            20261116.1@example.com,ada@example.org,bulbs,new,2026-11-14T00:00:00Z,20,2026-11-16T08:00:00Z
            20261116.3@example.com,bea@example.org,bulbs,old,2020-01-01T00:00:00Z,,2026-11-16T08:00:00Z

            """
        try Data(log.utf8).write(to: folder.path("log.csv"))
        #expect(try Plumbline.run(["sendlog", "import", folder.path("log.csv").path] + store).code == 0)
        #expect(
            try Plumbline.run(
                ["ingest"] + store + ["01-usual", "02-forged-flood", "03-usual"].map { scenario + $0 + ".eml" }
            ).code == 0)
    }

    private func run(_ arguments: [String]) throws -> Outcome { try Plumbline.run(arguments + store) }

    @Test func `a campaign is shown as text and as JSON, and its review is a finding`() throws {
        let json = try run(["campaign", "show", "bulbs", "--format", "json"])
        #expect(json.code == 1, "ten complaints of two mails")
        let record = try json.json()
        #expect(record["schema"]?.text == "plumbline.campaign/1")
        #expect(record["complaints"]?.number == 10)
        #expect(record["provisional"]?.number == 10, "no authserv-id: nothing is proven")
        #expect(record["sent"]?.number == 2)
        #expect(record["review"]?["ground"]?.text == "complaint-rate-stop")
        let segments = record["by"]?["segment"]?.elements ?? []
        #expect(segments.compactMap { $0["value"]?.text }.sorted() == ["new", "old"])
        #expect(record["by"]?["frequency"]?.elements?.first?["value"]?.text == "13 or more in 30 days")

        let text = try run(["campaign", "show", "bulbs"]).out
        for words in ["2 sent", "10 complaints", "by segment", "0-7 days: 1 sent", "unknown:", "complaint rate, stop"] {
            #expect(text.contains(words), "\(words) is not in \(text)")
        }
        #expect(try run(["campaign", "list", "--review"]).lines.count == 1)
        #expect(try run(["campaign", "close", "bulbs"]).code == 0)
        #expect(try run(["campaign", "show", "bulbs"]).code == 0)
        #expect(try run(["campaign", "list", "--review"]).out == "No campaign is to be reviewed.\n")
        #expect(try run(["campaign", "close", "bulbs"]).code == 66)
        #expect(try run(["campaign", "show", "tulips"]).code == 66)
    }

    @Test func `with a send log the weekly summary has rates, judged by the thresholds`() throws {
        let out = folder.path("reports").path
        #expect(try run(["summary", "write", "--week", "2026-W47", "--format", "json", "--output", out]).code == 0)
        let summary = try JSONValue(parsing: String(contentsOf: folder.path("reports/2026-W47.json"), encoding: .utf8))
        let complaints = try #require(summary["complaints"])
        #expect(complaints["sent"]?.number == 2 && complaints["verdict"]?.text == "stop")
        #expect(complaints["rate_percent"]?.number ?? 0 > 100, "more complaints than mails that the log tells of")
        #expect(summary["bounces"]?["sent"]?.number == 2 && summary["bounces"]?["hard_rate_percent"]?.number == 0)
        let campaign = complaints["campaigns"]?.elements?.first { $0["campaign"]?.text == "bulbs" }
        #expect(campaign?["review"]?.text == "complaint-rate-stop" && campaign?["sent"]?.number == 2)
        let rules = summary["todo"]?.elements?.compactMap { $0["rule"]?.text } ?? []
        #expect(rules.contains("complaint-rate") && rules.contains("campaign-review"))
        #expect(try run(["campaign", "close", "bulbs"]).code == 0)
        #expect(try run(["summary", "write", "--week", "2026-W47", "--format", "json", "--output", out]).code == 0)
        let later = try String(contentsOf: folder.path("reports/2026-W47.json"), encoding: .utf8)
        #expect(!later.contains("campaign-review"))
    }

    @Test func `held complaints are listed and decided, and each decision keeps its reason`() throws {
        let settings = folder.path("hold.yaml"), store = ["--store", folder.path("held.db").path]
        try Data("unproven-complaints: hold\nown-domains: [example.com]\n".utf8).write(to: settings)
        let mails = ["01-usual", "02-forged-flood"].map { "Fixtures/scenarios/a-burst-of-complaints-is-provisional/\($0).eml" }
        #expect(try Plumbline.run(["ingest", "--config", settings.path] + store + mails).code == 0)
        func held() throws -> [String] {
            try Plumbline.run(["complaint", "list", "--format", "json"] + store).json().elements?.compactMap { $0["address"]?.text } ?? []
        }
        let found = try held()
        #expect(found.count > 2)
        #expect(try Plumbline.run(["complaint", "list"] + store).lines.count == found.count + 1)
        #expect(try Plumbline.run(["suppression", "check"] + found + store).code == 0)
        #expect(try Plumbline.run(["complaint", "confirm", found[0], "--reason", "called us"] + store).code == 0)
        #expect(try Plumbline.run(["complaint", "drop", found[1], "--reason", "forged"] + store).code == 0)
        #expect(try held().count == found.count - 2)
        #expect(try Plumbline.run(["suppression", "check", found[0]] + store).out.contains("suppressed (complaint, active)"))
        #expect(try Plumbline.run(["suppression", "check", found[1]] + store).code == 0)
        #expect(try Plumbline.run(["contact", "show", found[0]] + store).out.contains("operator: confirmed: called us"))
        #expect(try Plumbline.run(["contact", "show", found[1]] + store).out.contains("operator: dropped: forged"))
        let unknown = try Plumbline.run(["complaint", "confirm", found[1]] + store)
        #expect(unknown.code == 66 && unknown.err.contains("no complaint is held"))
    }

    @Test func `the list to review holds what is provisional, and a decision keeps its reason`() throws {
        #expect(try run(["suppression", "list", "--provisional"]).lines.count == 11)
        let reason = ["--reason", "a forged flood"]
        #expect(try run(["suppression", "lift", "eve@example.org"] + reason).code == 0)
        #expect(try run(["suppression", "add", "eve@example.org", "--scope", "list:weekly"]).code == 0)
        #expect(try run(["suppression", "list", "--provisional"]).lines.count == 10)
        let text = try run(["contact", "show", "eve@example.org"]).out
        #expect(text.contains("operator: lifted: a forged flood"))
        #expect(text.contains("list:weekly only: inactive (manual) since"))
        let json = try run(["contact", "show", "--format", "json", "eve@example.org"]).json()
        #expect(json["suppressed"] == .bool(false))
        #expect(json["scopes"]?.elements?.compactMap { $0["scope"]?.text } == ["list:weekly"])
        #expect(json["decisions"]?.elements?.compactMap { $0["decision"]?.text } == ["suppressed", "lifted"])
        #expect(try run(["contact", "export", "eve@example.org"]).json()["decisions"]?.elements?.count == 2)
        #expect(try run(["contact", "forget", "eve@example.org"]).code == 0)
        #expect(try !run(["contact", "show", "eve@example.org"]).out.contains("a forged flood"))
    }
}
