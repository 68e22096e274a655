import ArgumentParser
import Daemon
import Interpretation
import Rendering
import Tables

struct RuleCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Lints a file of your own rules.",
        discussion: """
              plumbline rule check /etc/plumbline/rules.yaml

            Each finding is one line, `file:line: what`. Several files are checked as they would be loaded: one after the other. Exit code
            1 with findings, 78 where a file cannot be read or is no YAML.
            """)

    @Argument(help: "Files in the format of docs/rules.md, in the order of `rules.files`.") var files: [String]

    func run() throws {
        var rules: [TableRule] = [], places: [(file: String, line: Int?)] = [], problems: [String] = []
        for path in files {
            let file = try RuleFile(path: path)
            problems += file.problems.map(\.description)
            rules += file.rules
            places += file.lines.map { (path, $0) }
        }
        for finding in RuleLint.findings(rules) {
            let place = places[finding.rule], id = rules[finding.rule].rule.slug
            problems.append(SettingsError(file: place.file, line: place.line, "`\(id)`: \(finding.problem)").description)
        }
        for problem in problems { try Output.write(Escape.terminal(problem) + "\n") }
        guard problems.isEmpty else { throw Failure(.findings) }
        try Output.write("\(rules.count) \(rules.count == 1 ? "rule" : "rules"), nothing to find fault with.\n")
    }
}
