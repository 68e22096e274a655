import Rendering
import Testing

@Suite struct EscapeTests {
    @Test(arguments: [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\" onload=\"x", "&quot; onload=&quot;x"),
        ("it's & so", "it&#39;s &amp; so"),
        ("Grüße 100 %", "Grüße 100 %"),
        ("<\u{301}b>", "&lt;\u{301}b&gt;"),
    ])
    func `HTML text cannot open a tag or leave an attribute`(text: String, expected: String) {
        #expect(Escape.html(text) == expected)
    }

    @Test(arguments: [
        ("plain", "plain"),
        ("a,b", "\"a,b\""),
        ("a;b", "\"a;b\""),
        ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ("\"\u{301},=1", "\"\"\"\u{301},=1\""),
        (" lead", "\" lead\""),
    ])
    func `a CSV field stays one field`(text: String, expected: String) {
        #expect(Escape.csv(text).unicodeScalars.elementsEqual(expected.unicodeScalars))
    }

    @Test(arguments: ["=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)", "＝1", " =1", "\u{A0}=1"])
    func `a spreadsheet never runs a field as a formula`(text: String) {
        let field = Escape.csv(text)
        #expect(field.hasPrefix("'") || field.hasPrefix("\"'"))
    }

    @Test(arguments: ["a\r\nb", "a\nb", "a\rb"])
    func `a line end in a CSV field is shown and breaks no row`(text: String) {
        #expect(!Escape.csv(text).utf8.contains { $0 == 10 || $0 == 13 })
    }

    @Test(arguments: [
        ("a|b", "a\\|b"),
        ("[x](http://example.com)", "\\[x\\](http:\\//example.com)"),
        ("<b>", "\\<b\\>"),
        ("`code`", "\\`code\\`"),
        ("&amp;", "\\&amp;"),
        ("# head", "\\# head"),
        ("- list", "\\- list"),
        ("www.example.com", "www\\.example.com"),
        ("2001:db8::1", "2001:db8::1"),
    ])
    func `Markdown text makes no markup and no link`(text: String, expected: String) {
        #expect(Escape.markdown(text) == expected)
    }

    @Test(arguments: [
        ("\u{1B}[31mred", "\\u{1b}[31mred"),
        ("a\u{202E}b", "a\\u{202e}b"),
        ("a\u{200B}b", "a\\u{200b}b"),
        ("a\u{61C}b", "a\\u{61c}b"),
        ("a\u{E0041}b", "a\\u{e0041}b"),
        ("a\u{9B}b", "a\\u{9b}b"),
        ("a\tb", "a\\u{9}b"),
    ])
    func `what cannot be seen is shown, never sent to a terminal`(text: String, expected: String) {
        #expect(Escape.terminal(text) == expected)
    }
}
