/// The events of one message, in order. Tallies stay in their compact form until they are asked for: a report about a
/// hundred thousand sources is one message like any other.
package struct EventList: RandomAccessCollection, Sendable {
    package enum Part: Sendable {
        case events([Event])
        case tallies(AlignmentTallies)

        var count: Int {
            switch self {
            case .events(let events): events.count
            case .tallies(let tallies): tallies.count
            }
        }

        subscript(position: Int) -> Event {
            switch self {
            case .events(let events): events[position]
            case .tallies(let tallies): .alignment(tallies[position])
            }
        }
    }

    /// Each part with the position of its first event.
    private var placed: [(start: Int, part: Part)] = []
    package private(set) var endIndex = 0

    package init(_ events: [Event] = []) { append(events) }

    package var startIndex: Int { 0 }

    /// As they were appended.
    package var parts: [Part] { placed.map(\.part) }

    /// In order, without the search for its part that each subscript pays.
    package func forEach(_ body: (Event) throws -> Void) rethrows {
        for (_, part) in placed {
            switch part {
            case .events(let events): for event in events { try body(event) }
            case .tallies(let tallies): try tallies.forEach { try body(.alignment($0)) }
            }
        }
    }

    /// All but the tallies.
    package var others: [Event] {
        placed.flatMap { next -> [Event] in if case .events(let events) = next.part { events } else { [] } }
    }

    /// The counts of all tallies together.
    package var alignmentCounts: AlignmentCounts {
        var sum = AlignmentCounts()
        for part in parts { if case .tallies(let tallies) = part { sum.add(tallies.sum) } }
        return sum
    }

    package subscript(position: Int) -> Event {
        var low = 0, high = placed.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if placed[middle].start <= position { low = middle } else { high = middle }
        }
        return placed[low].part[position - placed[low].start]
    }

    package mutating func append(_ events: [Event]) {
        guard !events.isEmpty else { return }
        append(.events(events))
    }

    /// - Returns: the positions of the tallies.
    package mutating func append(_ tallies: AlignmentTallies) -> Range<Int> {
        let start = endIndex
        if !tallies.isEmpty { append(.tallies(tallies)) }
        return start..<endIndex
    }

    private mutating func append(_ part: Part) {
        placed.append((endIndex, part))
        endIndex += part.count
    }
}

extension EventList: ExpressibleByArrayLiteral {
    package init(arrayLiteral events: Event...) { self.init(events) }
}

extension EventList: Hashable {
    package static func == (a: EventList, b: EventList) -> Bool { a.elementsEqual(b) }

    package func hash(into hasher: inout Hasher) {
        for event in self { hasher.combine(event) }
    }
}
