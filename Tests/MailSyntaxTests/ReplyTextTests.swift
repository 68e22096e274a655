import MailSyntax
import Testing

@Suite struct ReplyTextTests {
    @Test(arguments: [
        ("550 5.1.1 User  Unknown", " 550 5.1.1 user unknown "),
        ("550-5.1.1 The account\r\n550-5.1.1 does not\r\n550 5.1.1 exist", " 550-5.1.1 the account does not exist "),
        ("554-one\n554 two", " 554-one two "),
        ("L’ADRESSE EST REJETÉE", " l'adresse est rejetee "),
        ("Skrzynka PEŁNA, Geçersiz Alıcı, ÅÄÖ, groß", " skrzynka pelna, gecersiz alici, aao, gross "),
        ("e\u{301}crit en de\u{301}compose\u{301}", " ecrit en decompose "),
        ("НЕ ВСЁ, Користувача Ї Є", " не все, користувача ї є "),
        ("Hộp thư đã ĐẦY", " hop thư da day "),
        ("メールボックスが\r\n  いっぱい\u{3000}です", " メールボックスがいっぱいです "),
        ("Пользователь НЕ найден", " пользователь не найден "),
        ("a\u{A0}b", " a b "),
        ("", " "),
    ])
    func `folds case, blanks and continuation prefixes`(raw: String, folded: String) {
        #expect(String(decoding: ReplyText(raw).bytes, as: UTF8.self) == folded)
    }

    @Test func `any bytes can be folded`() {
        for first in UInt8.min...UInt8.max {
            for second: UInt8 in [0, 0x2D, 0x80, 0x9F, 0xC3, 0xD0, 0xE2, 0xFF] { _ = ReplyText([first, second, first, second, 53]) }
        }
    }
}
