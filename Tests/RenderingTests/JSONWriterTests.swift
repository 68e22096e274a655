import Foundation
import MailSyntax
import Rendering
import Testing

@Suite struct JSONWriterTests {
    private struct Box: Decodable, Equatable { var value: String }

    @Test(arguments: [
        "plain", "quote \" and \\", "line\nend\r\ttab", "\u{0}\u{1}\u{1F}\u{7F}", "</script><!--", "\u{85}\u{9F}\u{A0}",
        "\u{2028}\u{2029}\u{202E}",
        "\u{200B}\u{2066}", "Grüße 日本語 🦊", "e\u{301}\"\u{301}", "", "\u{10FFFF}",
    ])
    func `any text comes back as it went in`(text: String) throws {
        var json = JSONWriter()
        json.object { json in
            json.key("value")
            json.string(text)
        }
        let box = try JSONDecoder().decode(Box.self, from: Data(json.bytes))
        #expect(box.value.unicodeScalars.elementsEqual(text.unicodeScalars))
    }

    /// Eight bytes are looked at together: each character must be seen at each place among them.
    @Test func `any character is escaped wherever it stands`() throws {
        for scalar in (UInt8(0)...0xFF).map({ Unicode.Scalar($0) }) {
            for length in 0..<18 {
                var text = String(repeating: "a", count: length)
                text.unicodeScalars.insert(scalar, at: text.unicodeScalars.index(text.startIndex, offsetBy: length / 2))
                var json = JSONWriter()
                json.array { $0.string(text) }
                #expect(!json.bytes.contains { $0 < 0x20 || $0 == 0x7F || $0 == 60 })
                #expect(try JSONDecoder().decode([String].self, from: Data(json.bytes)) == [text])
            }
        }
    }

    @Test func `the output has no control byte, no direction mark and no open tag`() {
        var json = JSONWriter()
        json.string("<b>\u{1B}[0m\u{9B}\u{202E}\u{2028}\n")
        #expect(json.text == #""\u003cb>\u001b[0m\u009b\u202e\u2028\n""#)
    }

    @Test func `a key that came by mail is escaped as well`() throws {
        var json = JSONWriter()
        json.object { json in
            json.key(named: "a\"b\n")
            json.number(Int64(1))
        }
        #expect(try JSONDecoder().decode([String: Int].self, from: Data(json.bytes)) == ["a\"b\n": 1])
    }

    @Test func `commas stand between values and nowhere else`() {
        var json = JSONWriter()
        json.object { json in
            json.key("a")
            json.array { _ in }
            json.key("b")
            json.array([1, 2]) { $0.number($1) }
            json.key("c")
            json.object {
                $0.key("d"); $0.null()
            }
            json.key("e")
            json.bool(true)
            json.key("f")
            json.string(nil)
        }
        #expect(json.text == #"{"a":[],"b":[1,2],"c":{"d":null},"e":true,"f":null}"#)
    }

    @Test func `pretty output is indented by two blanks and empty containers stay closed`() {
        var json = JSONWriter(pretty: true)
        json.object { json in
            json.key("a")
            json.array([1]) { $0.number($1) }
            json.key("b")
            json.object { _ in }
        }
        #expect(json.text == "{\n  \"a\": [\n    1\n  ],\n  \"b\": {}\n}")
    }

    @Test(arguments: [
        (0.0, "0.000"), (0.1234, "0.123"), (-0.5, "-0.500"), (-0.0001, "0.000"), (1234.9996, "1235.000"), (.infinity, "null"),
        (.nan, "null"), (1e300, "null"),
    ])
    func `decimals have three places or are null`(value: Double, expected: String) {
        var json = JSONWriter()
        json.decimal(value)
        #expect(json.text == expected)
    }

    @Test(arguments: [Int64.min, -1, 0, 9, 10, .max])
    func `integers are written in full`(value: Int64) {
        var json = JSONWriter()
        json.number(value)
        #expect(json.text == String(value))
    }

    @Test func `NDJSON records stand on their own lines`() {
        var json = JSONWriter()
        for value in [1, 2] {
            json.object {
                $0.key("v"); $0.number(value)
            }
            json.newline()
        }
        #expect(json.text == "{\"v\":1}\n{\"v\":2}\n")
    }

    @Test func `a drain gets every byte in order and memory stays small`() throws {
        final class Sink { var bytes: [UInt8] = [] }
        let sink = Sink()
        var json = JSONWriter { sink.bytes += $0 }
        json.array(0..<50_000) { $0.number($1) }
        #expect(json.bytes.count < 1 << 17)
        json.finish()
        #expect(try JSONDecoder().decode([Int].self, from: Data(sink.bytes)) == Array(0..<50_000))
    }

    @Test func `times are RFC 3339`() {
        var json = JSONWriter()
        json.time(Timestamp(0))
        #expect(json.text == "\"1970-01-01T00:00:00Z\"")
    }
}
