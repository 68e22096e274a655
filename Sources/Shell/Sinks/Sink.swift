import Storage

/// Something outside that follows the store. One conformance suite runs over every sink.
///
/// A sink is idempotent: performed twice on the same store, the second time changes nothing. When it throws, what was
/// outside before is still there, whole.
package protocol Sink: Sendable {
    /// For logs and health; without personal data.
    var name: String { get }

    /// Brings the outside up to the store.
    ///
    /// - Returns: the cursor of the feed that is surely included now.
    func perform(_ store: any Store) throws -> Int64
}

/// A file to be kept up to date, as the settings name it.
package struct FileSinkSetting: Hashable, Sendable {
    package let path: String
    package let format: SuppressionFormat

    package init(path: String, format: SuppressionFormat) {
        self.path = path
        self.format = format
    }
}

/// The one list of sinks. A new kind of sink is one file and one line here.
package struct SinkList: Sendable {
    package let sinks: [any Sink]

    /// - Throws: `SinkError.samePath` where two sinks would write over each other.
    package init(files: [FileSinkSetting]) throws {
        var seen: Set<String> = []
        for file in files where !seen.insert(file.path).inserted { throw SinkError.samePath(file.path) }
        sinks = files.map { FileSink($0) }
    }

    /// What became of one sink.
    package struct Outcome {
        package let name: String
        package let result: Result<Int64, any Error>
    }

    /// Performs all of them: one that fails keeps none of the others from their work.
    package func perform(_ store: any Store) -> [Outcome] {
        sinks.map { sink in Outcome(name: sink.name, result: Result { try sink.perform(store) }) }
    }
}

package enum SinkError: Error, Hashable, CustomStringConvertible {
    case samePath(String)
    /// The system refused a step; `code` is errno.
    case system(step: String, path: String, code: Int32)
    /// Something else than a plain file has the name.
    case notRegular(String)
    /// Another process writes the same file now.
    case busy(String)

    package var description: String {
        switch self {
        case .samePath(let path): "two sinks write \(path)"
        case .system(let step, let path, let code): "cannot \(step) \(path): \(errorText(code))"
        case .notRegular(let path): "\(path) is no regular file; a sink replaces its file and never follows a link"
        case .busy(let path): "another process is writing \(path)"
        }
    }
}
