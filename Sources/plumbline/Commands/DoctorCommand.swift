import ArgumentParser
import Daemon
import MailSyntax
import Rendering
import Storage

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Looks whether a setup can work, and says what is wrong.",
        discussion: """
              plumbline doctor --config /etc/plumbline/plumbline.yaml

            Run it as the user of the daemon. Writes nothing. Ends with 1 if something must be mended; warnings alone are fine.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Option(name: .long, help: ArgumentHelp("The store, if not that of the settings.", valueName: "path")) var store: String?
    @OptionGroup var config: ConfigOption
    @Option(name: .long, help: "text or json.") var format: Format = .text

    func run() throws {
        let settings = try config.settings()
        let path = try StoreOption.path(store ?? settings.store)
        let doctor = Doctor.examine(settings, storePath: path, at: .now)
        switch format {
        case .text: try Output.write(Self.text(doctor, Output.ink))
        case .json:
            try Output.writeJSON { json in
                json.object { json in
                    json.key("schema"); json.string("plumbline.doctor/1")
                    json.key("ok"); json.bool(doctor.isFine)
                    json.key("findings")
                    json.array(doctor.findings) { json, finding in
                        json.object { json in
                            json.key("check"); json.string(finding.check)
                            json.key("verdict"); json.string(finding.verdict.rawValue)
                            json.key("text"); json.string(finding.text)
                        }
                    }
                }
            }
        }
        if !doctor.isFine { throw Failure(.findings) }
    }

    private static func text(_ doctor: Doctor, _ ink: Ink) -> String {
        doctor.findings.map { finding in
            let word = finding.verdict.rawValue.padded(to: 8)
            let shown =
                switch finding.verdict {
                case .fine: ink.green(word)
                case .warning: ink.yellow(word)
                case .failure: ink.red(word)
                }
            return "\(shown) \(finding.check.padded(to: 13)) \(Escape.terminal(finding.text))\n"
        }.joined()
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - utf8.count)) }
}
