import Deliverability

extension Setting {
    /// Where the operator is told without asking.
    static let alerts: [Setting] = [
        Setting(
            name: "alerts.free-space", form: "size", standard: "`\(AlertBounds().freeBytes >> 30)GiB`",
            meaning: "An alert with less than this free beside the store; over with a quarter more."
        ) { $0.alerts.freeBytes = Int64(try $1.bytes(0...(1 << 44))) },
        Setting(
            name: "alerts.lag", form: "duration", standard: "`\(AlertBounds().lagSeconds / 60)m`",
            meaning: "An alert when a mail waits longer in `new/`; over at half of it. Not looked at with `finish: keep`."
        ) { $0.alerts.lagSeconds = Int64(try $1.seconds(1...(30 * 86400))) },
        Setting(
            name: "alerts.silence", form: "duration", standard: "`\(AlertBounds().silenceSeconds / 86400)d`",
            meaning: "An alert when the last aggregate report of a reporter ended longer ago, where it had reported on "
                + "\(ReporterPresence.regularDays) of \(ReporterPresence.windowDays) days; over with its next report, or after "
                + "\(ReporterPresence.forgottenSeconds / 86400) days."
        ) { $0.alerts.silenceSeconds = Int64(try $1.seconds(86400...(30 * 86400))) },
        Setting(
            name: "alerts.unresolved-complaints-per-10000", form: "number", standard: "`\(AlertBounds().unresolvedPerTenThousand)`",
            meaning: "An alert when more of the complaints of \(ReporterPresence.windowDays) days name no contact, in parts of 10,000, "
                + "from \(AlertBounds.complaintsMin) complaints on; over at a fifth less."
        ) { $0.alerts.unresolvedPerTenThousand = try $1.integer(1...10_000) },
    ]
}
