import Foundation
import TestKit
import Testing

/// The proof with a real Postfix, where one can run: as root, with Debian's package there or installable.
@Suite struct PostfixTests {
    /// What the script ends with where it cannot run.
    private static let cannotRun: Int32 = 77

    @Test func `a private Postfix refuses the suppressed and takes all others`() throws {
        let child = try ChildProcess(
            Repository.path("scripts/test-postfix").path, [], input: [],
            environment: ["PLUMBLINE": try Plumbline.path(), "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"],
            terminal: false, directory: Repository.root.path)
        let outcome = try child.finish(within: 600)
        if outcome.code == Self.cannotRun { try Test.cancel(Comment(rawValue: outcome.err)) }
        #expect(outcome.code == 0, "\(outcome.out)\n\(outcome.err)")
        #expect(outcome.lines.last == "proven")
    }
}
