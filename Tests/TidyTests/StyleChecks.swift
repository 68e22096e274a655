/// The rules of style that a machine can hold.
enum StyleChecks {
    /// Lines of one source file. Files of tables are as long as the world is.
    static let linesMax = 400
    static let tableFolders = ["Sources/Core/Tables/"]

    /// Words that name nothing, with what to say instead.
    static let emptyWords: [String: String] = [
        "Manager": "say what it owns (Store, Feed, Outbox)", "Handler": "say what it does with a verb (finish, commit, perform)",
        "Helper": "put the function where its type is", "Util": "put the function where its type is",
        "Utils": "put the function where its type is",
        "Utility": "put the function where its type is", "Processor": "use the layer's verb (read, interpret, summarize)",
        "Engine": "use the layer's verb (read, interpret, summarize)", "Info": "name the thing itself (Record, View, Facts)",
        "Item": "name the thing itself (Event, Finding, Suppression)",
    ]

    /// Style 1: one idea for a file.
    static func sizes(_ tree: SourceTree) -> [Violation] {
        tree.sources.filter { file in !tableFolders.contains(where: file.path.hasPrefix) && file.lines.count > linesMax }.map {
            Violation(
                $0.path, "\($0.lines.count) lines, \(linesMax) are enough: split it by idea, named so that the file list reads as features")
        }
    }

    /// Style 7: names.
    static func names(_ tree: SourceTree) -> [Violation] {
        let kinds: Set = ["struct", "class", "enum", "actor", "protocol", "typealias"]
        return tree.swift.flatMap { file in
            file.code.enumerated().flatMap { index, line -> [Violation] in
                let words = CodeText.words(line)
                guard let kind = words.firstIndex(where: kinds.contains), kind + 1 < words.count else { return [] }
                let name = words[kind + 1]
                return camelWords(name).compactMap { word in
                    guard let instead = emptyWords[word] ?? emptyWords[String(word.dropLast())].flatMap({ word.hasSuffix("s") ? $0 : nil })
                    else {
                        return nil
                    }
                    return Violation(file.path, line: index + 1, "the type \(name) says \"\(word)\": \(instead) (style, Names)")
                }
            }
        }
    }

    private static func camelWords(_ name: String) -> [String] {
        name.reduce(into: [String]()) { words, character in
            if character.isUppercase || words.isEmpty { words.append("") }
            words[words.count - 1].append(character)
        }
    }

    /// Style 6: what is left to do is an issue, not a comment.
    static func leftovers(_ tree: SourceTree) -> [Violation] {
        let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]
        return tree.swift.flatMap { file in
            file.lines.enumerated().flatMap { index, line in
                let words = CodeText.words(String(line))
                return marks.filter(words.contains).map {
                    Violation(file.path, line: index + 1, "\($0): open an issue, or do it (style, comments say why)")
                }
            }
        }
    }

    /// Style 4 and law 4: no mail can stop the daemon.
    static func traps(_ tree: SourceTree) -> [Violation] {
        let words: Set = ["fatalError", "preconditionFailure", "assertionFailure"]
        return tree.sources.flatMap { file in
            file.code.enumerated().compactMap { index, line in
                let found = ["try!", "as!"].first { mark in
                    line.split(separator: " ").contains {
                        $0.hasSuffix(mark) && ($0.count == mark.count || "([{,".contains($0.dropLast(mark.count).last ?? "x"))
                    }
                }
                guard let trap = found ?? CodeText.words(line).first(where: words.contains) else { return nil }
                return Violation(file.path, line: index + 1, "`\(trap)` can stop the daemon: throw or return (law 4)")
            }
        }
    }

    /// Style 2: a promise to the compiler has its proof beside it.
    static func promises(_ tree: SourceTree) -> [Violation] {
        tree.swift.flatMap { file in
            file.code.enumerated().compactMap { index, line in
                guard line.contains("@unchecked Sendable") || line.contains("nonisolated(unsafe)") || line.contains("@unsafe") else {
                    return nil
                }
                let above = index > 0 ? file.lines[index - 1].drop { $0 == " " } : ""
                if above.hasPrefix("//") { return nil }
                return Violation(
                    file.path, line: index + 1, "an unchecked promise without its proof: say in the line above why it holds (style 2)")
            }
        }
    }

    /// Style 5: we ship a program, not a library.
    static func access(_ tree: SourceTree) -> [Violation] {
        tree.swift.flatMap { file in
            file.code.enumerated().compactMap { index, line in
                let words = CodeText.words(line)
                guard words.contains("public") || (words.contains("open") && words.contains("class")) else { return nil }
                return Violation(file.path, line: index + 1, "`public` is for libraries: `package` between targets (style 5)")
            }
        }
    }
}
