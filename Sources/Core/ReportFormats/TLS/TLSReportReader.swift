import MailSyntax

/// SMTP TLS reports (RFC 8460 §4.4) in the dialects that are sent: a missing optional field, a time without zone, a
/// count as a string or a host list as a string never cost the report. Required are a range and policies.
enum TLSReportReader {
    private static let members: Set<String> = [
        "organization-name", "date-range", "start-datetime", "end-datetime", "contact-info", "report-id", "policies", "policy",
        "policy-type",
        "policy-domain", "mx-host", "mx-host-pattern", "summary", "total-successful-session-count", "total-failure-session-count",
        "failure-details", "result-type", "sending-mta-ip", "receiving-mx-hostname", "failed-session-count", "failure-reason-code",
    ]

    static func read(_ json: [UInt8], limits: Limits) throws(ReadError) -> TLSReport {
        guard limits.jsonBytes.allows(json.count) else { throw ReadError(.tlsMalformed, exceeded: limits.jsonBytes, found: json.count) }
        let body = json.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(json.dropFirst(3)) : json
        // One more than is allowed, so that too many are seen to be too many.
        let root = try JSONReader.read(body, wanted: members, depthMax: limits.jsonDepth, elementsMax: limits.tlsPolicies.value + 1)
        guard let policies = root["policies"]?.elements, root["date-range"] != nil || root["organization-name"] != nil else {
            throw ReadError(.tlsMissing, "the JSON has no policies: it is no TLS report")
        }
        guard let begin = date(root["date-range"]?["start-datetime"]), let end = date(root["date-range"]?["end-datetime"]) else {
            throw ReadError(.tlsMissing, "the report has no readable date-range")
        }
        guard limits.tlsPolicies.allows(policies.count) else {
            throw ReadError(.tlsMalformed, exceeded: limits.tlsPolicies, found: policies.count)
        }
        var report = TLSReport(begin: begin, end: end)
        let bound = limits.metadataBytes.value
        report.organizationName = root["organization-name"]?.text?.bounded(toBytes: bound) ?? ""
        report.reportID = root["report-id"]?.text?.bounded(toBytes: bound) ?? ""
        report.contactInfo = root["contact-info"]?.text?.bounded(toBytes: bound)
        for value in policies { report.policies.append(try policy(value, limits)) }
        return report
    }

    /// Some put the policy's own fields beside its summary instead of inside `policy`.
    private static func policy(_ value: JSONValue, _ limits: Limits) throws(ReadError) -> TLSReport.Policy {
        let inner = value["policy"] ?? value, summary = value["summary"] ?? value
        var policy = TLSReport.Policy()
        let bound = limits.metadataBytes.value
        policy.type = inner["policy-type"]?.text?.bounded(toBytes: bound) ?? ""
        policy.domain = (inner["policy-domain"]?.text ?? "").asciiLowercased.bounded(toBytes: bound)
        policy.mxHosts = (inner["mx-host"] ?? inner["mx-host-pattern"])?.texts.prefix(50).map { $0.bounded(toBytes: bound) } ?? []
        policy.successfulSessions = try count(summary["total-successful-session-count"], limits)
        policy.failedSessions = try count(summary["total-failure-session-count"], limits)
        for detail in value["failure-details"]?.elements?.prefix(1000) ?? [] {
            var failure = TLSReport.Failure()
            failure.resultType = detail["result-type"]?.text?.bounded(toBytes: bound) ?? ""
            failure.sendingMTAIP = detail["sending-mta-ip"]?.text.flatMap { $0.isEmpty ? nil : $0.bounded(toBytes: bound) }
            failure.receivingMXHostname = detail["receiving-mx-hostname"]?.text?.bounded(toBytes: bound)
            failure.failedSessions = try count(detail["failed-session-count"], limits)
            failure.reasonCode = detail["failure-reason-code"]?.text?.bounded(toBytes: bound)
            policy.failures.append(failure)
        }
        return policy
    }

    private static func count(_ value: JSONValue?, _ limits: Limits) throws(ReadError) -> Int64 {
        guard let value else { return 0 }
        guard let count = value.integer, count >= 0, limits.messagesPerRecord.allows(Int(count)) else {
            throw ReadError(.tlsImplausible, "a session count is no number of sessions")
        }
        return count
    }

    private static func date(_ value: JSONValue?) -> Timestamp? {
        if let seconds = value?.integer { return Timestamp(seconds) }
        return value?.text.flatMap { MailDate.read($0) }
    }
}
