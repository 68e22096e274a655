import Yams

/// A setting that somebody set, for those who ask where a value comes from.
package struct WrittenSetting: Hashable, Sendable {
    /// Where a value stands.
    package enum Source: Hashable, Sendable {
        case file(String, line: Int?)
        case environment(variable: String)
    }

    package let value: String
    package let source: Source

    /// By name; the environment overrides the file. Errors: `SettingsError`, as when they are read for use.
    package static func all(
        inFile path: String?, environment: [String: String] = SettingsEnvironment.ofProcess
    ) throws -> [String: WrittenSetting] {
        let text = try path.map(Settings.text(ofFile:)) ?? "", file = path ?? ""
        _ = try Settings.read(text, file: file, environment: environment)
        var found: [String: WrittenSetting] = [:]
        if let root = try Settings.compose(text, file: file) {
            try collect(SettingsNode(file: file, name: "", node: root, keyLine: nil), into: &found)
        }
        for (setting, node) in try SettingsEnvironment.nodes(environment) {
            found[setting.name] = WrittenSetting(value: Self.text(node.node), source: .environment(variable: setting.variable))
        }
        return found
    }

    private static func collect(_ group: SettingsNode, into found: inout [String: WrittenSetting]) throws {
        for (_, value) in try group.entries() {
            if Setting.all.contains(where: { $0.name == value.name }) {
                found[value.name] = WrittenSetting(
                    value: text(value.node), source: .file(value.file, line: value.node.mark?.line ?? value.keyLine))
            } else {
                try collect(value, into: &found)
            }
        }
    }

    private static func text(_ node: Node) -> String {
        switch node {
        case .scalar(let scalar): scalar.string
        case .sequence(let sequence): "[" + sequence.map(text).joined(separator: ", ") + "]"
        case .mapping(let mapping): "{" + mapping.map { "\(text($0.key)): \(text($0.value))" }.joined(separator: ", ") + "}"
        case .alias: "…"
        }
    }
}
