import Deliverability
import MailSyntax
import Tables
import Yams

/// An operator's rules for bounces, as they stand in a YAML file (`docs/rules.md`).
package struct RuleFile: Sendable {
    /// Those that could be read, in the order of the file.
    package private(set) var rules: [TableRule] = []
    /// Line of each rule, from 1.
    package private(set) var lines: [Int?] = []
    /// What could not be read, each with its place.
    package private(set) var problems: [SettingsError] = []

    /// More rules than this are no table that people keep.
    private static let rulesMax = 10_000

    /// - Throws: `SettingsError` where the file as a whole cannot be read.
    package init(path: String) throws { try self.init(Settings.text(ofFile: path), file: path) }

    /// - Parameter file: what errors call it.
    package init(_ text: String, file: String) throws {
        guard let root = try Settings.compose(text, file: file) else { return }
        var header = Header(source: file, date: "", rules: [])
        for (key, value) in try SettingsNode(file: file, name: "", node: root, keyLine: nil).entries() {
            switch key {
            case "source": header.source = try value.text()
            case "date": header.date = try value.text()
            case "rules": header.rules = try value.list()
            default: throw SettingsError(file: file, line: value.keyLine, "there is no `\(key)` here: source, date and rules are known")
            }
        }
        guard header.rules.count <= Self.rulesMax else {
            throw SettingsError(file: file, line: nil, "\(header.rules.count) rules: at most \(Self.rulesMax) can be loaded")
        }
        for node in header.rules {
            do {
                rules.append(try Self.rule(node, header))
                lines.append(node.node.mark?.line)
            } catch let error as SettingsError {
                problems.append(error)
            }
        }
    }

    /// The rules of several files, for a program that runs on them.
    /// - Throws: the first `SettingsError`: a table that is half read must not decide about contacts.
    package static func rules(ofFiles paths: [String]) throws -> [TableRule] {
        try paths.flatMap { path in
            let file = try RuleFile(path: path)
            if let problem = file.problems.first { throw problem }
            return file.rules
        }
    }

    private struct Header {
        var source: String
        var date: String
        var rules: [SettingsNode]
    }

    private static func rule(_ node: SettingsNode, _ header: Header) throws -> TableRule {
        var texts: [String: SettingsNode] = [:]
        for (key, value) in try node.entries() {
            guard keys.contains(key) else {
                throw SettingsError(file: node.file, line: value.keyLine, "a rule has no `\(key)`; it has \(keys.joined(separator: ", "))")
            }
            texts[key] = value
        }
        func needed(_ key: String) throws -> SettingsNode {
            guard let value = texts[key] else { throw SettingsError(file: node.file, line: node.node.mark?.line, "a rule needs `\(key)`") }
            return value
        }
        let id = try needed("id"), slug = try id.text()
        guard slug.utf8.allSatisfy({ $0.isDigit || $0 == 45 || ($0.isLetter && $0 >= 97) }) else {
            throw id.error("`\(slug)` is no id: small letters, digits and hyphens")
        }
        let bounceClass: BounceClass = try word(needed("class")), cause: BounceCause = try word(needed("cause"))
        let phrases = try texts["phrases"]?.list().map { try $0.phrase() } ?? []
        let status = try texts["status"]?.text()
        if let status, StatusRange(status) == nil, let place = texts["status"] {
            throw place.error("`\(status)` is no status: 5.7.1, x.7.1 or 5.7.606-649")
        }
        guard !phrases.isEmpty || status != nil else {
            throw SettingsError(file: node.file, line: node.node.mark?.line, "`\(slug)` needs `phrases` or a `status`")
        }
        let rule = Rule(
            slug: slug, bounceClass: bounceClass, cause: cause, phrases: phrases, reply: try texts["reply"]?.integer(400...599),
            status: status, remedy: try texts["remedy"]?.text(), sample: try needed("sample").text(), source: try texts["source"]?.text())
        return TableRule(
            rule, scope: "operator", provider: try texts["provider"].map { Provider(try $0.text()) }, strength: .operators,
            language: try texts["language"]?.text(), source: header.source, date: try texts["date"]?.text() ?? header.date)
    }

    private static let keys = [
        "id", "class", "cause", "phrases", "reply", "status", "provider", "language", "remedy", "sample", "source", "date",
    ]

    private static func word<T: RawRepresentable<String> & CaseIterable>(_ node: SettingsNode) throws -> T {
        let text = try node.text()
        guard let known = T(rawValue: text) else {
            throw node.error("`\(text)` is none of \(T.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return known
    }
}

extension SettingsNode {
    /// A phrase keeps the blanks at its ends: ` spf ` is a word.
    fileprivate func phrase() throws -> String {
        guard let scalar = node.scalar, !scalar.string.trimmedASCII.isEmpty else { throw error("a phrase is a text") }
        return scalar.string
    }
}
