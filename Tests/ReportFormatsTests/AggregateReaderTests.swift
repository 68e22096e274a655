import MailSyntax
import ReportFormats
import Testing

@Suite struct AggregateReaderTests {
    @Test func `a report is told with everything that it says`() throws {
        let read = Read(AggregateXML())
        let report = try #require(read.report), record = try #require(read.record)
        #expect(report.orgName == "Elder Mail" && report.email == "dmarc@elder.example" && report.reportID == "elder-1")
        #expect(report.begin.rfc3339 == "2026-11-17T00:00:00Z" && report.end.rfc3339 == "2026-11-17T23:59:59Z")
        #expect(report.policy.domain == "example.com" && report.policy.p == "none" && report.policy.sp == "reject")
        #expect(report.policy.adkim == "r" && report.policy.aspf == "s" && report.policy.pct == 100 && report.policy.np == nil)
        #expect(report.generation == .rfc7489 && report.version == "1.0" && report.records == 1 && report.skippedRecords == 0)
        #expect(record.sourceIP == "192.0.2.1" && record.count == 3 && record.disposition == "none")
        #expect(record.dkim == .pass && record.spf == .fail && record.headerFrom == "example.com")
        #expect(
            record.authDKIM.first?.domain == "example.com" && record.authDKIM.first?.selector == "s1"
                && record.authDKIM.first?.result == "pass")
        #expect(read.reading.warnings.isEmpty)
    }

    @Test(
        arguments: [
            ("<dkim>pass</dkim><spf>pass</spf>", 1, 1, 1), ("<dkim>fail</dkim><spf>pass</spf>", 1, 0, 1),
            ("<dkim>PASS</dkim><spf>Fail</spf>", 1, 1, 0),
            ("<dkim> pass\n</dkim><spf>fail</spf>", 1, 1, 0), ("<dkim>fail</dkim><spf>fail</spf>", 0, 0, 0), ("", 0, 0, 0),
            ("<dkim/><spf></spf>", 0, 0, 0), ("<dkim>none</dkim><spf>softfail</spf>", 0, 0, 0),
            ("<dkim>passed</dkim><spf>pas</spf>", 0, 0, 0),
        ])
    func `only the evaluated word pass is a pass, and a missing result is none`(evaluated: String, aligned: Int64, dkim: Int64, spf: Int64)
    {
        let counts = Read(AggregateXML(records: [AggregateXML.record(count: "1", evaluated: evaluated)])).report?.counts
        #expect(counts?.aligned == aligned && counts?.dkimAligned == dkim && counts?.spfAligned == spf && counts?.messages == 1)
    }

    @Test func `a raw pass decides nothing`() {
        let auth =
            "<dkim><domain>example.com</domain><result>pass</result></dkim><spf><domain>example.com</domain><result>pass</result></spf>"
        #expect(
            Read(AggregateXML(records: [AggregateXML.record(evaluated: "<disposition>none</disposition>", auth: auth)])).report?.counts
                .aligned == 0)
    }

    @Test func `dispositions are counted in messages, unknown ones as none`() {
        let words = ["none", "quarantine", "REJECT", "pass", "", "other"]
        let records = words.enumerated().map { AggregateXML.record(count: "\($0 + 1)", evaluated: "<disposition>\($1)</disposition>") }
        let counts = Read(AggregateXML(records: records)).report?.counts
        #expect(counts?.none == 1 + 4 + 5 + 6 && counts?.quarantine == 2 && counts?.reject == 3 && counts?.messages == 21)
    }

    @Test(
        arguments: [
            ("count", AggregateXML.record(count: "-3")), ("count", AggregateXML.record(count: "")),
            ("count", AggregateXML.record(count: "1e3")),
            ("count", AggregateXML.record(count: "3.5")), ("count", AggregateXML.record(count: "99999999999999999999")),
            ("count", AggregateXML.record(count: "1000000000001")), ("count", AggregateXML.record(count: "٣")),
            ("two counts", AggregateXML.record(count: "3</count><count>4")), ("source_ip", AggregateXML.record(ip: "")),
            ("no address", AggregateXML.record(ip: "192.0.2.256")), ("no address", AggregateXML.record(ip: "mail.example.net")),
            ("no address", AggregateXML.record(ip: "192.0.2.1/24")), ("no address", AggregateXML.record(ip: "fe80::1%eth0")),
            ("empty", "<record></record>"), ("count is missing", "<record><row></row></record>"),
        ])
    func `a record that cannot be right is skipped and named, the others count`(fault: String, record: String) {
        let read = Read(AggregateXML(records: [AggregateXML.record(), record, AggregateXML.record(ip: "192.0.2.2")]))
        #expect(read.report?.records == 2 && read.report?.skippedRecords == 1 && read.report?.counts.messages == 6)
        #expect(read.warnings.contains("record 2 was skipped") && read.warnings.contains(fault) && read.warnings.contains("1 of 3 records"))
    }

    @Test func `a report of which no record can be read is set aside, one without records is a report`() {
        #expect(Read(AggregateXML(records: [AggregateXML.record(count: "-1")])).verdict == "aggregate.no-readable-record")
        #expect(Read(AggregateXML(records: [])).verdict == "aggregate")
        #expect(
            Read(AggregateXML(records: ["<record></record>"])).verdict == "aggregate", "some write one empty record for nothing to tell")
    }

    @Test(
        arguments: [
            ("192.0.2.1", "192.0.2.1"), (" 192.0.2.1\n", "192.0.2.1"), ("2001:DB8:0:0::1", "2001:db8::1"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("[2001:db8::1]", "2001:db8::1"), ("IPv6:2001:db8::1", "2001:db8::1"),
        ])
    func `a source address has one spelling`(sent: String, told: String) {
        #expect(Read(AggregateXML(records: [AggregateXML.record(ip: sent)])).record?.sourceIP == told)
    }

    @Test func `several results, reasons and identifiers are kept apart`() throws {
        let evaluated = """
            <disposition>none</disposition><dkim>fail</dkim><spf>fail</spf>
            <reason><type>forwarded</type><comment>by a list</comment></reason><reason>local_policy</reason><reason><type/></reason>
            """
        let auth = """
            <dkim><domain>a.example</domain><selector>s</selector><result>fail</result><human_result>body</human_result></dkim>
            <dkim><domain>b.example</domain><result>pass</result></dkim><dkim/>
            <spf><domain>c.example</domain><scope>helo</scope><result>hardfail</result></spf>
            """
        let identifiers = "<envelope_to>example.net</envelope_to><envelope_from></envelope_from><header_from>News.Example.COM</header_from>"
        let record = try #require(
            Read(AggregateXML(records: [AggregateXML.record(evaluated: evaluated, identifiers: identifiers, auth: auth)])).record)
        #expect(record.reasons.map(\.type) == ["forwarded", "local_policy", ""] && record.reasons.first?.comment == "by a list")
        #expect(
            record.authDKIM.map(\.domain) == ["a.example", "b.example", nil] && record.authDKIM.map(\.result) == ["fail", "pass", nil])
        #expect(record.authSPF.map(\.scope) == ["helo"] && record.authSPF.first?.result == "hardfail")
        #expect(record.envelopeFrom == nil && record.envelopeTo == "example.net" && record.headerFrom == "News.Example.COM")
    }

    @Test func `a record without a From domain is about the policy's`() {
        #expect(Read(AggregateXML(records: [AggregateXML.record(identifiers: "")])).record?.headerFrom == "example.com")
        let identities = AggregateXML.record().replacing("identifiers>", with: "identities>").replacing(
            "example.com</header", with: "a.example</header")
        #expect(Read(AggregateXML(records: [identities])).record?.headerFrom == "a.example")
    }

    // MARK: the metadata

    @Test(
        arguments: [
            ("1794873600.25", "1794959999.75", "2026-11-17T00:00:00Z"), (" 1794873600 ", "\n1794959999", "2026-11-17T00:00:00Z"),
            ("2026-11-17T00:00:00Z", "2026-11-18T00:00:00Z", "2026-11-17T00:00:00Z"), ("1794268800", "1794959999", "2026-11-10T00:00:00Z"),
        ])
    func `ranges of any length and spelling stay as they are`(begin: String, end: String, told: String) {
        let metadata =
            "<report_metadata><org_name>E</org_name><date_range><begin>\(begin)</begin><end>\(end)</end></date_range></report_metadata>"
        #expect(Read(AggregateXML(metadata: metadata)).report?.begin.rfc3339 == told)
    }

    @Test(
        arguments: [
            ("", "aggregate.missing-field"), ("<begin>x</begin><end>1794959999</end>", "aggregate.missing-field"),
            ("<begin>1794873600</begin>", "aggregate.missing-field"),
            ("<begin>1794959999</begin><end>1794873600</end>", "aggregate.implausible"),
            ("<begin>1794873600000</begin><end>1794959999000</end>", "aggregate.implausible"),
            ("<begin>-5</begin><end>5</end>", "aggregate.missing-field"),
        ])
    func `without a range of time there is no report`(range: String, verdict: String) {
        let read = Read(
            AggregateXML(metadata: "<report_metadata><org_name>E</org_name><date_range>\(range)</date_range></report_metadata>"))
        #expect(read.verdict == verdict)
        #expect(read.sink.records.isEmpty)
    }

    @Test func `only range and policy domain are required`() {
        let bare = AggregateXML(
            version: nil, metadata: "<report_metadata><date_range><begin>1</begin><end>2</end></date_range></report_metadata>",
            policy: "<policy_published><domain>example.com</domain></policy_published>")
        #expect(Read(bare).verdict == "aggregate")
        #expect(Read(AggregateXML(policy: "<policy_published><p>none</p></policy_published>")).verdict == "aggregate.missing-field")
        #expect(Read(AggregateXML(policy: "")).verdict == "aggregate.missing-field")
    }

    @Test func `of several policies the first counts`() {
        let second = "<policy_published><domain>example.net</domain><p>reject</p><np>reject</np></policy_published>"
        let policy = Read(AggregateXML(policy: AggregateXML().policy + second)).report?.policy
        #expect(policy?.domain == "example.com" && policy?.p == "none" && policy?.np == nil)
    }

    @Test func `the keys of RFC 9990 are read, and tell the generation`() throws {
        var xml = AggregateXML(root: "feedback xmlns=\"urn:ietf:params:xml:ns:dmarc-2.0\"")
        xml.metadata = xml.metadata.replacing(
            "</report_metadata>", with: "<generator>Elder 2</generator><error lang=\"en\">lost a day</error></report_metadata>")
        xml.policy = """
            <policy_published><domain>example.com</domain><discovery_method>treewalk</discovery_method><p>reject</p><np>none</np>
            <testing>y</testing><fo>1</fo></policy_published><extension><x:y xmlns:x="u"><record/></x:y></extension>
            """
        xml.records = [
            AggregateXML.record(
                evaluated: "<disposition>pass</disposition><dkim>pass</dkim><spf>pass</spf><reason><type>policy_test_mode</type></reason>")
        ]
        let report = try #require(Read(xml).report)
        #expect(report.generation == .rfc9990 && report.generator == "Elder 2" && report.errors == ["lost a day"])
        #expect(
            report.policy.np == "none" && report.policy.testing == "y" && report.policy.discoveryMethod == "treewalk"
                && report.policy.fo == "1")
        #expect(report.records == 1 && report.counts.none == 3)
        #expect(Read(AggregateXML(version: nil)).report?.generation == .draft)
        let t = AggregateXML(policy: "<policy_published><domain>example.com</domain><t>y</t></policy_published>")
        #expect(Read(t).report?.policy.testing == "y" && Read(t).report?.generation == .rfc9990)
    }

    @Test func `records before the metadata and unknown elements anywhere change nothing`() throws {
        let plain = AggregateXML()
        let moved =
            "<feedback>\(plain.records[0])<x><record><row><count>9</count></row></record></x>\(plain.policy)\(plain.metadata)</feedback>"
        let noisy = plain.text.replacing("<row>", with: "<row><note>x</note>").replacing(
            "</record>", with: "<extension><a>1</a></extension></record>")
        for text in [moved, noisy] {
            let report = try #require(Read(text).report)
            #expect(report.counts == Read(plain).report?.counts && report.records == 1)
        }
    }

    // MARK: sums and identity

    @Test func `sums never overflow`() throws {
        let limits = Limits()
        let most = AggregateXML.record(count: "\(limits.messagesPerRecord.value)")
        let report = try #require(Read(AggregateXML(records: Array(repeating: most, count: 100))).report)
        #expect(report.counts.messages == 100 * Int64(limits.messagesPerRecord.value))
        var wide = limits
        wide.messagesPerRecord.value = .max
        let huge = AggregateXML.record(count: "999999999999999999")
        #expect(Read(AggregateXML(records: Array(repeating: huge, count: 10)), limits: wide).verdict == "aggregate.implausible")
    }

    @Test func `identity does not depend on order, and every value is part of it`() throws {
        let records = [AggregateXML.record(), AggregateXML.record(ip: "192.0.2.2", count: "7"), AggregateXML.record(ip: "2001:db8::1")]
        func digest(_ records: [String]) throws -> UInt64 { try #require(Read(AggregateXML(records: records)).report).contentDigest }
        let first = try digest(records)
        #expect(try digest(records.reversed()) == first)
        #expect(try digest([records[1], records[2], records[0]]) == first)
        #expect(try digest([AggregateXML.record(ip: " 192.0.2.1 ")] + records[1...]) == first, "blanks are no difference")
        let others = [
            AggregateXML.record(count: "4"),
            AggregateXML.record(evaluated: "<disposition>none</disposition><dkim>fail</dkim><spf>fail</spf>"),
            AggregateXML.record(evaluated: "<disposition>reject</disposition><dkim>pass</dkim><spf>fail</spf>"),
            AggregateXML.record(identifiers: "<header_from>example.net</header_from>"), AggregateXML.record(auth: ""),
        ]
        for other in others { #expect(try digest([other] + records[1...]) != first) }
        #expect(try digest(Array(records[1...])) != first)
    }

    @Test(.timeLimit(.minutes(10))) func `a hundred thousand records are read record by record`() throws {
        let records = (0..<100_000).map { AggregateXML.record(ip: "10.\($0 >> 16).\($0 >> 8 & 255).\($0 & 255)", count: "2") }
        let sink = CountingSink()
        let reading = ReportReader(limits: Limits(), sink: sink).read(Array(AggregateXML(records: records).text.utf8))
        guard case .aggregate(let report)? = reading.reports.first else { return #expect(Bool(false), "no report") }
        #expect(report.records == 100_000 && report.counts.messages == 200_000 && sink.records == 100_000)
        let few = Limits.few
        #expect(Read(AggregateXML(records: Array(records.prefix(11))), limits: few).verdict == "aggregate.too-many-records")
    }
}

private final class CountingSink: RecordSink {
    private(set) var records = 0
    func begin() { records = 0 }
    func record(_ record: borrowing RecordView) { records += 1 }
    func accepted(_ report: AggregateReport) {}
    func refused() {}
}

extension Limits {
    fileprivate static var few: Limits {
        var limits = Limits()
        limits.recordsPerReport.value = 10
        return limits
    }
}
