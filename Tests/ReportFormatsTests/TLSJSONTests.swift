import MailSyntax
import Testing

@testable import ReportFormats

@Suite struct JSONReaderTests {
    private func read(_ text: String, wanted: Set<String> = ["a", "b"], elementsMax: Int = 100) -> JSONValue? {
        try? JSONReader.read(Array(text.utf8), wanted: wanted, depthMax: Bound(5, .jsonDepth), elementsMax: elementsMax)
    }

    @Test(
        arguments: [
            ("null", .null), (" true ", .bool(true)), ("false", .bool(false)), ("0", .integer(0)), ("-12", .integer(-12)),
            ("1.5", .number(1.5)),
            ("1e2", .number(100)), ("9223372036854775807", .integer(.max)), ("9223372036854775808", .number(9_223_372_036_854_775_808)),
            ("\"\"", .string("")), ("\"a\\\"b\\\\\\/\\n\\t\\b\\f\\r\"", .string("a\"b\\/\n\t\u{8}\u{C}\r")),
            ("\"\\u00e4\\u20AC\"", .string("ä€")),
            ("\"\\ud83c\\udf33\"", .string("🌳")), ("\"\\ud83cx\"", .string("\u{FFFD}x")), ("\"\\udf33\"", .string("\u{FFFD}")),
            ("\"ä\"", .string("ä")),
            ("[]", .array([])), ("[1, [2],{}]", .array([.integer(1), .array([.integer(2)]), .object([:])])), ("{}", .object([:])),
            ("{\"A\":1,\"c\":[2],\"b\":null}", .object(["a": .integer(1), "b": .null])), ("{\"a\":1,\"a\":2}", .object(["a": .integer(2)])),
        ] as [(String, JSONValue)])
    func `values are read as RFC 8259 writes them`(text: String, value: JSONValue) { #expect(read(text) == value) }

    @Test(
        arguments: [
            "", " ", "nul", "tru", "[", "[1", "[1,", "[1,]", "[1 2]", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,}", "{a:1}",
            "{\"a\" 1}", "\"", "\"a",
            "\"\\", "\"\\u12\"", "\"\\u12g4\"", "1x", "-", "1e999", "1 2", "[]]", "[[[[[[]]]]]]", "'a'",
        ])
    func `what is no JSON is refused`(text: String) { #expect(read(text) == nil) }

    @Test func `every beginning of a document is refused, and none crashes`() {
        let text = "{\"a\":[1,2.5,\"x\\u00e4\",{\"b\":[true,null]}],\"c\":\"\\\"\"}"
        for length in 0..<text.utf8.count { #expect(read(String(text.prefix(length))) == nil) }
        #expect(read(text) != nil)
    }

    @Test func `a list is kept up to its bound and read to its end`() {
        #expect(read("[1,2,3,4]", elementsMax: 2) == .array([.integer(1), .integer(2)]))
        #expect(read("[1,2,3,x]", elementsMax: 2) == nil)
    }
}
