import MailSyntax
import Testing

@Suite struct CharsetTests {
    static let known: [(String, [UInt8], String)] = [
        ("koi8-r", [0xF0, 0xD2, 0xC9, 0xD7, 0xC5, 0xD4], "Привет"),
        ("windows-1251", [0xCF, 0xF0, 0xE8], "При"),
        ("shift_jis", [0x93, 0xFA, 0x96, 0x7B], "日本"),
        ("Shift_JIS", [0x87, 0x40], "①"),
        ("gb2312", [0xD6, 0xD0, 0xCE, 0xC4], "中文"),
        ("gb18030", [0xD6, 0xD0, 0xCE, 0xC4], "中文"),
        ("big5", [0xA4, 0xA4, 0xA4, 0xE5], "中文"),
        ("euc-kr", [0xC7, 0xD1], "한"),
        ("ks_c_5601-1987", [0xC7, 0xD1], "한"),
        ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x4B, 0x5C, 0x1B, 0x28, 0x42], "日本"),
        ("iso-8859-15", [0xA4], "€"),
        ("iso-8859-1", [0x80], "€"),
        ("windows-1252", [0x93, 0xFC, 0x94], "“ü”"),
        ("utf-16le", [0x41, 0x00], "A"),
        ("UTF8", [0xC3, 0xA4], "ä"),
        (" utf-8 ", [0xC3, 0xA4], "ä"),
    ]

    @Test(arguments: known)
    func `a named character set is decoded`(charset: String, bytes: [UInt8], text: String) {
        #expect(Charset.decode(bytes, charset: charset) == text)
    }

    @Test(arguments: [nil, "", "us-ascii", "utf-8", "unknown-8bit", "x-nothing", "../../etc", "utf-8//TRANSLIT"] as [String?])
    func `bytes without a true label are UTF-8, else windows-1252`(charset: String?) {
        #expect(Charset.decode([0xC3, 0xA4], charset: charset) == "ä")
        #expect(Charset.decode([0xE4, 0x80], charset: charset) == "ä€")
    }

    @Test(arguments: [nil, "", "us-ascii", "utf-8"] as [String?])
    func `ISO-2022-JP announces itself`(charset: String?) {
        let text: [UInt8] = [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x4B, 0x5C, 0x1B, 0x28, 0x42, 0x21]
        #expect(Charset.decode(text, charset: charset) == "日本!")
        #expect(Charset.utf8(text, charset: charset) == Array("日本!".utf8))
        #expect(Charset.decode([0x1B, 0x5B, 0x31, 0x6D, 0x41], charset: charset) == "\u{1B}[1mA")
    }

    @Test func `bytes that the charset does not have become replacement characters, the rest is read`() {
        #expect(Charset.decode([0x41, 0x81, 0x42], charset: "windows-1252") == "A\u{FFFD}B")
        #expect(Charset.decode([0x93, 0xFA, 0xFF, 0x41], charset: "shift_jis") == "日\u{FFFD}A")
        #expect(Charset.decode([0x41, 0x00, 0x42], charset: "utf-16le") == "A\u{FFFD}")
    }

    @Test func `long text passes through every buffer`() {
        let text = String(repeating: "日本語テキスト", count: 3000)
        let utf16 = text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        #expect(Charset.decode(utf16, charset: "utf-16le") == text)
    }

    @Test func `text that is nothing but damage is read by another name`() {
        let junk = [UInt8](repeating: 0xFF, count: 30_000)
        #expect(Charset.decode(junk, charset: "euc-jp") == String(repeating: "ÿ", count: 30_000))
    }

    @Test func `nothing is nothing in every charset`() {
        for (charset, _, _) in Self.known { #expect(Charset.decode([], charset: charset).isEmpty) }
    }
}
