import Foundation
import TestKit

/// The text files of a checkout, read once: what every check looks at. Made over any root, so that each check can be
/// shown a tree that breaks it.
struct SourceTree: Sendable {
    struct File: Sendable {
        let path: String
        let text: String
        /// Lines as they are written.
        let lines: [Substring]
        /// The same lines without comments and without what stands in string literals.
        let code: [String]

        init(path: String, text: String) {
            self.path = path
            self.text = text
            lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            code = path.hasSuffix(".swift") ? CodeText.lines(of: text) : lines.map(String.init)
        }
    }

    /// Paths of all files, relative to the root.
    let paths: [String]
    let swift: [File]
    let markdown: [File]
    let package: File?

    init(root: URL) {
        paths = Repository.files(below: root)
        func read(_ path: String) -> File? {
            (try? Data(contentsOf: root.appendingPathComponent(path))).map { File(path: path, text: String(decoding: $0, as: UTF8.self)) }
        }
        swift = paths.filter { $0.hasSuffix(".swift") && ($0.hasPrefix("Sources/") || $0.hasPrefix("Tests/")) }.compactMap(read)
        markdown = paths.filter { $0.hasSuffix(".md") }.compactMap(read)
        package = read("Package.swift")
    }

    var sources: [File] { swift.filter { $0.path.hasPrefix("Sources/") } }
    var core: [File] { swift.filter { $0.path.hasPrefix("Sources/Core/") } }
}

/// One thing that is not as the house style has it: where, and what to do instead.
struct Violation: Hashable, CustomStringConvertible, Sendable {
    let path: String
    let line: Int?
    let words: String

    init(_ path: String, line: Int? = nil, _ words: String) {
        self.path = path
        self.line = line
        self.words = words
    }

    var description: String { line.map { "\(path):\($0): \(words)" } ?? "\(path): \(words)" }
}

/// Swift text without comments and the contents of string literals and raw identifiers, line by line: a word in a
/// sentence is no code.
enum CodeText {
    private enum State: Equatable {
        case code, blockComment(Int), string(raw: Int), longString(raw: Int)
    }

    static func lines(of text: String) -> [String] {
        var state = State.code
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let bytes = Array(line.utf8)
            var out: [UInt8] = [], i = 0
            if case .string = state { state = .code }  // a plain literal ends with its line
            while i < bytes.count { i += step(bytes, i, &state, &out) }
            return String(decoding: out, as: UTF8.self)
        }
    }

    /// Takes one token and gives its length.
    private static func step(_ bytes: [UInt8], _ i: Int, _ state: inout State, _ out: inout [UInt8]) -> Int {
        func at(_ text: StaticString, _ place: Int) -> Bool {
            let length = text.utf8CodeUnitCount
            return place + length <= bytes.count && (0..<length).allSatisfy { bytes[place + $0] == text.utf8Start[$0] }
        }
        switch state {
        case .code:
            if at("//", i) { return bytes.count - i }
            if at("/*", i) {
                state = .blockComment(1)
                return 2
            }
            if bytes[i] == 96, let end = bytes[(i + 1)...].firstIndex(of: 96) {  // a raw identifier is a sentence
                out += [96, 96]
                return end + 1 - i
            }
            var hashes = 0
            while i + hashes < bytes.count, bytes[i + hashes] == 35 { hashes += 1 }
            if at("\"\"\"", i + hashes) {
                state = .longString(raw: hashes)
                out += [34, 34]
                return hashes + 3
            }
            if at("\"", i + hashes) {
                state = .string(raw: hashes)
                out += [34, 34]
                return hashes + 1
            }
            out.append(bytes[i])
            return 1
        case .blockComment(let depth):
            if at("/*", i) { state = .blockComment(depth + 1) }
            if at("*/", i) { state = depth == 1 ? .code : .blockComment(depth - 1) }
            return at("/*", i) || at("*/", i) ? 2 : 1
        case .string(let raw), .longString(let raw):
            if bytes[i] == 92, raw == 0 { return 2 }
            let long = state == .longString(raw: raw), quotes = long ? 3 : 1
            guard long ? at("\"\"\"", i) : at("\"", i) else { return 1 }
            let end = i + quotes
            guard end + raw <= bytes.count, (end..<(end + raw)).allSatisfy({ bytes[$0] == 35 }) else { return 1 }
            state = .code
            return quotes + raw
        }
    }

    /// The identifiers of a line of code.
    static func words(_ line: String) -> [String] {
        line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    }
}
