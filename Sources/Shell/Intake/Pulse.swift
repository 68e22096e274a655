/// The sign of life of an intake. It comes from the work itself: each watch beats in its rounds, and once all have, the
/// beat goes on to the committing thread. Whatever of them hangs stops it.
final class Pulse: Sendable {
    private struct State: Sendable {
        var missing: Set<Int>
        var goesOn: @Sendable () -> Void = {}
    }

    private let watches: Set<Int>
    private let state: Monitor<State>

    init(watches count: Int) {
        watches = Set(0..<count)
        state = Monitor(State(missing: watches))
    }

    /// Where the beat goes on to.
    func goesOn(_ body: @escaping @Sendable () -> Void) { state.with { $0.goesOn = body } }

    func beat(_ watch: Int) {
        let body = state.with { state -> (@Sendable () -> Void)? in
            state.missing.remove(watch)
            guard state.missing.isEmpty else { return nil }
            state.missing = watches
            return state.goesOn
        }
        body?()
    }
}
