import Foundation
import TestKit
import Testing

/// Help is read by people who are in a hurry: it is kept like any other output.
@Suite struct HelpTests {
    /// Every command with its help, found by walking the lists of subcommands.
    private static let pages = Result { try walk([]) }

    private static func walk(_ command: [String]) throws -> [(command: [String], help: String)] {
        // The width is that of the environment; a pipe has none.
        let help = try Plumbline.run(command + ["--help"], environment: ["COLUMNS": "100"]).out
        return try [(command, help)] + subcommands(in: help).flatMap { try walk(command + [$0]) }
    }

    private static func subcommands(in help: String) -> [String] {
        guard let start = help.range(of: "SUBCOMMANDS:\n") else { return [] }
        return help[start.upperBound...].split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }
            .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
    }

    @Test func `the help of all commands is the one that is kept`() throws {
        let text = try Self.pages.get().map { page in
            "$ plumbline \((page.command + ["--help"]).joined(separator: " "))\n\(page.help)"
        }
        #expect(try Self.pages.get().count > 15)
        let difference = Golden.difference(text.joined(separator: "\n"), at: "Tests/CommandTests/Goldens/help.txt")
        #expect(difference == nil)
    }

    @Test func `every command that does something has an example in its help`() throws {
        for page in try Self.pages.get() where Self.subcommands(in: page.help).isEmpty {
            let example = "\n  plumbline \(page.command.joined(separator: " ")) "
            #expect(page.help.contains(example), "plumbline \(page.command.joined(separator: " ")) --help")
        }
    }

    @Test func `help is asked for and no failure`() throws {
        for command in [["--help"], ["help"], ["explain", "-h"], ["help", "suppression", "export"]] {
            let outcome = try Plumbline.run(command)
            #expect(outcome.code == 0 && outcome.out.contains("USAGE: plumbline") && outcome.err.isEmpty)
        }
    }
}
