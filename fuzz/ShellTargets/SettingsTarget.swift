import CoreTargets
import Daemon

/// The settings file: settings or one error with a line that the file has.
package enum SettingsTarget: FuzzTarget {
    package static var seeds: [[UInt8]] {
        [
            "store: /var/lib/plumbline/plumbline.sqlite\nmaildirs: [/var/mail/reports]\nfinish: move\nrescan: 30s\nlisten: 127.0.0.1:8025\n",
            "lookup:\n  policy: 127.0.0.1:2526\n  socketmap: unix:/run/plumbline/map\n  clients: [192.0.2.1]\nown-domains: [example.com]\n",
            "sinks:\n  - file: /var/lib/plumbline/suppressed\n    format: postfix\nlimits:\n  message-bytes: 64MiB\n  mime-depth: 5\n",
            "webhooks:\n  - name: crm\n    url: https://hooks.example.com/x\n    secret-file: /etc/plumbline/secret\n    allow-private: true\n",
            "thresholds: {}\nsummary: {directory: /srv/reports, formats: [html, md], hour: 6}\nretention:\n  mail: 30d\n",
            "report-addresses: [\"reports@example.com\", 'b@example.com']\nfree-space: 1_000\nstore: &a b\nstor: *a\n",
        ].map { Array($0.utf8) }
    }

    package static func check(_ bytes: [UInt8]) throws {
        guard let text = String(validating: bytes, as: UTF8.self) else { return }
        _ = try? RuleFile(text, file: "-")
        // Names of files would be opened: what is in them is not the fuzzer's.
        guard !text.contains("files") else { return }
        do { _ = try Settings.read(text, file: "-") } catch let error as SettingsError {
            let lines = text.unicodeScalars.lazy.filter { ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains($0) }.count + 2
            try law("line \(error.line ?? 0) of \(lines)", (1...lines).contains(error.line ?? 1))
            try law("an error of several lines: \(error)", !error.description.utf8.contains(10))
        }
    }
}
