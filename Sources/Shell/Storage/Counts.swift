import Deliverability

extension SQLStore {
    private static let totals = Statement("SELECT name, value FROM counter")
    private static let openCases = Statement("SELECT count(*) FROM investigation WHERE phase IN ('open', 'easing')")

    /// Totals of all time, from counters that are kept in the same transactions. A case counts while it is open or easing.
    package func counts() throws -> StoreCounts {
        var counts = StoreCounts()
        try session.query(Self.totals, []) { row in
            let value = row.int(1)
            switch row.text(0) {
            case WriterMemory.Counter.messages.name: counts.messages = value
            case WriterMemory.Counter.unrelated.name: counts.unrelated = value
            case WriterMemory.Counter.setAside.name: counts.setAside = value
            case WriterMemory.Counter.suppressed.name: counts.suppressed = value
            case let name where name.hasPrefix("events."): counts.events[String(name.dropFirst("events.".count))] = value
            case let name where name.hasPrefix("tokens."): counts.tokenRefusals[String(name.dropFirst("tokens.".count))] = value
            default: break
            }
        }
        counts.openInvestigations = try session.first(Self.openCases) { $0.int(0) } ?? 0
        return counts
    }
}
