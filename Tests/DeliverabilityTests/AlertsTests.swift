import Deliverability
import MailSyntax
import Testing

@Suite struct AlertsTests {
    private static let noon = Timestamp(1_795_348_800)
    private static let space = AlertKey(.freeSpace), lag = AlertKey(.lag)

    private func words(_ changes: [AlertChange]) -> [String] {
        changes.map { "\($0.operation.rawValue) \($0.key.kind.rawValue)\($0.key.subject.isEmpty ? "" : " " + $0.key.subject)" }
    }

    /// Readings one after another, with what each must change.
    @Test(
        arguments: [
            ([.beyond, .beyond, .between, .beyond], [["raised lag"], [], [], []]),
            ([.beyond, .between, .clear, .clear], [["raised lag"], [], ["cleared lag"], []]),
            ([.between, .clear, .between, .beyond, .clear, .beyond], [[], [], [], ["raised lag"], ["cleared lag"], ["raised lag"]]),
        ] as [([AlertReading.Level], [[String]])])
    func `an alert is raised once and cleared once`(levels: [AlertReading.Level], wanted: [[String]]) {
        var alerts = Alerts(), found: [[String]] = []
        for level in levels {
            let (next, changes) = alerts.after([AlertReading(Self.lag, level, "")], of: [.lag], at: Self.noon)
            alerts = next
            found.append(words(changes))
        }
        #expect(found == wanted)
    }

    @Test func `what stood before a restart is not raised again, and keeps its moment`() {
        let alerts = Alerts([StandingAlert(key: Self.lag, since: Self.noon, text: "old")])
        let (next, changes) = alerts.after([AlertReading(Self.lag, .beyond, "new")], of: [.lag], at: Self.noon.adding(seconds: 60))
        #expect(changes.isEmpty)
        #expect(next.standing[Self.lag]?.since == Self.noon)
    }

    @Test func `what could not be looked at stays as it is, what is expected no longer is over`() {
        let standing = [Self.space, Self.lag, AlertKey(.silentReporter, "a.example"), AlertKey(.silentReporter, "b.example")]
        let alerts = Alerts(standing.map { StandingAlert(key: $0, since: Self.noon, text: "t") })
        let readings = [AlertReading(AlertKey(.silentReporter, "a.example"), .beyond, "t"), AlertReading(Self.lag, .clear, "t")]
        let (next, changes) = alerts.after(readings, of: [.silentReporter, .lag], at: Self.noon)
        #expect(words(changes) == ["cleared lag", "cleared silent-reporter b.example"])
        #expect(Set(next.standing.keys) == [Self.space, AlertKey(.silentReporter, "a.example")])
    }

    @Test(
        arguments: [
            (1 << 29, 10, .beyond, .clear), ((1 << 30) + 1, 451, .between, .between), (5 << 30, 901, .clear, .beyond),
        ] as [(Int64, Int64, AlertReading.Level, AlertReading.Level)])
    func `space and lag against their bounds`(free: Int64, oldest: Int64, space: AlertReading.Level, lag: AlertReading.Level) {
        var facts = AlertFacts()
        facts.freeBytes = free
        facts.oldestWaitingSeconds = oldest
        let (readings, looked) = AlertBounds().readings(facts, at: Self.noon)
        #expect(looked == [.freeSpace, .lag])
        #expect(readings.first { $0.key == Self.space }?.level == space)
        #expect(readings.first { $0.key == Self.lag }?.level == lag)
    }

    /// Days since the last report, days with one in the fourteen before it.
    @Test(
        arguments: [(1, 14, .clear), (5, 14, .beyond), (5, 5, .beyond), (5, 4, nil), (36, 14, nil)] as [(Int64, Int, AlertReading.Level?)])
    func `silence is told of who reported regularly, for as long as somebody waits`(silent: Int64, days: Int, level: AlertReading.Level?) {
        var facts = AlertFacts()
        facts.reporters = [ReporterPresence(name: "reporter.example", last: Self.noon.adding(seconds: -silent * 86400), days: days)]
        let readings = AlertBounds().readings(facts, at: Self.noon).readings
        #expect(readings.first { $0.key == AlertKey(.silentReporter, "reporter.example") }?.level == level)
    }

    @Test(
        arguments: [(19, 19, .clear), (100, 21, .beyond), (100, 18, .between), (100, 15, .clear), (0, 0, .clear)]
            as [(Int64, Int64, AlertReading.Level)])
    func `complaints without a contact against their bound`(total: Int64, unresolved: Int64, level: AlertReading.Level) {
        var facts = AlertFacts()
        facts.complaints = (total, unresolved)
        #expect(AlertBounds().readings(facts, at: Self.noon).readings.map(\.level) == [level])
    }
}

@Suite struct IngestFiguresTests {
    @Test func `domains beyond the bound are counted together`() {
        var figures = IngestFigures()
        var counts = AlignmentCounts()
        counts.messages = 3
        counts.aligned = 2
        for number in 0..<500 { figures.add(counts, of: "d\(number).example") }
        figures.add(counts, of: "no domain <at> all")
        #expect(figures.aligned.count <= 2 * IngestFigures.domainsMax + 2)
        #expect(figures.aligned.values.reduce(0, +) == 501 * 3)
        #expect(figures.aligned.keys.allSatisfy { !$0.first.contains("<") })
    }
}
