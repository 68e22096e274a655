import Glibc
import Yams

extension Setting {
    /// The environment variable that overrides the file: `retention.set-aside` is `PLUMBLINE_RETENTION_SET_ASIDE`.
    package var variable: String { Self.variablePrefix + String(name.map { $0.isLetter || $0.isNumber ? $0 : "_" }).uppercased() }

    package static let variablePrefix = "PLUMBLINE_"
}

/// What the environment overrides. Secrets have no setting of their own, only the paths of their files: none can stand here.
package enum SettingsEnvironment {
    /// Variables of ours by name, as this process was given them.
    package static var ofProcess: [String: String] {
        var found: [String: String] = [:]
        var place = environ
        while let entry = place.pointee {
            let sides = String(cString: entry).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if sides.count == 2, sides[0].hasPrefix(Setting.variablePrefix) { found[String(sides[0])] = String(sides[1]) }
            place += 1
        }
        return found
    }

    /// The settings that variables give, in the order of their names. Errors: `SettingsError` for a variable that names none.
    static func nodes(_ environment: [String: String]) throws -> [(setting: Setting, node: SettingsNode)] {
        let ours = environment.filter { $0.key.hasPrefix(Setting.variablePrefix) }.sorted { $0.key < $1.key }
        return try ours.map { variable, value in
            guard let setting = Setting.all.first(where: { $0.variable == variable }) else {
                let likely = Settings.likely(variable, of: Setting.all.map(\.variable))
                let hint = likely.map { "; `\($0)` is one" } ?? ""
                throw SettingsError(file: "environment", line: nil, "there is no setting for `\(variable)`\(hint)")
            }
            return (setting, try node(setting, variable, value))
        }
    }

    /// A list or a mapping is written as in the file, `[a, b]`; everything else is taken as it is.
    private static func node(_ setting: Setting, _ variable: String, _ value: String) throws -> SettingsNode {
        let place = "environment: \(variable)"
        let isNested = value.hasPrefix("[") && value.hasSuffix("]") || value.hasPrefix("{") && value.hasSuffix("}")
        let node = isNested ? try Settings.compose(value, file: place) : Node.scalar(Node.Scalar(value))
        return SettingsNode(file: place, name: setting.name, node: node ?? Node.scalar(Node.Scalar("")), keyLine: nil, hasLines: false)
    }
}
