import TestKit
import Testing

/// Mail that breaks off anywhere: what is left of it is read, and nothing is made of half a word.
@Suite struct CutNoticeTests {
    private static let fixtures = Fixtures.all(in: "delivery").compactMap { JudgedNotice(name: $0.name, bytes: $0.bytes) }

    private static func recipients(_ verdict: BounceVerdict) -> Set<String> {
        Set(verdict.lines.compactMap { $0.split(separator: " ").first.map(String.init) }.filter { $0.contains("@") })
    }

    /// Whether the address stands in the text between marks that belong to no address.
    private static func isWhole(_ address: String, in text: [UInt8]) -> Bool {
        let needle = Array(address.utf8)
        guard text.count >= needle.count else { return false }
        return (0...(text.count - needle.count)).contains { start in
            guard text[start] == needle[0], text[start..<(start + needle.count)].elementsEqual(needle) else { return false }
            let behind = text[(start + needle.count)...].prefix(2)
            guard let next = behind.first else { return true }
            let goesOn = next == 46 ? behind.last.map { $0.isWordByte } ?? false : next.isWordByte || next == 45
            return !goesOn
        }
    }

    @Test(arguments: fixtures)
    func `no address is made of half of one`(notice: JudgedNotice) {
        let whole = Self.recipients(notice.verdict)
        let text = String(decoding: notice.bytes, as: UTF8.self).lowercased().utf8.map { $0 }
        for length in stride(from: 1, to: notice.bytes.count, by: 3) {
            let found = Self.recipients(BounceVerdict(of: Array(notice.bytes.prefix(length))))
            for address in found.subtracting(whole) {
                #expect(Self.isWhole(address, in: text), "\(notice.name) cut at \(length) names \(address)")
            }
        }
    }

    private func verdict(_ lines: String...) -> String { BounceVerdict(of: Array(lines.joined(separator: "\n").utf8)).description }

    private static let head = """
        Return-Path: <>
        From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
        To: bounce@example.com
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b

        This is the mail system at host mx.example.net.

        <one@example.org>: host mx.example.org[192.0.2.1] said: 550 5.1.1 User unknown
            (in reply to RCPT TO command)

        <two@example.org> (expanded from <list@example.org>): host mx.example.org[192.0.2.1] said: 552 5.2.2
            Mailbox full (in reply to RCPT TO command)

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net
        """

    @Test(arguments: [
        "", "\nFinal-Recip", "\nFinal-Recipient: rfc822; one@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 55",
        "\nFinal-Recipient: rfc822; one@example.org\nAction: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; two@exam",
        "\nFinal-Recipient: rfc822; one@example.org\nAction: failed\nStatus: 5.1.1\n\n"
            + "Final-Recipient: rfc822; two@example.org\nOriginal-Recipient: rfc822; list@exa",
    ])
    func `what the machine part lacks is in the text`(rest: String) {
        #expect(verdict(Self.head, rest) == "list@example.org failed soft, one@example.org failed hard")
    }

    @Test(arguments: [
        ("<user@example.org>: 550 5.1.1 nob", "user@example.org failed other"),
        ("<user@example.org>:\n550 mail", "user@example.org failed other"),
        ("<user@example.org>: 550 5.1.1 user unknown, ch", "user@example.org failed hard"),
        ("<user@example.org>: 550 5.1.1 user unknown\n<other@exa", "user@example.org failed hard"),
        ("<user@example.org>: 552 mailbox full, t", "user@example.org failed soft"),
    ])
    func `a sentence stands, a bare code before a lost one proves nobody's absence`(text: String, expected: String) {
        let head = "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.net\nTo: bounce@example.com\nSubject: failure notice\n\n"
        #expect(verdict(head + "Hi. This is the qmail-send program at mx.example.net.\n\n" + text) == expected)
    }

    @Test func `who is only mentioned before the break is nobody`() {
        let text = """
            From: postmaster@mx.example.net
            To: bounce@example.com
            Subject: Undeliverable: Hello

            Your message could not be delivered. It mentions friend@example.org and
            did not rea
            """
        #expect(!verdict(text).contains("friend@example.org"))
    }
}

extension UInt8 {
    fileprivate var isWordByte: Bool { (self | 0x20) &- 97 < 26 || self &- 48 < 10 }
}
