import Foundation

/// The checkout that the tests run in: found from where this file was compiled, never from the working directory.
package enum Repository {
    package static let root: URL = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A place in the checkout: `Repository.path("Fixtures/aggregate")`.
    package static func path(_ relative: String) -> URL { root.appendingPathComponent(relative) }

    /// Bytes of a file of the checkout.
    package static func bytes(_ relative: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: path(relative))) }

    package static func text(_ relative: String) throws -> String { String(decoding: try bytes(relative), as: UTF8.self) }

    /// Regular files below a folder, as paths relative to it, sorted; none where the folder is not there.
    /// Build products and hidden folders are left out.
    package static func files(below folder: URL) -> [String] {
        let base = folder.resolvingSymlinksInPath().path
        guard let walk = FileManager.default.enumerator(atPath: base) else { return [] }
        var out: [String] = []
        while let name = walk.nextObject() as? String {
            let kind = walk.fileAttributes?[.type] as? FileAttributeType
            if kind == .typeDirectory {
                let last = name.split(separator: "/").last ?? ""
                if last.hasPrefix("."), last != ".ci" { walk.skipDescendants() }
            } else if kind == .typeRegular {
                out.append(name)
            }
        }
        return out.sorted()
    }
}

/// A folder of its own for one test, removed with its last reference.
package final class TemporaryFolder: Sendable {
    package let url: URL

    package init() throws {
        url = URL(fileURLWithPath: try TestPlace.folder())
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    package func path(_ relative: String) -> URL { url.appendingPathComponent(relative) }

    /// Writes a file with the folders above it.
    package func write(_ text: String, to relative: String) throws {
        let file = path(relative)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }
}
