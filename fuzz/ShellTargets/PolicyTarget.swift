import CoreTargets
import LookupServer

/// Postfix's policy delegation: one action and one empty line for each request.
package enum PolicyTarget: FuzzTarget {
    package static var seeds: [[UInt8]] {
        [
            "request=smtpd_access_policy\nprotocol_state=RCPT\nrecipient=sgone@example.net\n\n",
            "request=smtpd_access_policy\r\nrecipient=\r\n\r\nrequest=smtpd_access_policy\nrecipient=user@example.net\n\n",
            "request=other\n\n", "recipient=a\nrecipient=b\n",
        ].map { Array($0.utf8) }
    }

    package static func check(_ bytes: [UInt8]) throws {
        let said = try Conversation.check(PolicyDialogue.self, bytes, keyBytesMax: PolicyDialogue.requestBytesMax)
        let lines = said.answers.split(separator: 10, omittingEmptySubsequences: false).dropLast()
        try law("\(lines.count) lines for \(said.answered) requests", lines.count == said.answered * 2)
        for (number, line) in lines.enumerated() {
            try law("a line of an answer is wrong", number % 2 == 0 ? line.starts(with: "action=".utf8) : line.isEmpty)
        }
    }
}
