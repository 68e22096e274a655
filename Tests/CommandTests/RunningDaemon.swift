import Foundation
import Glibc
import TestKit

/// A daemon as a process over one Maildir in a folder of its own, with its settings in a file.
final class RunningDaemon {
    let folder: TemporaryFolder
    private let child: ChildProcess

    /// Starts it and waits until it says `ready`.
    ///
    /// - Parameter more: lines of the settings besides store, Maildir and port.
    init(_ more: String = "", arguments: [String] = [], environment: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        for name in ["new", "cur", "tmp"] {
            try FileManager.default.createDirectory(at: folder.path("mail/\(name)"), withIntermediateDirectories: true)
        }
        try Self.configure(folder, more)
        child = try ChildProcess(
            Plumbline.path(), ["run", "--config", folder.path("plumbline.yaml").path] + arguments, input: [], environment: environment,
            terminal: false, directory: folder.url.path)
        try waitForLine { $0.contains("event=ready") || $0.contains("\"event\":\"ready\"") }
    }

    /// Writes the settings anew.
    func configure(_ more: String, port: UInt16 = 0) throws { try Self.configure(folder, more, port) }

    private static func configure(_ folder: TemporaryFolder, _ more: String, _ port: UInt16 = 0) throws {
        let base = "store: \(folder.path("s.db").path)\nmaildirs: [\(folder.path("mail").path)]\nlisten: 127.0.0.1:\(port)\n"
        try folder.write(base + more, to: "plumbline.yaml")
    }

    var settingsPath: String { folder.path("plumbline.yaml").path }

    /// Where it is served, as its last `ready` said.
    func port() throws -> UInt16 {
        try child.waitForError(within: 60) { line -> UInt16? in
            guard line.contains("ready"), let word = line.split(separator: " ").first(where: { $0.hasPrefix("port=") }) else { return nil }
            return UInt16(word.dropFirst(5))
        }
    }

    func waitForLine(_ isMeant: (Substring) -> Bool) throws {
        _ = try child.waitForError(within: 60) { isMeant($0) ? true : nil }
    }

    /// Waits until lines with these words stand in the log so often.
    func waitForLines(_ count: Int, containing words: String) throws {
        _ = try child.waitForErrors(within: 60) { lines in lines.count { $0.contains(words) } >= count ? true : nil }
    }

    func signal(_ number: Int32) { child.signal(number) }

    /// Delivers the Maildir way.
    func deliver(_ bytes: [UInt8], as name: String) throws {
        try Data(bytes).write(to: folder.path("mail/tmp/\(name)"))
        try FileManager.default.moveItem(at: folder.path("mail/tmp/\(name)"), to: folder.path("mail/new/\(name)"))
    }

    func stop() throws -> Outcome {
        child.signal(SIGTERM)
        return try child.finish(within: 60)
    }
}
