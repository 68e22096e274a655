import CoreTargets
import Foundation

/// Between libFuzzer and a target: which one is meant is in the environment, as libFuzzer owns the arguments.
package enum Entry {
    /// Written once, before the first input comes.
    nonisolated(unsafe) private static var chosen: (any FuzzTarget.Type)?

    /// Chooses `FUZZ_TARGET` and writes what it begins with below `FUZZ_SEEDS`, from the mails below `FUZZ_FIXTURES`.
    package static func begin(_ targets: [(name: String, target: any FuzzTarget.Type)]) {
        let environment = ProcessInfo.processInfo.environment, name = environment["FUZZ_TARGET"] ?? ""
        guard let target = targets.first(where: { $0.name == name })?.target else {
            fatalError("FUZZ_TARGET is none of \(targets.map(\.name).joined(separator: ", "))")
        }
        chosen = target
        guard let seeds = environment["FUZZ_SEEDS"], let fixtures = environment["FUZZ_FIXTURES"] else { return }
        let mails = mails(below: URL(fileURLWithPath: fixtures))
        for (number, seed) in (target.seeds + mails.flatMap(target.seeds(in:))).enumerated() {
            try? Data(seed).write(to: URL(fileURLWithPath: seeds).appendingPathComponent("seed-\(number)"))
        }
    }

    private static func mails(below folder: URL) -> [[UInt8]] {
        let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return (walk?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "eml" }.compactMap {
            try? [UInt8](Data(contentsOf: $0))
        }
    }

    package static func take(_ bytes: [UInt8]) {
        do { try chosen?.check(bytes) } catch { fatalError("broken law: \(error)") }
    }
}

/// libFuzzer's way in for each input.
@_cdecl("LLVMFuzzerTestOneInput") func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    Entry.take(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
