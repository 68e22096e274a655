/// Where a store lies, as written after `--store`: a path, or the URL of a database server.
package enum StoreLocation: Hashable, Sendable {
    case sqlite(path: String)

    /// - Throws: `unsupported` for a server's URL (this build keeps its decisions in an SQLite file) and for an empty word.
    package init(_ text: String) throws {
        for scheme in ["postgres:", "postgresql:"] where text.lowercased().hasPrefix(scheme) {
            throw StoreError(.unsupported, "PostgreSQL is not built in; give the path of an SQLite file, which is created on first use")
        }
        if text.hasPrefix("sqlite://") {
            self = .sqlite(path: String(text.dropFirst("sqlite://".count)))
        } else {
            self = .sqlite(path: text)
        }
        guard !path.isEmpty, !path.utf8.contains(0) else { throw StoreError(.unsupported, "the store needs a path") }
    }

    package var path: String {
        switch self {
        case .sqlite(let path): path
        }
    }
}
