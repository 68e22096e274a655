import TestKit
import Testing

/// Every check is seen to fail once, on a tree that breaks it, and to pass over what only looks like it.
@Suite struct TidyChecksTests {
    /// A tree with these files.
    private func tree(_ files: [String: String]) throws -> SourceTree {
        let folder = try TemporaryFolder()
        for (path, text) in files { try folder.write(text, to: path) }
        return withExtendedLifetime(folder) { SourceTree(root: folder.url) }
    }

    private func found(_ violations: [Violation]) -> [String] { violations.map(\.description).sorted() }

    @Test func `an arrow that points up is found`() throws {
        let tree = try tree([
            "Sources/Core/MailSyntax/A.swift": "import Glibc\nimport Deliverability\n",
            "Sources/Core/Deliverability/B.swift": "import MailSyntax\n// import Storage\nlet a = \"import Storage\"\n",
            "Sources/Core/Rendering/C.swift": "@preconcurrency import struct Storage.Row\n",
            "Sources/Elsewhere/D.swift": "",
        ])
        let found = found(ArrowChecks.imports(tree))
        #expect(found.count == 3)
        #expect(found[0].hasPrefix("Sources/Core/MailSyntax/A.swift:2: MailSyntax may not import Deliverability"))
        #expect(found[1].hasPrefix("Sources/Core/Rendering/C.swift:1: Rendering may not import Storage"))
        #expect(found[2].hasPrefix("Sources/Elsewhere/D.swift: belongs to no target"))
    }

    @Test func `a package that allows more than the arrows is found`() throws {
        let real = try Repository.text("Package.swift")
        #expect(try ArrowChecks.package(tree(["Package.swift": real])).isEmpty)
        let bent = real.replacing("core(\"Rendering\", [\"MailSyntax\"])", with: "core(\"Rendering\", [\"MailSyntax\", \"Storage\"])")
        #expect(bent != real)
        #expect(
            try found(ArrowChecks.package(tree(["Package.swift": bent]))) == [
                "Package.swift: Rendering depends on Storage, which ArrowChecks does not allow"
            ])
        #expect(try ArrowChecks.package(tree(["Package.swift": ""])).count == ArrowChecks.targets.count)
        #expect(try ArrowChecks.package(tree([:])).count == 1)
    }

    @Test func `the outside world in Core is found`() throws {
        let bad = [
            "let now = Date()", "await f()", "print(x)", "ProcessInfo.processInfo", "FileManager.default", "let clock = ContinuousClock()",
            "import Foundation", "import FoundationEssentials", "getenv(name)",
        ]
        for line in bad {
            #expect(try PurityChecks.core(tree(["Sources/Core/MailSyntax/A.swift": line])).count == 1, "\(line)")
            #expect(try PurityChecks.core(tree(["Sources/Shell/Storage/A.swift": line])).isEmpty)
        }
        let good = "// await the print of Date()\nlet text = \"await print Date()\"\nlet updated = fingerprint(x)\nlet date: MailDate\n"
        #expect(try PurityChecks.core(tree(["Sources/Core/MailSyntax/A.swift": good])).isEmpty)
    }

    @Test func `a long file is found, a long table is not`() throws {
        let long = String(repeating: "let a = 1\n", count: StyleChecks.linesMax + 1)
        #expect(try StyleChecks.sizes(tree(["Sources/Core/MailSyntax/A.swift": long])).count == 1)
        #expect(
            try StyleChecks.sizes(tree(["Sources/Core/Tables/Providers/A.swift": long, "Sources/Core/MailSyntax/A.swift": "let a = 1"]))
                .isEmpty)
    }

    @Test func `an empty word in a type's name is found with its replacement`() throws {
        for word in ["Manager", "Handler", "Helper", "Helpers", "Util", "Utils", "Processor", "Engine", "Info", "Item", "Items"] {
            let found = try found(StyleChecks.names(tree(["Sources/Core/MailSyntax/A.swift": "package struct Mail\(word): Sendable {}"])))
            #expect(found.count == 1 && found[0].contains("the type Mail\(word)"))
        }
        let good = "struct Information {}\nenum Itemized {}\nlet itemHandler = 1\nstruct A: ChannelHandler {}\n"
        #expect(try StyleChecks.names(tree(["Sources/Core/MailSyntax/A.swift": good])).isEmpty)
    }

    @Test func `what is left to do is found in comments`() throws {
        let text = "// TO" + "DO: later\n/// FIX" + "ME\nlet methodTodo = 1 // nothing to do\n"
        #expect(try StyleChecks.leftovers(tree(["Tests/XTests/A.swift": text])).count == 2)
    }

    @Test func `a trap is found in the sources and allowed in tests`() throws {
        let bad = ["let a = try! f()", "let b = (c as! D)", "fatalError()", "let a = f(try! g())", "preconditionFailure(\"x\")"]
        for line in bad {
            #expect(try StyleChecks.traps(tree(["Sources/Shell/Intake/A.swift": line])).count == 1, "\(line)")
            #expect(try StyleChecks.traps(tree(["Tests/XTests/A.swift": line])).isEmpty)
        }
        let good = "let a = try? f()\nlet b = c as? D\n// fatalError\nlet text = \"try! as! fatalError\"\nlet c = entry != nil\n"
        #expect(try StyleChecks.traps(tree(["Sources/Shell/Intake/A.swift": good])).isEmpty)
    }

    @Test func `an unchecked promise without its proof is found`() throws {
        let text =
            "final class A: @unchecked Sendable {}\n// Holds: its state is never changed.\nfinal class B: @unchecked Sendable {}\n/// says \"@unchecked Sendable\"\n"
        #expect(try found(StyleChecks.promises(tree(["Sources/Shell/Intake/A.swift": text]))).count == 1)
    }

    @Test func `what is public is found`() throws {
        let text =
            "public struct A {}\nopen class B {}\nlet publicSuffix = 1\nfunc open() {}\n// public\nlet s = \"public\"\nlet t = \"\"\"\n    public\n    \"\"\"\n"
        #expect(try found(StyleChecks.access(tree(["Sources/Shell/Intake/A.swift": text]))).count == 2)
    }

    @Test func `a fixture and an expectation that miss each other are found`() throws {
        let tree = try tree([
            "Fixtures/tls/good.eml": "", "Fixtures/tls/good.expected.json": "", "Fixtures/tls/b.xml.gz": "",
            "Fixtures/tls/b.xml.gz.expected.json": "",
            "Fixtures/tls/lonely.eml": "", "Fixtures/tls/orphan.expected.json": "", "Fixtures/scenarios/one/a.eml": "",
        ])
        let found = found(DocumentChecks.fixtures(tree))
        #expect(found.count == 2)
        #expect(found[0].hasPrefix("Fixtures/tls/lonely.eml"))
        #expect(found[1].hasPrefix("Fixtures/tls/orphan.expected.json"))
    }

    @Test func `a README that leads nowhere is found`() throws {
        #expect(try DocumentChecks.readme(tree([:])).count == 1)
        #expect(try DocumentChecks.readme(tree(["README.md": "make test"])).count == 1)
        #expect(try DocumentChecks.readme(tree(["README.md": "Run `make demo`, then `make test`."])).isEmpty)
    }

    @Test func `a promise without its test is found`() throws {
        let head = "| fault | what happens | proven by |\n|---|---|---|\n"
        let tests = "@Suite struct A {\n    @Test func `it holds`() {}\n}\n"
        func found(_ row: String) throws -> Int {
            DocumentChecks.provingTests(try tree(["docs/durability.md": head + row, "Tests/A/A.swift": tests])).count
        }
        #expect(try found("| full | waits | `it holds` |\n") == 0)
        #expect(try found("| full | waits | `it holds`, `it does not` |\n") == 1)
        #expect(try found("| full | waits | trust us |\n") == 1)
    }

    @Test func `a path of one machine is found in a document`() throws {
        let bad = "see /\("work")/main\nin `/root/x`\n/tmp/a.db\n/home/me/x\n"
        #expect(try DocumentChecks.machinePaths(tree(["docs/a.md": bad])).count == 4)
        let good = "https://example.com/work\nSources/tmp\n/workers\n./tmp/x\n$HOME/tmp\n/var/lib/plumbline\n"
        #expect(try DocumentChecks.machinePaths(tree(["docs/a.md": good])).isEmpty)
    }

    @Test func `comments and literals are no code`() {
        let text = "a /* b /* c */ d */ e // f\n\"g \\\" h\" i\nj #\"k \" l\"# m\n\"\"\"\nn\n\"\"\" o\n\"unended\np `q r` s"
        #expect(CodeText.lines(of: text).map { $0.filter { $0.isLetter } } == ["ae", "i", "jm", "", "", "o", "", "ps"])
    }
}
