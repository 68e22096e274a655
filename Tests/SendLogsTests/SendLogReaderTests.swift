import Deliverability
import MailSyntax
import SendLogs
import Testing

@Suite struct SendLogReaderTests {
    /// All entries of a text that comes in pieces of `size` bytes.
    private func entries(_ text: String, _ format: SendLogReader.Format, pieces size: Int = .max) throws -> [SendLogReader.Entry] {
        var reader = SendLogReader(format), out: [SendLogReader.Entry] = [], rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            reader.append(rest.prefix(size))
            rest = rest.dropFirst(size)
            while let entry = try reader.next() { out.append(entry) }
        }
        reader.end()
        while let entry = try reader.next() { out.append(entry) }
        return out
    }

    private func sent(_ id: String, _ recipient: String, campaign: String? = nil, list: String? = nil, at: Int64? = nil) throws
        -> SendLogReader.Entry
    {
        .sent(
            SentMessage(
                messageID: id, recipient: try #require(EmailAddress(recipient)), campaign: campaign, list: list,
                sentAt: at.map { Timestamp($0) }))
    }

    @Test(arguments: [1, 2, 7, Int.max])
    func `rows are the same in pieces of any size`(size: Int) throws {
        let csv =
            "\u{FEFF}Message-ID;Email;Campaign;List;Sent At\r\n<a@x.example>;reader@example.org;spring;weekly;2026-11-02T10:00:00Z\r\n\r\n"
            + "b@x.example;\"\"\"A; B\"\" <other@example.org>\";;;1793613600000\n"
        let expected = [
            try sent("a@x.example", "reader@example.org", campaign: "spring", list: "weekly", at: 1_793_613_600),
            try sent("b@x.example", "other@example.org", at: 1_793_613_600),
        ]
        #expect(try entries(csv, .csv, pieces: size) == expected)
        let json =
            "{\"message_id\":\"<a@x.example>\",\"recipient\":\"reader@example.org\",\"campaign\":\"spring\",\"list\":\"weekly\",\"timestamp\":1793613600,\"other\":{\"recipient\":\"no@example.org\"}}\n\n"
            + "{\"MessageID\":\"b@x.example\",\"to\":\"other@example.org\",\"sent_at\":\"Mon, 02 Nov 2026 10:00:00 +0000\"}"
        #expect(try entries(json, .ndjson, pieces: size) == expected)
    }

    @Test(arguments: ["subscribed_at,frequency", "Opt-In At,cadence", "signup_at,mails_per_30_days"])
    func `since when and how often somebody is mailed is read under the names that systems give it`(columns: String) throws {
        let csv = "message_id,recipient,\(columns)\na@x.example,reader@example.org,2026-11-02T10:00:00Z,12\n"
        guard case .sent(let mail)? = try entries(csv, .csv).first else { throw SendLogFault(line: 0, "no entry") }
        #expect(mail.subscribedAt == Timestamp(1_793_613_600))
        #expect(mail.frequency == "12")
    }

    @Test func `a row that names nobody is told by its line, the others are taken`() throws {
        let csv = "recipient,message_id\nnobody,a@x.example\nreader@example.org,\nreader@example.org,c@x.example\n"
        let all = try entries(csv, .csv)
        #expect(all.count == 3)
        #expect(all[0] == .refused(line: 2, reason: "no recipient, or none that is one address"))
        #expect(all[1] == .refused(line: 3, reason: "no Message-ID"))
        #expect(try all[2] == sent("c@x.example", "reader@example.org"))
        #expect(try entries("{\"message_id\":1\n[1]\n", .ndjson).count == 2)
    }

    @Test(arguments: ["email,campaign\na@b.example,c\n", "message_id,recipient\n\"a"])
    func `a file that is no send log stops with its line`(text: String) { #expect(throws: SendLogFault.self) { try entries(text, .csv) } }

    @Test func `a quote that is never closed does not swallow memory`() {
        #expect(throws: SendLogFault.self) {
            try entries("message_id,recipient\n\"" + String(repeating: "x,y\n", count: 400_000), .csv)
        }
    }

    @Test func `a campaign never holds an address (law 8)`() throws {
        #expect(
            try entries("message_id,recipient,campaign\na@x.example,reader@example.org,reader@example.org\n", .csv) == [
                sent("a@x.example", "reader@example.org")
            ])
    }

    @Test func `the format is seen by the first byte`() {
        #expect(SendLogReader.format(of: Array("\u{FEFF} {\"a\":1}".utf8)) == .ndjson)
        #expect(SendLogReader.format(of: Array("message_id,recipient".utf8)) == .csv)
    }
}
