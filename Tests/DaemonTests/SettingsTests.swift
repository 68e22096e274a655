import Daemon
import Deliverability
import Foundation
import Glibc
import Intake
import Interpretation
import LookupServer
import MailSyntax
import Sinks
import Storage
import TestKit
import Testing
import WebFront

@Suite struct SettingsTests {
    private static let full = """
        # all kinds of values
        store: /var/lib/plumbline/plumbline.sqlite
        maildirs:
          - /var/mail/reports
          - /var/mail/complaints
        listen: "[::1]:8025"
        finish: delete
        rescan: 5m
        own-domains: [Example.COM, example.net]
        authserv-ids: mx.example.com
        unsubscribe-addresses: [Leave@example.com]
        thresholds:
          soft-failures-to-pause: 4
          pause: 7d
        limits:
          message-bytes: 8MiB
          mime-depth: 20
        sinks:
          - {file: /etc/postfix/suppressed, format: postfix}
          - file: /srv/feed.ndjson
            format: ndjson
        webhooks:
          - {name: crm, url: "https://hooks.example.com/in", secret-file: /etc/plumbline/crm.secret, allow-private: true}
        summary:
          directory: reports
          formats: [html, json]
          hour: 4
        """

    @Test func `every kind of value is read`() throws {
        var settings = try Settings.read(Self.full, file: "plumbline.yaml")
        #expect(settings.store == "/var/lib/plumbline/plumbline.sqlite")
        #expect(settings.maildirs.count == 2)
        #expect(settings.listen?.port == 8025)
        #expect(settings.finish == .delete)
        #expect(settings.rescanSeconds == 300)
        #expect(settings.context.ownDomains == ["example.com", "example.net"])
        #expect(settings.context.authservIDs == ["mx.example.com"])
        #expect(settings.context.unsubscribeAddresses == ["leave@example.com"])
        #expect(settings.thresholds.softFailuresToPause == 4)
        #expect(settings.thresholds.pauseSeconds == 7 * 86400)
        #expect(settings.limits.messageBytes.value == 8 << 20)
        #expect(settings.limits.mimeDepth.value == 20)
        #expect(settings.sinks.map(\.format) == [.postfix, .ndjson])
        #expect(settings.summary.formats == ["html", "json"])
        #expect(settings.summary.hour == 4)
        #expect(settings.webhooks.map(\.url.host) == ["hooks.example.com"])
        #expect(settings.webhooks.first?.allowsPrivate == true)
        #expect(throws: SettingsError.self, "the secret is not there") { try settings.check(file: "plumbline.yaml") }
        settings.webhooks = []
        try settings.check(file: "plumbline.yaml")
    }

    @Test(arguments: [
        ("store: a\nmaildir: /m\n", "f.yaml:2: there is no setting `maildir`; `maildirs` is one"),
        ("thresholds:\n  nonsense-number-of-things: 1\n", "f.yaml:2: there is no setting `thresholds.nonsense-number-of-things`"),
        ("thresholds:\n\n  soft-failures-to-pause: many\n", "f.yaml:3: thresholds.soft-failures-to-pause: `many` is no whole number"),
        ("thresholds:\n  soft-failures-to-pause: 0\n", "f.yaml:2: thresholds.soft-failures-to-pause: 0 is out of range: 1 to 100"),
        ("summary: {hour: 24}\n", "f.yaml:1: summary.hour: 24 is out of range: 0 to 23"),
        ("summary:\n  formats: [html, pdf]\n", "f.yaml:2: summary.formats: `pdf` is none of html, md, csv, json"),
        ("limits:\n  message-bytes: lots\n", "f.yaml:2: limits.message-bytes: `lots` is no number of bytes"),
        (
            "limits:\n  message-bytes: 9999999999GiB\n",
            "f.yaml:2: limits.message-bytes: 9223372036854775807 is out of range: 1 to 1099511627776 bytes"
        ),
        ("store: [a, b]\n", "f.yaml:1: store: one value is expected, not a list"),
        ("maildirs: {a: b}\n", "f.yaml:1: maildirs: a list is expected"),
        ("finish: burn\n", "f.yaml:1: finish: `burn` is none of move, delete, keep or the absolute path of a folder"),
        ("sinks:\n  - file: /x\n    format: xml\n", "f.yaml:3: sinks.format: `xml` is none of ndjson, csv, postfix, exim, plain"),
        ("sinks:\n  - file: /x\n", "f.yaml:2: sinks: a sink needs `file` and `format`"),
        ("own-domains:\n  - example.com\n  - '@'\n", "f.yaml:3: own-domains: `@` is no domain name"),
        (
            "webhooks:\n  - name: crm\n    url: http://hooks.example.com/\n    secret-file: /s\n",
            "f.yaml:3: webhooks.url: http is for this machine alone; hooks.example.com needs https"
        ),
        (
            "webhooks:\n  - {name: a b, url: 'https://h.example/', secret-file: /s}\n",
            "f.yaml:2: webhooks.name: `a b` is no name: letters, digits, -, _ and . only, at most 64"
        ),
        ("webhooks:\n  - {name: crm, url: 'https://h.example/'}\n", "f.yaml:2: webhooks: a webhook needs `name`, `url` and `secret-file`"),
        ("lookup:\n  unreadable: allow\n", "f.yaml:2: lookup.unreadable: `allow` is none of defer, pass"),
        ("lookup:\n  clients: [mx]\n", "f.yaml:2: lookup.clients: mx is no IP address"),
        ("lookup:\n  connections: 0\n", "f.yaml:2: lookup.connections: 0 is out of range: 1 to 10000"),
        (
            "lookup:\n  policy: mx.example.com:25\n",
            "f.yaml:2: lookup.policy: mx.example.com:25 is no address for look-ups: 127.0.0.1:2525, [::1]:2525 or unix:/path is expected"
        ),
        ("log: {format: xml}\n", "f.yaml:1: log.format: `xml` is none of logfmt, json"),
        ("log:\n  level: loud\n", "f.yaml:2: log.level: `loud` is none of trace, debug, info, notice, warning, error, critical"),
        ("alerts:\n  lags: 3\n", "f.yaml:2: there is no setting `alerts.lags`; `alerts.lag` is one"),
        ("store:\n", "f.yaml:1: store: a value is expected"),
        ("- store\n", "f.yaml:1: names with values are expected, not a list"),
    ]) func `an error names file, line and setting`(text: String, message: String) {
        #expect(throws: (any Error).self) { try Settings.read(text, file: "f.yaml") }
        do { _ = try Settings.read(text, file: "f.yaml") } catch { #expect("\(error)" == message) }
    }

    @Test func `the environment overrides the file`() throws {
        let environment = [
            "PLUMBLINE_STORE": "/b", "PLUMBLINE_OWN_DOMAINS": "[example.org, example.net]", "PLUMBLINE_LISTEN": "[::1]:8025",
            "PLUMBLINE_RETENTION_SET_ASIDE": "7d", "PLUMBLINE_LIMITS_MIME_DEPTH": "9", "PATH": "/bin",
        ]
        let settings = try Settings.read("store: /a\nrescan: 5m\n", file: "f.yaml", environment: environment)
        #expect(settings.store == "/b" && settings.rescanSeconds == 300 && settings.limits.mimeDepth.value == 9)
        #expect(settings.context.ownDomains == ["example.org", "example.net"])
        #expect(settings.listen?.port == 8025)
        #expect(settings.retention[.setAside] == Int64(604_800))
        #expect(Set(Setting.all.map(\.variable)).count == Setting.all.count, "no variable stands for two settings")
    }

    @Test(arguments: [
        ("PLUMBLINE_OWN_DOMAIN", "a", "environment: there is no setting for `PLUMBLINE_OWN_DOMAIN`; `PLUMBLINE_OWN_DOMAINS` is one"),
        ("PLUMBLINE_NONSENSE_AT_ALL", "a", "environment: there is no setting for `PLUMBLINE_NONSENSE_AT_ALL`"),
        ("PLUMBLINE_SUMMARY_HOUR", "24", "environment: PLUMBLINE_SUMMARY_HOUR: summary.hour: 24 is out of range: 0 to 23"),
        (
            "PLUMBLINE_SUMMARY_FORMATS", "[pdf]",
            "environment: PLUMBLINE_SUMMARY_FORMATS: summary.formats: `pdf` is none of html, md, csv, json"
        ),
        ("PLUMBLINE_STORE", "", "environment: PLUMBLINE_STORE: store: a value is expected"),
    ]) func `a variable that is wrong is told by its name`(variable: String, value: String, message: String) {
        do {
            _ = try Settings.read("", file: "f.yaml", environment: [variable: value])
            Issue.record("it was read")
        } catch { #expect("\(error)" == message) }
    }

    @Test func `a secret that others may read is refused, one that is not there is not looked for`() throws {
        let folder = try TemporaryFolder()
        let token = folder.path("token").path
        let settings = try Settings.read("store: \(folder.path("s.db").path)\nlisten-token-file: \(token)\n", file: "f.yaml")
        try settings.checkSecrets()
        #expect(settings.missingSecrets.map(\.what) == ["listen-token-file"])
        try folder.write("0123456789abcdef", to: "token")
        #expect(settings.missingSecrets.isEmpty)
        for mode in [0o640, 0o604] as [mode_t] {
            chmod(token, mode)
            #expect(throws: SettingsError.self) { try settings.checkSecrets() }
        }
        chmod(token, 0o600)
        try settings.checkSecrets()
        try folder.write("key", to: "s.db.key")
        chmod(folder.path("s.db.key").path, 0o640)
        #expect(throws: SettingsError.self) { try settings.checkSecrets() }
    }

    @Test func `look-ups that other machines reach need their clients by name`() throws {
        let text = "store: a\nmaildirs: /m\nlookup:\n  socketmap: 0.0.0.0:2525\n  policy: unix:/run/plumbline/policy\n"
        #expect(throws: SettingsError.self) { try Settings.read(text, file: "f.yaml").check(file: "f.yaml") }
        let settings = try Settings.read(text + "  clients: 192.0.2.9\n", file: "f.yaml")
        try settings.check(file: "f.yaml")
        #expect(settings.lookup.policy == .unix(path: "/run/plumbline/policy"))
        #expect(settings.lookup.clients == ["192.0.2.9"] && !settings.lookup.passesWhenUnreadable)
    }

    @Test func `broken YAML is told with its line`() {
        do {
            _ = try Settings.read("store: a\nmaildirs: [a\nb: c\n", file: "f.yaml")
            Issue.record("it was read")
        } catch { #expect("\(error)".hasPrefix("f.yaml:")) }
    }

    @Test(arguments: [
        ("store: a\nrescan: 5s\nrescan: 6s\n", "f.yaml:2: `rescan` is there more than once"),
        ("store: a\nfinish: \u{7}\n", "f.yaml:2: no valid YAML: control characters are not allowed"),
        ("store: a\n\"fin\\nish\": b\n", "f.yaml:2: there is no setting `fin\\u{a}ish`; `finish` is one"),
    ])
    func `what is wrong is told in one line, with its place`(text: String, error: String) {
        do {
            _ = try Settings.read(text, file: "f.yaml")
            Issue.record("it was read")
        } catch let found { #expect("\(found)" == error) }
    }

    @Test func `a file that is missing is told by its name`() {
        do {
            _ = try Settings.read(path: "/nonexistent/plumbline.yaml")
            Issue.record("it was read")
        } catch { #expect("\(error)" == "/nonexistent/plumbline.yaml: cannot be read: No such file or directory") }
    }

    @Test func `an empty file gives the defaults`() throws {
        #expect(try Settings.read("", file: "f.yaml") == Settings())
        #expect(try Settings.read("# nothing\n", file: "f.yaml") == Settings())
    }

    @Test func `a port that others can reach needs a token`() throws {
        let settings = try Settings.read("store: a\nmaildirs: [m]\nlisten: 192.0.2.1:8025\n", file: "f.yaml")
        #expect(throws: WebFrontError.self) { try settings.check(file: "f.yaml") }
    }

    @Test func `domains of tokens need keys, and keys need a file that is its owner's alone`() throws {
        let base = "store: a\nmaildirs: [m]\n"
        let settings = try Settings.read(base + "tokens: {domains: [bounces.example.com]}\n", file: "f.yaml")
        #expect(settings.context.tokenDomains == ["bounces.example.com"])
        #expect(throws: SettingsError.self) { try settings.check(file: "f.yaml") }
        let named = try Settings.read(base + "tokens: {keys-file: /nonexistent/token.keys}\n", file: "f.yaml")
        try named.check(file: "f.yaml")
        #expect(throws: StoreError.self) { try named.contextWithKeys() }
        #expect(try Settings.read(base, file: "f.yaml").contextWithKeys().tokens == nil)
    }

    @Test func `every bound and every threshold is a setting`() {
        let names = Set(Setting.all.map(\.name))
        #expect(names.count == Setting.all.count, "no name twice")
        for path in Limits.all { #expect(names.contains("limits.\(Limits()[keyPath: path].setting)")) }
        #expect(names.count { $0.hasPrefix("thresholds.") } == Mirror(reflecting: Thresholds()).children.count)
    }

    /// `docs/settings.md` is made by `Settings.documentation`; `UPDATE_GOLDENS=1 swift test` writes it.
    @Test func `the documentation of the settings is not stale`() throws {
        let path = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/docs/settings.md"
        if getenv("UPDATE_GOLDENS") != nil {
            let file = try #require(fopen(path, "w"))
            fputs(Settings.documentation, file)
            fclose(file)
        }
        let file = try #require(fopen(path, "r"), "docs/settings.md is missing")
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        #expect(String(decoding: bytes.prefix(count), as: UTF8.self) == Settings.documentation)
    }
}
