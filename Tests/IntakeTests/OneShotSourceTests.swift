import Glibc
import Intake
import MailSyntax
import Testing

@Suite struct OneShotSourceTests {
    private func read(_ sources: [String], limits: Limits = Limits()) throws -> [(source: String, position: Int, text: String)] {
        var read: [(String, Int, String)] = []
        try OneShotSource.forEachMessage(in: sources, limits: limits) { message in
            switch message.content {
            case .bytes(let bytes): read.append((message.source, message.position, String(decoding: bytes, as: UTF8.self)))
            case .refused(let error): read.append((message.source, message.position, error.reason.rawValue))
            }
        }
        return read
    }

    @Test func `a folder is read below, in order, without following links`() throws {
        let folder = try TemporaryFolder()
        mkdir(folder.path + "/b", 0o700)
        for (name, text) in [("c.eml", "3"), ("a.xml", "1"), ("b/x.eml", "2"), (".hidden", "no")] { try folder.write(text, to: name) }
        symlink("c.eml", folder.path + "/d.eml")
        #expect(try read([folder.path]).map(\.text) == ["1", "2", "3"])
    }

    @Test func `a Maildir gives new and cur and never tmp`() throws {
        let folder = try TemporaryFolder()
        for place in ["new", "cur", "tmp"] {
            mkdir("\(folder.path)/\(place)", 0o700)
            try folder.write(place, to: "\(place)/1.host")
        }
        #expect(try read([folder.path]).map(\.text) == ["new", "cur"])
    }

    @Test func `sources are left untouched`() throws {
        let folder = try TemporaryFolder()
        for place in ["new", "cur"] { mkdir("\(folder.path)/\(place)", 0o700) }
        try folder.write("mail", to: "new/1.host")
        _ = try read([folder.path])
        #expect(folder.names("new") == ["1.host"])
    }

    @Test func `a source that does not exist is an error that names it`() throws {
        #expect(throws: SourceError.missing("/nonexistent/mail")) { try read(["/nonexistent/mail"]) }
    }

    @Test func `a file over the bound is refused, not read`() throws {
        let folder = try TemporaryFolder()
        try folder.write("0123456789", to: "a.eml")
        var limits = Limits()
        limits.messageBytes.value = 9
        #expect(try read([folder.path + "/a.eml"], limits: limits).map(\.text) == ["message.too-large"])
    }

    @Test func `bytes come whole, whatever their number`() throws {
        let folder = try TemporaryFolder()
        for count in [0, 1, 65_535, 65_536, 65_537, 300_000] {
            try folder.write([UInt8](repeating: 120, count: count), to: "a.eml")
            #expect(try read([folder.path + "/a.eml"]).map(\.text.utf8.count) == [count])
        }
    }

    @Test(arguments: ["\n", "\r\n"]) func `an mbox is split and unquoted`(end: String) throws {
        let folder = try TemporaryFolder()
        let lines = [
            "From a@example.com Mon Nov 23 10:00:00 2026", "Subject: one", "", "text", ">From here", ">>From there", "From now on it rains",
            "", "From b@example.com Mon Nov 23 11:00:00 2026", "Subject: two", "", "more", "",
        ]
        try folder.write(lines.joined(separator: end), to: "box")
        let messages = try read([folder.path + "/box"])
        #expect(messages.map(\.position) == [0, 1])
        #expect(
            messages.map(\.text) == [
                ["Subject: one", "", "text", "From here", ">From there", "From now on it rains", ""].joined(separator: end),
                ["Subject: two", "", "more", ""].joined(separator: end),
            ])
    }

    @Test func `a mail whose lines end with a bare CR is one mail, whatever its first line`() throws {
        let folder = try TemporaryFolder()
        try folder.write("From MAILER-DAEMON Thu Apr 29 23:34:45 2026\rSubject: x\r\rtext\r", to: "mac.eml")
        #expect(try read([folder.path + "/mac.eml"]).map(\.text.count) == [61])
    }

    @Test func `a message past the bound does not hide its neighbours in an mbox`() throws {
        let folder = try TemporaryFolder()
        let mails = ["one\n", String(repeating: "x", count: 200_000) + "\n" + String(repeating: "y\n", count: 50_000), "three\n"]
        try folder.write(mails.map { "From a@example.com Mon Nov 23 10:00:00 2026\n\($0)\n" }.joined(), to: "box")
        var limits = Limits()
        limits.messageBytes.value = 1000
        #expect(try read([folder.path + "/box"], limits: limits).map(\.text) == ["one\n", "message.too-large", "three\n"])
    }
}
