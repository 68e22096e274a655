import Logging

extension Setting {
    /// What is written to the log, and how.
    static let log: [Setting] = [
        Setting(
            name: "log.format", form: "`logfmt` or `json`", standard: "`logfmt`",
            meaning: "One line for each event, as `name=value` or as one JSON object. Takes a restart."
        ) { settings, node in
            let text = try node.text()
            guard let format = LineLog.Format(rawValue: text) else {
                throw node.error("`\(text)` is none of \(LineLog.Format.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            settings.log.format = format
        },
        Setting(
            name: "log.level", form: "`trace`, `debug`, `info`, `notice`, `warning` or `error`", standard: "`info`",
            meaning: "What is of less weight is not written. No level shows an address."
        ) { settings, node in
            let text = try node.text()
            guard let level = Logger.Level(rawValue: text) else {
                throw node.error("`\(text)` is none of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            settings.log.level = level
        },
    ]
}

extension Settings {
    /// The daemon's own log.
    package struct Log: Hashable, Sendable {
        package var format = LineLog.Format.logfmt
        package var level = Logger.Level.info

        package init() {}
    }
}
