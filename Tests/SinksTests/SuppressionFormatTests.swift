import Deliverability
import MailSyntax
import Sinks
import TestKit
import Testing

@Suite struct SuppressionFormatTests {
    private let noon = Timestamp(1_795_348_800)  // 2026-11-22T12:00:00Z

    @Test func `ndjson says every field of the contract`() throws {
        let store = MemoryStore()
        store.append(
            .add, "ann@example.com", .complaint, state: .provisional, since: noon, expires: noon.adding(seconds: 60), digest: "ab",
            rule: "loop/x")
        store.append(.remove, nil, .manual, since: noon)
        let lines = try exported(store, .ndjson).split(separator: "\n")
        #expect(
            lines[0] == """
                {"cursor":1,"op":"add","address":"ann@example.com","hash":"\(MemoryStore.hash("ann@example.com"))","reason":"complaint",\
                "state":"provisional","scope":"all","since":"2026-11-22T12:00:00Z","expires":"2026-11-22T12:01:00Z",\
                "evidence":{"digest":"ab","rule":"loop/x"}}
                """)
        #expect(lines[1].contains("\"op\":\"remove\",\"address\":null,"))
        #expect(lines[1].hasSuffix("\"expires\":null,\"evidence\":{\"digest\":null,\"rule\":null}}"))
    }

    @Test func `csv has a header row and no formula`() throws {
        let store = MemoryStore()
        store.append(.add, "=cmd@example.com", .hardBounce, since: noon, rule: "generic/x")
        let rows = try exported(store, .csv).split(separator: "\r\n")
        #expect(rows[0] == "cursor,op,address,hash,reason,state,scope,since,expires,evidence_digest,evidence_rule")
        #expect(
            rows[1]
                == "1,add,'=cmd@example.com,\(MemoryStore.hash("=cmd@example.com")),hard-bounce,active,all,2026-11-22T12:00:00Z,,,generic/x"
        )
        #expect(try exported(MemoryStore(), .csv).hasPrefix("cursor,op,"))
    }

    @Test(arguments: [SuppressionFormat.ndjson, .csv]) func `a feed goes on strictly after its cursor`(_ format: SuppressionFormat) throws {
        let store = MemoryStore()
        for number in 1...2500 { store.append(.add, "user\(number)@example.com") }
        var bytes: [UInt8] = [], pieces = 0
        let export = try format.export(store, since: 100) {
            bytes += $0; pieces += 1
        }
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(export == SuppressionExport(cursor: 2500, entries: 2400, refused: 0))
        #expect(pieces > 1)
        #expect(!text.contains("user100@"))
        for number in [101, 1000, 1001, 1101, 2500] { #expect(text.contains("user\(number)@"), "\(number)") }
    }

    @Test func `a feed that has nothing new keeps the cursor`() throws {
        let store = MemoryStore()
        store.append(.add, "ann@example.com")
        #expect(try SuppressionFormat.ndjson.export(store, since: 1) { _ in } == SuppressionExport(cursor: 1, entries: 0, refused: 0))
    }

    @Test func `plain is what stands, one address a line`() throws {
        let store = MemoryStore()
        store.append(.add, "cleo@example.com", .paused)
        store.append(.add, "ann@example.com")
        store.append(.add, "bob@example.com", state: .provisional)
        store.append(.remove, "ann@example.com")
        store.append(.add, nil)
        var bytes: [UInt8] = []
        let export = try SuppressionFormat.plain.export(store) { bytes += $0 }
        #expect(String(decoding: bytes, as: UTF8.self) == "bob@example.com\ncleo@example.com\n")
        #expect(export.cursor == 5 && export.entries == 2 && export.refused == 1)
        #expect(export.firstRefused.map(\.cursor) == [5])
    }

    @Test func `postfix rejects with code, text and reason, sorted and in lower case`() throws {
        let store = MemoryStore()
        store.append(.add, "Zoe@Example.COM", .unsubscribe)
        store.append(.add, "ann@example.com")
        #expect(
            try exported(store, .postfix).split(separator: "\n").sorted() == [
                "ann@example.com REJECT 5.7.1 suppressed (complaint)",
                "zoe@example.com REJECT 5.7.1 suppressed (unsubscribe)",
            ])
    }

    /// Postfix asks for the quoted spelling first and for the bare one then.
    @Test(arguments: [
        ("\"a;b\"@example.com", ["\"a;b\"@example.com", "a;b@example.com"]),
        ("\"gone\"@example.com", ["\"gone\"@example.com", "gone@example.com"]),
        ("\"a b\"@example.com", ["\"a b\"@example.com"]),
        ("\"a\\ b\"@example.com", ["\"a b\"@example.com"]),
        ("\"a\\\"b\"@example.com", ["\"a\\\"b\"@example.com"]),
        ("\"#a\"@example.com", ["\"#a\"@example.com"]),
        ("a#b@example.com", ["a#b@example.com"]),
        ("gone@bücher.example", ["gone@bücher.example", "gone@xn--bcher-kva.example"]),
        ("\"a b\"@bücher.example", ["\"a b\"@bücher.example", "\"a b\"@xn--bcher-kva.example"]),
    ])
    func `a quoted local part gets the keys that a table can hold`(_ address: String, _ keys: [String]) throws {
        let store = MemoryStore()
        store.append(.add, address)
        #expect(
            try exported(store, .postfix).split(separator: "\n").map {
                String($0.replacing(" REJECT 5.7.1 suppressed (complaint)", with: ""))
            } == keys)
    }

    @Test(arguments: ["#a@example.com", "example.com", "@example.com", "ann@", " ann@example.com\nbob@example.com", "a\tb@example.com", ""])
    func `what a table would misread is refused and counted`(_ address: String) throws {
        let store = MemoryStore()
        store.append(.add, address)
        var bytes: [UInt8] = []
        let export = try SuppressionFormat.postfix.export(store) { bytes += $0 }
        #expect(bytes.isEmpty)
        #expect(export.refused == 1)
    }

    @Test func `both spellings of many addresses stay sorted, and no key comes twice`() throws {
        let store = MemoryStore()
        for address in ["\"m;x\"@example.com", "\"b\"@example.com", "a@example.com", "b@example.com", "c@example.com", "z@example.com"] {
            store.append(.add, address)
        }
        let keys = try exported(store, .postfix).split(separator: "\n").map { $0.prefix { $0 != " " } }
        #expect(keys == keys.sorted())
        #expect(Set(keys).count == keys.count)
        #expect(keys.count == 7)
    }

    // Exim takes away the quotes of a key and the backslashes inside; it asks with the quotes of a local part and without.
    @Test(arguments: [
        ("ann.o+tag@example.com", ["ann.o+tag@example.com"]),
        ("#a@example.com", ["\"#a@example.com\""]),
        ("a:b@example.com", []),
        ("\"a:b\"@example.com", ["\"\\\"a:b\\\"@example.com\"", "\"a:b@example.com\""]),
        ("\"a b\"@example.com", ["\"\\\"a b\\\"@example.com\"", "\"a b@example.com\""]),
        ("\"a\\\\b\"@example.com", [#""\"a\\\\b\"@example.com""#, #""a\\b@example.com""#]),
        ("^a@example.com", ["\"^a@example.com\""]),
        ("gone@bücher.example", ["gone@xn--bcher-kva.example", "gone@bücher.example"]),
        ("*@example.com", []), ("\"*\"@example.com", ["\"\\\"*\\\"@example.com\""]), ("@example.com", []), ("example.com", []),
        (" ann@example.com\nbob@example.com", []),
    ])
    func `a line for Exim has a key that it reads as the address`(_ address: String, _ keys: [String]) throws {
        let store = MemoryStore()
        store.append(.add, address, .hardBounce)
        var bytes: [UInt8] = []
        let export = try SuppressionFormat.exim.export(store) { bytes += $0 }
        #expect(String(decoding: bytes, as: UTF8.self) == keys.map { $0 + ": 5.7.1 suppressed (hard-bounce)\n" }.joined())
        #expect(export.refused == (keys.isEmpty ? 1 : 0))
    }

    @Test(arguments: [SuppressionFormat.postfix, .exim, .plain]) func `what is left out is named, as far as a person reads`(
        _ format: SuppressionFormat
    ) throws {
        let store = MemoryStore()
        for _ in 0..<30 { store.append(.add, nil) }
        store.append(.add, "ann@example.com")
        let export = try format.export(store) { _ in }
        #expect(export.refused == 30 && export.entries == 1)
        #expect(export.firstRefused.count == 20)
    }
}
