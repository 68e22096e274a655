import Deliverability

extension Setting {
    /// How long things are kept.
    static let retention: [Setting] = Retention.Kind.allCases.map { kind in
        Setting(
            name: "retention.\(kind.rawValue)", form: "duration or `never`", standard: "`\(kind.standardDays)d`",
            meaning: "How long is kept: \(kind.what). Why so long: \(kind.reason)."
        ) { settings, node in
            settings.retention[kind] = try node.text() == "never" ? nil : Int64(try node.seconds(86400...(36500 * 86400)))
        }
    }
}
