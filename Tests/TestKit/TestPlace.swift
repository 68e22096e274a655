import Foundation
import Glibc

/// The one folder below which this run of tests keeps all that it makes. It goes with the end of the run; what a run left
/// that was killed goes with the beginning of the next one.
package enum TestPlace {
    private static let prefix = "plumbline-tests-"

    /// Has the process id in its name, so that others can see whether its run is over.
    private static let root: String = {
        let above = FileManager.default.temporaryDirectory.path
        for name in (try? FileManager.default.contentsOfDirectory(atPath: above)) ?? [] where name.hasPrefix(prefix) {
            guard let process = pid_t(name.dropFirst(prefix.count)), kill(process, 0) != 0, errno == ESRCH else { continue }
            try? FileManager.default.removeItem(atPath: above + "/" + name)
        }
        atexit { try? FileManager.default.removeItem(atPath: TestPlace.root) }
        return above + "/" + prefix + String(getpid())
    }()

    /// A name that nothing has yet, in a folder that is there. Short: the path of a socket is bounded.
    package static func fresh() throws -> String {
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        return root + "/" + String(UInt64.random(in: 0...UInt64.max), radix: 36)
    }

    /// A new folder.
    package static func folder() throws -> String {
        let path = try fresh()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        return path
    }
}
