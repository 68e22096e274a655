// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// A target of the pure core: no clock, no disk, no network, no `await`.
func core(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/Core/\(name)", swiftSettings: strict)
}

/// A target of the shell: touches one part of the world.
func shell(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/Shell/\(name)", swiftSettings: strict)
}

/// Headers of the kernel and the C library, with what Swift does not see of them.
let linux = Target.systemLibrary(name: "CLinux", path: "Sources/System/CLinux")

func system(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, path: "Sources/System/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// Test targets with a folder of expected texts.
let goldens: Set = ["CommandTests", "ExplanationsTests"]

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: name, dependencies: dependencies + ["TestKit"], path: "Tests/\(name)", exclude: goldens.contains(name) ? ["Goldens"] : [],
        swiftSettings: strict)
}

/// What of the readers can be fuzzed, with the laws that hold for any bytes.
func fuzzing(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: "fuzz/\(name)", swiftSettings: strict)
}

func fuzzer(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies, path: "fuzz/\(name)", swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])])
}

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")

let package = Package(
    name: "plumbline",
    products: [.executable(name: "plumbline", targets: ["plumbline"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.31.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        system("CLibXML2", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
        system("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
        system("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        system("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
        system("CTLS", pkgConfig: "libssl", apt: "libssl-dev"),
        system("CPSL", pkgConfig: "libpsl", apt: "libpsl-dev"),
        linux,

        core("MailSyntax"),
        core("Unpacking", ["MailSyntax", "CLibXML2", "CZlib"]),
        core("ReportFormats", ["MailSyntax", "Unpacking"]),
        core("Deliverability", ["MailSyntax"]),
        core("Tokens", ["MailSyntax", "Deliverability", "CCrypto"]),
        core("SenderChecks", ["MailSyntax", "CCrypto"]),
        core("Tables", ["MailSyntax", "Deliverability"]),
        core("Interpretation", ["MailSyntax", "ReportFormats", "Deliverability", "Tokens", "SenderChecks", "Tables", "CPSL"]),
        core("Rendering", ["MailSyntax"]),
        core("Explanations", ["MailSyntax", "ReportFormats", "Deliverability", "Interpretation", "Rendering"]),
        core("SendLogs", ["MailSyntax", "ReportFormats", "Deliverability"]),
        core("Summaries", ["MailSyntax", "Deliverability", "Rendering"]),

        shell("Storage", ["MailSyntax", "Deliverability", "Tokens", "Rendering", "CSQLite", "CCrypto"]),
        shell("Intake", ["MailSyntax", "Deliverability", "Tokens", "ReportFormats", "Interpretation", "Rendering", "Storage"]),
        shell(
            "Workers",
            ["MailSyntax", "Deliverability", "Tokens", "SenderChecks", "Tables", "Interpretation", "Storage", "Intake", "CLinux"]),
        shell("Sinks", ["MailSyntax", "Deliverability", "Tokens", "Rendering", "Storage", "CTLS"]),
        shell("LookupServer", ["MailSyntax", "Deliverability", "Storage", lifecycle, nio, nioPosix]),
        shell(
            "WebFront",
            [
                "MailSyntax", "Deliverability", "Tokens", "ReportFormats", "Rendering", "Storage", "Sinks", "CZlib", hummingbird,
                hummingbirdCore,
                lifecycle, logging, nio, nioHTTPTypes, httpTypes,
            ]),
        shell(
            "Daemon",
            [
                "MailSyntax", "Deliverability", "Tokens", "SenderChecks", "SendLogs", "Tables", "ReportFormats", "Interpretation",
                "Rendering", "Summaries", "Storage", "Intake", "Workers", "Sinks", "LookupServer", "WebFront", lifecycle, signals, logging,
                yams,
            ]),
        .executableTarget(
            name: "plumbline",
            dependencies: [
                "MailSyntax", "Deliverability", "Tokens", "SendLogs", "Tables", "ReportFormats", "Interpretation", "Explanations",
                "Rendering", "Summaries", "Storage", "Intake", "Workers", "Sinks", "LookupServer", "WebFront", "Daemon", arguments, logging,
            ],
            path: "Sources/plumbline", swiftSettings: strict),

        .target(
            name: "TestKit",
            dependencies: [
                "MailSyntax", "Deliverability", "Tokens", "SenderChecks", "ReportFormats", "Interpretation", "Explanations", "Rendering",
                "Storage", "CCrypto",
            ],
            path: "Tests/TestKit", swiftSettings: strict),
        tests("MailSyntaxTests", ["MailSyntax"]),
        tests("UnpackingTests", ["MailSyntax", "Unpacking"]),
        tests("ReportFormatsTests", ["MailSyntax", "ReportFormats"]),
        tests("DeliverabilityTests", ["MailSyntax", "Deliverability"]),
        tests("TokensTests", ["MailSyntax", "Deliverability", "Tokens"]),
        tests("SenderChecksTests", ["MailSyntax", "SenderChecks", "Rendering"]),
        tests("SendLogsTests", ["MailSyntax", "Deliverability", "SendLogs"]),
        tests("TablesTests", ["MailSyntax", "Deliverability", "Tables", "Interpretation"]),
        tests(
            "InterpretationTests",
            ["MailSyntax", "ReportFormats", "Deliverability", "Tokens", "SenderChecks", "Tables", "Interpretation"]),
        tests("RenderingTests", ["MailSyntax", "Rendering"]),
        tests("SummariesTests", ["MailSyntax", "Deliverability", "Summaries"]),
        tests(
            "ExplanationsTests", ["MailSyntax", "ReportFormats", "Deliverability", "Tokens", "Interpretation", "Explanations", "Rendering"]),
        tests("StorageTests", ["MailSyntax", "Deliverability", "Tokens", "Storage"]),
        tests("IntakeTests", ["MailSyntax", "Deliverability", "Storage", "Intake"]),
        tests(
            "WorkersTests",
            ["MailSyntax", "Deliverability", "Tokens", "SenderChecks", "Tables", "Interpretation", "Storage", "Intake", "Workers"]),
        tests("SimulationTests", ["MailSyntax", "Deliverability", "Storage", "Intake"]),
        tests("SinksTests", ["MailSyntax", "Deliverability", "Storage", "Sinks"]),
        tests("LookupServerTests", ["MailSyntax", "Deliverability", "Storage", "LookupServer", nio]),
        tests("WebFrontTests", ["MailSyntax", "Deliverability", "Storage", "Sinks", "WebFront", "CZlib", logging, lifecycle]),
        tests(
            "DaemonTests",
            [
                "MailSyntax", "Deliverability", "Tokens", "SenderChecks", "Tables", "Interpretation", "Summaries", "Storage", "Intake",
                "Sinks", "LookupServer", "WebFront", "Daemon", logging,
            ]),
        tests("ScenarioTests", ["MailSyntax", "Deliverability", "Tokens", "Storage", "Intake", "Sinks", "Summaries", "Interpretation"]),
        tests("CommandTests", ["plumbline"]),
        tests("TidyTests", []),

        fuzzing(
            "CoreTargets",
            [
                "MailSyntax", "Unpacking", "ReportFormats", "Deliverability", "SenderChecks", "Interpretation", "Explanations", "Rendering",
                "CZlib",
            ]),
        fuzzing("ShellTargets", ["MailSyntax", "Deliverability", "LookupServer", "Daemon", "CoreTargets"]),
        tests("FuzzTests", ["CoreTargets", "ShellTargets"]),
    ]
)

// Executables for libFuzzer, which only `scripts/fuzz` builds: they have no main of their own.
if Context.environment["PLUMBLINE_FUZZ"] != nil {
    package.targets.append(fuzzing("Entry", ["CoreTargets"]))
    package.targets.append(fuzzer("CoreFuzzer", ["CoreTargets", "Entry"]))
    package.targets.append(fuzzer("ShellFuzzer", ["ShellTargets", "Entry"]))
}
