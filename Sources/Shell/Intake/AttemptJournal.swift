import Storage

/// Which messages are being parsed right now, in a file that outlives a crash of this process.
///
/// A line `+name` is written before a parse and `-name` after it; the names still open when the next process starts were
/// in a parser's hands when the last one died, and only they count as attempts in the store. It costs two small writes
/// and no sync: a dead process leaves the page cache behind, and after a power loss there is nobody to blame.
package final class AttemptJournal: Sendable {
    private struct State: Sendable {
        var open: Set<String> = []
        var size = 0
    }

    private let file: any JournalFile
    private let state = Monitor(State())
    /// Names that the last process left open.
    package let leftOpen: [String]

    package init(_ file: any JournalFile) throws {
        self.file = file
        let bytes = try file.bytes()
        leftOpen = Self.openNames(bytes)
        // Kept until the store has counted them: see `forgetPast`.
        state.with { $0.size = bytes.count }
    }

    /// Called once the attempts of `leftOpen` are counted.
    package func forgetPast() {
        state.with { state in
            file.empty()
            state.size = 0
        }
    }

    /// Notes the name while `body` runs. A journal that cannot be written must not stop the mail.
    func whileParsing<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
        note(43, name) { $0.insert(name) }
        defer { note(45, name) { $0.remove(name) } }
        FailPoint.afterCount.reached()
        return try body()
    }

    private func note(_ sign: UInt8, _ name: String, _ change: (inout Set<String>) -> Void) {
        state.with { state in
            change(&state.open)
            if state.open.isEmpty, state.size > 64 << 10 {
                file.empty()
                state.size = 0
                return
            }
            let line = [sign] + Array(name.utf8) + [10]
            try? file.append(line)
            state.size += line.count
        }
    }

    private static func openNames(_ bytes: [UInt8]) -> [String] {
        var open: [String] = []
        for line in bytes.split(separator: 10) {
            let name = String(decoding: line.dropFirst(), as: UTF8.self)
            if line.first == 43 {
                open.append(name)
            } else if let index = open.lastIndex(of: name) {
                open.remove(at: index)
            }
        }
        return Array(Set(open)).sorted()
    }
}

/// Lets many parse at once, or one alone: a message that was in hand when a process died is read with no other beside
/// it, so that at the next crash no innocent one is counted.
package final class SuspectGate: Sendable {
    private struct State: Sendable {
        var parsing = 0
        var alone = false
        var waitingAlone = 0
    }

    private let state = Monitor(State())

    func pass<Result>(alone: Bool, _ body: () throws -> Result) rethrows -> Result {
        if alone { state.with { $0.waitingAlone += 1 } }
        _ = state.wait { state -> Bool? in
            guard !state.alone, alone ? state.parsing == 0 : state.waitingAlone == 0 else { return nil }
            state.parsing += 1
            state.alone = alone
            if alone { state.waitingAlone -= 1 }
            return true
        }
        defer {
            state.with { state in
                state.parsing -= 1
                if alone { state.alone = false }
            }
        }
        return try body()
    }
}
