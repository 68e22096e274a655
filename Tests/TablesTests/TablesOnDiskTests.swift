import Deliverability
import Foundation
import Tables
import Testing

@Suite struct TablesOnDiskTests {
    /// The names of all tables that are written in the sources, by the literal that opens each.
    private func names(_ opening: String) throws -> Set<String> {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/Core/Tables")
        var out: Set<String> = []
        for case let file as URL in FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil) ?? .init() {
            guard file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            for part in text.components(separatedBy: " = \(opening)(").dropFirst() {
                if let name = part.split(separator: "\"", omittingEmptySubsequences: false).dropFirst().first { out.insert(String(name)) }
            }
        }
        return out
    }

    @Test func `every provider table that is written is loaded`() throws {
        #expect(try names("ProviderTable") == Set(RuleTables.providers.map(\.provider.slug)))
    }

    @Test func `every phrase table that is written is loaded`() throws {
        #expect(try names("PhraseTable") == Set(RuleTables.phrases.map(\.scope)))
    }
}
