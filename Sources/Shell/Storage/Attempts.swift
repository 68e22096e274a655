extension SQLStore {
    private static let countAttempt = Statement(
        "INSERT INTO attempt (name, count) VALUES ($1, 1) ON CONFLICT (name) DO UPDATE SET count = attempt.count + 1")
    private static let attemptCount = Statement("SELECT count FROM attempt WHERE name = $1")
    private static let clearAttempt = Statement("DELETE FROM attempt WHERE name = $1")

    private static let all = Statement("SELECT name, count FROM attempt")

    /// Adds one to each name, durably, and returns what they stand at.
    package func countAttempts(_ names: [String]) throws -> [Int] {
        guard !names.isEmpty else { return [] }
        return try write { _ in
            try session.run(Self.countAttempt, width: 1, rows: names.map { .text($0) })
            return try names.map { Int(truncatingIfNeeded: try session.first(Self.attemptCount, [.text($0)]) { $0.int(0) } ?? 1) }
        }
    }

    package func attempts() throws -> [String: Int] {
        var counts: [String: Int] = [:]
        try session.query(Self.all, []) { counts[$0.text(0)] = Int(truncatingIfNeeded: $0.int(1)) }
        return counts
    }

    package func clearAttempts(_ names: [String]) throws {
        guard !names.isEmpty else { return }
        try write { _ in try session.run(Self.clearAttempt, width: 1, rows: names.map { .text($0) }) }
    }
}
