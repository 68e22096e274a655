import Deliverability
import LookupServer
import MailSyntax
import Testing

@Suite struct SocketmapDialogueTests {
    private func talk(_ text: String, piece: Int = .max) -> Transcript { Transcript.of(SocketmapDialogue.self, text, piece: piece) }

    @Test(arguments: [
        ("access gone@example.net", "OK REJECT 5.7.1 suppressed (complaint)"),
        ("transport gone@example.net", "OK error:5.7.1 suppressed (complaint)"),
        ("access other@example.net", "NOTFOUND "),
        ("transport other@example.net", "NOTFOUND "),
        ("access ", "NOTFOUND "),
        ("access", "PERM a query is a table's name, a blank and a key"),
        ("", "PERM a query is a table's name, a blank and a key"),
        ("Access gone@example.net", "PERM there is no table of this name: access, transport"),
        (" gone@example.net", "PERM there is no table of this name: access, transport"),
        ("access gone@example.net ", "OK REJECT 5.7.1 suppressed (complaint)"),
    ])
    func `each query has its answer`(_ query: String, _ answer: String) {
        let transcript = talk(netstring(query))
        #expect(transcript.answers == netstring(answer))
        #expect(transcript.fault == nil && !transcript.isInsideRequest)
    }

    @Test(arguments: ["*", "@example.net", "example.net", ".example.net", "gone@", "gone", "<>", "", "@", "gone@@", "*@example.net"])
    func `a key that is no address is never found`(_ key: String) {
        for table in SocketmapDialogue.Table.allCases {
            #expect(talk(netstring("\(table.rawValue) \(key)")).answers == netstring("NOTFOUND "))
        }
    }

    @Test(arguments: [
        (LookupVerdict.unreadable, "TEMP the suppressions cannot be read"), (.busy, "TIMEOUT the suppressions cannot be read in time"),
    ])
    func `without a verdict the answer is neither OK nor NOTFOUND`(_ verdict: LookupVerdict, _ answer: String) {
        for table in SocketmapDialogue.Table.allCases {
            let query = netstring("\(table.rawValue) ann@example.net")
            #expect(Transcript.of(SocketmapDialogue.self, Array(query.utf8)) { _ in verdict }.answers == netstring(answer))
        }
    }

    @Test func `every reason has its own words, and a table of Postfix says the same`() {
        for reason in SuppressionReason.allCases {
            let query = Array(netstring("access ann@example.net").utf8)
            let transcript = Transcript.of(SocketmapDialogue.self, query) { _ in .suppressed(reason) }
            #expect(transcript.answers == netstring("OK REJECT 5.7.1 suppressed (\(reason.rawValue))"))
        }
    }

    @Test func `requests that come together are answered in their order`() {
        let text = ["access a@example.net", "access gone@example.net", "nothing x", "transport *"].map(netstring).joined()
        let transcript = talk(text)
        #expect(
            transcript.answers
                == netstring("NOTFOUND ") + netstring("OK REJECT 5.7.1 suppressed (complaint)")
                + netstring("PERM there is no table of this name: access, transport") + netstring("NOTFOUND "))
        #expect(transcript.keys == ["a@example.net", "gone@example.net", "*"])
    }

    @Test func `half a request waits, and the rest completes it`() {
        let text = netstring("access gone@example.net")
        for cut in 1..<text.utf8.count {
            let half = Transcript.of(SocketmapDialogue.self, String(text.prefix(cut)))
            #expect(half.answers.isEmpty && half.fault == nil && half.isInsideRequest, "\(cut)")
        }
        #expect(talk(text, piece: 1) == talk(text))
    }

    @Test(arguments: [
        ":access a,", "x:a,", "-1:a,", "+1:a,", " 1:a,", "1 :a,", "01:a,", "00:,", "6:access;", "1:ab,", "\n", "GET / HTTP/1.1\r\n",
    ])
    func `what is no netstring ends the connection, with a reason`(_ text: String) {
        let transcript = talk(text)
        #expect(transcript.fault == .noNetstring)
        #expect(transcript.answers == netstring("PERM what was sent is no netstring"))
    }

    @Test(arguments: ["10001:", "10001", "99999999999999999999999999:", "18446744073709551616:a,", "1000000000"])
    func `a length over the bound is refused before its bytes have come`(_ text: String) {
        let transcript = talk(text)
        #expect(transcript.fault == .tooLong(bound: "socketmap query", bytes: 10_000))
        #expect(transcript.answers.contains("PERM a request is longer than 10000 bytes (socketmap query)"))
    }

    @Test func `a query of exactly the bound is answered`() {
        let query = "access " + String(repeating: "a", count: SocketmapDialogue.queryBytesMax - 19) + "@example.net"
        #expect(query.utf8.count == SocketmapDialogue.queryBytesMax)
        #expect(talk(netstring(query)).answers == netstring("NOTFOUND "))
    }

    @Test func `after a fault nothing is answered`() {
        let transcript = talk("x" + netstring("access gone@example.net"))
        #expect(transcript.keys.isEmpty)
    }

    @Test func `any bytes give the same answers in any pieces, and never the word OK without a verdict`() {
        let sample = Array((netstring("access gone@example.net") + netstring("transport *") + netstring("access a@example.net")).utf8)
        var noise = Noise(seed: 7)
        for _ in 0..<2000 {
            let bytes = noise.mutate(sample), piece = 1 + noise.next(9)
            let whole = Transcript.of(SocketmapDialogue.self, bytes) { _ in .free }
            #expect(whole == Transcript.of(SocketmapDialogue.self, bytes, piece: piece) { _ in .free })
            #expect(!whole.answers.contains("OK "))
        }
    }
}
