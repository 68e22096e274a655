/// Elements that are added at the end and forgotten together: an array without the checks that an array pays at each
/// access, for the places that some millions of tokens a second pass. Owned by one, never copied.
///
/// What it lends is valid until it changes. Positions are the caller's to keep within `count`; `elements` checks them in
/// debug builds.
struct GrowingBuffer<Element: BitwiseCopyable>: ~Copyable {
    private var base: UnsafeMutablePointer<Element>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = max(16, capacity)
        base = .allocate(capacity: self.capacity)
    }

    deinit { base.deallocate() }

    var elements: UnsafeBufferPointer<Element> {
        @inline(__always) get { UnsafeBufferPointer(start: base, count: count) }
    }

    var last: Element? { count == 0 ? nil : base[count &- 1] }

    @inline(__always) mutating func append(_ element: Element) {
        if count == capacity { grow(by: 1) }
        (base + count).initialize(to: element)
        count &+= 1
    }

    @inline(__always) mutating func append(_ elements: UnsafeBufferPointer<Element>) {
        guard let source = elements.baseAddress else { return }
        if capacity &- count < elements.count { grow(by: elements.count) }
        (base + count).initialize(from: source, count: elements.count)
        count &+= elements.count
    }

    /// - Returns: nil where there was none.
    @inline(__always) mutating func popLast() -> Element? {
        guard count > 0 else { return nil }
        count &-= 1
        return base[count]
    }

    /// Forgets all from a position on; the memory stays.
    @inline(__always) mutating func truncate(to end: Int) { count = min(count, max(0, end)) }

    /// Forgets the first `gone` elements and moves the rest to the front.
    mutating func removeFirst(_ gone: Int) {
        let gone = min(count, max(0, gone))
        base.update(from: base + gone, count: count - gone)
        count -= gone
    }

    @inline(never) private mutating func grow(by room: Int) {
        let larger = max(capacity * 2, count + room)
        let moved = UnsafeMutablePointer<Element>.allocate(capacity: larger)
        moved.moveInitialize(from: base, count: count)
        base.deallocate()
        base = moved
        capacity = larger
    }
}
