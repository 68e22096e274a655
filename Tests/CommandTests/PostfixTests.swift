import Foundation
import TestKit
import Testing

/// The proof with a real Postfix, where one can run: as root, with Debian's package there or installable.
@Suite(.apart) struct PostfixTests {
    /// What the script ends with where it cannot run.
    private static let cannotRun: Int32 = 77

    @Test func `a private Postfix refuses the suppressed and takes all others`() async throws {
        let outcome = try await prove()
        if outcome.code == Self.cannotRun { try Test.cancel(Comment(rawValue: outcome.err)) }
        #expect(outcome.code == 0, "\(outcome.out)\n\(outcome.err)")
        #expect(outcome.lines.last == "proven")
    }

    /// It takes a minute on a busy machine, so it has a thread of its own: other tests need theirs.
    private func prove() async throws -> Outcome {
        try await withCheckedThrowingContinuation { continuation in
            Thread {
                continuation.resume(
                    with: Result {
                        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
                        return try ChildProcess(
                            Repository.path("scripts/test-postfix").path, [], input: [],
                            environment: ["PLUMBLINE": try Plumbline.path(), "PATH": path], terminal: false,
                            directory: Repository.root.path
                        ).finish(within: 600)
                    })
            }.start()
        }
    }
}
