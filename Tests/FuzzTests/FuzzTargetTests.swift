import CoreTargets
import Foundation
import ShellTargets
import TestKit
import Testing

/// The laws of the fuzz targets without the fuzzer: over what each begins with, and over what it ever found.
@Suite struct FuzzTargetTests {
    static let targets = coreTargets + shellTargets
    static let findings = Repository.files(below: Repository.path("fuzz/findings"))

    /// Of the mails one in four: the fuzzer begins with all of them.
    @Test(arguments: targets.map(\.name))
    func `the laws hold for what a target begins with`(name: String) throws {
        let target = try #require(Self.targets.first { $0.name == name }?.target)
        let fixtures = Repository.files(below: Repository.path("Fixtures")).filter { $0.hasSuffix(".eml") }
        var seeds = target.seeds
        for (number, path) in fixtures.enumerated() where number % 4 == 0 {
            seeds += target.seeds(in: try Repository.bytes("Fixtures/" + path))
        }
        #expect(seeds.count > 2)
        for (number, seed) in seeds.enumerated() {
            #expect(throws: Never.self, "\(name), seed \(number)") { try target.check(seed) }
        }
    }

    @Test(arguments: findings)
    func `what was found once stays mended`(path: String) throws {
        let target = try #require(Self.targets.first { path.hasPrefix($0.name + "/") }?.target, "a folder of no target")
        try target.check(try Repository.bytes("fuzz/findings/" + path))
    }

    @Test func `every target can be named to the script`() throws {
        let script = try Repository.text("scripts/fuzz")
        func names(_ variable: String) -> [String] {
            let line = script.split(separator: "\n").first { $0.hasPrefix(variable + "=") } ?? ""
            return line.dropFirst(variable.count + 1).split { $0 == "\"" || $0 == " " }.map(String.init)
        }
        #expect(names("core") == coreTargets.map(\.name))
        #expect(names("shell") == shellTargets.map(\.name))
    }
}
