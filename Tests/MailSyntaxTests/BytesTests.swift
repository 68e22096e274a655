import MailSyntax
import Testing

@Suite struct BytesTests {
    private func lines(_ text: String) -> [String] {
        let source = bytes(text)
        var cursor = LineCursor(0..<source.count), out: [String] = []
        while let line = cursor.next(in: source) { out.append(source.text(line)) }
        return out
    }

    @Test(arguments: [
        ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\r\n", ["a"]), ("a\r", ["a"]), ("\n", [""]), ("\r", [""]), ("\r\n", [""]),
        ("a\nb\r\nc\rd", ["a", "b", "c", "d"]), ("a\n\nb", ["a", "", "b"]), ("a\r\n\r\nb", ["a", "", "b"]), ("a\r\rb", ["a", "", "b"]),
        ("a\n\rb", ["a", "", "b"]), ("a\r\r\nb", ["a", "b"]), ("a\r\r", ["a", ""]), ("a\r\r\r\nb", ["a", "", "b"]),
    ])
    func `lines end with LF, CRLF, CR and CRCRLF`(text: String, expected: [String]) {
        #expect(lines(text) == expected)
    }

    @Test func `a walk may start and end inside the bytes`() {
        let source = bytes("xx\nab\ncd\nyy")
        var cursor = LineCursor(3..<8)
        #expect(cursor.next(in: source).map(source.text) == "ab")
        #expect(cursor.next(in: source).map(source.text) == "cd")
        #expect(cursor.next(in: source) == nil)
        #expect(cursor.position == 8)
    }

    @Test func `a search finds its needle in any case`() {
        let source = bytes("xContent-TYPE: y")
        #expect(source.findIgnoringCase("content-type", in: 0..<source.count) == 1)
        #expect(source.findIgnoringCase("content-type", in: 2..<source.count) == nil)
        #expect(source.findIgnoringCase("content-type", in: 1..<12) == nil)
        #expect(source.findIgnoringCase("", in: 0..<source.count) == nil)
        #expect(source.find(bytes("Con"), in: 0..<source.count) == 1)
        #expect(source.find(bytes("y"), in: 0..<source.count) == source.count - 1)
        #expect(source.find(bytes("zz"), in: 0..<source.count) == nil)
        #expect(source.find(58, in: 0..<source.count) == 13)
        #expect(source.find(1, in: 0..<5) == 5)
        #expect([UInt8]().find(1, in: 0..<0) == 0)
    }

    @Test func `positions outside of the bytes match nothing`() {
        let source = bytes("abc")
        #expect(!source.starts(with: bytes("a"), at: -1, limit: 3))
        #expect(!source.starts(with: bytes("c"), at: 2, limit: 2))
        #expect(!source.starts(with: bytes("c"), at: 4, limit: 9))
        #expect(!source.startsIgnoringCase("cd", at: 2, limit: 3))
        #expect(source.startsIgnoringCase("bc", at: 1, limit: 3))
    }

    @Test func `only ASCII is folded and cut at characters`() {
        #expect("ÄÖ Kelvin".asciiLowercased == "ÄÖ kelvin")
        #expect("\u{212A}".asciiLowercased == "\u{212A}")
        #expect("äöü".bounded(toBytes: 5) == "äö")
        #expect("äöü".bounded(toBytes: 0) == "")
        #expect("abc".bounded(toBytes: 3) == "abc")
        #expect(" \t\r\na b\u{0} ".trimmedASCII == "a b")
    }
}
