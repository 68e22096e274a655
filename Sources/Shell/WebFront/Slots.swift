import Synchronization

/// A number of places; who finds none has to come back.
final class Slots: Sendable {
    private let limit: Int
    private let taken = Atomic<Int>(0)

    init(_ limit: Int) { self.limit = limit }

    var isFull: Bool { taken.load(ordering: .relaxed) >= limit }

    func take() -> Bool {
        guard taken.add(1, ordering: .relaxed).newValue <= limit else {
            give()
            return false
        }
        return true
    }

    func give() { taken.subtract(1, ordering: .relaxed) }
}
