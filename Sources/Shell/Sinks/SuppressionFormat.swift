import Deliverability
import Rendering
import Storage

/// The shapes in which suppressions leave the program; raw values are the words of `suppression export --format`.
///
/// `ndjson` and `csv` are the feed: every entry after a cursor, adds and removes, in cursor order. `postfix`, `exim` and
/// `plain` are the standing list: what must not be mailed now, sorted by address.
package enum SuppressionFormat: String, CaseIterable, Hashable, Sendable {
    case ndjson, csv, postfix, exim, plain

    /// Whether a cursor means anything: a standing list is always whole.
    package var isFeed: Bool {
        switch self {
        case .ndjson, .csv: true
        case .postfix, .exim, .plain: false
        }
    }

    package var mediaType: String {
        switch self {
        case .ndjson: "application/x-ndjson"
        case .csv: "text/csv; charset=utf-8"
        case .postfix, .exim, .plain: "text/plain; charset=utf-8"
        }
    }
}

/// What an export held.
package struct SuppressionExport: Hashable, Sendable {
    /// Where the next `--since` goes on. For a standing list: the cursor that it surely includes.
    package let cursor: Int64
    package let entries: Int
    /// Entries that the format cannot say: an address that was erased, a key that a Postfix table would misread.
    package let refused: Int
    /// The first of these, to be named.
    package let firstRefused: [Suppression]

    package init(cursor: Int64, entries: Int, refused: Int, firstRefused: [Suppression] = []) {
        self.cursor = cursor
        self.entries = entries
        self.refused = refused
        self.firstRefused = firstRefused
    }
}

extension SuppressionFormat {
    /// Entries that are asked of the store at a time.
    private static var page: Int { 1000 }
    /// Bytes that are handed on at a time.
    private static var chunk: Int { 1 << 16 }

    /// Writes an export in pieces of about 64 KiB, so that the length of the list does not matter.
    ///
    /// - Parameters:
    ///   - cursor: for a feed, the last entry that the reader has seen; 0 for all.
    ///   - output: takes each piece; what it throws ends the export.
    package func export(_ store: any Store, since cursor: Int64 = 0, to output: ([UInt8]) throws -> Void) throws -> SuppressionExport {
        // Fixed before reading: an export of a store that grows meanwhile still ends.
        let last = try store.lastCursor()
        var encoder = SuppressionEncoder(self)
        var entries = 0
        func drain(over limit: Int) throws {
            guard encoder.pendingBytes > limit else { return }
            try output(encoder.take())
        }
        guard isFeed else {
            try store.standingSuppressions { suppression in
                if encoder.add(suppression) { entries += 1 }
                try drain(over: Self.chunk)
            }
            encoder.finish()
            try drain(over: 0)
            return SuppressionExport(cursor: last, entries: entries, refused: encoder.refused, firstRefused: encoder.firstRefused)
        }
        var reached = cursor
        while reached < last {
            let page = try store.suppressions(after: reached, limit: Self.page)
            for suppression in page where suppression.cursor <= last {
                if encoder.add(suppression) { entries += 1 }
                try drain(over: Self.chunk)
            }
            guard let newest = page.last?.cursor, newest > reached else { break }
            reached = min(newest, last)
        }
        encoder.finish()
        try drain(over: 0)
        return SuppressionExport(cursor: reached, entries: entries, refused: encoder.refused, firstRefused: encoder.firstRefused)
    }
}
