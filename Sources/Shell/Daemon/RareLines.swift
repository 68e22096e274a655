import Intake
import Logging

/// Log lines of which the same words come at most once a minute: a full disk must not fill itself, and a client that
/// speaks nonsense must not either.
struct RareLines: Sendable {
    private static let pauseSeconds = 60.0
    /// More different words than this are forgotten.
    private static let wordsMax = 1000

    let logger: Logger
    private let told = Monitor([String: MonotonicTime]())

    init(_ logger: Logger) { self.logger = logger }

    func tell(_ level: Logger.Level, _ message: Logger.Message, _ fault: String) {
        let isNew = told.with { told in
            let now = MonotonicTime.now
            if told.count > Self.wordsMax { told = [:] }
            if let last = told[fault], now.seconds(since: last) < Self.pauseSeconds { return false }
            told[fault] = now
            return true
        }
        if isNew { logger.log(level: level, message, metadata: ["fault": "\(fault)"]) }
    }
}
