/// What the documents and the fixtures owe to a newcomer.
enum DocumentChecks {
    /// A mail without an expectation tests nothing, an expectation without its mail is left over. Scenarios have one
    /// expectation for many mails.
    static func fixtures(_ tree: SourceTree) -> [Violation] {
        let suffix = ".expected.json", all = Set(tree.paths)
        return tree.paths.filter { $0.hasPrefix("Fixtures/") && !$0.hasPrefix("Fixtures/scenarios/") }.compactMap { path in
            if path.hasSuffix(".eml"), !all.contains(path.dropLast(4) + suffix) {
                return Violation(path, "has no \(suffix) beside it: say what is expected of it (corpus discipline)")
            }
            if path.hasSuffix(suffix) {
                let stem = path.dropLast(suffix.count)
                if !all.contains(stem + ".eml"), !all.contains(String(stem)) {
                    return Violation(path, "expects something of a mail that is not there (corpus discipline)")
                }
            }
            return nil
        }
    }

    /// The first page leads to a running program and to the tests.
    static func readme(_ tree: SourceTree) -> [Violation] {
        guard let readme = tree.markdown.first(where: { $0.path == "README.md" }) else { return [Violation("README.md", "is not there")] }
        return ["make demo", "make test"].filter { !readme.text.contains($0) }.map {
            Violation("README.md", "does not name `\($0)`: a newcomer starts there (documentation drives)")
        }
    }

    /// A promise in the tables of this document is worth what its test is: the last column names tests that are there.
    static func provingTests(_ tree: SourceTree) -> [Violation] {
        guard let document = tree.markdown.first(where: { $0.path == "docs/durability.md" }) else { return [] }
        let tests = Set(
            tree.swift.lazy.filter { $0.path.hasPrefix("Tests/") }.flatMap(\.lines).compactMap { line -> Substring? in
                let parts = line.split(separator: "`", omittingEmptySubsequences: false)
                return parts.count > 1 && parts[0].hasSuffix("func ") ? parts[1] : nil
            })
        let laws = Set(
            tree.swift.lazy.filter { $0.path.hasPrefix("Tests/TestKit/") }.flatMap(\.lines).compactMap { line -> Substring? in
                line.split(separator: "Law(name: \"", maxSplits: 1).last.flatMap { $0 == line ? nil : $0.prefix { $0 != "\"" } }
            })
        return document.lines.enumerated().filter { $1.hasPrefix("|") }.flatMap { index, line -> [Violation] in
            let cells = line.split(separator: "|")
            guard index > 0, let last = cells.last, cells.count >= 3, !last.contains("---"), !last.contains("proven by") else { return [] }
            let names = last.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map(
                \.element)
            if names.isEmpty { return [Violation(document.path, line: index + 1, "names no test")] }
            return names.filter { !tests.contains($0) && !laws.contains($0) }.map {
                Violation(document.path, line: index + 1, "names a test that is not there: \($0)")
            }
        }
    }

    /// A path of somebody's machine helps nobody else.
    static func machinePaths(_ tree: SourceTree) -> [Violation] {
        tree.markdown.flatMap { file in
            file.lines.enumerated().flatMap { index, line in
                ["/work", "/root", "/tmp", "/home"].filter { names($0, in: line) }.map {
                    Violation(file.path, line: index + 1, "names \($0), a path of one machine: use a relative path or /var/lib/plumbline")
                }
            }
        }
    }

    /// Whether the folder stands there as a path from the root: not inside of a longer path, an address or a word.
    private static func names(_ folder: String, in line: Substring) -> Bool {
        line.ranges(of: folder).contains { range in
            let before = range.lowerBound > line.startIndex ? line[line.index(before: range.lowerBound)] : " "
            let after = range.upperBound < line.endIndex ? line[range.upperBound] : " "
            return !(before.isLetter || before.isNumber || "./~_-}".contains(before)) && !(after.isLetter || after.isNumber || after == "-")
        }
    }
}
