/// Whether what went wrong is over: told once, and only when no file waits to be tried again. A file that fails for good
/// keeps the trouble in sight.
final class IntakeTrouble: Sendable {
    private struct State: Sendable {
        var ofFiles = false
        var ofStore = false
        /// Maildirs whose last look failed.
        var unreadable: Set<Int> = []
    }

    private let books: [ClaimBook]
    private let state = Monitor(State())

    init(books: [ClaimBook]) { self.books = books }

    func note(_ note: IntakeNote) {
        switch note {
        case .fault, .messageFault: state.with { $0.ofFiles = true }
        case .storeFault, .storeLost: state.with { $0.ofStore = true }
        case .readerDied, .setAside, .committed, .feed, .vanished, .filesRecovered, .storeRecovered, .pulse: break
        }
    }

    func couldNotLook(into maildir: Int) { state.with { _ = $0.unreadable.insert(maildir) } }

    /// What is over after a look into a Maildir that went well.
    func looked(into maildir: Int) -> IntakeNote? {
        let nothingWaits = books.allSatisfy(\.nothingWaits)
        return state.with { state in
            state.unreadable.remove(maildir)
            guard state.ofFiles, state.unreadable.isEmpty, nothingWaits else { return nil }
            state.ofFiles = false
            return .filesRecovered
        }
    }

    /// What is over after the store did something.
    func storeAnswered() -> IntakeNote? {
        let nothingWaits = books.allSatisfy(\.nothingWaits)
        return state.with { state in
            guard state.ofStore, nothingWaits else { return nil }
            state.ofStore = false
            return .storeRecovered
        }
    }
}
