import MailSyntax
import Testing

@Suite struct HeaderTests {
    private func header(_ text: String, limits: Limits = Limits()) throws -> Header {
        let source = bytes(text)
        return try Header.read(source, 0..<source.count, limits: limits)
    }

    @Test(arguments: ["\n", "\r\n", "\r", "\r\r\n"])
    func `every line end of the wild ends a field`(end: String) throws {
        let lines = ["From: a@example.com", "To: b@example.com", "", "body"]
        let header = try header(lines.joined(separator: end))
        #expect(header.value("from") == "a@example.com")
        #expect(header.value("to") == "b@example.com")
        #expect(header.source[header.end...].elementsEqual(bytes("body")))
    }

    @Test func `line ends may be mixed in one header`() throws {
        let header = try header("A: 1\nB: 2\r\nC: 3\rD: 4\r\n\r\nbody")
        #expect(header.fields.count == 4)
        #expect(header.value("d") == "4")
    }

    @Test(arguments: ["\u{FEFF}", "\n\n", "From MAILER-DAEMON Tue Nov 24 07:44:47 2026\n", ">From a@example.com\n", "\r\n"])
    func `what stands before the first field is passed over`(preamble: String) throws {
        let header = try header(preamble + "Subject: x\n\nbody")
        #expect(header.value("subject") == "x")
        #expect(header.fields.count == 1)
    }

    @Test func `a folded value is one line, whatever blanks it was folded with`() throws {
        let header = try header("References: <a@example.com>\n\t<b@example.com>\r\n   <c@example.com> \n\n")
        #expect(header.value("references") == "<a@example.com> <b@example.com> <c@example.com>")
    }

    @Test func `a value may start in the next line`() throws {
        #expect(try header("Subject:\n hello\n\n").value("subject") == "hello")
    }

    @Test func `a line of blanks inside the header does not end it`() throws {
        let header = try header("A: 1\n \t\nB: 2\n\n")
        #expect(header.value("a") == "1")
        #expect(header.value("b") == "2")
    }

    @Test func `blanks before the colon belong to no name`() throws {
        #expect(try header("Subject \t: x\n\n").value("subject") == "x")
    }

    @Test func `lines that are no field are skipped`() throws {
        let header = try header("A: 1\nthis is junk\n: no name\nnaïve: 8-bit name\nB: 2\n\nbody")
        #expect(header.fields.map(header.name) == ["A", "B"])
    }

    @Test func `names are compared in any case and the first of several counts`() throws {
        let header = try header("SUBJECT: one\nsubject: two\n\n")
        #expect(header.value("subject") == "one")
        #expect(header.values("subject") == ["one", "two"])
        #expect(header.has("subject"))
        #expect(!header.has("subjec"))
    }

    @Test func `bytes above ASCII are shown as UTF-8 or windows-1252`() throws {
        #expect(try header("Subject: grüße\n\n").text("subject") == "grüße")
        let latin = bytes("Subject: gr") + [0xFC, 0xDF] + bytes("e\n\n")
        #expect(try Header.read(latin, 0..<latin.count, limits: Limits()).text("subject") == "grüße")
    }

    @Test func `a delimiter ends a header whose blank line was forgotten, colon or not`() throws {
        for delimiter in ["--b", "--=_a:b"] {
            let header = try header("A: 1\n\(delimiter)\nB: 2\n\nx")
            #expect(header.fields.count == 1)
            #expect(header.source[header.end...].asString.hasPrefix(delimiter))
        }
    }

    @Test func `text without a header is all body`() throws {
        let text = "Hello there\n\nsecond paragraph"
        #expect(try header(text).fields.isEmpty)
        #expect(try message(text).root.bodyText() == text)
    }

    @Test func `a header may end with the message`() throws {
        let message = try message("Subject: x")
        #expect(message.header.value("subject") == "x")
        #expect(message.root.body.isEmpty)
    }

    // MARK: limits (law 5: the error names the bound and the setting that moves it)

    @Test func `too many fields are refused by name`() {
        var limits = Limits()
        limits.headerFields.value = 3
        #expect(reason("A: 1\nB: 2\nC: 3\n\n", limits) == nil)
        #expect(reason("A: 1\nB: 2\nC: 3\nD: 4\n\n", limits) == .messageTooManyFields)
    }

    @Test func `one field may not be endless, folded or not`() {
        var limits = Limits()
        limits.headerFieldBytes.value = 20
        #expect(reason("A: \(String(repeating: "x", count: 30))\n\n", limits) == .messageHeaderTooLarge)
        #expect(reason("A: " + String(repeating: "x\n ", count: 30) + "\n\n", limits) == .messageHeaderTooLarge)
        #expect(reason("A: \(String(repeating: "x", count: 10))\n\n", limits) == nil)
    }

    @Test func `a header may not be endless`() {
        var limits = Limits()
        limits.headerBytes.value = 100
        #expect(reason(String(repeating: "A: 1\n", count: 50), limits) == .messageHeaderTooLarge)
    }

    @Test func `a file without any field is body, however long its first paragraph`() throws {
        var limits = Limits()
        limits.headerBytes.value = 100
        let text = String(repeating: "no field in this line\n", count: 50)
        #expect(try message(text, limits: limits).root.bodyText() == text)
    }

    @Test func `law 5: the error names the bound and its setting`() {
        var limits = Limits()
        limits.headerFields.value = 1
        do {
            _ = try message("A: 1\nB: 2\n\n", limits: limits)
            Issue.record("read")
        } catch {
            #expect("\(error)".contains("limits.header-fields"))
            #expect("\(error)".contains("1 are allowed"))
        }
    }

    private func reason(_ text: String, _ limits: Limits) -> ReadError.Reason? {
        do throws(ReadError) {
            _ = try Message.read(bytes(text), limits: limits)
            return nil
        } catch {
            return error.reason
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate var asString: String { String(decoding: self, as: UTF8.self) }
}
