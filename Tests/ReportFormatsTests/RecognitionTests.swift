import MailSyntax
import ReportFormats
import TestKit
import Testing

@Suite struct RecognitionTests {
    private let xml = Array(AggregateXML().text.utf8)
    private let other = Array(AggregateXML(records: [AggregateXML.record(ip: "192.0.2.9")]).text.replacing("elder-1", with: "elder-2").utf8)
    private let docx = Archives.zip([
        Archives.Entry("[Content_Types].xml", Array("<?xml version=\"1.0\"?><Types xmlns=\"u\"><Default/></Types>".utf8)),
        Archives.Entry("word/document.xml", Array("<w:document xmlns:w=\"u\"><w:body/></w:document>".utf8)),
        Archives.Entry("word/media/image1.png", [0x89, 0x50, 0x4E, 0x47, 1, 2, 3]),
    ])
    private let photos = Archives.zip([
        Archives.Entry("a.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 1], method: 0), Archives.Entry("b.jpg", [0xFF, 0xD8, 2], method: 0),
    ])

    private func read(_ parts: RecognitionMail.Part..., subject: String? = nil) -> Read {
        var mail = RecognitionMail(parts: parts)
        if let subject { mail.header[2] = "Subject: \(subject)" }
        return Read(mail.bytes)
    }

    @Test func `labels are hints, content decides`() {
        let packed = [
            xml, Archives.gzip(xml), Archives.zlib(xml), Archives.zip([Archives.Entry("r", xml)]), Archives.gzip(Archives.gzip(xml)),
        ]
        let labels = [
            "application/gzip", "application/zip", "application/octet-stream", "APPLICATION/X-ZIP-COMPRESSED", "text/xml",
            "application/tlsrpt+gzip",
        ]
        for content in packed {
            for label in labels { #expect(read(.init(label, content), subject: "x").report?.records == 1, "\(label)") }
            #expect(read(.init("text/plain", name: "r.txt", content), subject: "x").report?.records == 1)
        }
    }

    @Test func `plain parts are found without a name`() {
        let text = AggregateXML().text
        for lines in [["Content-Type: text/plain"], ["Content-Type: text/xml"], ["Content-Type: application/xml"], []] {
            #expect(read(.init(lines: lines, text: text), subject: "x").verdict == "aggregate", "\(lines)")
        }
    }

    @Test func `several reports in one mail are several, the same one twice counts once`() {
        let two = read(.init("application/gzip", Archives.gzip(xml)), .init("application/zip", Archives.zip([Archives.Entry("2", other)])))
        #expect(two.sink.reports.map(\.reportID) == ["elder-1", "elder-2"] && two.sink.records.count == 2)
        let same = read(
            .init("application/gzip", name: "a.gz", Archives.gzip(xml)),
            .init("application/zip", name: "b.zip", Archives.zip([Archives.Entry("1.xml", xml)])))
        #expect(same.sink.reports.count == 1 && same.sink.records.count == 1 && same.warnings.contains("counts once"))
    }

    @Test func `one part refused does not cost the other, and stands in rejected`() {
        let read = read(
            .init("application/gzip", name: "a.gz", Array(Archives.gzip(xml).prefix(80))), .init("application/gzip", Archives.gzip(other)))
        #expect(read.verdict == "aggregate" && read.sink.reports.map(\.reportID) == ["elder-2"])
        #expect(read.reading.rejected.map(\.error.reason) == [.gzipTruncated] && read.reading.rejected.first?.part == "a.gz")
    }

    @Test func `the reason is that of the report, not of what lies beside it`() {
        let page = Array("<!DOCTYPE html><html><body>Your report</body></html>".utf8)
        let note = Array("<note/>".utf8), cut = Array(Archives.gzip(xml).prefix(80))
        #expect(read(.init("text/html", page), .init("application/gzip", cut)).verdict == "gzip.truncated")
        #expect(read(.init("application/xml", note), .init("application/gzip", cut)).verdict == "gzip.truncated")
        #expect(read(.init("text/html", page), .init("application/gzip", Archives.gzip(xml))).reading.rejected.isEmpty)
    }

    @Test(
        arguments: [
            ("Holiday photos", "unrelated"), ("Report Domain: example.com Submitter: elder.example", "zip.no-report"),
            ("DMARC Aggregate Report", "zip.no-report"),
        ])
    func `photos are unrelated unless the mail says that it is a report`(subject: String, verdict: String) {
        #expect(read(.init("application/zip", name: "photos.zip", photos), subject: subject).verdict == verdict)
    }

    @Test func `other people's attachments are unrelated`() {
        let attachments: [(String, [UInt8])] = [
            ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx), ("application/zip", docx),
            ("application/zip", photos),
            ("application/gzip", Archives.gzip(Array("a,b\n1,2\n".utf8))), ("application/json", Array("{\"a\":1}".utf8)),
            ("application/xml", Array("<rss/>".utf8)),
            ("application/zip", Archives.zip([Archives.Entry("page.html", Array("<!DOCTYPE html><html/>".utf8))])),
            ("application/x-7z", [0x37, 0x7A, 0xBC, 0xAF, 1]),
            ("application/octet-stream", []), ("application/octet-stream", [0x1F, 0x8B]), ("application/pdf", Array("%PDF-1.7".utf8)),
        ]
        for (type, body) in attachments {
            let read = read(
                .init(lines: ["Content-Type: text/plain"], text: "See the attachment."), .init(type, name: "x", body), subject: "Hello")
            #expect(read.verdict == "unrelated" && read.reading.reports.isEmpty, "\(type)")
        }
    }

    @Test(
        arguments: [
            ("message/partial; id=1; number=1; total=2", "message.partial"),
            ("message/external-body; access-type=url", "message.external-body"),
            ("application/ms-tnef", "part.outlook-tnef"),
        ])
    func `what is never opened is named`(type: String, verdict: String) {
        #expect(read(.init(lines: ["Content-Type: \(type)"], text: "x")).verdict == verdict)
    }

    @Test func `an archive in an archive in an archive is not opened`() {
        let deep = Archives.zip([Archives.Entry("a.gz", Archives.gzip(Archives.gzip(xml)), method: 0)])
        #expect(read(.init("application/zip", deep)).verdict == "archive.too-deep")
        #expect(read(.init("application/zip", Archives.zip([Archives.Entry("a.gz", Archives.gzip(xml))]))).verdict == "aggregate")
    }

    @Test(arguments: ["unused", "Unused\r\n", "  unused  "])
    func `a mail that only says unused is named`(text: String) {
        #expect(read(.init(lines: ["Content-Type: text/plain"], text: text)).verdict == "aggregate.reporter-sent-no-report")
    }

    @Test func `a file name of a report makes a mail look like one`() {
        let name = "elder.example!example.com!1794873600!1794959999!a1.xml.gz"
        #expect(read(.init("application/gzip", name: name, Array(Archives.gzip(xml).prefix(60))), subject: "x").verdict == "gzip.truncated")
        #expect(
            read(.init("application/gzip", name: "a!b!c!d.xml.gz", Array(Archives.gzip(xml).prefix(60))), subject: "x").verdict
                == "unrelated")
    }

    @Test func `bare files are read by what they are`() {
        #expect(
            Read(xml).verdict == "aggregate" && Read(Archives.gzip(xml)).verdict == "aggregate"
                && Read(Archives.zlib(xml)).verdict == "aggregate")
        let zip = Read(Archives.zip([Archives.Entry("in/side.xml", xml), Archives.Entry("notes.txt", [65])]))
        #expect(zip.report?.part == "in/side.xml")
        #expect(Read(docx).verdict == "unrelated" && Read(Array(Archives.gzip(xml).dropLast(30))).verdict == "gzip.truncated")
        #expect(Read([]).verdict == "message.empty" && Read(Array("\n\n \0".utf8)).verdict == "message.empty")
        #expect(Read([0x37, 0x7A, 0xBC, 0xAF] + [UInt8](repeating: 0, count: 200)).verdict == "archive.format")
        #expect(Read("just a line of text").verdict == "unrelated")
    }

    @Test func `a report that is the whole body of a mail without MIME is found`() {
        let header = "From: dmarc@elder.example\nSubject: Report Domain: example.com\n\n"
        #expect(Read(header + AggregateXML().text).verdict == "aggregate")
        var mail = RecognitionMail(parts: [.init("x/y", Archives.gzip(xml))])
        mail.header = []
        let body = String(decoding: mail.parts[0].body, as: UTF8.self)
        #expect(Read(header + body).verdict == "aggregate")
    }

    @Test func `law 4: any bytes give a reading within the limits`() {
        var seed: UInt64 = 20_261_124
        let samples = [
            xml, Archives.gzip(xml), Archives.zip([Archives.Entry("r", xml)]),
            RecognitionMail(parts: [.init("application/gzip", Archives.gzip(xml))]).bytes,
        ]
        for round in 0..<400 {
            var bytes = samples[round % samples.count]
            for _ in 0..<(1 + round % 7) {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let at = Int(seed >> 33) % bytes.count
                switch seed >> 20 & 3 {
                case 0: bytes[at] = UInt8(truncatingIfNeeded: seed >> 40)
                case 1: bytes.remove(at: at)
                case 2: bytes.insert(UInt8(truncatingIfNeeded: seed >> 48), at: at)
                default: bytes.removeSubrange(at..<min(bytes.count, at + 9))
                }
            }
            let read = Read(bytes)
            #expect(read.sink.reports.count == read.reading.reports.count)
            if read.reading.isSetAside { #expect(read.sink.records.isEmpty) }
        }
    }
}
