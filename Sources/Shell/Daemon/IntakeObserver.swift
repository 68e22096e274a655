import Deliverability
import Intake
import Logging
import MailSyntax
import Storage
import WebFront

/// Turns what the intake tells into log lines, status and wake-ups. Digests, counts and reasons only (law 8).
struct IntakeObserver: Sendable {
    let logger: Logger
    let board: StatusBoard
    let signal: FeedSignal
    let now: @Sendable () -> Timestamp
    /// The feed has grown.
    let wakeSinks: @Sendable () -> Void
    /// The store cannot be used any more.
    let storeLost: @Sendable (StoreError) -> Void
    /// The intake lives.
    let pulse: @Sendable () -> Void
    private let lines: RareLines

    init(
        logger: Logger, board: StatusBoard, signal: FeedSignal, now: @escaping @Sendable () -> Timestamp,
        wakeSinks: @escaping @Sendable () -> Void, storeLost: @escaping @Sendable (StoreError) -> Void,
        pulse: @escaping @Sendable () -> Void = {}
    ) {
        self.logger = logger
        self.board = board
        self.signal = signal
        self.now = now
        self.wakeSinks = wakeSinks
        self.storeLost = storeLost
        self.pulse = pulse
        lines = RareLines(logger)
    }

    func observe(_ note: IntakeNote) {
        switch note {
        case .fault(let fault):
            board.setDegraded("intake", "\(fault)")
            lines.tell(.error, "file left in its Maildir, to be tried again", "\(fault)")
        case .messageFault(let fault):
            board.setDegraded("intake", fault)
            lines.tell(.error, "message not stored, to be tried again", fault)
        case .filesRecovered: board.setDegraded("intake", nil)
        case .storeRecovered: board.setDegraded("store", nil)
        case .storeFault(let fault, _):
            board.setDegraded("store", fault)
            lines.tell(.error, "nothing committed, to be tried again", fault)
        case .storeLost(let error):
            board.setDegraded("store", "\(error)")
            logger.critical("the store cannot be used", metadata: ["fault": "\(error)"])
            storeLost(error)
        case .vanished(let count):
            board.addVanished(count)
            logger.warning("mail was taken away unread", metadata: ["files": .stringConvertible(count)])
        case .readerDied(let digest, let death, let deaths):
            board.addReaderDeath(death.reason.rawValue)
            logger.warning(
                "a message ended its reader",
                metadata: [
                    "digest": "\(digest.description.prefix(16))", "reason": "\(death.reason.rawValue)", "times": .stringConvertible(deaths),
                ])
        case .setAside(let digest, let error):
            logger.warning(
                "set aside", metadata: ["digest": "\(digest.description.prefix(16))", "reason": "\(error.reason.rawValue)"])
        case .committed(let batch): committed(batch)
        case .pulse: pulse()
        case .feed(let cursor):
            signal.notify(cursor)
            wakeSinks()
        }
    }

    private func committed(_ batch: CommittedBatch) {
        board.setDegraded("store", nil)
        board.committed(at: now())
        for outcome in batch.outcomes { board.addFiles(outcome.files, as: outcome.word) }
        board.add(batch.figures)
        for seconds in batch.complaintSeconds { board.addComplaintLatency(seconds: seconds) }
        logger.info(
            "committed",
            metadata: [
                "new": .stringConvertible(batch.new), "duplicate": .stringConvertible(batch.duplicate),
                "unrelated": .stringConvertible(batch.unrelated),
                "set_aside": .stringConvertible(batch.setAside), "partly": .stringConvertible(batch.partly),
                "events": .stringConvertible(batch.events), "suppressed": .stringConvertible(batch.suppressed),
            ])
    }
}
