import Deliverability
import LookupServer
import MailSyntax
import Testing

@Suite struct PolicyDialogueTests {
    private static let refusal = "action=REJECT 5.7.1 suppressed (complaint)\n\n", free = "action=DUNNO\n\n"

    private func talk(_ text: String, piece: Int = .max) -> Transcript { Transcript.of(PolicyDialogue.self, text, piece: piece) }

    private static func request(_ recipient: String?, state: String = "RCPT") -> String {
        var lines = [
            "request=smtpd_access_policy", "protocol_state=\(state)", "protocol_name=ESMTP", "client_address=192.0.2.7", "sender=",
            "helo_name=a=b", "queue_id=", "instance=1234.5678.9", "size=0", "policy_context=", "x-unknown=later",
        ]
        if let recipient { lines.insert("recipient=\(recipient)", at: 4) }
        return lines.map { $0 + "\n" }.joined() + "\n"
    }

    @Test(arguments: [
        "gone@example.net", "GONE@Example.NET", "gone@example.net.", "Gone@EXAMPLE.net.", "\"gone\"@example.net",
    ])
    func `a suppressed recipient is refused however Postfix spells it`(_ recipient: String) {
        #expect(talk(Self.request(recipient)).answers == Self.refusal)
    }

    @Test(arguments: [nil, "", "ann@example.net", "gone+tag@example.net", "gone@sub.example.net", "gone", "postmaster", "gone@[192.0.2.1]"])
    func `everybody else is none of our business`(_ recipient: String?) {
        for state in ["CONNECT", "RCPT", "DATA", "END-OF-MESSAGE", "VRFY"] {
            #expect(talk(Self.request(recipient, state: state)).answers == Self.free)
        }
    }

    @Test func `without a verdict there is no answer, and the connection ends`() {
        for verdict in [LookupVerdict.unreadable, .busy] {
            let transcript = Transcript.of(PolicyDialogue.self, Array(Self.request("ann@example.net").utf8)) { _ in verdict }
            #expect(transcript.answers.isEmpty)
            #expect(transcript.fault == .noVerdict)
        }
    }

    @Test func `the order of lines does not matter`() {
        #expect(talk("recipient=gone@example.net\nsize=1\nrequest=smtpd_access_policy\n\n").answers == Self.refusal)
    }

    @Test func `a sender who is suppressed may write to us`() {
        #expect(talk("request=smtpd_access_policy\nsender=gone@example.net\nrecipient=sales@example.com\n\n").answers == Self.free)
    }

    @Test func `lines may end in CR LF`() {
        #expect(talk(Self.request("gone@example.net").replacing("\n", with: "\r\n")).answers == Self.refusal)
    }

    @Test func `one connection takes many requests, together or in pieces`() {
        let text = Self.request("a@example.net") + Self.request("gone@example.net") + Self.request(nil)
        let expected = Self.free + Self.refusal + Self.free
        #expect(talk(text).answers == expected)
        for piece in [1, 2, 7, 100] { #expect(talk(text, piece: piece).answers == expected, "\(piece)") }
    }

    @Test func `half a request waits`() {
        let text = Self.request("gone@example.net")
        for cut in 1..<text.utf8.count {
            let half = talk(String(text.prefix(cut)))
            #expect(half.answers.isEmpty && half.fault == nil && half.isInsideRequest, "\(cut)")
        }
        #expect(!talk(text).isInsideRequest)
    }

    @Test(arguments: [
        ("\n", LookupFault.otherRequest), ("recipient=gone@example.net\n\n", .otherRequest),
        ("request=junk_mail_policy\nrecipient=a@example.net\n\n", .otherRequest), ("request=\n\n", .otherRequest),
        ("request\n\n", .noPolicyLine), ("=value\n\n", .noPolicyLine), ("recipient=a\0b@example.net\n\n", .noPolicyLine),
        ("request=smtpd_access_policy\nrecipient=a@example.net\nrecipient=gone@example.net\n\n", .repeatedAttribute),
        ("request=smtpd_access_policy\nrecipient=\nrecipient=\n\n", .repeatedAttribute),
        ("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", .noPolicyLine),
        (netstring("access gone@example.net") + "\n", .noPolicyLine),
    ])
    func `what is no request ends the connection in silence`(_ text: String, _ fault: LookupFault) {
        let transcript = talk(text)
        #expect(transcript.answers.isEmpty)
        #expect(transcript.fault == fault)
    }

    @Test(arguments: ["x=" + String(repeating: "y", count: 33_000), String(repeating: "name=value\n", count: 4000)])
    func `a request without end is refused by its bound`(_ text: String) {
        for piece in [Int.max, 4096] {
            let transcript = talk(text, piece: piece)
            #expect(transcript.fault == .tooLong(bound: "policy request", bytes: PolicyDialogue.requestBytesMax))
            #expect(transcript.fault?.description == "a request is longer than 32768 bytes (policy request)")
        }
    }

    @Test func `the bound is that of one request, not of a connection`() {
        let one = Self.request("a@example.net"), times = PolicyDialogue.requestBytesMax / one.utf8.count + 2
        let transcript = talk(String(repeating: one, count: times))
        #expect(transcript.fault == nil)
        #expect(transcript.keys.count == times)
    }

    @Test func `any bytes give the same answers in any pieces, and no refusal of the free`() {
        let sample = Array((Self.request("gone@example.net") + Self.request("a@example.net")).utf8)
        var noise = Noise(seed: 11)
        for _ in 0..<1000 {
            let bytes = noise.mutate(sample), piece = 1 + noise.next(50)
            let whole = Transcript.of(PolicyDialogue.self, bytes) { _ in .free }
            #expect(whole == Transcript.of(PolicyDialogue.self, bytes, piece: piece) { _ in .free })
            #expect(!whole.answers.contains("REJECT"))
        }
    }
}
