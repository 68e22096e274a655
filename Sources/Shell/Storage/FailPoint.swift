import Glibc
import Synchronization

/// A named place on the way of a message, in the order of that way, where a debug build can be made to die: each window in
/// which a crash could lose mail or count it twice has one. Release builds do nothing here.
///
/// `FAIL_POINT=after-commit` kills the process the first time that it gets there, `after-commit:3` the third time.
package enum FailPoint: CaseIterable, Sendable {
    /// A file was opened and read.
    case afterOpen
    case afterHash
    /// The journal of attempts has the name, the parser does not have the bytes yet.
    case afterCount
    case afterParse
    /// The digest is in the transaction, the events are not.
    case afterKey
    /// Everything of a batch is in the transaction, which is not committed.
    case inTransaction
    /// Committed, but whoever asked for it is told that it failed. Nothing dies here.
    case commitAnswer
    case afterCommit
    /// The reason of set-aside mail is written, the mail is not moved.
    case sidecar
    /// A file was moved, its folder is not synced.
    case afterRename
    /// A webhook endpoint took an entry, and that is not written down.
    case afterPost

    #if DEBUG
        package var name: String {
            switch self {
            case .afterOpen: "after-open"
            case .afterHash: "after-hash"
            case .afterCount: "after-count"
            case .afterParse: "after-parse"
            case .afterKey: "after-key"
            case .inTransaction: "in-txn"
            case .commitAnswer: "commit-answer"
            case .afterCommit: "after-commit"
            case .sidecar: "sidecar"
            case .afterRename: "after-rename"
            case .afterPost: "after-post"
            }
        }

        /// Called at each point that this task reaches.
        @TaskLocal package static var observer: (@Sendable (FailPoint) -> Void)?

        package func reached() {
            Self.observer?(self)
            if Script.ofEnvironment?.isDue(at: self) ?? false { kill(getpid(), SIGKILL) }
        }

        /// For an answer that gets lost. Errors: `StoreError` with code `io`.
        package func answered() throws {
            Self.observer?(self)
            guard Script.ofEnvironment?.isDue(at: self) ?? false else { return }
            throw StoreError(.io, "the answer was lost at the fail point \(name)")
        }
    #else
        @inlinable package func reached() {}
        @inlinable package func answered() throws {}
    #endif
}

#if DEBUG
    /// One point and how often it must be reached.
    private final class Script: Sendable {
        private let point: FailPoint
        private let left: Atomic<Int>

        static let ofEnvironment = getenv("FAIL_POINT").flatMap { Script(String(cString: $0)) }

        /// nil, and a line on standard error, where the text names no point.
        init?(_ text: String) {
            let parts = text.split(separator: ":", maxSplits: 1)
            guard let point = FailPoint.allCases.first(where: { $0.name == parts.first.map(String.init) }),
                let times = parts.count > 1 ? Int(parts[1]) : 1
            else {
                let names = FailPoint.allCases.map(\.name).joined(separator: ", ")
                let line = Array("FAIL_POINT=\(text) names no fail point: \(names)\n".utf8)
                _ = write(STDERR_FILENO, line, line.count)
                return nil
            }
            self.point = point
            left = Atomic(times)
        }

        func isDue(at reached: FailPoint) -> Bool {
            reached == point && left.subtract(1, ordering: .relaxed).newValue == 0
        }
    }
#endif
