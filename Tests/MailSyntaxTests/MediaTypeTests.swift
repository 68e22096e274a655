import MailSyntax
import Testing

@Suite struct MediaTypeTests {
    private func read(_ value: String) -> MediaType { MediaType.read(bytes(value), limits: Limits()) }

    @Test(arguments: [
        ("text/plain", "text/plain"), ("TEXT/Plain; charset=utf-8", "text/plain"), ("text/plain (a comment)", "text/plain"),
        ("text/plain charset=utf-8", "text/plain"), ("\"text/plain\"", "text/plain"), ("", ""), (";charset=x", ""),
        ("attachment", "attachment"),
    ])
    func `the type is the first word`(value: String, essence: String) {
        #expect(read(value).essence == essence)
    }

    @Test(arguments: [
        "multipart/mixed; boundary=abc", "multipart/mixed;boundary=\"abc\"", "multipart/mixed; BOUNDARY = abc",
        "multipart/mixed boundary=abc", "multipart/mixed; boundary=abc (why)", "multipart/mixed; (why) boundary=abc",
        "multipart/mixed; boundary=\"abc",
        "multipart/mixed;; ;boundary=\"a\\bc\"; x", "multipart/mixed; junk; boundary=abc; boundary=def",
    ])
    func `a parameter is found in every spelling`(value: String) {
        #expect(read(value)["boundary"] == "abc")
    }

    @Test func `a quoted value keeps its semicolons, blanks and parentheses`() {
        #expect(read("a/b; name=\"x; y (z).xml\"")["name"] == "x; y (z).xml")
    }

    @Test(arguments: [
        ("a/b; name*=utf-8''gr%C3%BC%C3%9Fe.xml", "grüße.xml"),
        ("a/b; name*=iso-8859-1'de'gr%FC%DFe.xml", "grüße.xml"),
        ("a/b; name*0=\"re\"; name*1=\"port.xml\"", "report.xml"),
        ("a/b; name*1=\"port.xml\"; name*0=\"re\"", "report.xml"),
        ("a/b; name*0*=utf-8''gr%C3%BC; name*1=\"%DF\"; name*2*=%C3%9Fe", "grü%DFße"),
        ("a/b; name*0*=utf-8''%E2%82; name*1*=%AC", "€"),
        ("a/b; name=old; name*=utf-8''new", "new"),
        ("a/b; name*=utf-8''new; name=old", "new"),
        ("a/b; name*=nothing", "nothing"),
        ("a/b; name*=utf-8''50%", "50%"),
        ("a/b; name*=utf-8''%zz", "%zz"),
        ("a/b; name=\"=?utf-8?B?w6Q=?=.xml\"", "ä.xml"),
        ("a/b; name*0=a; name*0=b; name*99999999999999999999=c; name*64=d", "a"),
    ])
    func `continuations and encodings of RFC 2231 are joined`(value: String, name: String) {
        #expect(read(value)["name"] == name)
    }

    @Test func `a quote in a later section is text`() {
        #expect(read("a/b; name*0*=utf-8''a; name*1*=b'c'd")["name"] == "ab'c'd")
    }

    @Test func `a flood of parameters is cut at the limit`() {
        let many = (0..<500).map { "; p\($0)=x" }.joined()
        #expect(read("a/b" + many).parameters.count == Limits().parameters.value)
    }
}
