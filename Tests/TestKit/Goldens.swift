import Foundation
import Synchronization

/// Output that is kept in the repository. `UPDATE_GOLDENS=1 swift test` writes what the tests find; the difference is
/// then reviewed like any other change.
package enum Golden {
    /// Tests run side by side and may keep sections of one document.
    private static let files = Mutex(())

    package static var updates: Bool { ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" }

    /// Compares with a whole file of the checkout. nil: equal, or just written. Else the first difference in words.
    package static func difference(_ actual: String, at path: String) -> String? {
        files.withLock { _ in whole(actual, at: path) }
    }

    private static func whole(_ actual: String, at path: String) -> String? {
        let file = Repository.path(path)
        let kept = try? String(contentsOf: file, encoding: .utf8)
        if kept == actual { return nil }
        if updates { return write(actual, to: file) }
        guard let kept else { return "\(path) is not there. \(advice)" }
        return "\(path) \(firstDifference(kept: kept, actual: actual)) \(advice)"
    }

    /// Compares with the generated section of a document, between `<!-- generated: NAME -->` and `<!-- end of NAME -->`.
    /// The prose around it stays as it is written.
    package static func difference(_ actual: String, inSection name: String, of path: String) -> String? {
        files.withLock { _ in section(actual, name, of: path) }
    }

    private static func section(_ actual: String, _ name: String, of path: String) -> String? {
        let file = Repository.path(path)
        guard let document = try? String(contentsOf: file, encoding: .utf8) else { return "\(path) is not there" }
        guard let section = Self.section(name, of: document) else { return "\(path) has no section \(name)" }
        let wanted = "\n" + actual.trimmingCharacters(in: .newlines) + "\n"
        if document[section] == wanted { return nil }
        if updates { return write(document[..<section.lowerBound] + wanted + document[section.upperBound...], to: file) }
        return "\(path), section \(name), \(firstDifference(kept: String(document[section]), actual: wanted)) \(advice)"
    }

    private static let advice = "UPDATE_GOLDENS=1 swift test rewrites it."

    private static func section(_ name: String, of document: String) -> Range<String.Index>? {
        guard let start = document.range(of: "<!-- generated: \(name) -->"),
            let end = document.range(of: "<!-- end of \(name) -->", range: start.upperBound..<document.endIndex)
        else { return nil }
        return start.upperBound..<end.lowerBound
    }

    private static func write(_ text: some StringProtocol, to file: URL) -> String? {
        do {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file, options: .atomic)
            return nil
        } catch {
            return "\(file.path) cannot be written: \(error)"
        }
    }

    /// The first line that differs, both sides.
    package static func firstDifference(kept: String, actual: String) -> String {
        let old = kept.split(separator: "\n", omittingEmptySubsequences: false)
        let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
        let index = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(old.count, new.count)
        let was = index < old.count ? "\"\(old[index])\"" : "nothing"
        let now = index < new.count ? "\"\(new[index])\"" : "nothing"
        return "differs in line \(index + 1): kept \(was), now \(now)."
    }
}
