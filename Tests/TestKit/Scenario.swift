import Foundation

/// One story of `Fixtures/scenarios`: mails in order, the times that the program is told, and what must stand at the end.
/// The keys are explained in `Fixtures/README.md`.
package struct Scenario: Sendable, Decodable, CustomStringConvertible {
    package struct Operator: Sendable, Decodable {
        package let own_domains: [String]
        package let authserv_ids: [String]
        package let burst_floor: Int?
    }

    package struct Step: Sendable, Decodable {
        package let at: String
        package let deliver: [String]?
        package let pass_time: Bool?
    }

    package struct Summary: Sendable, Decodable {
        package let week: String
        package let messages: Int64
        package let aligned: Int64
        package let reports: Int64
    }

    package struct Expectation: Sendable, Decodable {
        package let contacts: [JSONValue]
        package let suppressions: [JSONValue]
        package let investigations: [JSONValue]
        package let summary: Summary
    }

    package let name: String
    package let story: String
    package let `operator`: Operator
    package let steps: [Step]
    package let expect: Expectation
    /// Its folder below `Fixtures/scenarios`.
    package private(set) var folder = ""

    package var description: String { folder }

    private enum CodingKeys: String, CodingKey { case name, story, `operator`, steps, expect }

    /// Every scenario of the checkout, sorted by folder.
    package static let all: [Scenario] = Repository.files(below: Repository.path("Fixtures/scenarios")).filter {
        $0.hasSuffix("/scenario.json")
    }.compactMap { path in
        guard let text = try? Repository.text("Fixtures/scenarios/\(path)") else { return nil }
        var scenario = try? JSONDecoder().decode(Scenario.self, from: Data(text.utf8))
        scenario?.folder = String(path.dropLast("/scenario.json".count))
        return scenario
    }

    package func mail(_ name: String) throws -> [UInt8] { try Fixtures.bytes("scenarios/\(folder)/\(name)") }
}
