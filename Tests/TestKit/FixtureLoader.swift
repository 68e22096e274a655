import Foundation

/// One input under `Fixtures/` with what is expected of it. Named in a failing test by its path.
package struct Fixture: Sendable, CustomStringConvertible {
    /// `aggregate/example-net-two-zips.eml`.
    package let path: String
    package let bytes: [UInt8]
    /// Text of the `.expected.json` beside it: a subset of what `explain` says.
    package let expected: String?

    package var description: String { path }
    /// The file's name without folder and extension.
    package var name: String { URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent }
}

/// Finds fixtures by folder, so that a new file is a new test without another line of code.
package enum Fixtures {
    package static let suffix = ".expected.json"

    /// Where the expectation of an input stands: `a.eml` → `a.expected.json`, `a.xml.gz` → `a.xml.gz.expected.json`.
    package static func expectation(of path: String) -> String {
        path.hasSuffix(".eml") ? String(path.dropLast(4)) + suffix : path + suffix
    }

    /// Every input below `Fixtures/<folder>`, sorted; empty where the folder is not there yet.
    package static func all(in folder: String, root: URL = Repository.root) -> [Fixture] {
        let base = root.appendingPathComponent("Fixtures/\(folder)")
        return Repository.files(below: base).filter { !$0.hasSuffix(suffix) && !$0.hasSuffix(".md") }.compactMap { name in
            guard let data = try? Data(contentsOf: base.appendingPathComponent(name)) else { return nil }
            let expected = try? String(contentsOf: base.appendingPathComponent(expectation(of: name)), encoding: .utf8)
            return Fixture(path: "\(folder)/\(name)", bytes: [UInt8](data), expected: expected)
        }
    }

    /// One input by its path under `Fixtures/`.
    package static func bytes(_ path: String) throws -> [UInt8] { try Repository.bytes("Fixtures/\(path)") }
}
