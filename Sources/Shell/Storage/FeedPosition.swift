import Deliverability
import MailSyntax

/// Where a reader of the feed stands: `GENERATION-CURSOR-CHECK`, opaque to the reader.
///
/// The cursor alone cannot tell that the store was replaced by an older copy: once that has grown past it, the numbers fit
/// and the entries behind them are others. So a position also says which feed it belongs to and carries a check of the
/// entry at the cursor. A bare number is a position, too: then only a cursor ahead of the feed is noticed.
package struct FeedPosition: Hashable, Sendable, CustomStringConvertible {
    package let cursor: Int64
    /// nil in a bare number.
    package let generation: String?
    /// Eight hex digits of the entry at the cursor; `0` before the first entry.
    package let check: String?

    package init(cursor: Int64, generation: String? = nil, check: String? = nil) {
        self.cursor = cursor
        self.generation = generation
        self.check = check
    }

    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 1 || parts.count == 3 else { return nil }
        let digits = parts.count == 1 ? parts[0] : parts[1]
        guard !digits.isEmpty, digits.utf8.allSatisfy(\.isDigit), let cursor = Int64(digits) else { return nil }
        self.cursor = cursor
        guard parts.count == 3 else {
            (generation, check) = (nil, nil)
            return
        }
        guard [parts[0], parts[2]].allSatisfy({ (1...32).contains($0.utf8.count) && $0.utf8.allSatisfy { $0.hexValue != nil } }) else {
            return nil
        }
        (generation, check) = (String(parts[0]), String(parts[2]))
    }

    package var description: String {
        guard let generation, let check else { return String(cursor) }
        return "\(generation)-\(cursor)-\(check)"
    }
}

extension Store {
    /// The position behind an entry of this feed; nil where there is no such entry.
    package func position(at cursor: Int64) throws -> FeedPosition? {
        guard cursor > 0 else { return FeedPosition(cursor: 0, generation: try feedGeneration(), check: "0") }
        return try suppression(at: cursor).map { try position(behind: $0) }
    }

    package func position(behind entry: Suppression) throws -> FeedPosition {
        FeedPosition(cursor: entry.cursor, generation: try feedGeneration(), check: entry.check)
    }

    /// Whether what a reader has seen is what this feed says.
    package func holds(_ position: FeedPosition) throws -> Bool {
        guard let own = try self.position(at: position.cursor) else { return false }
        return position.generation == nil || own == position
    }
}

extension Suppression {
    /// Without the address: it may be erased, and the entry is the same.
    fileprivate var check: String {
        let words = [
            String(cursor), operation.rawValue, hash, reason.rawValue, state.rawValue, scope, String(since.secondsSince1970),
            expires.map { String($0.secondsSince1970) } ?? "",
        ]
        return hexadecimal(Array(SHA256Digest.of(Array(words.joined(separator: "\n").utf8)).bytes.prefix(4)))
    }
}
