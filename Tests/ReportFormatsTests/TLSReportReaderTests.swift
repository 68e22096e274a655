import MailSyntax
import ReportFormats
import TestKit
import Testing

@Suite struct TLSReportReaderTests {
    private static let policy = """
        {"policy":{"policy-type":"sts","policy-string":["version: STSv1"],"policy-domain":"Example.COM","mx-host":["mx.example.com"]},
         "summary":{"total-successful-session-count":100,"total-failure-session-count":3},
         "failure-details":[{"result-type":"certificate-expired","sending-mta-ip":"192.0.2.9","receiving-mx-hostname":"mx.example.com",
         "failed-session-count":3,"failure-reason-code":"X509"}]}
        """

    private func json(
        organization: String = "\"organization-name\":\"Larch\",",
        range: String = "\"2026-11-17T00:00:00Z\",\"end-datetime\":\"2026-11-17T23:59:59Z\"",
        policies: String = "[\(Self.policy)]"
    ) -> String {
        "{\(organization)\"date-range\":{\"start-datetime\":\(range)},\"contact-info\":\"tls@larch.example\",\"report-id\":\"l-1\",\"policies\":\(policies)}"
    }

    private func read(_ text: String) -> TLSReport? {
        if case .tls(let report)? = Read(text).reading.reports.first { report } else { nil }
    }

    @Test func `a report is told with everything that it says`() throws {
        let report = try #require(read(json())), policy = try #require(report.policies.first)
        #expect(report.organizationName == "Larch" && report.reportID == "l-1" && report.contactInfo == "tls@larch.example")
        #expect(report.begin.rfc3339 == "2026-11-17T00:00:00Z" && report.end.rfc3339 == "2026-11-17T23:59:59Z")
        #expect(policy.type == "sts" && policy.domain == "example.com" && policy.mxHosts == ["mx.example.com"])
        #expect(report.successfulSessions == 100 && report.failedSessions == 3)
        #expect(policy.failures.first?.resultType == "certificate-expired" && policy.failures.first?.failedSessions == 3)
    }

    @Test func `in gzip, in zip and with a byte order mark it is the same`() {
        let bytes = Array(json().utf8)
        for packed in [
            Archives.gzip(bytes), Archives.zip([Archives.Entry("r.json", bytes)]), [0xEF, 0xBB, 0xBF] + bytes, [10, 32] + bytes,
        ] {
            #expect(Read(packed).verdict == "tls")
        }
    }

    @Test func `dialects never cost a report`() throws {
        #expect(read(json(organization: ""))?.organizationName == "")
        #expect(
            read(json(range: "\"2026-11-17T00:00:00\",\"end-datetime\":\"2026-11-17T23:59:59\""))?.begin.rfc3339 == "2026-11-17T00:00:00Z")
        #expect(read(json(range: "\"2026-11-17 01:00:00 +0100\",\"end-datetime\":1794959999"))?.begin.rfc3339 == "2026-11-17T00:00:00Z")
        #expect(read(json(policies: "[]"))?.policies.isEmpty == true)
        #expect(read(json(policies: Self.policy))?.successfulSessions == 100, "one policy without its list")
        let flat =
            "[{\"policy-type\":\"no-policy-found\",\"total-successful-session-count\":\"7\",\"total-failure-session-count\":\" 2 \"}]"
        let odd = try #require(read(json(policies: flat)))
        #expect(odd.successfulSessions == 7 && odd.failedSessions == 2 && odd.policies.first?.domain == "")
        let pattern =
            "[{\"policy\":{\"policy-type\":\"tlsa\",\"policy-string\":\"3 1 1\",\"mx-host-pattern\":\"*.example.com\"},\"failure-details\":{\"sending-mta-ip\":\"\"}}]"
        #expect(read(json(policies: pattern))?.policies.first?.mxHosts == ["*.example.com"])
        #expect(read(json(policies: pattern))?.policies.first?.failures.first?.sendingMTAIP == nil)
        #expect(read(json().replacing("\"report-id\"", with: "\"Report-ID\""))?.reportID == "l-1")
        #expect(
            read(json(organization: "\"organization-name\":\"L\\u00e4rch \\\"&\\\" \\ud83c\\udf33\","))?.organizationName == "Lärch \"&\" 🌳"
        )
        #expect(read(json().replacing("100", with: "1e2").replacing(":3}", with: ":3.0}"))?.successfulSessions == 100)
    }

    @Test func `what is missing or impossible is refused with its reason`() {
        let zone = "\"yesterday\",\"end-datetime\":\"2026-11-17T23:59:59Z\""
        #expect(Read(json(range: zone)).verdict == "unrelated" || Read(json(range: zone)).verdict == "tls.missing-field")
        #expect(Read(json().replacing("100", with: "-1")).verdict == "tls.implausible")
        #expect(Read(json().replacing("100", with: "1.5")).verdict == "tls.implausible")
        #expect(Read(json().replacing("100", with: "99999999999999999999999")).verdict == "tls.implausible")
        #expect(Read(json().replacing("100", with: "true")).verdict == "tls.implausible")
        #expect(Read(String(json().dropLast(5))).verdict == "tls.malformed")
        #expect(Read(json() + "junk").verdict == "tls.malformed")
        #expect(Read(json(policies: String(repeating: "[", count: 5_000))).verdict == "tls.malformed")
    }

    @Test(arguments: ["{}", "{\"policies\":[]}", "{\"a\":[1,2,{\"b\":null}]}", "{\"organization-name\":\"x\"}"])
    func `other JSON is no report`(text: String) { #expect(Read(text).verdict == "unrelated") }

    @Test(.timeLimit(.minutes(10))) func `a large document of other JSON is no report`() {
        let many = "{\"a\":[" + String(repeating: "1,\"x\",", count: 200_000) + "{}]}"
        #expect(Read(many).verdict == "unrelated")
    }
}
