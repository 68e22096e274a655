import Deliverability
import MailSyntax
import Storage

/// What became of one attempt.
package enum WebhookOutcome: Hashable, Sendable {
    /// 2xx.
    case delivered
    /// The endpoint will not have this message: 400, 413 and their like.
    case rejected(String)
    /// The endpoint is in trouble, whatever the message: no connection, 3xx, 401, 404, 429, 5xx.
    case trouble(String, retryAfterSeconds: Int64?)
    /// 410: nobody is there any more.
    case gone

    package init(status: Int, retryAfterSeconds: Int64?) {
        self =
            switch status {
            case 200...299: .delivered
            case 410: .gone
            case 300...399: .trouble("answers \(status), a redirect, which is not followed", retryAfterSeconds: nil)
            case 401, 403, 404, 405, 407, 408, 421, 425, 429: .trouble("answers \(status)", retryAfterSeconds: retryAfterSeconds)
            case 400...499: .rejected("answers \(status)")
            default: .trouble("answers \(status)", retryAfterSeconds: retryAfterSeconds)
            }
    }
}

extension WebhookState {
    /// Waits after a failure, growing. Entries go out in order, so that one that fails holds up those behind it: the last
    /// wait is short, and an endpoint that comes back is up to date within half an hour.
    package static let waits: [Int64] = [5, 30, 120, 300, 900, 1800]
    /// A message that is rejected so often is given up, and the next one's turn comes.
    package static let rejectionsMax = 5
    /// An endpoint that is in trouble for longer loses its oldest entries, which stay as dead letters.
    package static let troubleSeconds: Int64 = 3 * 86400
    package static let retryAfterMax: Int64 = 3600

    /// The state after an attempt at an entry, with the letter that is dead now.
    ///
    /// - Parameter jitter: 0 to 1, so that endpoints that failed together do not come back together.
    package func after(
        _ outcome: WebhookOutcome, _ entry: Suppression, at now: Timestamp, jitter: Double
    ) -> (state: WebhookState, dead: DeadLetter?) {
        var next = self
        next.nextAt = nil
        func letter(_ fault: String) -> DeadLetter {
            DeadLetter(endpoint: endpoint, cursor: entry.cursor, attempts: attempts + 1, fault: fault, at: now)
        }
        switch outcome {
        case .delivered:
            next.reached = entry.cursor
            next.attempts = 0
            next.fault = nil
            return (next, nil)
        case .gone:
            next.isStopped = true
            next.fault = "answers 410: gone"
            return (next, nil)
        case .rejected(let fault), .trouble(let fault, _):
            next.fault = fault
            let isGivenUp =
                if case .rejected = outcome { attempts + 1 >= Self.rejectionsMax } else {
                    attempts >= Self.waits.count && now.seconds(since: entry.since) > Self.troubleSeconds
                }
            if isGivenUp {
                next.reached = entry.cursor
                // In trouble the next old entry is tried as seldom as this one was.
                if case .rejected = outcome { next.attempts = 0 } else { next.nextAt = now.adding(seconds: Self.waits.last ?? 0) }
                return (next, letter(fault))
            }
            next.attempts = min(attempts + 1, 1_000_000)
            var wait = Double(Self.waits[min(attempts, Self.waits.count - 1)]) * (0.8 + 0.4 * min(1, max(0, jitter)))
            if case .trouble(_, let asked?) = outcome { wait = max(wait, Double(min(asked, Self.retryAfterMax))) }
            next.nextAt = now.adding(seconds: Int64(wait.rounded()))
            return (next, nil)
        }
    }

    package func isDue(at now: Timestamp) -> Bool { !isStopped && (nextAt.map { $0 <= now } ?? true) }
}
