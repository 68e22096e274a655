import Interpretation
import MailSyntax
import ReportFormats

/// TLS reports and the JSON that they are: what was read is written as JSON that says the same.
package enum TLSTarget: FuzzTarget {
    package static func seeds(in mail: [UInt8]) -> [[UInt8]] {
        mail.attachments.flatMap { part in (try? Unpacked(part, Limits()))?.contents ?? [] }.compactMap { content in
            if case .bytes(let bytes) = content, bytes.first == 123 { bytes } else { nil }
        }
    }

    package static var seeds: [[UInt8]] { [Array(#"{"a":[1,-2.5e3,true,null,"\u00e9\ud83d\ude00\n"],"b":{"c":{}}}"#.utf8)] }

    package static func check(_ bytes: [UInt8]) throws {
        let message = try SameReading.check(bytes)
        for case .tls(let report) in message.reading.reports {
            try law("a sum below zero", min(report.successfulSessions, report.failedSessions) >= 0)
            try law("more policies than allowed", report.policies.count <= Limits().tlsPolicies.value)
        }
        _ = try? FlatObject.read(bytes, wanted: ["a", "b"], limits: .narrow)
        let texts = JSONTextList.read(bytes, member: "a", max: 3)
        try law("more texts than asked for", (texts ?? []).count <= 4)
    }
}
