import MailSyntax
import Testing

@Suite struct LineEndingTests {
    private func tree(_ part: BodyPart) throws -> String {
        let fields = part.header.fields.map { part.header.name($0) + "=" + part.header.unfolded($0).asText }
        let body = part.isLeaf ? try part.bodyText().replacing("\r\n", with: "\n") : ""
        return try "\(part.number) \(part.mediaType.essence) \(part.mediaType.parameters) \(fields) [\(body)]\n"
            + part.parts.map(tree).joined()
    }

    @Test(arguments: MailSamples.all)
    func `LF, CRLF and CR of one mail are one tree`(mail: String) throws {
        let lines = try tree(message(mail).root)
        #expect(try tree(message(mail.replacing("\n", with: "\r\n")).root) == lines)
        #expect(try tree(message(mail.replacing("\n", with: "\r")).root) == lines)
    }

    @Test(arguments: MailSamples.all)
    func `line ends doubled by a text-mode copy change no structure`(mail: String) throws {
        #expect(try message(mail.replacing("\n", with: "\r\r\n")).root.outline == message(mail).root.outline)
    }

    @Test(arguments: MailSamples.all)
    func `an mbox separator and a byte order mark change nothing`(mail: String) throws {
        let lines = try tree(message(mail).root)
        #expect(try tree(message("From bounce@example.com Tue Nov 24 07:44:47 2026\n" + mail).root) == lines)
        #expect(try tree(message("\u{FEFF}" + mail).root) == lines)
    }

    @Test func `a gateway's CRLF on top of a CR mail leaves the blank line where it was`() throws {
        let message = try message("A: 1\rB: 2\r\nC: 3\r\rbody\r")
        #expect(message.header.fields.count == 3)
        #expect(try message.root.bodyText() == "body\n")
    }

    @Test func `empty files say why they are empty`() {
        for text in ["", "   \n\n", "\0\0\0\0"] {
            #expect(throws: ReadError.self) { try message(text) }
        }
    }
}
