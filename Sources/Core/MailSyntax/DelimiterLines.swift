/// Every line of a message that starts with `--`, found in one pass: the only lines that can bound a part.
///
/// A multipart looks its boundary up by hash. Without this index each level of nesting walks all lines below it again,
/// and a hostile message of a hundred levels costs a hundred walks.
struct DelimiterLines: Sendable {
    private struct Line {
        let start: Int
        let end: Int
        /// Of the bytes behind the `--`, without blanks at the end.
        let hash: UInt64
    }

    private let lines: [Line]

    /// Lines that are longer than a boundary may be are left out.
    ///
    /// - Throws: `message.too-many-parts` for more such lines than any mail has.
    init(_ source: [UInt8], limits: Limits) throws(ReadError) {
        var lines: [Line] = []
        var position = 0
        while position + 1 < source.count {
            let dash = source.find(45, in: position..<source.count)
            position = dash + 1
            guard dash + 1 < source.count, source[dash + 1] == 45, dash == 0 || Self.isLineEnd(source[dash - 1]) else { continue }
            var end = dash + 2, kept = end, hash = Self.seed
            var keptHash = hash
            while end < source.count, !Self.isLineEnd(source[end]) {
                hash = (hash ^ UInt64(source[end])) &* Self.prime
                end += 1
                if !source[end - 1].isMailWhitespace {
                    kept = end
                    keptHash = hash
                }
            }
            position = end
            guard limits.boundaryBytes.allows(kept - dash - 4) else { continue }
            guard limits.delimiterLines.allows(lines.count + 1) else {
                throw ReadError(.messageTooManyParts, exceeded: limits.delimiterLines)
            }
            lines.append(Line(start: dash, end: end, hash: keptHash))
        }
        self.lines = lines
    }

    private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325
    private static let prime: UInt64 = 0x0000_0100_0000_01B3

    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 }

    private static func hash(_ bytes: [UInt8]) -> UInt64 { bytes.reduce(seed) { ($0 ^ UInt64($1)) &* prime } }

    /// One delimiter of a boundary: its line, and whether it is the closing one (RFC 2046 §5.1.1).
    struct Delimiter {
        let line: Range<Int>
        let closing: Bool
    }

    /// The delimiter lines of `boundary` in `body`, in order. A longer boundary that only starts alike is another one.
    func delimiters(_ boundary: [UInt8], in body: Range<Int>, of source: [UInt8]) -> [Delimiter] {
        let open = [45, 45] + boundary
        let close = open + [45, 45]
        let openHash = Self.hash(boundary), closeHash = Self.hash(boundary + [45, 45])
        var out: [Delimiter] = []
        for line in lines[first(from: body.lowerBound)...] {
            if line.start >= body.upperBound { break }
            let limit = min(line.end, body.upperBound)
            if line.hash == openHash, source.starts(with: open, at: line.start, limit: limit) {
                out.append(Delimiter(line: line.start..<limit, closing: false))
            } else if line.hash == closeHash, source.starts(with: close, at: line.start, limit: limit) {
                out.append(Delimiter(line: line.start..<limit, closing: true))
            }
        }
        return out
    }

    /// The first line `--token` that is followed by a `Content-` field: what a boundary looks like when its label is lost.
    func guess(in body: Range<Int>, of source: [UInt8]) -> [UInt8]? {
        for line in lines[first(from: body.lowerBound)...] {
            if line.start >= body.upperBound { break }
            var next = line.end
            while next < body.upperBound, next < line.end + 3, Self.isLineEnd(source[next]) { next += 1 }
            guard source.startsIgnoringCase("content-", at: next, limit: body.upperBound) else { continue }
            let token = source.trimmed((line.start + 2)..<line.end)
            if !token.isEmpty { return Array(source[token]) }
        }
        return nil
    }

    /// Index of the first line that starts at `position` or behind it.
    private func first(from position: Int) -> Int {
        var low = 0, high = lines.count
        while low < high {
            let middle = (low + high) / 2
            if lines[middle].start < position { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Array where Element == UInt8 {
    /// Where the line before `position` ends: the line end just there belongs to the delimiter (RFC 2046 §5.1.1).
    func endOfLine(before position: Int, from start: Int) -> Int {
        var end = position
        if end > start, self[end - 1] == 10 { end -= 1 }
        if end > start, self[end - 1] == 13 { end -= 1 }
        if end > start, end == position - 2, self[end - 1] == 13 { end -= 1 }
        return end
    }
}
