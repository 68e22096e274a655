import MailSyntax
import SenderChecks
import Testing

@Suite struct CanonicalizationTests {
    private static func field(_ form: Canonicalization, _ text: String, name: Int) -> String {
        String(decoding: form.field(Array(text.utf8), name: name), as: UTF8.self)
    }

    private static func body(_ form: Canonicalization, _ text: String) -> String {
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        form.writeBody(of: bytes, 0..<bytes.count) { out += $0 }
        return String(decoding: out, as: UTF8.self)
    }

    /// RFC 6376 §3.4.5.
    @Test func `the examples of the RFC come out as it says`() {
        #expect(Self.field(.relaxed, "A: X", name: 1) == "a:X")
        #expect(Self.field(.relaxed, "B : Y\t\r\n\tZ  ", name: 1) == "b:Y Z")
        #expect(Self.field(.simple, "B : Y\t\r\n\tZ  ", name: 1) == "B : Y\t\r\n\tZ  ")
        #expect(Self.body(.relaxed, " C \r\nD \t E\r\n\r\n\r\n") == " C\r\nD E\r\n")
        #expect(Self.body(.simple, " C \r\nD \t E\r\n\r\n\r\n") == " C \r\nD \t E\r\n")
    }

    @Test(arguments: [
        ("", "\r\n", ""), ("\n\n\n", "\r\n", ""), (" \r\n\t\r\n", " \r\n\t\r\n", ""), ("a", "a\r\n", "a\r\n"),
        ("a\nb\r\n", "a\r\nb\r\n", "a\r\nb\r\n"),
        ("a\n\n\nb\n\n", "a\r\n\r\n\r\nb\r\n", "a\r\n\r\n\r\nb\r\n"), ("a \n \nb", "a \r\n \r\nb\r\n", "a\r\n\r\nb\r\n"),
    ])
    func `empty lines at the end, a missing line end and blanks are what §3.4.3 and §3.4.4 say`(
        text: String, simple: String, relaxed: String
    ) {
        #expect(Self.body(.simple, text) == simple)
        #expect(Self.body(.relaxed, text) == relaxed)
    }

    @Test func `a folded field without text on its first line keeps its value`() {
        #expect(Self.field(.relaxed, "Subject:\n  a \n b", name: 7) == "subject:a b")
        #expect(Self.field(.simple, "Subject:\n  a", name: 7) == "Subject:\r\n  a")
        #expect(Self.field(.relaxed, "Subject:", name: 7) == "subject:")
    }

    @Test func `a line that continues nothing is not joined to the value`() {
        #expect(Self.field(.relaxed, "To: a\nb@example.org\n ", name: 2) == "to:a\r\nb@example.org")
    }
}
