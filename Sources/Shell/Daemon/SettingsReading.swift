import Glibc
import Intake
import Interpretation
import LookupServer
import MailSyntax
import Sinks
import Storage
import WebFront
import Yams

extension Settings {
    /// Largest settings file that is read.
    private static let bytesMax = 1 << 20

    /// Reads a settings file, if there is one, and what the environment overrides. Errors: `SettingsError` with file and line.
    package static func read(path: String?, environment: [String: String] = SettingsEnvironment.ofProcess) throws -> Settings {
        try read(path.map(text(ofFile:)) ?? "", file: path ?? "", environment: environment)
    }

    /// The text of a file that an operator writes. Errors: `SettingsError`.
    static func text(ofFile path: String) throws -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SettingsError(file: path, line: nil, "cannot be read: \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            guard count >= 0 else { throw SettingsError(file: path, line: nil, "cannot be read: \(String(cString: strerror(errno)))") }
            if count == 0 { break }
            bytes += chunk[..<count]
            guard bytes.count <= bytesMax else { throw SettingsError(file: path, line: nil, "more than \(bytesMax) bytes are no settings") }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw SettingsError(file: path, line: nil, "is not UTF-8") }
        return text
    }

    /// Reads the text of a settings file; `file` is what errors call it. Unknown names, wrong types and values out of range
    /// are errors: a setting that is misspelled must not be silently the default.
    package static func read(_ text: String, file: String, environment: [String: String] = [:]) throws -> Settings {
        var settings = Settings()
        if !text.isEmpty, let root = try compose(text, file: file) {
            try read(SettingsNode(file: file, name: "", node: root, keyLine: nil), into: &settings)
        }
        for (setting, node) in try SettingsEnvironment.nodes(environment) { try setting.read(&settings, node) }
        return settings
    }

    private static func read(_ group: SettingsNode, into settings: inout Settings) throws {
        for (key, value) in try group.entries() {
            if let setting = Setting.all.first(where: { $0.name == value.name }) {
                try setting.read(&settings, value)
            } else if Setting.all.contains(where: { $0.name.hasPrefix(value.name + ".") }) {
                try read(value, into: &settings)
            } else {
                let place = SettingsError(file: value.file, line: value.keyLine, unknown(key, value.name))
                throw place
            }
        }
    }

    private static func unknown(_ key: String, _ name: String) -> String {
        let alike = Setting.all.map(\.name).filter { $0.split(separator: ".").count == name.split(separator: ".").count }
        guard let likely = likely(name, of: alike) else { return "there is no setting `\(name)`" }
        return "there is no setting `\(name)`; `\(likely)` is one"
    }

    /// The name that was meant; nil where none is near.
    static func likely(_ name: String, of names: [String]) -> String? {
        let nearest = names.map { (name: $0, distance: editDistance(Array($0.utf8), Array(name.utf8))) }.min { $0.distance < $1.distance }
        return nearest.flatMap { $0.distance <= 3 ? $0.name : nil }
    }

    /// Single-letter changes between two names (Levenshtein).
    private static func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var row = Array(0...b.count)
        for (i, left) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in b.enumerated() {
                let above = row[j + 1]
                row[j + 1] = min(above + 1, row[j] + 1, diagonal + (left == right ? 0 : 1))
                diagonal = above
            }
        }
        return row[b.count]
    }

    static func compose(_ text: String, file: String) throws -> Node? {
        do {
            return try Yams.compose(yaml: text)
        } catch let error as YamlError {
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
                throw SettingsError(file: file, line: mark.line, "no valid YAML: \(problem)")
            case .reader(let problem, let offset, _, _):
                let line = offset.map { text.prefix($0).count(where: \.isNewline) + 1 }
                throw SettingsError(file: file, line: line, "no valid YAML: \(problem)")
            case .duplicatedKeysInMapping(let names, let context):
                throw SettingsError(
                    file: file, line: context.mark.line, "`\(names.sorted().joined(separator: "`, `"))` is there more than once")
            default: throw SettingsError(file: file, line: nil, "no valid YAML: \(error)")
            }
        }
    }

    /// What cannot be seen from one setting alone. Errors: `SettingsError`, `WebFrontError`.
    package func check(file: String) throws {
        if store == nil { throw SettingsError(file: file, line: nil, "`store` is missing: the path of the SQLite file") }
        if maildirs.isEmpty { throw SettingsError(file: file, line: nil, "`maildirs` is empty: nothing would be read") }
        if Set(maildirs).count < maildirs.count { throw SettingsError(file: file, line: nil, "`maildirs` names a folder twice") }
        if !context.tokenDomains.isEmpty, tokenKeysFile == nil {
            throw SettingsError(file: file, line: nil, "`tokens.domains` needs `tokens.keys-file`: without keys no token is valid")
        }
        for endpoint in webhooks {
            do throws(WebhookSecret.Fault) { _ = try WebhookSecret.read(path: endpoint.secretFile) } catch {
                throw SettingsError(file: file, line: nil, "webhooks: \(endpoint.name): \(error)")
            }
        }
        try webAccess(store: store.flatMap { try? StoreLocation($0).path })?.check()
        do { try lookup.check() } catch { throw SettingsError(file: file, line: nil, "lookup: \(error)") }
    }

    /// How the web front is reached; nil where nothing is served.
    func webAccess(store: String?) throws -> WebFront.Access? {
        guard let listen else { return nil }
        return WebFront.Access(
            listen: listen, token: try listenToken(), hostNames: listenHostNames, register: store.map { ConsumerRegister(store: $0) })
    }

    var webBounds: WebBounds {
        var bounds = WebBounds()
        bounds.requestsPerSecond = listenRate
        return bounds
    }

    /// The token out of its file. Errors: `SettingsError`.
    package func listenToken() throws -> String? {
        guard let path = listenTokenFile else { return nil }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SettingsError(file: path, line: nil, "cannot be read: \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).trimmedASCII
    }
}
