import MailSyntax
import Testing

@Suite struct ReplyPatternTests {
    @Test(arguments: [
        ("550 5.9.9 <ann@example.org>: Purple elephants (id 4fXyz12)", "550 5.9.9 <[address]>: Purple elephants (id [id])"),
        ("550 5.9.9 <bob@example.net>: Purple elephants (id 9aBcd77)", "550 5.9.9 <[address]>: Purple elephants (id [id])"),
        ("550-5.9.9 line one\r\n550 5.9.9 line two", "550-5.9.9 line one line two"),
        ("554 refused 192.0.2.7 and 2001:db8::7 by mx1.example.org", "554 refused [ip] and [ip] by [host]"),
        ("421 see https://help.example.org/x?id=7 please", "421 see [url] please"),
        ("said (#5.9.9) after 17 tries", "said (#5.9.9) after [n] tries"),
        ("", ""),
    ])
    func `what differs from mail to mail is masked`(reply: String, pattern: String) { #expect(ReplyPattern(reply).text == pattern) }

    /// Law 8.
    @Test func `the recipient's name is masked without its domain, too`() throws {
        let recipient = try #require(EmailAddress("Ann.Lee@example.org"))
        #expect(ReplyPattern("550 mailbox ann.lee purple", recipient: recipient).text == "550 mailbox [user] purple")
    }

    @Test func `a pattern is bounded, whatever comes`() {
        #expect(ReplyPattern(String(repeating: "elephant ", count: 10_000)).text.utf8.count <= ReplyPattern.bytesMax)
        #expect(ReplyPattern(String(repeating: "x", count: 10_000)).text.isEmpty)
    }

    @Test func `the longest phrase stands in the example`() {
        let pattern = ReplyPattern("550 5.9.9 <ann@example.org>: purple elephants forbidden by mx.example.org today")
        #expect(pattern.longestPhrase == "purple elephants forbidden by")
        #expect(pattern.example.contains(pattern.longestPhrase))
        #expect(pattern.example.hasPrefix("550 5.9.9 <user@example.org>: purple"))
    }
}
