import MailSyntax
import Testing

@Suite struct EncodedWordTests {
    @Test(arguments: [
        ("=?utf-8?B?w6TDtsO8?=", "äöü"),
        ("=?UTF-8?b?w6TDtsO8?=", "äöü"),
        ("=?iso-8859-1?Q?R=FCckl=E4ufer?=", "Rückläufer"),
        ("=?iso-8859-1?q?a_b?=", "a b"),
        ("=?utf-8?Q?a=5Fb?=", "a_b"),
        ("=?us-ascii*en?Q?hello?=", "hello"),
        ("=?koi8-r?B?8NLJ18XU?=", "Привет"),
        ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
        ("=?utf-8?Q??=", ""),
        ("=?utf-8?Q?=3D=3F?=", "=?"),
    ])
    func `a word of each kind is decoded`(word: String, text: String) {
        #expect(EncodedWord.decode(bytes(word)) == text)
    }

    @Test(arguments: [
        ("=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab"),
        ("=?utf-8?Q?a?=\r\n =?utf-8?Q?b?=", "ab"),
        ("=?utf-8?Q?a?= b =?utf-8?Q?c?=", "a b c"),
        ("x =?utf-8?Q?a?=", "x a"),
        ("=?utf-8?Q?a?= x", "a x"),
        ("=?utf-8?Q?a?==?utf-8?Q?b?=", "ab"),
        ("=?utf-8?Q?=C3=A4?= =?iso-8859-1?Q?=E4?=", "ää"),
    ])
    func `blanks vanish between words and nowhere else`(value: String, text: String) {
        #expect(EncodedWord.decode(bytes(value)) == text)
    }

    @Test func `a character split between two words is whole again`() {
        #expect(EncodedWord.decode(bytes("=?utf-8?Q?=E2=82?= =?UTF-8?Q?=AC?=")) == "€")
        #expect(EncodedWord.decode(bytes("=?utf-8?B?4oI=?= =?utf-8?B?rA==?=")) == "€")
    }

    @Test(arguments: [
        "=?", "=?utf-8", "=?utf-8?", "=?utf-8?Q", "=?utf-8?Q?", "=?utf-8?Q?abc", "=?utf-8?Q?abc?", "=?utf-8?X?abc?=", "=?utf-8?QQ?abc?=",
        "a=b", "100 % = all", "=??", "==?=?=?",
    ])
    func `what is no encoded word stays as it is`(value: String) {
        #expect(EncodedWord.decode(bytes(value)) == value)
    }

    @Test func `an unknown charset is read as UTF-8 or windows-1252`() {
        #expect(EncodedWord.decode(bytes("=?x-martian?Q?=C3=A4?=")) == "ä")
        #expect(EncodedWord.decode(bytes("=?x-martian?Q?=E4?=")) == "ä")
    }

    @Test func `past the limit words stay as they are`() {
        var limits = Limits()
        limits.encodedWords.value = 2
        let value = bytes("=?utf-8?Q?a?= =?utf-8?Q?b?= =?utf-8?Q?c?=")
        #expect(EncodedWord.decode(value, limits: limits) == "ab =?utf-8?Q?c?=")
    }
}
