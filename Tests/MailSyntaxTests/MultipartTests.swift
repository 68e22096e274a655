import MailSyntax
import Testing

@Suite struct MultipartTests {
    private func parts(_ body: String, type: String = "multipart/mixed; boundary=b") throws -> Message {
        try message("Content-Type: \(type)\n\n" + body)
    }

    private func texts(_ message: Message) throws -> [String] { try message.root.parts.map { try $0.bodyText() } }

    @Test func `preamble and epilogue are no parts`() throws {
        let message = try parts("preamble\n--b\n\none\n--b\n\ntwo\n--b--\nepilogue\n")
        #expect(try texts(message) == ["one", "two"])
        #expect(message.warnings.isEmpty)
    }

    @Test func `the line end before a delimiter is not part of the body`() throws {
        #expect(try texts(parts("--b\n\none\n\n--b--\n")) == ["one\n"])
        #expect(try texts(parts("--b\r\n\r\none\r\n\r\n--b--\r\n")) == ["one\r\n"])
    }

    @Test func `a missing closing boundary is warned of and costs nothing`() throws {
        let message = try parts("--b\n\none\n--b\n\ntwo\n")
        #expect(try texts(message) == ["one", "two\n"])
        #expect(message.warnings == ["a multipart ends without its closing boundary"])
    }

    @Test func `a doubled boundary makes no empty part`() throws {
        #expect(try texts(parts("--b\n--b\n\none\n--b\n--b--\n")) == ["one"])
    }

    @Test func `a longer boundary that starts alike is another one`() throws {
        #expect(
            try texts(parts("--b\n\none\n--bc\nstill one\n--b-\n--b---\n--b x\n--b--\n")) == ["one\n--bc\nstill one\n--b-\n--b---\n--b x"])
    }

    @Test func `blanks behind a delimiter do not matter`() throws {
        #expect(try texts(parts("--b \t\n\none\n--b  \n\ntwo\n--b-- \n")) == ["one", "two"])
    }

    @Test func `a boundary inside of a line is none`() throws {
        #expect(try texts(parts("--b\n\nsee --b\n --b\n--b--\n")) == ["see --b\n --b"])
    }

    @Test func `a part without a header keeps its first paragraph`() throws {
        let message = try parts("--b\n\nNote: this is text.\n\nMore of it.\n--b--\n")
        #expect(try texts(message) == ["Note: this is text.\n\nMore of it."])
    }

    @Test func `a blank line too many before a part's header is passed over`() throws {
        let message = try parts("--b\n\nContent-Type: text/html\n\n<p>\n--b--\n")
        #expect(message.root.outline == "multipart/mixed(text/html)")
    }

    @Test func `parts of a part are found, whatever their boundary`() throws {
        let message = try message(MailSamples.nested)
        #expect(
            message.root.outline
                == "multipart/mixed(multipart/alternative(text/plain, text/html), message/rfc822(multipart/mixed(text/plain)))")
        #expect(message.root.walk.map(\.number) == Array(1...7))
    }

    @Test func `a part inside ends where the outer part ends`() throws {
        let message = try parts("--b\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\none\n--b\n\ntwo\n--b--\n")
        #expect(message.root.outline == "multipart/mixed(multipart/mixed(text/plain), text/plain)")
        #expect(try message.root.parts[0].parts[0].bodyText() == "one")
    }

    @Test(arguments: [
        "multipart/mixed", "multipart/mixed; boundary=", "multipart/mixed; boundary=\"\"", "multipart/mixed; boundary=other",
        "multipart/mixed; boundary=bb",
    ])
    func `a lost boundary is found by its delimiter lines`(type: String) throws {
        let message = try parts("--b\nContent-Type: text/plain\n\none\n--b--\n", type: type)
        #expect(try texts(message) == ["one"])
        #expect(message.warnings == ["a multipart's boundary was found by its delimiter lines"])
    }

    @Test func `a multipart without any delimiter is one part with a warning`() throws {
        let message = try parts("just text\n-- \nsignature\n")
        #expect(message.root.isLeaf)
        #expect(message.warnings.count == 1)
    }

    @Test func `parts of a digest are messages unless they say otherwise`() throws {
        let message = try message(MailSamples.digest)
        #expect(message.root.outline == "multipart/digest(message/rfc822(text/plain), message/rfc822(text/plain))")
        #expect(message.root.parts[1].parts[0].header.value("from") == "b@example.com")
    }

    @Test func `a part that stands behind the closing boundary is still read`() throws {
        #expect(try texts(parts("--b\n\none\n--b--\n--b\n\nappended\n--b--\n")) == ["one", "appended"])
    }

    // MARK: limits

    @Test func `nesting past the limit is refused`() throws {
        #expect(throws: ReadError.self) { try message(nest(101)) }
        #expect(try message(nest(98)).root.walk.count == 99)
        do { _ = try Message.read(bytes(nest(150))) } catch { #expect(error.reason == .messageTooDeep) }
    }

    private func nest(_ levels: Int) -> String {
        (0..<levels).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined() + "\nx\n"
    }

    @Test func `messages inside messages past the limit are refused`() {
        let text = String(repeating: "Content-Type: message/rfc822\n\n", count: 200)
        do {
            _ = try Message.read(bytes(text))
            Issue.record("read")
        } catch { #expect(error.reason == .messageTooDeep) }
    }

    @Test func `a flood of parts is refused before it is read`() {
        let text = "Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\n\nx\n", count: 100_000)
        do {
            _ = try Message.read(bytes(text))
            Issue.record("read")
        } catch { #expect(error.reason == .messageTooManyParts) }
    }

    @Test func `a flood of delimiter lines is refused`() {
        var limits = Limits()
        limits.delimiterLines.value = 100
        do {
            _ = try Message.read(
                bytes("Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--x\n", count: 101)), limits: limits)
            Issue.record("read")
        } catch { #expect(error.reason == .messageTooManyParts) }
    }
}
