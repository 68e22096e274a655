import Foundation
import Glibc
import TestKit
import Testing

/// `plumbline doctor` and `plumbline config`, as an operator calls them.
@Suite struct SetupTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in ["new", "cur", "tmp"] { try folder.write("", to: "mail/\(name)/.keep") }
    }

    private var store: String { folder.path("s.db").path }

    private func config(_ more: String = "") throws -> String {
        try folder.write(
            "store: \(store)\nmaildirs: [\(folder.path("mail").path)]\nauthserv-ids: [mx.example.com]\nown-domains: [example.com]\n" + more,
            to: "plumbline.yaml")
        return folder.path("plumbline.yaml").path
    }

    private func verdicts(_ outcome: Outcome) throws -> [String: Set<String>] {
        var found: [String: Set<String>] = [:]
        for finding in try outcome.json()["findings"]?.elements ?? [] {
            found[finding["check"]?.text ?? "", default: []].insert(finding["verdict"]?.text ?? "")
        }
        return found
    }

    private func doctor(_ more: String = "") throws -> Outcome {
        try Plumbline.run(["doctor", "--config", config(more), "--format", "json"])
    }

    @Test func `a good setup is fine in all its checks`() throws {
        _ = try Plumbline.run(["ingest", "--store", store] + SampleStore.sources)
        let outcome = try doctor()
        let found = try verdicts(outcome)
        #expect(outcome.code == 0, "\(outcome.out)")
        for check in ["store", "integrity", "clock", "space", "modes", "maildirs", "authserv-ids", "own-domains", "port", "alerts"] {
            #expect(found[check] == ["fine"], "\(check): \(outcome.out)")
        }
        #expect(found["reports"] != nil)
        #expect(try Plumbline.run(["doctor", "--config", config()]).out.contains("suppressed"))
    }

    @Test func `a store to be is no failure, a key that others may read is one`() throws {
        #expect(try verdicts(doctor())["store"] == ["warning"])
        _ = try Plumbline.run(["ingest", "--store", store, "Fixtures/unrelated/newsletter.eml"])
        chmod(store + ".key", 0o644)
        let outcome = try doctor()
        #expect(outcome.code == 1)
        #expect(try verdicts(outcome)["modes"]?.contains("failure") == true)
    }

    @Test func `a damaged store, a missing folder and a strange host are failures`() throws {
        try folder.write(String(repeating: "notes ", count: 1000), to: "s.db")
        try FileManager.default.removeItem(at: folder.path("mail/tmp"))
        let outcome = try doctor("listen: 127.0.0.1:1\n")
        #expect(outcome.code == 1)
        let found = try verdicts(outcome)
        #expect(found["store"] == ["failure"] && found["maildirs"] == ["failure"])
        #expect(getuid() == 0 || found["port"] == ["failure"])
    }

    @Test func `a port that somebody else has is a failure`() throws {
        let taken = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(taken) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(taken, generic, length) == 0 && listen(taken, 1) == 0 && getsockname(taken, generic, &length) == 0
            }
        }
        #expect(port)
        #expect(try verdicts(doctor("listen: 127.0.0.1:\(UInt16(bigEndian: address.sin_port))\n"))["port"] == ["failure"])
    }

    @Test func `settings are checked with file and line`() throws {
        let fine = try Plumbline.run(["config", "check", config()])
        #expect(fine.code == 0 && fine.out.contains("is fine"))
        #expect(try Plumbline.run(["config", "check", "--config", config()]).out == fine.out, "as other commands have it")
        let missing = try Plumbline.run(["config", "check", config("listen-token-file: /nowhere/token\n")])
        #expect(missing.code == 0 && missing.err.contains("listen-token-file: /nowhere/token is not there"))
        let wrong = try Plumbline.run(["config", "check", config("retention:\n  mail: soon\n")])
        #expect(wrong.code == 78 && wrong.err.contains("plumbline.yaml:6: retention.mail:"), "\(wrong.err)")
        let likely = try Plumbline.run(["config", "check", config("retention:\n  mails: 3d\n")])
        #expect(likely.code == 78 && likely.err.contains("`retention.mail` is one"), "\(likely.err)")
    }

    @Test func `what holds is shown with its place`() throws {
        let path = try config("retention:\n  mail: 7d\n  events: never\n")
        let all = try Plumbline.run(["config", "show", "--config", path])
        #expect(all.out.contains("retention.mail: 7d (\(path):6)"))
        #expect(all.out.contains("retention.replies: 90d\n"))
        let overridden = try Plumbline.run(
            ["config", "show", "retention.mail", "--config", path], environment: ["PLUMBLINE_RETENTION_MAIL": "9d"])
        #expect(overridden.out == "retention.mail: 9d (PLUMBLINE_RETENTION_MAIL)\n")
        let sources = try Plumbline.run(
            ["config", "show", "retention.mail", "--config", path, "--format", "json"], environment: ["PLUMBLINE_RETENTION_MAIL": "9d"]
        ).json()["settings"]?.elements?.first
        #expect(sources?["source"]?.text == "environment" && sources?["variable"]?.text == "PLUMBLINE_RETENTION_MAIL")
        let misspelled = try Plumbline.run(["config", "check", path], environment: ["PLUMBLINE_RETENTION_MAILS": "9d"])
        #expect(misspelled.code == 78 && misspelled.err.contains("`PLUMBLINE_RETENTION_MAIL` is one"), "\(misspelled.err)")
        let json = try Plumbline.run(["config", "show", "retention", "--config", path, "--format", "json"]).json()
        let kinds = json["kinds"]?.elements ?? []
        #expect(kinds.first { $0["kind"]?.text == "mail" }?["seconds"]?.number == 604_800)
        #expect(kinds.first { $0["kind"]?.text == "events" }?["seconds"] == .null)
        for kind in kinds + (json["for_good"]?.elements ?? []) { #expect(kind["reason"]?.text?.isEmpty == false) }
        let text = try Plumbline.run(["config", "show", "retention"]).out
        #expect(text.contains("mail: 30 days") && text.contains("suppressions: for good") && text.contains("why: "))
        #expect(try Plumbline.run(["config", "show", "nonsense"]).code == 64)
    }
}
