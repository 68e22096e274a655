import Foundation

/// A JSON value for comparisons in tests.
package enum JSONValue: Hashable, Sendable, Decodable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    package init(from decoder: any Decoder) throws {
        let one = try decoder.singleValueContainer()
        if one.decodeNil() {
            self = .null
        } else if let value = try? one.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? one.decode(Double.self) {
            self = .number(value)
        } else if let value = try? one.decode(String.self) {
            self = .string(value)
        } else if let value = try? one.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try one.decode([String: JSONValue].self))
        }
    }

    package init(parsing text: String) throws { self = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) }

    /// `value["reports", 0, "domain"]` by steps.
    package subscript(key: String) -> JSONValue? { if case .object(let members) = self { members[key] } else { nil } }
    package subscript(index: Int) -> JSONValue? {
        if case .array(let elements) = self, elements.indices.contains(index) { elements[index] } else { nil }
    }

    fileprivate var words: String {
        switch self {
        case .null: "null"
        case .bool(let value): String(value)
        case .number(let value): value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
        case .string(let value): "\"\(value)\""
        case .array(let elements): "an array of \(elements.count)"
        case .object(let members): "an object with \(members.keys.sorted().joined(separator: ", "))"
        }
    }
}

/// Whether what is expected is part of what is there: objects by key, arrays of the same length element by element.
package enum JSONSubset {
    /// The first differences in words with their paths (`reports[0].domain: expected "a", found "b"`); empty: it fits.
    package static func differences(expected: String, actual: String, most: Int = 5) -> [String] {
        guard let expected = try? JSONValue(parsing: expected) else { return ["the expectation is no JSON"] }
        guard let actual = try? JSONValue(parsing: actual) else { return ["the output is no JSON: \(actual.prefix(200))"] }
        return Array(differences(expected: expected, actual: actual).prefix(most))
    }

    package static func differences(expected: JSONValue, actual: JSONValue, at path: String = "") -> [String] {
        let place = path.isEmpty ? "the value" : path
        switch (expected, actual) {
        case (.object(let wanted), .object(let found)):
            return wanted.keys.sorted().flatMap { key -> [String] in
                let below = path.isEmpty ? key : "\(path).\(key)"
                guard let want = wanted[key] else { return [] }
                guard let have = found[key] else { return ["\(below): expected \(want.words), found no such key"] }
                return differences(expected: want, actual: have, at: below)
            }
        case (.array(let wanted), .array(let found)):
            guard wanted.count == found.count else { return ["\(place): expected \(wanted.count) elements, found \(found.count)"] }
            return zip(wanted, found).enumerated().flatMap { index, pair in
                differences(expected: pair.0, actual: pair.1, at: "\(path)[\(index)]")
            }
        default:
            return expected == actual ? [] : ["\(place): expected \(expected.words), found \(actual.words)"]
        }
    }
}
