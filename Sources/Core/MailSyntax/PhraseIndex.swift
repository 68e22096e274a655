/// Many literal phrases searched in one pass over a text, whatever their number.
///
/// Each phrase is filed under its rarest four bytes. A bitmap of all filed quads rejects nearly every position of a text
/// with one load; only where a quad is known are the few phrases behind it compared. The work is linear in the text: no
/// text can bring more than the longest chain of one quad to a position. Phrases under four bytes are not searched.
package struct PhraseIndex: Sendable {
    private struct Entry: Sendable {
        let quad: UInt32
        /// Where the phrase stands in `text`.
        let start: Int32
        let count: Int32
        /// Where the quad stands in the phrase.
        let offset: Int32
        let tag: Int32
        /// The next entry of the same slot; -1 ends the chain.
        var next: Int32
    }

    private static let slots = 1 << 16
    private var bitmap = [UInt64](repeating: 0, count: slots >> 6)
    private var heads: [Int32] = []
    private var entries: [Entry] = []
    private var text: [UInt8] = []

    /// - Parameter phrases: text as `LetterFolding` leaves it or not yet folded, and the number that a match is reported with.
    package init(_ phrases: [(phrase: String, tag: Int)]) {
        self.init { builder in
            for (phrase, tag) in phrases { builder.add(Array(phrase.utf8), tag: tag) }
        }
    }

    /// The same for phrases that nobody keeps as texts of their own.
    package init(_ build: (inout Builder) -> Void) {
        var builder = Builder()
        build(&builder)
        text = builder.text
        file(builder.places)
    }

    /// Takes phrases one after the other.
    package struct Builder {
        fileprivate var text: [UInt8] = []
        fileprivate var places: [(start: Int, count: Int, tag: Int)] = []

        package mutating func add(_ phrase: [UInt8], tag: Int) {
            let start = text.count
            LetterFolding.append(phrase, to: &text)
            let count = text.count - start
            if count >= 4 { places.append((start, count, tag)) } else { text.removeLast(count) }
        }
    }

    private mutating func file(_ places: [(start: Int, count: Int, tag: Int)]) {
        guard !places.isEmpty else { return }
        var frequency = [UInt16](repeating: 0, count: Self.slots)
        for place in places {
            for i in place.start...(place.start + place.count - 4) {
                let slot = Self.slot(Self.quad(text, i))
                if frequency[slot] < .max { frequency[slot] += 1 }
            }
        }
        heads = [Int32](repeating: -1, count: Self.slots)
        entries.reserveCapacity(places.count)
        for place in places {
            var best = 0, rarest = UInt16.max
            for i in 0...(place.count - 4) {
                let count = frequency[Self.slot(Self.quad(text, place.start + i))]
                if count < rarest { (best, rarest) = (i, count) }
            }
            let quad = Self.quad(text, place.start + best), slot = Self.slot(quad)
            entries.append(
                Entry(
                    quad: quad, start: Int32(truncatingIfNeeded: place.start), count: Int32(truncatingIfNeeded: place.count),
                    offset: Int32(truncatingIfNeeded: best), tag: Int32(truncatingIfNeeded: place.tag), next: heads[slot]))
            heads[slot] = Int32(truncatingIfNeeded: entries.count - 1)
            bitmap[slot >> 6] |= 1 << UInt64(slot & 63)
        }
    }

    /// Calls `found` for the phrases in the text. `wants` is asked before the comparison: false saves it.
    @inline(__always)
    package func search(_ bytes: [UInt8], where wants: (_ tag: Int) -> Bool = { _ in true }, _ found: (_ tag: Int) -> Void) {
        guard bytes.count >= 4 else { return }
        var quad = UInt32(bytes[0]) << 16 | UInt32(bytes[1]) << 8 | UInt32(bytes[2])
        for i in 3..<bytes.count {
            quad = quad << 8 | UInt32(bytes[i])
            let slot = Self.slot(quad)
            guard bitmap[slot >> 6] & (1 << UInt64(slot & 63)) != 0 else { continue }
            var next = heads[slot]
            while next >= 0 {
                let entry = entries[Int(next)]
                if entry.quad == quad, wants(Int(entry.tag)), stands(entry, in: bytes, at: i - 3 - Int(entry.offset)) {
                    found(Int(entry.tag))
                }
                next = entry.next
            }
        }
    }

    private func stands(_ entry: Entry, in bytes: [UInt8], at position: Int) -> Bool {
        let count = Int(entry.count), start = Int(entry.start)
        guard position >= 0, position + count <= bytes.count else { return false }
        for i in 0..<count where bytes[position + i] != text[start + i] { return false }
        return true
    }

    private static func quad(_ bytes: [UInt8], _ i: Int) -> UInt32 {
        UInt32(bytes[i]) << 24 | UInt32(bytes[i + 1]) << 16 | UInt32(bytes[i + 2]) << 8 | UInt32(bytes[i + 3])
    }

    private static func slot(_ quad: UInt32) -> Int { Int((quad &* 0x9E37_79B1) >> 16) }
}
