import Logging
import LookupServer
import WebFront

/// Turns what the look-up servers tell into log lines, status and figures. Counts and reasons only (law 8).
struct LookupObserver: Sendable {
    let board: StatusBoard
    private let lines: RareLines

    init(board: StatusBoard, logger: Logger) {
        self.board = board
        lines = RareLines(logger)
    }

    func observe(_ note: LookupNote) {
        switch note {
        case .asked(let verdict): board.addLookup(Self.word(verdict))
        case .ended(let name, let fault): lines.tell(.warning, "look-up connection ended", "\(name): \(fault)")
        case .slow(let name): lines.tell(.warning, "look-up connection ended", "\(name): a request or its answer was not taken in time")
        case .full(let connectionsMax):
            lines.tell(.error, "look-up connection refused", "all \(connectionsMax) connections are in use (lookup.connections)")
        case .stranger(let name): lines.tell(.warning, "look-up connection refused", "\(name): the client is not named (lookup.clients)")
        case .unreadable(let fault):
            board.setDegraded("look-ups", fault)
            lines.tell(.error, "look-ups have no verdict, mail servers are to try again", fault)
        case .readable: board.setDegraded("look-ups", nil)
        }
    }

    private static func word(_ verdict: LookupVerdict) -> String {
        switch verdict {
        case .suppressed: "suppressed"
        case .free: "free"
        case .unreadable, .busy: "unreadable"
        }
    }
}
