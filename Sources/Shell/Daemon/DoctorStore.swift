import Deliverability
import MailSyntax
import Storage

extension Doctor {
    /// Silence of a reporter that is worth a look: daily reports come a day late.
    private static let silenceSeconds: Int64 = 4 * 86400
    /// Reporters told, those heard of last.
    private static let reportersMax = 20

    mutating func examineStore() {
        let store: SQLStore
        do {
            store = try SQLStore.openReadOnly(path: storePath, thresholds: settings.thresholds)
        } catch let error as StoreError where error.code == .missing {
            return add("store", .warning, "\(error.message): `run` and `ingest` make it, unless a backup should be restored")
        } catch {
            return add("store", .failure, "\(error)")
        }
        defer { store.close() }
        do {
            let counts = try store.counts()
            add("store", .fine, "\(counts.messages) messages, \(counts.suppressed) suppressed, \(counts.setAside) set aside")
            try store.checkIntegrity()
            add("integrity", .fine, "every page can be read")
            try examineReports(store)
        } catch {
            add("integrity", .failure, "\(error)")
        }
    }

    private mutating func examineReports(_ store: SQLStore) throws {
        if let newest = try store.lastCommitted() {
            let ahead = newest.seconds(since: now)
            if ahead > 60 {
                add("clock", .failure, "the store was written \(ahead) seconds ahead of this clock: it went back")
            } else {
                add("clock", .fine, "\(now.rfc3339), after everything in the store")
            }
        }
        let reporters = try store.lastReports(limit: Self.reportersMax)
        if reporters.isEmpty { add("reports", .warning, "no aggregate report came yet") }
        for reporter in reporters {
            let silent = now.seconds(since: reporter.end) > Self.silenceSeconds
            add("reports", silent ? .warning : .fine, "\(reporter.name): the last report ends \(reporter.end.rfc3339)")
        }
    }

    /// What the daemon would alert to now, and since when it does. A store that cannot be read was told of above.
    mutating func examineAlerts() {
        let store = try? SQLStore.openReadOnly(path: storePath, thresholds: settings.thresholds)
        defer { store?.close() }
        let figures = try? store?.operatingFigures(at: now), standing = Alerts((try? store?.alerts()) ?? [])
        let look = AlertLook(settings, storePath: storePath, figures: figures, at: now)
        let readings = settings.alerts.readings(look.facts, at: now).readings
        // What lies between its bounds stands if it stood.
        let alerts = readings.filter { $0.level == .beyond || $0.level == .between && standing.standing[$0.key] != nil }
        for alert in alerts {
            let since = standing.standing[alert.key].map { ", since \($0.since.rfc3339)" } ?? ""
            add("alerts", .warning, "\(alert.key.kind.rawValue): \(alert.text)\(since)")
        }
        if alerts.isEmpty { add("alerts", .fine, "none") }
    }
}
