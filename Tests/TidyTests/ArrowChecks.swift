import Foundation

/// Arrows between targets point down only (architecture): *syntax knows nothing of meaning*, and Core knows nothing of Shell.
enum ArrowChecks {
    struct Target: Sendable {
        let folder: String
        /// Own targets that it may import; all of them stand above it in the list below.
        let own: [String]
        /// Modules of the system and of packages.
        let others: [String]
    }

    /// From the bottom to the top: what a target may import stands above it. `Package.swift` must agree.
    static let targets: [(name: String, target: Target)] = [
        ("MailSyntax", Target(folder: "Sources/Core/MailSyntax", own: [], others: ["Glibc"])),
        ("Unpacking", Target(folder: "Sources/Core/Unpacking", own: ["MailSyntax"], others: ["CLibXML2", "CZlib", "Glibc"])),
        (
            "ReportFormats",
            Target(folder: "Sources/Core/ReportFormats", own: ["MailSyntax", "Unpacking"], others: ["Glibc", "Synchronization"])
        ),
        ("Deliverability", Target(folder: "Sources/Core/Deliverability", own: ["MailSyntax"], others: [])),
        ("Tokens", Target(folder: "Sources/Core/Tokens", own: ["MailSyntax", "Deliverability"], others: ["CCrypto"])),
        ("SenderChecks", Target(folder: "Sources/Core/SenderChecks", own: ["MailSyntax"], others: ["CCrypto"])),
        ("SendLogs", Target(folder: "Sources/Core/SendLogs", own: ["MailSyntax", "ReportFormats", "Deliverability"], others: [])),
        ("Tables", Target(folder: "Sources/Core/Tables", own: ["MailSyntax", "Deliverability"], others: [])),
        (
            "Interpretation",
            Target(
                folder: "Sources/Core/Interpretation",
                own: ["MailSyntax", "ReportFormats", "Deliverability", "Tokens", "SenderChecks", "Tables"],
                others: ["CPSL", "Glibc"])
        ),
        ("Rendering", Target(folder: "Sources/Core/Rendering", own: ["MailSyntax"], others: ["Glibc"])),
        (
            "Explanations",
            Target(
                folder: "Sources/Core/Explanations", own: ["MailSyntax", "ReportFormats", "Deliverability", "Interpretation", "Rendering"],
                others: [])
        ),
        ("Summaries", Target(folder: "Sources/Core/Summaries", own: ["MailSyntax", "Deliverability", "Rendering"], others: [])),
        (
            "Storage",
            Target(
                folder: "Sources/Shell/Storage", own: ["MailSyntax", "Deliverability", "Tokens", "Rendering"],
                others: ["CSQLite", "CCrypto", "Glibc", "Synchronization"])
        ),
        (
            "Intake",
            Target(
                folder: "Sources/Shell/Intake",
                own: ["MailSyntax", "Deliverability", "Tokens", "ReportFormats", "Interpretation", "Rendering", "Storage"],
                others: ["Glibc", "Synchronization"])
        ),
        (
            "Workers",
            Target(
                folder: "Sources/Shell/Workers",
                own: ["MailSyntax", "Deliverability", "Tokens", "SenderChecks", "Tables", "Interpretation", "Storage", "Intake"],
                others: ["CLinux", "Glibc"])
        ),
        (
            "Sinks",
            Target(
                folder: "Sources/Shell/Sinks", own: ["MailSyntax", "Deliverability", "Tokens", "Rendering", "Storage"],
                others: ["CTLS", "Glibc", "Synchronization"])
        ),
        (
            "LookupServer",
            Target(
                folder: "Sources/Shell/LookupServer", own: ["MailSyntax", "Deliverability", "Storage"],
                others: ["NIOCore", "NIOPosix", "ServiceLifecycle", "Glibc"])
        ),
        (
            "WebFront",
            Target(
                folder: "Sources/Shell/WebFront",
                own: ["MailSyntax", "Deliverability", "Tokens", "ReportFormats", "Rendering", "Storage", "Sinks"],
                others: [
                    "CZlib", "NIOHTTPTypes", "Hummingbird", "HummingbirdCore", "HTTPTypes", "Logging", "NIOCore", "ServiceLifecycle",
                    "Glibc", "Synchronization",
                    "Dispatch",
                ])
        ),
        (
            "Daemon",
            Target(
                folder: "Sources/Shell/Daemon",
                own: [
                    "MailSyntax", "Deliverability", "Tokens", "SenderChecks", "SendLogs", "Tables", "ReportFormats", "Interpretation",
                    "Rendering", "Summaries", "Storage", "Intake", "Workers", "Sinks", "LookupServer", "WebFront",
                ], others: ["ServiceLifecycle", "UnixSignals", "Logging", "Yams", "Glibc", "Synchronization", "Dispatch"])
        ),
        (
            "plumbline",
            Target(
                folder: "Sources/plumbline",
                own: [
                    "MailSyntax", "Deliverability", "Tokens", "SendLogs", "Tables", "ReportFormats", "Interpretation", "Explanations",
                    "Rendering", "Summaries", "Storage", "Intake", "Workers", "Sinks", "LookupServer", "WebFront", "Daemon",
                ], others: ["ArgumentParser", "Logging", "Glibc", "Synchronization", "Dispatch"])
        ),
    ]

    static func imports(_ tree: SourceTree) -> [Violation] {
        tree.sources.flatMap { file -> [Violation] in
            guard let (name, target) = targets.first(where: { file.path.hasPrefix($0.target.folder + "/") }) else {
                return [Violation(file.path, "belongs to no target of the architecture: add it to ArrowChecks with what it may import")]
            }
            return imported(file).compactMap { module, line in
                if module == name || target.own.contains(module) || target.others.contains(module) { return nil }
                return Violation(file.path, line: line, "\(name) may not import \(module): arrows point down only (architecture, Targets)")
            }
        }
    }

    /// Modules that a file imports with their lines; `import struct A.B` imports A.
    private static func imported(_ file: SourceTree.File) -> [(String, Int)] {
        file.code.enumerated().compactMap { index, line in
            let words = CodeText.words(line)
            guard let at = words.firstIndex(of: "import"), at + 1 < words.count, line.hasPrefix("import") || line.hasPrefix("@") else {
                return nil
            }
            let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias", "actor"]
            let module = kinds.contains(words[at + 1]) && at + 2 < words.count ? words[at + 2] : words[at + 1]
            return (module, index + 1)
        }
    }

    /// The list above and `Package.swift` say the same of our own targets, and no arrow points up.
    static func package(_ tree: SourceTree) -> [Violation] {
        guard let package = tree.package else { return [Violation("Package.swift", "is not there")] }
        var above: Set<String> = [], out: [Violation] = []
        let known = Set(targets.map(\.name))
        for (name, target) in targets {
            for arrow in target.own where !above.contains(arrow) {
                out.append(Violation("Package.swift", "the arrow \(name) → \(arrow) points up (architecture, Targets)"))
            }
            above.insert(name)
            guard let declared = dependencies(of: name, in: package.text) else {
                out.append(Violation("Package.swift", "has no target \(name), ArrowChecks has"))
                continue
            }
            for arrow in declared where known.contains(arrow) && !target.own.contains(arrow) {
                out.append(Violation("Package.swift", "\(name) depends on \(arrow), which ArrowChecks does not allow"))
            }
        }
        return out
    }

    /// The quoted names between a target's own name and the end of its declaration.
    private static func dependencies(of name: String, in text: String) -> [String]? {
        for opening in [
            "core(\"\(name)\"", "shell(\n            \"\(name)\"", "shell(\"\(name)\"", "name: \"\(name)\",\n            dependencies:",
        ] {
            guard let start = text.range(of: opening) else { continue }
            let rest = text[start.upperBound...]
            let end = rest.firstIndex { $0 == "]" || $0 == ")" } ?? rest.endIndex
            return rest[..<end].split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }
                .map { String($0.element) }
        }
        return nil
    }
}
