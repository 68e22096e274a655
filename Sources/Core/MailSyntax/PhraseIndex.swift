/// Many literal phrases searched in one pass over a text, whatever their number.
///
/// Each phrase is filed under its rarest four bytes. A bitmap of all filed quads rejects nearly every position of a text
/// with one load; only where a quad is known are the few phrases behind it compared. Phrases under four bytes are not searched.
package struct PhraseIndex: Sendable {
    private struct Entry: Sendable {
        let phrase: [UInt8]
        let offset: Int
        let tag: Int
    }

    private var bitmap = [UInt64](repeating: 0, count: 1 << 10)
    private var entries: [UInt32: [Entry]] = [:]

    /// - Parameter phrases: lower-case text, and the number that a match is reported with.
    package init(_ phrases: [(phrase: String, tag: Int)]) {
        var frequency: [UInt32: Int] = [:]
        let filed = phrases.map { (Array($0.phrase.utf8), $0.tag) }.filter { $0.0.count >= 4 }
        for (phrase, _) in filed {
            for i in 0...(phrase.count - 4) { frequency[Self.quad(phrase, i), default: 0] += 1 }
        }
        for (phrase, tag) in filed {
            var best = 0, rarest = Int.max
            for i in 0...(phrase.count - 4) {
                let count = frequency[Self.quad(phrase, i)] ?? 0
                if count < rarest { (best, rarest) = (i, count) }
            }
            let quad = Self.quad(phrase, best), slot = Self.slot(quad)
            entries[quad, default: []].append(Entry(phrase: phrase, offset: best, tag: tag))
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
            guard bitmap[slot >> 6] & (1 << UInt64(slot & 63)) != 0, let candidates = entries[quad] else { continue }
            for entry in candidates
            where wants(entry.tag) && bytes.starts(with: entry.phrase, at: i - 3 - entry.offset, limit: bytes.count) { found(entry.tag) }
        }
    }

    private static func quad(_ bytes: [UInt8], _ i: Int) -> UInt32 {
        UInt32(bytes[i]) << 24 | UInt32(bytes[i + 1]) << 16 | UInt32(bytes[i + 2]) << 8 | UInt32(bytes[i + 3])
    }

    private static func slot(_ quad: UInt32) -> Int { Int((quad &* 0x9E37_79B1) >> 16) }
}
