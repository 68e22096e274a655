import Deliverability
import Intake
import Interpretation
import MailSyntax
import Sinks
import WebFront

/// One name in the settings file: what it means, its default, and how it is read.
package struct Setting: Sendable {
    /// Dotted where it lies in a group.
    package let name: String
    /// What may stand there.
    package let form: String
    package let standard: String
    package let meaning: String
    let read: @Sendable (inout Settings, SettingsNode) throws -> Void

    /// Every setting there is, in the order of the documentation.
    package static let all: [Setting] =
        places + workers + sendingSide + tokens + effects + lookups + log + alerts + thresholds + retention + limits

    private static let places: [Setting] = [
        Setting(name: "store", form: "path", standard: "—", meaning: "SQLite file with all decisions; created on first use.") {
            $0.store = try $1.text()
        },
        Setting(
            name: "free-space", form: "size", standard: "`256MiB`",
            meaning: "With less than this free beside the store no mail is taken in; it waits in its Maildir."
        ) { $0.freeBytesMin = Int64(try $1.bytes(0...(1 << 40))) },
        Setting(name: "maildirs", form: "list of paths", standard: "none", meaning: "Maildirs to watch.") {
            $0.maildirs = try $1.texts()
        },
        Setting(
            name: "finish", form: "`move`, `delete`, `keep` or a folder", standard: "`move`",
            meaning:
                "What becomes of a file once its message is committed: moved to `cur/` as seen, deleted, left in `new/`, or moved to a "
                + "folder on the same file system. Mail that could not be read is set aside and never deleted."
        ) { settings, node in
            settings.finish =
                switch try node.text() {
                case "move": .move
                case "delete": .delete
                case "keep": .keep
                case let path where path.hasPrefix("/"): .folder(path)
                case let other: throw node.error("`\(other)` is none of move, delete, keep or the absolute path of a folder")
                }
        },
        Setting(
            name: "rescan", form: "duration", standard: "`30s`",
            meaning: "How long a file may wait when the system gave no hint of it (network file systems)."
        ) { $0.rescanSeconds = try $1.seconds(1...3600) },
        Setting(
            name: "send-log-folder", form: "path", standard: "none",
            meaning:
                "Folder whose `.csv` and `.ndjson` files say what was sent to whom; each is read once and gets `.done` behind its name. "
                + "Put files there by rename."
        ) { $0.sendLogFolder = try $1.text() },
        Setting(
            name: "listen", form: "host:port", standard: "not served", meaning: "Where feed, API, metrics and status page are served."
        ) { settings, node in
            let text = try node.text()
            do { settings.listen = try ListenAddress(text) } catch { throw node.error("\(error)") }
        },
        Setting(
            name: "listen-token-file", form: "path", standard: "none",
            meaning: "File with the operator's own token, which opens everything. An address that other machines can reach needs it, or "
                + "a consumer (`plumbline consumer add`)."
        ) { $0.listenTokenFile = try $1.text() },
        Setting(
            name: "listen-host-names", form: "list of names", standard: "none",
            meaning: "Further names under which the web front is reached, for instance that of a proxy."
        ) { $0.listenHostNames = try $1.texts() },
        Setting(
            name: "listen-rate", form: "number", standard: "`\(WebBounds().requestsPerSecond)`",
            meaning: "Requests a second that one consumer may make; twice as many at once. More are answered with 429."
        ) { $0.listenRate = try $1.integer(1...1_000_000) },
    ]

    private static let sendingSide: [Setting] = [
        Setting(
            name: "own-domains", form: "list of domains", standard: "none",
            meaning: "Domains that we send from: an address of ours never becomes a contact."
        ) { $0.context.ownDomains = Set(try $1.domains()) },
        Setting(
            name: "authserv-ids", form: "list of names", standard: "none",
            meaning: "Ids under which our own mail exchanger writes `Authentication-Results` (RFC 8601 §2.5); without one nothing is "
                + "authenticated."
        ) { $0.context.authservIDs = Set(try $1.texts().map(\.asciiLowercased)) },
        Setting(
            name: "trusted-hosts", form: "list of host names", standard: "none",
            meaning: "Our own hosts in `Received: … by`: what stands above them in a message is believed."
        ) { $0.context.trustedHosts = Set(try $1.domains()) },
        Setting(
            name: "unsubscribe-addresses", form: "list of addresses", standard: "none",
            meaning: "Addresses that take nothing but unsubscribe mails: whatever a person writes there unsubscribes its sender."
        ) { $0.context.unsubscribeAddresses = Set(try $1.addresses()) },
        Setting(
            name: "report-addresses", form: "list of addresses", standard: "none",
            meaning: "Addresses that take reports; they never become contacts."
        ) { $0.context.reportAddresses = Set(try $1.addresses()) },
        Setting(
            name: "unproven-complaints", form: "`provisional`, `hold` or `active`", standard: "`provisional`",
            meaning: "What follows from a complaint whose source proves nothing: it suppresses for the time of `thresholds.provisional` "
                + "unless it is confirmed, it is only counted, or it counts like a proven one, so that whoever writes to your report address "
                + "can take anybody off your lists."
        ) { settings, node in
            let word = try node.text()
            guard let choice = OperatorContext.UnprovenComplaints(rawValue: word) else {
                throw node.error("`\(word)` is none of provisional, hold and active")
            }
            settings.context.unprovenComplaints = choice
        },
        Setting(
            name: "own-sources", form: "list of IP addresses", standard: "none",
            meaning: "Addresses that we send from: what comes from elsewhere is another's mail."
        ) { $0.context.ownSources = Set(try $1.texts().map(\.asciiLowercased)) },
        Setting(
            name: "rules.files", form: "list of paths", standard: "none",
            meaning: "Your own rules for bounces (`docs/rules.md`), asked before those of the program; `plumbline rule check` lints them."
        ) { $0.context.rules = try RuleFile.rules(ofFiles: $1.texts()) },
    ]

    private static let tokens: [Setting] = [
        Setting(
            name: "tokens.keys-file", form: "path", standard: "none",
            meaning: "File with the keys of our tokens, made by `plumbline token keys create`; mode 600. Without it no token is recognised."
        ) { $0.tokenKeysFile = try $1.text() },
        Setting(
            name: "tokens.domains", form: "list of domains", standard: "none",
            meaning: "Domains of envelope senders that always carry a token: a bounce to one of them without a valid token is "
                + "backscatter. Set it a week after the first mail with tokens went out."
        ) { $0.context.tokenDomains = Set(try $1.domains()) },
        Setting(
            name: "dkim.keys", form: "list of `domain`, `selector`, `file`", standard: "none",
            meaning: "Public keys of the signatures on your mail, each in a file: PEM, or the text of the DNS record. A complaint that "
                + "brings back a whole mail under such a signature is proven, and is that of the one address in its `To`: for mailings "
                + "that go to their `To`, and to nobody in `Bcc`. RSA of 1024 to 8192 bits, or Ed25519."
        ) { $0.context.dkimKeys = try $1.dkimKeys() },
    ]

    private static let effects: [Setting] = [
        Setting(
            name: "sinks", form: "list of `file` and `format`", standard: "none",
            meaning:
                "Files that follow the suppressions: `postfix` (for `check_recipient_access`), `exim` (for `lsearch`), `plain`, `csv` or "
                + "`ndjson`."
        ) { settings, node in
            settings.sinks = try node.list().map { try $0.sink() }
            do { _ = try SinkList(files: settings.sinks) } catch { throw node.error("\(error)") }
        },
        Setting(
            name: "webhooks", form: "list of `name`, `url`, `secret-file`", standard: "none",
            meaning: "Endpoints that are told of each entry of the feed by a signed POST (Standard Webhooks). `secret-file` has one "
                + "`whsec_…` a line, all of which sign; `allow-private: true` lets the host be in a private network; `ca-file` names "
                + "authorities to trust in the place of the system's."
        ) { settings, node in
            settings.webhooks = try node.list().map { try $0.webhook() }
            let names = settings.webhooks.map(\.name)
            guard Set(names).count == names.count else { throw node.error("two endpoints have the same name") }
            guard names.count <= 16 else { throw node.error("more than 16 endpoints are not served: let them read the feed") }
        },
        Setting(
            name: "summary.directory", form: "path", standard: "not written",
            meaning: "Where the weekly authentication summary is written, each Monday and whenever last week's is missing."
        ) { $0.summary.directory = try $1.text() },
        Setting(
            name: "summary.formats", form: "list of `html`, `md`, `csv`, `json`", standard: "all four", meaning: "Formats of the summary."
        ) { settings, node in
            settings.summary.formats = try node.list().map { element in
                let format = try element.text()
                guard Settings.Summary.allFormats.contains(format) else {
                    throw element.error("`\(format)` is none of \(Settings.Summary.allFormats.joined(separator: ", "))")
                }
                return format
            }
        },
        Setting(
            name: "summary.hour", form: "0 to 23", standard: "`6`",
            meaning: "Hour of Monday, UTC, after which the week before is summarized."
        ) { $0.summary.hour = try $1.integer(0...23) },
    ]

    private static let limits: [Setting] = Limits.all.map { path in
        let bound = Limits()[keyPath: path]
        let isBytes = bound.unit == "bytes"
        return Setting(
            name: "limits.\(bound.setting)", form: isBytes ? "size" : "number",
            standard: "`\(isBytes ? size(bound.value) : "\(bound.value)")`",
            meaning: "Most \(bound.unit) that one message may have of this kind; \(bound.beyond)."
        ) { settings, node in
            settings.limits[keyPath: path].value = isBytes ? try node.bytes(1...(1 << 40)) : try node.integer(1...Int.max)
        }
    }

    private static func size(_ bytes: Int) -> String {
        for (unit, factor) in [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)] where bytes >= factor && bytes % factor == 0 {
            return "\(bytes / factor)\(unit)"
        }
        return "\(bytes)"
    }
}

extension SettingsNode {
    fileprivate func domains() throws -> [String] {
        try list().map { element in
            let text = try element.text()
            guard let domain = DomainName(text) else { throw element.error("`\(text)` is no domain name") }
            return domain.text
        }
    }

    fileprivate func addresses() throws -> [String] {
        try list().map { element in
            let text = try element.text()
            guard let address = EmailAddress(text) else { throw element.error("`\(text)` is no mail address") }
            return address.key
        }
    }

    fileprivate func sink() throws -> FileSinkSetting {
        var path: String?, format: SuppressionFormat?
        for (key, value) in try entries() {
            switch key {
            case "file": path = try value.text()
            case "format":
                let text = try value.text()
                guard let known = SuppressionFormat(rawValue: text) else {
                    throw value.error("`\(text)` is none of \(SuppressionFormat.allCases.map(\.rawValue).joined(separator: ", "))")
                }
                format = known
            default: throw value.error("a sink has `file` and `format` and nothing else")
            }
        }
        guard let path, let format else { throw error("a sink needs `file` and `format`") }
        return FileSinkSetting(path: path, format: format)
    }
}
