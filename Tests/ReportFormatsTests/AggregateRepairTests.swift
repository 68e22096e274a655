import MailSyntax
import ReportFormats
import TestKit
import Testing

/// What reporters get wrong in form, and where mending must stop.
@Suite struct AggregateRepairTests {
    private let sound = AggregateXML()

    @Test(
        arguments: [
            ("raw & in text", "Elder Mail", "Elder & Mail", "Elder & Mail"),
            ("raw < in text", "Elder Mail", "Elder <3 Mail", "Elder <3 Mail"),
            ("raw < in text", "Elder Mail", "Elder <abuse@elder.example>", "Elder <abuse@elder.example>"),
            ("raw & in text", "Elder Mail", "Elder&nbsp;Mail", "Elder&nbsp;Mail"),
            ("control characters", "Elder Mail", "Elder\u{8}Mail", "Elder Mail"),
        ])
    func `what is mended is read and told`(mend: String, word: String, broken: String, told: String) {
        let read = Read(sound.text.replacing(word, with: broken))
        #expect(read.report?.orgName == told)
        #expect(read.warnings.contains("mended: \(mend)"))
        #expect(read.sink.records.count == 1, "the first attempt leaves nothing behind")
    }

    @Test func `bytes that are no UTF-8 are read as windows-1252`() {
        var bytes = Array(sound.text.utf8)
        if let at = bytes.find(Array("Elder".utf8), in: 0..<bytes.count) { bytes[at] = 0x91 }
        let read = Read(bytes)
        #expect(read.report?.orgName == "‘lder Mail" && read.warnings.contains("invalid UTF-8"))
    }

    @Test(arguments: ["<feedback>", "<report_metadata>", "<policy_published>"])
    func `a stray schema tag is taken out`(before: String) {
        let stray = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"http://dmarc.org/dmarc-xml/0.1\">"
        let read = Read(sound.text.replacing(before, with: stray + before))
        #expect(read.report?.records == 1 && read.warnings.contains("a stray schema tag"))
    }

    @Test(
        arguments: [
            "", "\u{FEFF}", "\u{FEFF}\n  <?xml version=\"1.0\"?>", "\r\n\r\n<?xml version=\"1.0\"?>",
            "<?xml version=\"1.0\" encoding=\"utf-16\"?>",
            "<?xml version=\"1.0\" encoding=\"utf8\"?>", "<?xml version=1.0 encoding=UTF-8?>", "<?xml version=\"1.0\" encoding=\"UTF-8\">",
            "<?xml version=\"1.0\" encoding=\"no-such-set\"?>", "<?xml version=\"1.0\"?\n", "<?xml?>", "<!-- made by Elder -->",
        ])
    func `what stands before the root is forgiven`(declaration: String) {
        #expect(Read(AggregateXML(declaration: declaration)).report?.records == 1)
    }

    @Test(arguments: [
        "feedback", "FEEDBACK", "ns0:feedback xmlns:ns0=\"u\"", "ns0:feedback", "feedback xmlns=\"http//dmarc.org/dmarc-xml/0.1\"",
    ])
    func `the root is known by its local name`(root: String) { #expect(Read(AggregateXML(root: root)).report?.records == 1) }

    @Test func `encodings are believed where they can be true`() {
        let text = AggregateXML(declaration: "<?xml version=\"1.0\" encoding=\"windows-1252\"?>").text.replacing("Elder", with: "Müller")
        #expect(Read(text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }).report?.orgName == "Müller Mail")
        let wide = AggregateXML(declaration: "").text.replacing("Elder", with: "Müller").utf16
        let little: [UInt8] = [0xFF, 0xFE] + wide.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        let big: [UInt8] = [0xFE, 0xFF] + wide.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        for bytes in [little, big] { #expect(Read(bytes).report?.orgName == "Müller Mail") }
    }

    @Test func `the last bracket is added where a checksum or a line end proves that nothing is missing`() {
        let bare = String(sound.text.dropLast(2))
        #expect(Read(Archives.gzip(Array(bare.utf8))).warnings.contains("the last > was missing"))
        #expect(Read(bare + "\n").report?.records == 1)
        #expect(Read(bare).verdict == "xml.truncated")
    }

    @Test func `bytes behind the report are passed over and told`() {
        let read = Read(sound.text + "\n-- \nscanned by a gateway")
        #expect(read.report?.records == 1 && read.warnings.contains("bytes after the end"))
        #expect(Read(sound.text + "\n\n \n").reading.warnings.isEmpty)
    }

    @Test func `a report cut anywhere is refused and nothing of it stays`() {
        let whole = Array(AggregateXML(records: [AggregateXML.record(), AggregateXML.record(ip: "192.0.2.2")]).text.utf8)
        for length in stride(from: 60, to: whole.count - 1, by: 3) {
            let read = Read(Array(whole[..<length]))
            #expect(read.reading.isSetAside && read.sink.records.isEmpty && read.sink.reports.isEmpty, "cut to \(length)")
            #expect(read.reason == .xmlTruncated, "cut to \(length): \(read.verdict)")
        }
    }

    @Test func `a report cut before it was packed is refused however good its checksum`() {
        let cut = Archives.gzip(Array(sound.text.utf8.prefix(600)))
        #expect(Read(cut).verdict == "xml.truncated")
        #expect(Read(cut).sink.records.isEmpty)
    }

    @Test func `a damaged container is named before the garbage that came out of it`() {
        let text = Array(AggregateXML(records: (0..<200).map { AggregateXML.record(ip: "192.0.2.\($0)") }).text.utf8)
        for position in [400, 5_000, 9_000] {
            var damaged = text
            damaged[position] = 60
            var gzip = Archives.gzip(text)
            for k in 0..<4 { gzip[10 + position + k] ^= 0xA5 }
            #expect([.gzipDamaged, .gzipTruncated].contains(Read(gzip).reason), "byte \(position) of gzip: \(Read(gzip).verdict)")
            var entry = Archives.Entry("r.xml", damaged)
            entry.crc = Archives.crc32(text)
            #expect(Read(Archives.zip([entry])).reason == .zipDamaged)
        }
    }

    @Test(
        arguments: [
            ("<!DOCTYPE feedback [<!ENTITY a \"x\">]>", "xml.doctype"),
            ("<!DOCTYPE feedback SYSTEM \"file:///etc/passwd\">", "xml.doctype"),
        ])
    func `hostile documents are refused, never mended`(prologue: String, verdict: String) {
        let read = Read(AggregateXML(declaration: prologue))
        #expect(read.verdict == verdict && read.sink.records.isEmpty)
    }

    @Test func `bounds are kept in a report`() {
        let deep = String(repeating: "<x>", count: 40) + String(repeating: "</x>", count: 40)
        #expect(Read(AggregateXML(policy: deep + sound.policy)).verdict == "xml.too-deep")
        let long = String(repeating: "n", count: 70_000)
        #expect(Read(sound.text.replacing("Elder Mail", with: long)).verdict == "xml.text-too-long")
        let results = String(repeating: "<dkim><domain>a.example</domain><result>pass</result></dkim>", count: 300)
        let read = Read(AggregateXML(records: [AggregateXML.record(auth: results)]))
        #expect(read.record?.authDKIM.count == Limits().resultsPerRecord.value)
        let name = String(repeating: "é", count: 2_000)
        #expect(Read(sound.text.replacing("Elder Mail", with: name)).report?.orgName.utf8.count == 1024)
    }

    @Test(arguments: ["<html><body/></html>", "<rss/>", "<Types xmlns='u'><Default/></Types>", "<feedbacks/>"])
    func `other XML is no report`(text: String) { #expect(Read(text).verdict == "unrelated") }
}
