import ArgumentParser
import Daemon
import Deliverability
import Interpretation
import MailSyntax
import Rendering

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "The settings: are they right, and what holds?", subcommands: [ConfigCheck.self, ConfigShow.self])
}

struct ConfigCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Reads settings as the daemon would, and says where they are wrong.",
        discussion: """
              plumbline config check /etc/plumbline/plumbline.yaml

            Variables of the environment (PLUMBLINE_…) count as they do for the daemon. Files of secrets that others may read are refused.
            """)

    @Argument(help: ArgumentHelp("Settings (YAML); see docs/settings.md.", valueName: "file")) var file: String?
    @Option(name: .long, help: ArgumentHelp("The same, as other commands have it.", valueName: "file")) var config: String?

    func run() throws {
        guard let file = file ?? config else { throw ValidationError("which settings? name the file") }
        let settings = try Settings.read(path: file)
        try settings.check(file: file)
        try settings.checkSecrets()
        for (path, what) in settings.missingSecrets {
            Output.complain("plumbline: \(file): \(what): \(path) is not there, and the daemon needs it at its start")
        }
        if settings.context.authservIDs.isEmpty { Output.complain("plumbline: \(file): \(Settings.nothingIsTrusted)") }
        try Output.write(Escape.terminal("\(file) is fine") + "\n")
    }
}

struct ConfigShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "What holds: each setting with its value and where it stands.",
        discussion: """
              plumbline config show --config /etc/plumbline/plumbline.yaml
              plumbline config show retention

            A variable of the environment (PLUMBLINE_…) overrides the file and is shown as the source.
            With a word only the settings that begin with it. For `retention`: how long things are kept, and why.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @OptionGroup var config: ConfigOption
    @Option(name: .long, help: "text or json.") var format: Format = .text
    @Argument(help: ArgumentHelp("Only this group or setting.", valueName: "name")) var name: String?

    func run() throws {
        let settings = try config.settings()
        if name == "retention" { return try showRetention(settings.retention) }
        let written = try WrittenSetting.all(inFile: config.config)
        let shown = Setting.all.filter { setting in name.map { setting.name == $0 || setting.name.hasPrefix($0 + ".") } ?? true }
        guard !shown.isEmpty else { throw ValidationError("there is no setting `\(name ?? "")`; docs/settings.md names all") }
        switch format {
        case .text:
            try Output.write(
                shown.map { setting in
                    let here = written[setting.name]
                    let place = here.map { " (\(Self.place($0.source)))" } ?? ""
                    return Escape.terminal("\(setting.name): \(here?.value ?? Self.plain(setting.standard))\(place)") + "\n"
                }.joined())
        case .json:
            try Output.writeJSON { json in
                json.object { json in
                    json.key("schema"); json.string("plumbline.config/1")
                    json.key("file"); json.string(config.config)
                    json.key("settings")
                    json.array(shown) { json, setting in
                        json.object { json in
                            json.key("name"); json.string(setting.name)
                            json.key("value"); json.string(written[setting.name]?.value)
                            Self.write(written[setting.name]?.source, to: &json)
                            json.key("default"); json.string(Self.plain(setting.standard))
                        }
                    }
                }
            }
        }
    }

    private static func place(_ source: WrittenSetting.Source) -> String {
        switch source {
        case .file(let path, let line): "\(path):\(line ?? 0)"
        case .environment(let variable): variable
        }
    }

    private static func write(_ source: WrittenSetting.Source?, to json: inout JSONWriter) {
        let (word, line, variable): (String, Int?, String?) =
            switch source {
            case .file(_, let line): ("file", line, nil)
            case .environment(let name): ("environment", nil, name)
            case nil: ("default", nil, nil)
            }
        json.key("source"); json.string(word)
        json.key("line"); json.number(line)
        json.key("variable"); json.string(variable)
    }

    /// Without the marks of the documentation.
    private static func plain(_ text: String) -> String { text.filter { $0 != "`" } }

    private func showRetention(_ retention: Retention) throws {
        switch format {
        case .text:
            var lines: [String] = []
            for kind in Retention.Kind.allCases {
                lines.append("\(kind.rawValue): \(retention[kind].map(Self.period) ?? "for good"). \(Self.plain(kind.what))")
                lines.append("    why: \(kind.reason)")
            }
            for (name, what, reason) in Retention.forGood {
                lines.append("\(name): for good. \(Self.plain(what))")
                lines.append("    why: \(reason)")
            }
            try Output.write(lines.joined(separator: "\n") + "\n")
        case .json:
            try Output.writeJSON { json in
                json.object { json in
                    json.key("schema"); json.string("plumbline.retention/1")
                    json.key("kinds")
                    json.array(Retention.Kind.allCases) { json, kind in
                        json.object { json in
                            json.key("kind"); json.string(kind.rawValue)
                            json.key("seconds"); json.number(retention[kind])
                            json.key("what"); json.string(Self.plain(kind.what))
                            json.key("reason"); json.string(kind.reason)
                        }
                    }
                    json.key("for_good")
                    json.array(Retention.forGood) { json, kept in
                        json.object { json in
                            json.key("kind"); json.string(kept.0)
                            json.key("what"); json.string(Self.plain(kept.1))
                            json.key("reason"); json.string(kept.2)
                        }
                    }
                }
            }
        }
    }

    private static func period(_ seconds: Int64) -> String { seconds % 86400 == 0 ? "\(seconds / 86400) days" : "\(seconds / 3600) hours" }
}
