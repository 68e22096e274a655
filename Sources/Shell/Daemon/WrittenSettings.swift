import Yams

/// A setting as it stands in a file, for those who ask where a value comes from.
package struct WrittenSetting: Hashable, Sendable {
    package let value: String
    package let line: Int?

    /// By name. Errors: `SettingsError`, as when the file is read for use.
    package static func all(inFile path: String) throws -> [String: WrittenSetting] {
        let text = try Settings.text(ofFile: path)
        _ = try Settings.read(text, file: path)
        var found: [String: WrittenSetting] = [:]
        guard let root = try Settings.compose(text, file: path) else { return found }
        try collect(SettingsNode(file: path, name: "", node: root, keyLine: nil), into: &found)
        return found
    }

    private static func collect(_ group: SettingsNode, into found: inout [String: WrittenSetting]) throws {
        for (_, value) in try group.entries() {
            if Setting.all.contains(where: { $0.name == value.name }) {
                found[value.name] = WrittenSetting(value: text(value.node), line: value.node.mark?.line ?? value.keyLine)
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
