import MailSyntax
import Testing

@Suite struct TransferEncodingTests {
    private func decoded(_ encoding: TransferEncoding, _ text: String) -> String {
        let source = bytes(text)
        return encoding.decode(source, 0..<source.count).asText
    }

    @Test(arguments: [
        ("base64", TransferEncoding.base64), (" BASE64 ", .base64), ("\"base64\";", .base64), ("base64 (really)", .base64),
        ("Quoted-Printable", .quotedPrintable), ("7bit", .identity), ("8BIT", .identity), ("binary", .identity), ("", .identity),
        ("x-uuencode", .uuencode), ("x-rot13", .other("x-rot13")),
    ])
    func `an encoding is known by its name`(name: String, encoding: TransferEncoding) {
        #expect(TransferEncoding(name) == encoding)
    }

    @Test(arguments: [
        ("", ""), ("QQ==", "A"), ("QUI=", "AB"), ("QUJD", "ABC"), ("QQ", "A"), ("QUI", "AB"), ("Q", ""), ("=", ""), ("====", ""),
        ("QU JD\r\nREVG\n", "ABCDEF"), ("Q!U*J-D", "ABC"), ("QQ==QUI=", "AAB"), ("QQ==\nQUJD", "AABC"), ("QUJD====QUJD", "ABCABC"),
        ("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), ("Q=UJD", "ABC"),
    ])
    func `base64 passes over junk, padding and its absence`(text: String, expected: String) {
        #expect(decoded(.base64, text) == expected)
    }

    @Test func `base64 gives back every length of bytes, broken into lines anywhere`() {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        for length in 0..<70 {
            let original = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ length) }
            for width in [1, 3, 4, 5, 7, 76] {
                var text: [UInt8] = [], column = 0
                for i in stride(from: 0, to: length, by: 3) {
                    let a = original[i], b = i + 1 < length ? original[i + 1] : 0, c = i + 2 < length ? original[i + 2] : 0
                    let sextets = [a >> 2, (a & 3) << 4 | b >> 4, (b & 15) << 2 | c >> 6, c & 63]
                    for (place, sextet) in sextets.enumerated() {
                        text.append(i + place > length ? 61 : digits[Int(sextet)])
                        column += 1
                        if column % width == 0 { text.append(10) }
                    }
                }
                #expect(Base64.decode(text, 0..<text.count) == original, "length \(length), width \(width)")
            }
        }
    }

    @Test func `base64 reads only its range`() {
        #expect(Base64.decode(bytes("xxxxQUJDyyyy"), 4..<8) == bytes("ABC"))
    }

    @Test(arguments: [
        ("a=3Db", "a=b"), ("a=3db", "a=b"), ("soft=\nbreak", "softbreak"), ("soft=\r\nbreak", "softbreak"), ("soft=\rbreak", "softbreak"),
        ("soft=  \t\nbreak", "softbreak"), ("end=", "end"), ("end= ", "end"), ("a=zz", "a=zz"), ("a=4", "a=4"), ("a==3D", "a=="),
        ("=\n=\n", ""), ("100 = all", "100 = all"), ("=C3=A4", "ä"),
    ])
    func `quoted-printable keeps what is no escape`(text: String, expected: String) {
        #expect(decoded(.quotedPrintable, text) == expected)
    }

    @Test func `uuencode is read, with blanks lost at the end of a line`() {
        #expect(decoded(.uuencode, "text before\nbegin 644 a.txt\n#0V%T\n`\nend\nafter\n") == "Cat")
        #expect(decoded(.uuencode, "begin 644 a\r\n\"86$\r\n \r\nend\r\n") == "aa")
        #expect(decoded(.uuencode, "no begin\n#0V%T\n") == "")
    }

    @Test func `an unknown encoding leaves the bytes`() {
        #expect(decoded(.other("x"), "a=3Db") == "a=3Db")
    }

    @Test func `a part that would be too large is refused by name`() throws {
        var limits = Limits()
        limits.partBytes.value = 10
        let part = try message("Content-Type: text/plain; name=big.txt\n\n0123456789ABCDEF").root
        do {
            _ = try part.decoded(limits)
            Issue.record("decoded")
        } catch {
            #expect(error.reason == .partTooLarge)
            #expect(error.detail.contains("big.txt"))
        }
    }
}
