import Foundation
import TestKit
import Testing

/// Everything that came by mail is hostile on the way out: through every output that shows a text of a message.
@Suite struct HostileOutputTests {
    /// What each text tries, and what of it must never stand in an output as it came.
    private static let attacks: [(name: String, text: String, raw: Unicode.Scalar)] = [
        ("control", "one\u{1B}[31mtwo\u{7}", "\u{1B}"), ("bell", "one\u{7}two", "\u{7}"), ("C1 control", "one\u{9B}31mtwo", "\u{9B}"),
        ("direction", "one\u{202E}two", "\u{202E}"), ("isolate", "one\u{2066}two", "\u{2066}"),
        ("zero width", "one\u{200B}two", "\u{200B}"),
        ("soft hyphen", "one\u{AD}two", "\u{AD}"), ("byte order mark", "one\u{FEFF}two", "\u{FEFF}"),
        ("Arabic letter mark", "one\u{61C}two", "\u{61C}"), ("line separator", "one\u{2028}two", "\u{2028}"),
        ("tag", "one\u{E0041}two", "\u{E0041}"), ("delete", "one\u{7F}two", "\u{7F}"),
    ]
    private static let markup = "<script>alert(1)</script>"
    private static let formula = "=cmd|' /C calc'!A0"

    /// One report whose texts all attack, one complaint and one bounce.
    private static func mails() -> [String: String] {
        let all = attacks.map(\.text).joined(separator: " ") + " " + markup
        let xml = all.unicodeScalars.filter { $0.value >= 32 }.reduce(into: "") { $0.unicodeScalars.append($1) }
            .replacingOccurrences(of: "<", with: "&lt;")
        let report = """
            From: dmarc@reporter.example
            To: dmarc@example.com
            Subject: Report domain: example.com Submitter: reporter.example
            Message-ID: <r@reporter.example>
            Date: Mon, 16 Nov 2026 10:00:00 +0000
            Content-Type: application/xml; name="reporter.example!example.com!1794700800!1794787199.xml"

            <feedback><report_metadata><org_name>\(formula) \(xml)</org_name><email>x@reporter.example</email><report_id>\(xml)</report_id>
            <date_range><begin>1794700800</begin><end>1794787199</end></date_range></report_metadata>
            <policy_published><domain>example.com</domain><p>none</p></policy_published>
            <record><row><source_ip>192.0.2.1</source_ip><count>2</count><policy_evaluated><disposition>none</disposition>
            <dkim>fail</dkim><spf>fail</spf><reason><type>other</type><comment>\(xml)</comment></reason></policy_evaluated></row>
            <identifiers><header_from>example.com</header_from></identifiers>
            <auth_results><spf><domain>\(formula)</domain><result>pass</result></spf></auth_results></record></feedback>
            """
        let bounce = """
            From: MAILER-DAEMON@mx.example.net
            To: bounces@example.com
            Subject: Undelivered Mail \(all)
            Message-ID: <b@mx.example.net>
            Date: Mon, 16 Nov 2026 10:00:00 +0000
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b

            \(all)
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.net

            Final-Recipient: rfc822; reader@example.org
            Action: failed
            Status: 5.7.1
            Diagnostic-Code: smtp; 550 5.7.1 \(formula) blocked \(all)

            --b--
            """
        let complaint = """
            From: fbl@provider.example
            To: fbl@example.com
            Subject: \(all)
            Message-ID: <c@provider.example>
            Date: Mon, 16 Nov 2026 10:00:00 +0000
            Content-Type: multipart/report; report-type=feedback-report; boundary=b

            --b

            \(all)
            --b
            Content-Type: message/feedback-report

            Feedback-Type: abuse
            User-Agent: \(all)
            Version: 1
            Original-Rcpt-To: rosa@example.org

            --b
            Content-Type: message/rfc822

            From: news@example.com
            To: rosa@example.org
            Subject: \(formula) \(all)
            Message-ID: <m@example.com>
            Feedback-ID: \(formula):\(all):x:y

            text
            --b--
            """
        let unreadable = report.replacingOccurrences(of: "</feedback>", with: "</\(xml)>").replacingOccurrences(of: "<r@", with: "<u@")
        return ["report": report, "bounce": bounce, "complaint": complaint, "unreadable": unreadable]
    }

    @Test func `what cannot be seen is shown, and nothing is markup or a formula, in every output`() throws {
        let folder = try TemporaryFolder()
        for (name, text) in Self.mails() { try folder.write(text, to: name + ".eml") }
        let sources = Self.mails().keys.sorted().map { folder.path($0 + ".eml").path }
        let store = ["--store", folder.path("s.db").path], reports = folder.path("reports").path
        _ = try Plumbline.run(["ingest"] + store + sources)
        var outputs: [(what: String, text: String)] = []
        func add(_ arguments: [String]) throws {
            let outcome = try Plumbline.run(arguments)
            #expect(outcome.code <= 1 && !outcome.out.isEmpty, "\(arguments.prefix(2)): \(outcome.err)")
            outputs.append((arguments.prefix(4).joined(separator: " "), outcome.out))
        }
        for format in ["text", "json", "ndjson"] { try add(["explain", "--format", format, "--records"] + sources) }
        for format in ["csv", "ndjson"] { try add(["event", "export", "--format", format] + store) }
        for format in ["csv", "ndjson", "plain", "postfix"] { try add(["suppression", "export", "--format", format] + store) }
        try add(["contact", "show", "rosa@example.org"] + store)
        try add(["contact", "show", "reader@example.org"] + store)
        try add(["investigation", "list"] + store)
        try add(["investigation", "list", "--format", "json"] + store)
        try add(["setaside", "list"] + store)
        try add(["summary", "write", "--week", "2026-W47", "--output", reports, "--show"] + store)
        for format in ["html", "md", "csv", "json"] {
            outputs.append((format, String(decoding: try Data(contentsOf: folder.path("reports/2026-W47.\(format)")), as: UTF8.self)))
        }
        #expect(outputs.contains { $0.text.contains("\\u{202e}") || $0.text.contains("\\u202e") }, "no output shows what it was given")
        for (what, text) in outputs { Self.check(text, what) }
    }

    @Test func `the daemon's log, status page and metrics show nothing raw either`() throws {
        let daemon = try RunningDaemon(arguments: ["--log-level", "trace"])
        let port = try daemon.port()
        for (name, text) in Self.mails() { try daemon.deliver(Array(text.utf8), as: name + ".example") }
        let new = daemon.folder.path("mail/new"), deadline = Deadline(seconds: 60)
        while !deadline.isOver, try !FileManager.default.contentsOfDirectory(atPath: new.path).isEmpty { usleep(100_000) }
        for target in ["/", "/metrics", "/v1/investigations?all=true", "/v1/suppressions?since=0"] {
            let answer = Loopback.get(target, port: port)
            let body = answer.components(separatedBy: "\r\n\r\n").dropFirst().joined()
            #expect(answer.contains(" 200 "), "\(target)")
            Self.check(body, target)
        }
        let outcome = try daemon.stop()
        Self.check(outcome.err, "log")
        for line in outcome.lines { #expect(line.hasPrefix("ts="), "\(line)") }
    }

    private static func check(_ text: String, _ what: String) {
        for attack in attacks { #expect(!text.unicodeScalars.contains(attack.raw), "\(attack.name) stands in \(what)") }
        if what.contains("html") || what == "/" { #expect(!text.contains("<script"), "markup stands in \(what)") }
        if what.contains("csv") {
            for field in text.split(whereSeparator: \.isNewline).flatMap({ $0.split(separator: ",") }) {
                #expect(!field.drop { $0 == "\"" || $0 == " " }.hasPrefix("="), "a formula stands in \(what): \(field)")
            }
        }
    }
}
