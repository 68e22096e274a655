import Deliverability
import Intake
import Logging
import MailSyntax
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
    let storeLost: @Sendable (String) -> Void
    private let lines: RareLines

    init(
        logger: Logger, board: StatusBoard, signal: FeedSignal, now: @escaping @Sendable () -> Timestamp,
        wakeSinks: @escaping @Sendable () -> Void, storeLost: @escaping @Sendable (String) -> Void
    ) {
        self.logger = logger
        self.board = board
        self.signal = signal
        self.now = now
        self.wakeSinks = wakeSinks
        self.storeLost = storeLost
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
        case .storeLost(let fault):
            board.setDegraded("store", fault)
            logger.critical("the store cannot be used", metadata: ["fault": "\(fault)"])
            storeLost(fault)
        case .setAside(let digest, let error):
            logger.warning(
                "set aside", metadata: ["digest": "\(digest.description.prefix(16))", "reason": "\(error.reason.rawValue)"])
        case .committed(let batch): committed(batch)
        case .feed(let cursor):
            signal.notify(cursor)
            wakeSinks()
        }
    }

    private func committed(_ batch: CommittedBatch) {
        board.setDegraded("store", nil)
        board.committed(at: now())
        for seconds in batch.complaintSeconds { board.addComplaintLatency(seconds: seconds) }
        logger.info(
            "committed",
            metadata: [
                "new": "\(batch.new)", "duplicate": "\(batch.duplicate)", "unrelated": "\(batch.unrelated)",
                "set_aside": "\(batch.setAside)",
                "events": "\(batch.events)", "suppressed": "\(batch.suppressed)",
            ])
    }
}
