import MailSyntax
import Testing

@Suite struct NestedMessageTests {
    @Test func `a message in base64 is opened`() throws {
        let message = try message(MailSamples.nestedInBase64)
        #expect(message.root.outline == "multipart/mixed(message/rfc822(text/plain))")
        let inner = message.root.parts[0].parts[0]
        #expect(inner.header.value("subject") == "inside")
        #expect(try inner.bodyText() == "deep text\n")
    }

    @Test func `a message in quoted-printable is opened`() throws {
        let message = try message(
            "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\nSubject: a=\nb\n\nx =3D y\n")
        #expect(message.root.parts[0].header.value("subject") == "ab")
        #expect(try message.root.parts[0].bodyText() == "x = y\n")
    }

    @Test func `a message that only claims to be base64 is read as it stands`() throws {
        let message = try message("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nSubject: plain\n\nx\n")
        #expect(message.root.parts[0].header.value("subject") == "plain")
    }

    @Test(arguments: ["message/rfc822", "message/global", "MESSAGE/RFC822", "text/rfc822"])
    func `each name of a message inside is known`(type: String) throws {
        #expect(try message("Content-Type: \(type)\n\nSubject: in\n\nx\n").root.parts.first?.header.value("subject") == "in")
    }

    @Test func `multiparts inside an encoded message are read by their own delimiters`() throws {
        let inner = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\n"
        let text =
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n"
            + "Content-Transfer-Encoding: quoted-printable\n\n" + inner.replacing("=", with: "=3D").replacing("--b", with: "=2D-b")
            + "\n--b\n\ntwo\n--b--\n"
        let message = try message(text)
        #expect(message.root.outline == "multipart/mixed(message/rfc822(multipart/mixed(text/plain)), text/plain)")
    }

    @Test func `copies of encoded messages inside are bounded together`() {
        var limits = Limits()
        limits.partBytes.value = 10_000
        let head = "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n"
        let text = String(repeating: head, count: 20) + "Subject: x\n\n" + String(repeating: "x", count: 2000)
        do {
            _ = try Message.read(bytes(text), limits: limits)
            Issue.record("read")
        } catch { #expect(error.reason == .partTooLarge) }
    }

    @Test func `an empty message inside is no part`() throws {
        #expect(try message("Content-Type: message/rfc822\n\n").root.isLeaf)
    }
}
