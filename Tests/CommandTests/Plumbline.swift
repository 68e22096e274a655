import Foundation
import Glibc
import TestKit

/// The program under test: the binary that was built together with these tests.
enum Plumbline {
    struct Missing: Error, CustomStringConvertible {
        let looked: [String]
        var description: String { "there is no plumbline to be tested at \(looked.joined(separator: " or "))" }
    }

    /// Beside the running test bundle, else in the checkout. A missing binary fails every test: nothing is skipped.
    static func path() throws -> String {
        let bundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let places = [bundle, Repository.path(".build/debug")].map { $0.appendingPathComponent("plumbline").path }
        guard let found = places.first(where: { access($0, X_OK) == 0 }) else { throw Missing(looked: places) }
        return found
    }

    /// Runs one command to its end.
    ///
    /// - Parameter input: standard input; empty where a command reads none.
    /// - Parameter directory: where it runs; the checkout by default, so that `Fixtures/…` is found.
    static func run(
        _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:], terminal: Bool = false,
        directory: String = Repository.root.path
    ) throws -> Outcome {
        let child = try ChildProcess(
            try path(), arguments, input: input, environment: environment, terminal: terminal, directory: directory)
        return try child.finish(within: 60)
    }
}

/// How a command ended and what it said.
struct Outcome {
    /// The exit code, or minus the number of the signal.
    let code: Int32
    let out: String
    let err: String

    /// A line ends in LF, in CSV in CR LF, which is one character, too.
    var lines: [String] { out.split(whereSeparator: \.isNewline).map(String.init) }

    /// Standard output as one JSON value: fails where anything else stands there.
    func json() throws -> JSONValue { try JSONValue(parsing: out) }

    /// Standard output as one JSON value a line.
    func ndjson() throws -> [JSONValue] { try lines.map(JSONValue.init(parsing:)) }
}

extension JSONValue {
    var text: String? { if case .string(let text) = self { text } else { nil } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var elements: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
    var keys: Set<String> { if case .object(let members) = self { Set(members.keys) } else { [] } }
}
