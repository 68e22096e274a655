/// A queue between threads that makes its writer wait: what is read ahead of the slowest step stays bounded, in number
/// and in bytes.
package final class BoundedQueue<Element: Sendable>: Sendable {
    private struct State: Sendable {
        var elements: [(element: Element, weight: Int)] = []
        var bytes = 0
        var closed = false
    }

    private let countMax: Int
    private let bytesMax: Int
    private let state = Monitor(State())

    package init(countMax: Int, bytesMax: Int) {
        self.countMax = countMax
        self.bytesMax = bytesMax
    }

    /// False when the queue was closed. One element alone may pass the bound of bytes.
    @discardableResult
    package func put(_ element: Element, weight: Int) -> Bool {
        state.wait { state -> Bool? in
            if state.closed { return false }
            guard state.elements.count < countMax, state.elements.isEmpty || state.bytes + weight <= bytesMax else { return nil }
            state.elements.append((element, weight))
            state.bytes += weight
            return true
        } ?? false
    }

    /// The next element; nil once the queue is closed and empty.
    package func take() -> Element? {
        let taken: Element?? = state.wait { state in
            if state.elements.isEmpty { return state.closed ? .some(nil) : nil }
            let first = state.elements.removeFirst()
            state.bytes -= first.weight
            return .some(first.element)
        }
        return taken ?? nil
    }

    /// Up to `count` elements: waits for the first, and for more until `seconds` have passed. Empty: closed and done.
    package func take(upTo count: Int, within seconds: Double) -> [Element] {
        guard let first = take() else { return [] }
        var taken = [first]
        let deadline = MonotonicTime.now.adding(seconds: seconds)
        while taken.count < count {
            let more: [Element]? = state.wait(seconds: deadline.seconds(since: .now)) { state in
                guard !state.elements.isEmpty else { return state.closed ? [] : nil }
                let part = state.elements.prefix(count - taken.count)
                for entry in part { state.bytes -= entry.weight }
                state.elements.removeFirst(part.count)
                return part.map(\.element)
            }
            guard let more, !more.isEmpty else { break }
            taken += more
        }
        return taken
    }

    /// No more elements come; what is in it can still be taken.
    package func close() { state.with { $0.closed = true } }
}
