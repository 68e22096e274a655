import Foundation
import TestKit
import Testing

@Suite struct RuleCommandTests {
    @Test func `explain says which rule claims a reply, and by which phrase`() throws {
        let json = try Plumbline.run(["rule", "explain", "--format", "json", "550 5.2.1 Das Postfach ist gesperrt"]).json()
        #expect(json["class"]?.text == "hard" && json["cause"]?.text == "disabled" && json["rule"]?.text == "de/disabled")
        #expect(json["phrase"]?.text == "postfach ist gesperrt")
        #expect(try Plumbline.run(["rule", "explain", "de/disabled"]).out.contains("sample:"))
    }

    @Test func `a rule of the operator decides before all others, in explain as in rule explain`() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            rules:
              - id: not-gone
                class: soft
                cause: temporary
                phrases: [user unknown]
                sample: "550 5.1.1 user unknown"
            """, to: "rules.yaml")
        try folder.write("rules:\n  files: [\(folder.path("rules.yaml").path)]\n", to: "plumbline.yaml")
        let config = ["--config", folder.path("plumbline.yaml").path]
        let said = try Plumbline.run(["rule", "explain", "--format", "json", "550 5.1.1 User unknown"] + config).json()
        #expect(said["rule"]?.text == "operator/not-gone")
        let mail = try Plumbline.run(["explain", "--format", "json", "Fixtures/delivery/postfix-unknown-user.eml"] + config).json()
        #expect(mail["events"]?.elements?.first?["rule"]?.text == "operator/not-gone")
        #expect(mail["events"]?.elements?.first?["class"]?.text == "soft")
    }

    @Test func `check ends with 1 and names file and line, with 78 for what is no file of rules`() throws {
        let folder = try TemporaryFolder()
        try folder.write("rules:\n  - id: a\n    class: hard\n    cause: tls\n    phrases: [purple]\n    sample: pink\n", to: "bad.yaml")
        let path = folder.path("bad.yaml").path
        let bad = try Plumbline.run(["rule", "check", path])
        #expect(bad.code == 1)
        #expect(bad.lines.count == 2 && bad.lines.allSatisfy { $0.hasPrefix("\(path):2: `a`: ") }, "\(bad.out)")
        #expect(try Plumbline.run(["rule", "check", folder.path("none.yaml").path]).code == 78)
        #expect(try Plumbline.run(["rule", "check", "contrib/rules.yaml"]).code == 0)
    }

    @Test func `list narrows by provider and language, and shows the profiles`() throws {
        let rules = try Plumbline.run(["rule", "list", "--provider", "gmail", "--format", "json"]).json()
        #expect(rules["rules"]?.elements?.allSatisfy { $0["provider"]?.text == "gmail" } == true)
        #expect(rules["providers"]?.elements?.count == 1)
        for language in ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "ja", "zh", "tr", "cs", "sv"] {
            let found = try Plumbline.run(["rule", "list", "--lang", language, "--format", "json"]).json()
            let causes = Set(found["rules"]?.elements?.compactMap { $0["cause"]?.text } ?? [])
            for cause in [
                "unknown-user", "disabled", "mailbox-full", "host-unknown", "temporary", "content", "too-large", "relay-denied", "expired",
                "loop",
            ] {
                #expect(causes.contains(cause), "\(language): \(cause)")
            }
        }
        #expect(try Plumbline.run(["rule", "list", "--provider", "nowhere"]).code == 66)
        #expect(try Plumbline.run(["rule", "list", "--providers"]).out.contains("connections:"))
    }

    @Test func `what nobody knows comes as a file that check accepts`() throws {
        let folder = try TemporaryFolder()
        let mail = try Repository.text("Fixtures/delivery/postfix-unknown-user.eml")
            .replacing("User unknown", with: "purple \"elephants\"").replacing("5.1.1", with: "5.0.0").replacing("550", with: "")
        try folder.write(mail, to: "mail.eml")
        let store = ["--store", folder.path("s.db").path]
        _ = try Plumbline.run(["ingest", folder.path("mail.eml").path] + store)
        let drafts = try Plumbline.run(["rule", "unknown", "--guessed"] + store)
        #expect(drafts.out.contains("elephants") && !drafts.out.contains("@example.com"), "\(drafts.out)")
        try folder.write(drafts.out, to: "drafts.yaml")
        #expect(try Plumbline.run(["rule", "check", folder.path("drafts.yaml").path]).code == 0)
    }
}
