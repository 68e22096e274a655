import Deliverability
import Intake
import MailSyntax
import Storage
import Synchronization
import Tokens
import WebFront

/// Turns a one-click request (RFC 8058) into an unsubscribe event, on the committing thread like those that came by mail.
struct OneClick: Sendable {
    /// Runs with the store on the committing thread.
    let perform: @Sendable (@escaping @Sendable (any Store) throws -> Void) -> Void
    let now: @Sendable () -> Timestamp

    /// So long a request waits for its commit; after that the client may try again, and once more changes nothing.
    static let waitSeconds = 10.0

    /// False where nobody knows whose wish it is.
    func commit(_ wish: UnsubscribeLinks.Wish) async throws -> Bool {
        let answer = Answer()
        perform { [now] store in
            do {
                answer.give(.success(try Self.commit(wish, to: store, at: now())))
            } catch {
                answer.give(.failure(error))
                throw error
            }
        }
        let timeout = Task {
            try await Task.sleep(for: .seconds(Self.waitSeconds))
            answer.give(.failure(StoreError(.busy, "the wish was not committed in time")))
        }
        defer { timeout.cancel() }
        return try await answer.value()
    }

    /// A wish that stands already adds nothing. One that was lifted by a later consent counts anew: the same link may be
    /// used again.
    static func commit(_ wish: UnsubscribeLinks.Wish, to store: any Store, at now: Timestamp) throws -> Bool {
        guard let address = try wish.address(store) else { return false }
        if let standing = try store.suppression(of: address), standing.state == .active,
            [.unsubscribe, .complaint].contains(standing.reason)
        {
            return true
        }
        let last = try store.lastCursor()
        let identity = "one-click\n\(address.key)\n\(wish.scope)\n\(last)\n\(now.secondsSince1970)"
        let event = Event.unsubscribe(
            Unsubscribe(address: address, method: .oneClick, occurredAt: now, scope: wish.scope, campaign: wish.campaign))
        let record = MessageRecord(
            digest: SHA256Digest.of(Array(identity.utf8)), outcome: .report, kind: "unsubscribe", reason: nil, events: [event],
            aggregates: [], reportKinds: [], warnings: [], path: nil)
        if let failure = try store.commit([record], at: now).first?.failure { throw failure }
        return true
    }

    /// How the tokens of one-click links are read.
    static func wishes(_ tokens: TokenReader) -> @Sendable (String) -> UnsubscribeLinks.Wish? {
        { text in
            guard case .valid(let token) = tokens.token(in: text, for: [.unsubscribe]) else { return nil }
            switch token.recipient {
            case .address(let address): return UnsubscribeLinks.Wish(address: address, scope: token.scope, campaign: token.campaign)
            case .handle(let handle):
                return UnsubscribeLinks.Wish(scope: token.scope, campaign: token.campaign) {
                    try $0.recipient(of: .handle(handle))?.address
                }
            }
        }
    }

    /// Given once, to one who waits.
    private final class Answer: Sendable {
        private enum State {
            case nothing
            case waited(CheckedContinuation<Bool, any Error>)
            case given(Result<Bool, any Error>)
        }

        private let state = Mutex(State.nothing)

        func give(_ result: Result<Bool, any Error>) {
            let waiter = state.withLock { state -> CheckedContinuation<Bool, any Error>? in
                switch state {
                case .nothing:
                    state = .given(result)
                    return nil
                case .waited(let waiter):
                    state = .given(result)
                    return waiter
                case .given: return nil
                }
            }
            waiter?.resume(with: result)
        }

        func value() async throws -> Bool {
            try await withCheckedThrowingContinuation { continuation in
                let given = state.withLock { state -> Result<Bool, any Error>? in
                    if case .given(let result) = state { return result }
                    state = .waited(continuation)
                    return nil
                }
                if let given { continuation.resume(with: given) }
            }
        }
    }
}
