/// Law 6 and the line over `Sources/Core`: no clock, no disk, no network, no waiting.
enum PurityChecks {
    /// A word of the outside world, with what Core does instead.
    static let banned: [(word: String, instead: String)] = [
        ("await", "Core never waits: take a value, give a value"),
        ("async", "Core never waits: take a value, give a value"),
        ("Task", "Core never waits: take a value, give a value"),
        ("Date", "time enters as a Timestamp (law 6)"),
        ("Clock", "time enters as a Timestamp (law 6)"),
        ("ContinuousClock", "time enters as a Timestamp (law 6)"),
        ("SuspendingClock", "time enters as a Timestamp (law 6)"),
        ("clock_gettime", "time enters as a Timestamp (law 6)"),
        ("gettimeofday", "time enters as a Timestamp (law 6)"),
        ("FileManager", "bytes come in as [UInt8]"),
        ("FileHandle", "bytes come in as [UInt8]"),
        ("fopen", "bytes come in as [UInt8]"),
        ("opendir", "bytes come in as [UInt8]"),
        ("URLSession", "Core has no network"),
        ("getaddrinfo", "Core has no network"),
        ("ProcessInfo", "what is set comes in as a parameter"),
        ("getenv", "what is set comes in as a parameter"),
        ("print", "return or throw; the shell speaks"),
        ("SystemRandomNumberGenerator", "the same input gives the same output"),
    ]

    static func core(_ tree: SourceTree) -> [Violation] {
        tree.core.flatMap { file in
            file.code.enumerated().flatMap { index, line -> [Violation] in
                let words = CodeText.words(line)
                var out = banned.filter { words.contains($0.word) }.map {
                    Violation(file.path, line: index + 1, "Core is pure: no `\($0.word)`; \($0.instead)")
                }
                if words.contains("import"), words.contains("Foundation") || words.contains("FoundationEssentials") {
                    out.append(Violation(file.path, line: index + 1, "Core is pure: no Foundation; Glibc or our own readers"))
                }
                return out
            }
        }
    }
}
