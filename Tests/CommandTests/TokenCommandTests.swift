import Foundation
import TestKit
import Testing

/// Tokens and the send log, from the key file to the complaint that they explain.
@Suite struct TokenCommandTests {
    private let folder: TemporaryFolder
    private let keys: [String]

    init() throws {
        folder = try TemporaryFolder()
        let path = folder.path("token.keys").path
        keys = ["--keys", path]
        #expect(try Plumbline.run(["token", "keys", "create", path]).code == 0)
    }

    private func out(_ arguments: [String], input: String = "", code: Int32 = 0) throws -> String {
        let outcome = try Plumbline.run(arguments + keys, input: Array(input.utf8))
        #expect(outcome.code == code, "\(outcome.err)")
        return outcome.out.trimmingCharacters(in: .newlines)
    }

    @Test func `a token is minted into what carries it and read out of it`() throws {
        let mint = [
            "token", "mint", "--purpose", "bounce", "--recipient", "Reader@example.org", "--campaign", "s7", "--scope", "list:weekly",
        ]
        let address = try out(mint + ["--at", "bounces@example.com"])
        #expect(address.hasPrefix("bounces+") && address.hasSuffix("-reader=example.org@example.com"))
        let outcome = try Plumbline.run(["token", "read", "--format", "json", address.uppercased()] + keys)
        let json = try outcome.json()
        #expect(outcome.code == 0 && json["valid"] == .bool(true) && json["purpose"]?.text == "bounce")
        #expect(json["recipient"]?.text == "reader@example.org" && json["campaign"]?.text == "s7" && json["scope"]?.text == "list:weekly")
        #expect(try out(mint + ["--at", "example.com"]).hasPrefix("<"))
        #expect(try out(["token", "read", "--purpose", "complaint", address], code: 1) == "refused: other-purpose")
        #expect(try out(["token", "read", "bounces@example.com"], code: 1) == "refused: no-token")
    }

    @Test func `keys are for their owner alone, never replaced, and never shown`() throws {
        let path = keys[1]
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        let secrets = try String(contentsOfFile: path, encoding: .utf8).split { " \n".contains($0) }.filter { $0.count == 64 }
        #expect(secrets.count == 2)
        #expect(try Plumbline.run(["token", "keys", "create", path]).code == 78)
        let rotated = try Plumbline.run(["token", "keys", "rotate", path])
        #expect(rotated.code == 0 && rotated.lines.count == 2)
        let list = try Plumbline.run(["token", "keys", "list", path])
        #expect(list.out == rotated.out && !secrets.contains { list.out.contains($0) })
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        let refused = try Plumbline.run(["token", "keys", "list", path])
        #expect(refused.code == 78 && refused.err.contains("chmod it to 600"))
    }

    @Test func `a mailing is signed row by row, as it was otherwise`() throws {
        let csv = "id;email;campaign\r\n1;reader@example.org;s7\r\n2;nobody;\r\n3;\"a; b\" <other@example.org>;\r\n"
        let signed = try Plumbline.run(
            ["token", "sign", "--csv", "--bounce-at", "b@example.com", "--message-id-at", "example.com", "--campaign", "s8"] + keys,
            input: Array(csv.utf8))
        #expect(signed.code == 1 && signed.err.contains("-:3: no recipient") && signed.err.contains("1 of 3 rows"))
        #expect(signed.lines.count == 4 && signed.lines[0] == "id;email;campaign;bounce_address;message_id")
        #expect(signed.lines[2] == "2;nobody;;;" && signed.lines[3].hasPrefix("3;\"a; b\" <other@example.org>;;b+"))
        for (line, campaign) in [(1, "s7"), (3, "s8")] {
            let address = signed.lines[line].split(separator: ";").first { $0.hasPrefix("b+") }
            #expect(try out(["token", "read", String(address ?? "")]).contains("campaign  \(campaign)"))
        }
    }

    @Test func `the send log names whom an opaque token or a Message-ID hides`() throws {
        let store = ["--store", folder.path("s.db").path]
        let token = try out(["token", "mint", "--purpose", "complaint", "--recipient", "rosa@example.org", "--opaque"])
        #expect(try out(["token", "read", token]).contains("the send log names it"))
        let rows = "message_id,recipient,campaign\n20261116.0042.7@example.com,rosa@example.org,b7\nx,nobody,b7\n"
        #expect(try out(["sendlog", "import", "-"] + store, input: rows) == "2 rows: 1 new, 0 known already, 1 refused")
        #expect(try out(["sendlog", "import", "-"] + store, input: rows) == "2 rows: 0 new, 1 known already, 1 refused")
        #expect(try out(["token", "read", token] + store).contains("rosa@example.org"))
        let mail = "Fixtures/feedback/jmrp-2026-sparse.eml"
        #expect(try Plumbline.run(["ingest", "--format", "json", mail] + store).json()["suppressed"]?.number == 1)
        let entry = try #require(try Plumbline.run(["suppression", "export"] + store).ndjson().first)
        #expect(entry["address"]?.text == "rosa@example.org" && entry["evidence"]?["rule"]?.text == "complaint/message-id")
        #expect(try Plumbline.run(["sendlog", "forget"] + store).out == "0 mails forgotten\n")
        let outcome = try Plumbline.run(["sendlog", "import", "-"] + store, input: Array("email\na@b.example\n".utf8))
        #expect(outcome.code == 65 && outcome.err.contains("line 1: the header row needs"))
    }

    @Test func `a suppression of one list does not stand in the table for Postfix`() throws {
        let store = ["--store", folder.path("s.db").path]
        #expect(try Plumbline.run(["suppression", "add", "--scope", "list:weekly", "a@example.org"] + store).code == 0)
        #expect(try Plumbline.run(["suppression", "add", "b@example.org"] + store).code == 0)
        #expect(try Plumbline.run(["suppression", "export", "--format", "plain"] + store).out == "b@example.org\n")
        #expect(try Plumbline.run(["suppression", "export"] + store).ndjson().map { $0["scope"]?.text } == ["list:weekly", "all"])
        #expect(try Plumbline.run(["suppression", "check", "a@example.org"] + store).code == 0)
        #expect(try Plumbline.run(["suppression", "list"] + store).out.contains("list:weekly only"))
        #expect(try Plumbline.run(["suppression", "lift", "--scope", "list:weekly", "a@example.org"] + store).code == 0)
        #expect(try !Plumbline.run(["suppression", "list"] + store).out.contains("a@example.org"))
    }
}
