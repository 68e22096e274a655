import MailSyntax

/// Whether somebody writes to a store just now.
package enum WriterPresence {
    package static func isThere(store path: String) -> Bool { !ReaderLock(store: StoreFile.canonical(path)).isQuiet }
}

extension SQLStore {
    private static let newest = Statement("SELECT max(received_at) FROM message")
    private static let reporters = Statement(
        "SELECT shown_reporter, max(end_at) AS latest FROM report GROUP BY shown_reporter ORDER BY latest DESC LIMIT $1")

    /// When the newest message was committed; nil in an empty store.
    package func lastCommitted() throws -> Timestamp? {
        try session.first(Self.newest) { $0.optionalInt(0).map { Timestamp($0) } } ?? nil
    }

    /// Reporters with the end of their last aggregate report, those heard of last first.
    package func lastReports(limit: Int) throws -> [(name: String, end: Timestamp)] {
        try session.all(Self.reporters, [.int(Int64(max(0, limit)))]) { ($0.text(0), Timestamp($0.int(1))) }
    }
}
